/** The list of actions and where lists come from, in their states: {part: {state: template}}. */
import { html } from "../../vendor/lit.js";
import "../console/actions.js";
import "../console/list.js";
import "../elements/actions.js";

const ACTIONS = "actions";
const VOTE = "chained";
const LANGUAGE = "nl";

export function actionSpecimens({ control: view }) {
  const acting = within(view);
  const step = { id: ACTIONS, ...acting.activities[ACTIONS] };
  const none = { ...acting, actions: {} };
  const list = (told) => html`<console-list
    acts
    .view=${{ ...acting, chains: { [VOTE]: { ...CHAIN, ...told } } }}
    .step=${{ id: VOTE, ...acting.activities[VOTE] }}
  ></console-list>`;
  return {
    "tafel-actions": {
      "": html`<tafel-actions .view=${acting} .step=${step} .role=${"participant"} .table=${"3"} .language=${LANGUAGE}></tafel-actions>`,
      writing: html`<tafel-actions .view=${acting} .step=${{ ...step, id: ACTIONS }} .role=${"chair"} .table=${"3"} .language=${LANGUAGE}></tafel-actions>`,
      empty: html`<tafel-actions .view=${none} .step=${step} .role=${"participant"} .table=${"3"} .language=${LANGUAGE}></tafel-actions>`,
    },
    "tafel-action-form": {
      "": html`<tafel-action-form .place=${"specimen.new"} .sources=${SOURCES} .language=${LANGUAGE}></tafel-action-form>`,
      change: html`<tafel-action-form .place=${"specimen.change"} .action=${{ id: "a", ...acting.actions.a }} .language=${LANGUAGE}></tafel-action-form>`,
    },
    "console-actions": {
      "": html`<console-actions acts .view=${acting}></console-actions>`,
      observer: html`<console-actions .view=${acting}></console-actions>`,
    },
    "console-list": {
      "": list({}),
      secret: list({ n: null }),
      fixed: list({ is_fixed: true }),
    },
  };
}

const CHAIN = { input: ACTIONS, take_top: 10, only_highlighted: false, chosen: 0, own: 0, n: 10, is_fixed: false };

const SOURCES = [
  { id: "one", text: "Eén fonds voor de eerste lening", from: "list" },
  { id: "two", text: "Banken vinden het risico te hoog", from: "highlighted" },
];

/** The room while it writes down who does what by when. */
function within(view) {
  const [conference, document] = Object.entries(view.conferences)[0];
  const step = { kind: "actions", title: "Wie is aan zet?", state: "open", position: 90, questions: [], settings: {}, rev: 1 };
  const vote = { ...step, kind: "dots", title: "Wat gaat voor?", state: "planned", position: 91, is_revealed: false };
  const action = (n, told) => ({ activity: ACTIONS, who: "", by_when: "", due: "", source: "", table: "", seq: n, rev: n, ...told });
  return {
    ...view,
    conferences: { [conference]: { ...document, current: ACTIONS } },
    activities: { ...view.activities, [ACTIONS]: step, [VOTE]: vote },
    actions: {
      a: action(1, { what: "Een inkooploket openen", who: "Gemeente Utrecht", by_when: "1-3-2027", due: "2027-03-01", source: "one", source_text: SOURCES[0].text }),
      b: action(2, { what: "Met de banken praten over kleine leningen", who: "Tafel 3", by_when: "voor de zomer", table: "3" }),
    },
  };
}
