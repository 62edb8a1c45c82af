/**
 * The ballots, one per kind of vote: each draws its fields from
 * {step, items, all, themes, values, isOpen, language, change}, and calls `change` with the whole ballot.
 * With {settles: true} it is sent once nothing more follows for a moment.
 */
import { budget } from "./budget.js";
import { dots } from "./dots.js";
import { poll } from "./poll.js";
import { rating } from "./rating.js";

export const BALLOTS = { dots, poll, rating, budget };
