/** Keeps the response rate and what is to be done as the box would show them now. */
import { keepFresh } from "./fresh-parts.js";

keepFresh(["survey-state", "survey-todo", "survey-rate", "sending"]);
