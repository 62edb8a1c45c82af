/** What can be placed in a ranking, and what is. */
import { idsNow } from "./now.js";

/** How many can be placed in this step, on a list of so many. */
export const placesIn = ({ settings }, length) => Math.min(settings?.place_most || length, length);

/** The ids in the order of a ballot as it counts now: what was merged holds the best place of what
 * it was made of, what was withdrawn is gone. */
export const orderNow = (values, all) =>
  idsNow(
    Object.keys(values).sort((one, other) => values[one] - values[other]),
    all,
  );
