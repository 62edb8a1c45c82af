/** The big screen, one picture per scene: {part: {scene: template}}. */
import { html } from "../../vendor/lit.js";
import { currentStep, programmeOf } from "../console/board.js";
import "../stage/picture.js";
import { done, planned, withConference, withStep } from "./console.js";
import { roomMs } from "./still.js";
import { discussed } from "./talking.js";

const picture = (view) => html`<stage-picture .view=${view} .roomMs=${roomMs}></stage-picture>`;

export function stageSpecimens({ control: view }) {
  const step = currentStep(view);
  const show = (mode, more = {}) => picture(withConference(view, { show: { mode, entries: [], text: "", ...more } }));
  const entries = Object.keys(view.entries).slice(0, 3);
  const closed = withStep(view, step.id, { state: "closed", closed_room_ms: roomMs, ends_at_room_ms: null });
  const inStep = (id) => picture(withStep(closed, id, open));
  const ofKind = (isOne) => programmeOf(view).find(isOne).id;
  return {
    "stage-picture": {
      welcome: show("welcome"),
      question: picture(view),
      paused: picture(withStep(view, step.id, { state: "paused", remaining_ms: 600_000, ends_at_room_ms: null })),
      "one contribution": show("entries", { entries: entries.slice(0, 1) }),
      "three contributions": show("entries", { entries }),
      message: show("message", { text: "Over vijf minuten luisteren wij naar de tafels." }),
      programme: show("programme"),
      title: inStep(ofKind(({ id, kind }) => kind === "presentation" && id !== programmeOf(view)[0].id)),
      break: inStep(ofKind(({ kind }) => kind === "break")),
      next: picture(closed),
      "before the start": picture(planned(view)),
      end: picture(done(view)),
      "all topics": picture(discussed(view)),
      "one topic": picture(discussed(view, "fonds")),
      practice: picture(withConference(view, { is_practice: true })),
      black: show("black"),
    },
  };
}

const open = { state: "open", opened_room_ms: roomMs, ends_at_room_ms: roomMs + 900_000, remaining_ms: null };
