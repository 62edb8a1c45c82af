/** What the acts of sorting are called, for who takes them back. */
import { t } from "../words.js";

/** Taking an act back, by its command, with the name of what it was done to. */
export const SORTING_UNDO = {
  add_bucket: (of) => t("Undo making the group “{subject}”", of),
  sort_into: (of) => t("Undo putting into “{subject}”", of),
  rename_bucket: (of) => t("Undo renaming to “{subject}”", of),
  mark_list: (of) => t("Undo “list ready” of “{subject}”", of),
  merge_entries: (of) => t("Undo merging into “{subject}”", of),
  split_entry: () => t("Undo taking a merged contribution apart"),
  merge_buckets: (of) => t("Undo merging a group into “{subject}”", of),
  remove_bucket: () => t("Undo removing a group"),
  take_out: (of) => t("Undo taking out of “{subject}”", of),
};

/** What was done, as the end of a sentence that begins with "Just now:". */
export const SORTING_DONE = {
  add_bucket: (of) => t("the group “{subject}” was made", of),
  sort_into: (of) => t("something was put into “{subject}”", of),
  rename_bucket: (of) => t("a group was renamed to “{subject}”", of),
  mark_list: (of) => t("a list of “{subject}” was said to be ready or not", of),
  merge_entries: (of) => t("contributions were merged into “{subject}”", of),
  split_entry: () => t("a merged contribution was taken apart"),
  merge_buckets: (of) => t("a group was merged into “{subject}”", of),
  remove_bucket: () => t("a group was removed"),
  take_out: (of) => t("something was taken out of “{subject}”", of),
};
