/** The parts of a sorting board: cards, groups, and turning over so many at a time. */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { t, tn } from "../words.js";

/** Cards of a group that are shown when it is unfolded, and as many again at each asking. */
const PIECE = 40;

export const cardList = (board, cards) => html`<ul class="sort-cards" role="list">
  ${repeat(cards, ({ id }) => id, (card) => cardOf(board, card))}
</ul>`;

function cardOf(board, card) {
  return html`<li class="sort-card" data-card=${card.id}>
    <div class="board-row">
      <label>
        <input type="checkbox" .checked=${board.chosen.has(card.id)} @change=${() => board.choose(card.id)} />
        <span class="text" lang=${board.language} dir="auto">${card.text}</span>
      </label>
      <span class="board-grip" data-grip aria-hidden="true"></span>
    </div>
    ${board.agreement ? agreementOn(board, card) : nothing}
    ${card.behind ? merged(board, card) : nothing}
  </li>`;
}

/** Where everybody put it: how many of how many, or that it is tied. */
function agreementOn(board, { id }) {
  const told = board.agreement.items[id];
  if (!told) return html`<p class="board-agreement">${t("Nobody put this in a group.")}</p>`;
  const { people: total, votes: n, groups } = told;
  const names = groups.map((one) => board.read.groups.find((group) => group.id === one)?.title ?? "…");
  if (groups.length > 1) {
    return html`<p class="board-agreement" data-tied>
      ${t("Tied: {n} of {total} each for {groups}. You decide.", { n, total, groups: names.join(" · ") })}
    </p>`;
  }
  return html`<p class="board-agreement">
    ${t("{n} of {total} ({share}%) for {groups}", { n, total, share: Math.round(100 * told.share), groups: names[0] })}
  </p>`;
}

function merged(board, { id, behind }) {
  return html`<details class="folded">
    <summary>${t("Made of {n} contributions", { n: behind.length })}</summary>
    <ul>
      ${behind.map((one) => html`<li lang=${board.language} dir="auto">${board.all.get(one)?.text ?? "…"}</li>`)}
    </ul>
    ${board.button(t("Take apart"), { do: "split_entry", entry: id })}
  </details>`;
}

/** A group: its name and how many, and once somebody looks into it what is there. */
export function group(board, one, { cards, groups }) {
  const shown = board.unfolded.get(one.id) ?? 0;
  return html`<details
    class="board-group"
    data-drop=${one.id}
    data-group=${one.id}
    @toggle=${({ target }) => board.unfold(one.id, target.open ? shown || PIECE : 0)}
  >
    <summary><span lang=${board.language}>${one.title}</span> (${one.members.length})</summary>
    ${shown ? inside(board, one, { cards, groups, shown }) : nothing}
  </details>`;
}

function inside(board, one, { cards, groups, shown }) {
  const there = one.members.slice(0, shown).map((id) => cards.get(id));
  const ticked = one.members.filter((id) => board.chosen.has(id));
  const rest = one.members.length - there.length;
  const others = groups.filter(({ id }) => id !== one.id);
  return html`<form @submit=${(event) => board.rename(event, one)}>
      <label>${t("Name")} <input name="title" .value=${one.title} maxlength="200" autocomplete="off" /></label>
      <button class="act">${t("Rename")}</button>
    </form>
    ${cardList(board, there)}
    <p class="acts">
      ${rest
        ? html`<button type="button" class="act" @click=${() => board.unfold(one.id, shown + PIECE)}>
            ${tn("Show {n} more", "Show {n} more", Math.min(rest, PIECE))}
          </button>`
        : nothing}
      ${ticked.length ? board.button(t("Take out of this group"), { do: "take_out", bucket: one.id, members: ticked }) : nothing}
      ${board.button(t("Remove the group"), { do: "remove_bucket", bucket: one.id })}
    </p>
    ${others.length ? joining(board, one, others) : nothing}`;
}

function joining(board, one, others) {
  return html`<form @submit=${(event) => board.join(event, one)}>
    <label>${t("Merge with")}
      <select name="into">
        ${repeat(others, ({ id }) => id, ({ id, title }) => html`<option value=${id}>${title}</option>`)}
      </select>
    </label>
    <button class="act">${t("Merge groups")}</button>
  </form>`;
}

/** Which of so many are shown, and a button to each side. */
export function batch({ from, size, length, go }) {
  if (length <= size) return nothing;
  const to = Math.min(from + size, length);
  const button = (words, next, may) => html`<button
    type="button"
    class="act"
    aria-disabled=${may ? nothing : "true"}
    @click=${() => may && go(next)}
  >
    ${words}
  </button>`;
  return html`<nav class="board-batch" aria-label=${t("Which contributions")}>
    ${button(t("Previous"), from - size, from > 0)}
    <p>${t("{from} to {to} of {n}", { from: from + 1, to, n: length })}</p>
    ${button(t("Next one"), from + size, to < length)}
  </nav>`;
}
