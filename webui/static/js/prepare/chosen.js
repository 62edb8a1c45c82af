/** The page on which is ticked what comes along from one step to another. */
import "./editing.js";
