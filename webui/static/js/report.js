/** Keeps what is being made, and what was made, as the box would show them now. */
import { keepFresh } from "./fresh-parts.js";

keepFresh(["making", "made"], 1500);
