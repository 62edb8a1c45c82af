/**
 * The ballots, one per kind of vote: each draws its fields from
 * {step, items, themes, values, isOpen, language, change}, and calls `change` with the whole ballot.
 */
import { dots } from "./dots.js";
import { poll } from "./poll.js";

export const BALLOTS = { dots, poll };
