/**
 * What happened to a list while somebody had the ballot open, and what became of their vote: one
 * sentence for each thing that was taken off it or merged.
 */
import { short } from "../text.js";
import { say, t } from "../words.js";
import { becoming, isLive, last } from "./now.js";

/** [{id, words}] for all that is gone from the list; `values` is the vote as the box has it. */
export function changesOf({ step, all, values }) {
  const end = last(all);
  const now = becoming(all);
  const voted = idsIn(values);
  const ended = new Set(voted.map((id) => end(id)?.id));
  return all.filter((item) => !isLive(item)).map((item) => {
    const into = item.into ? end(item.id) : null;
    const sentences = into ? [merged(item, into)] : [off(item)];
    if (into && now(item.id) && voted.includes(item.id)) sentences.push(WENT[step.kind]?.(step) ?? "");
    if (!into && ended.has(item.id)) sentences.push(LOST[step.kind]?.(step) ?? "");
    return { id: item.id, words: sentences.filter(Boolean).join(" ") };
  });
}

const NAME_MOST = 60;

const name = ({ text }) => short(say(text), NAME_MOST);

const off = (item) => t("“{item}” was taken off the list.", { item: name(item) });

const merged = (item, other) => t("“{item}” was merged with “{other}”.", { item: name(item), other: name(other) });

/** The items that somebody's vote speaks of. */
export const idsIn = (values) => values.chosen ?? Object.keys(values).filter((id) => id !== "abstains");

const again = (step, lost, free) => (step.state === "open" ? `${lost} ${free}` : lost);

/** Whether an item takes one dot of a person. */
const standsAlone = ({ settings }) => settings?.is_stackable === false;

const LOST = {
  dots: (step) =>
    standsAlone(step)
      ? again(step, t("Your dot on it does not count."), t("You can give it to something else."))
      : again(step, t("Your dots on it do not count."), t("You can give them to something else.")),
  rating: () => t("Your rating of it does not count."),
  ranking: () => t("It is no longer in your order. What stood below it moved up."),
  budget: (step) => again(step, t("What you gave to it is not spent."), t("You can divide it again.")),
  poll: (step) => again(step, t("Your vote for it does not count."), t("You can choose something else.")),
};

const WENT = {
  dots: (step) =>
    standsAlone(step) ? t("Your dot on it counts there now, once.") : t("Your dots on it count there now."),
  rating: () => t("Your rating of it counts there, where you gave none."),
  ranking: () => t("In your order the better of the two places counts."),
  budget: () => t("What you gave to it counts there now."),
  poll: () => t("Your vote for it counts there now."),
};
