/**
 * The ballots, one per kind of vote: each draws its fields from
 * {step, items, all, themes, values, voter, isOpen, language, change}, and calls `change` with the
 * whole ballot. With {settles: true} it is sent once nothing more follows for a moment, with
 * {isWhole: false} not before more is filled in. `all` also holds what cannot be voted on any more.
 */
import { PLACING_WORDS, placing } from "../sorting/placing.js";
import { budget } from "./budget.js";
import { dots } from "./dots.js";
import { poll } from "./poll.js";
import { ranking } from "./ranking.js";
import { rating } from "./rating.js";

export const BALLOTS = { budget, categorise: placing, dots, poll, ranking, rating };

/** What is said around a ballot of a kind that is no vote (see `VOTE_WORDS` in vote.js). */
export const WORDS = { categorise: PLACING_WORDS };
