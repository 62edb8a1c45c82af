/** What a poll came to: in the order of the organiser, shares of those who had an opinion. */
import { t } from "../words.js";

const percent = (share) => (share === null ? "–" : `${Math.round(100 * share)}%`);

export const POLL = {
  columns: [
    { words: () => t("Votes"), of: ({ n }) => `${n}` },
    { words: () => t("Share"), of: ({ share }) => percent(share) },
  ],
  measure: ({ n }) => n,
  /** The number at its bar on the big screen. */
  told: ({ n, share }) => `${n} · ${percent(share)}`,
  ordered: (items) => [...items].sort((one, other) => one.position - other.position),
  about: ({ abstained }) => (abstained ? ` · ${t("no opinion: {n}", { n: abstained })}` : ""),
};
