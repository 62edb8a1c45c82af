/** What still stands of a whole vote on a list that changed since, as the box counts it. */
import { addedUp, idsNow } from "./now.js";
import { orderNow } from "./placing.js";
import { placesOf } from "./ranking.js";
import { ratedNow } from "./rating.js";

/** The values of a ballot of this step without what is gone; what was merged went along. */
export const standing = (step, values, all) => STANDING[step.kind]?.(values, all, step) ?? values;

const STANDING = {
  budget: (values, all) => addedUp(values, all),
  dots: (values, all, { settings }) => addedUp(values, all, settings?.is_stackable === false ? 1 : Infinity),
  poll: (values, all) => chosenNow(values, idsNow(values.chosen ?? [], all)),
  ranking: (values, all) => placesOf(orderNow(values, all)),
  rating: (values, all) => ratedNow(values, all),
};

const chosenNow = (values, chosen) => {
  if (values.abstains) return values;
  return chosen.length ? { chosen } : {};
};
