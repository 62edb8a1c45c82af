/** Where the list of a step comes from, in words; documents in, sentences out. */
import { say, t, tn } from "../words.js";
import { isDone, programmeOf } from "./board.js";

/** These leave nothing behind that could stand on a list. */
const GIVES_NONE = new Set(["presentation", "break", "harvest"]);

/** The steps that this one can take its list from. */
export const givers = (view, step) =>
  programmeOf(view).filter((one) => one.position < step.position && !GIVES_NONE.has(one.kind));

/** Which rule is followed: "all", "top", "highlighted" or "hand". */
export function ruleOf({ chosen, only_highlighted: isHighlighted, take_top: top }) {
  if (chosen) return "hand";
  if (isHighlighted) return "highlighted";
  return top ? "top" : "all";
}

/** "List from “Sort”: every group. 25 items now." */
export function chainWords(view, chain) {
  const source = view.activities?.[chain.input];
  const parts = [source ? t("List from “{title}”: {rule}.", { title: say(source.title), rule: RULES[ruleOf(chain)](chain, source) }) : ""];
  if (chain.own) parts.push(`${tn("{n} item of its own", "{n} items of its own", chain.own)}.`);
  if (!source && !chain.own) parts.push(t("No list was chosen for this step."));
  else if (source || chain.is_fixed) parts.push(count(chain, source));
  return parts.filter(Boolean).join(" ");
}

const RULES = {
  all: (_chain, source) => (source.kind === "categorise" ? t("every group") : t("everything")),
  top: ({ take_top: n }) => t("the top {n}", { n }),
  highlighted: () => t("only what is highlighted"),
  hand: ({ chosen }) => tn("{n} chosen by hand", "{n} chosen by hand", chosen),
};

function count({ n, is_fixed: isFixed }, source) {
  if (isFixed) return tn("{n} item, fixed when the step was opened.", "{n} items, fixed when the step was opened.", n);
  if (n !== null) return tn("{n} item now.", "{n} items now.", n);
  const title = say(source?.title);
  if (!isDone(source)) return t("How many there are shows when “{title}” is closed.", { title });
  return t("How many there are shows with the result of “{title}”.", { title });
}
