/**
 * The ballots, one per kind of vote: each draws its fields from
 * {step, items, themes, values, isOpen, language, change}, and calls `change` with the whole ballot.
 * With {settles: true} it is sent once nothing more follows for a moment.
 */
import { PLACING_WORDS, placing } from "../sorting/placing.js";
import { dots } from "./dots.js";
import { poll } from "./poll.js";
import { rating } from "./rating.js";

export const BALLOTS = { categorise: placing, dots, poll, rating };

/** What is said around a ballot of a kind that is no vote (see `VOTE_WORDS` in vote.js). */
export const WORDS = { categorise: PLACING_WORDS };
