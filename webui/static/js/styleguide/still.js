/**
 * Time stands still on this page, and nothing typed here earlier comes back: loaded before anything
 * that looks at a clock or for a draft.
 */
import { keep } from "../keep.js";

const TYPED_HERE = "tafelronde..draft.";

for (const key of keep.keys(TYPED_HERE)) keep.drop(key);

export const told = JSON.parse(document.getElementById("specimens").textContent);

Date.now = () => told.wall_ms;

/** The room time at which everything is shown. */
export const roomMs = told.room_ms;
