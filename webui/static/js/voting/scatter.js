/** Two criteria against each other: every item a point with its number in the list. */
import { html, nothing, svg } from "../../vendor/lit.js";
import { say, t } from "../words.js";
import { criteriaOf, rounded } from "./criteria.js";

const SIZE = 300;
/** The edge holds letters that can be read from the back of a room. */
const EDGE = { start: 46, end: 16 };
const INSIDE = SIZE - EDGE.start - EDGE.end;
const RADIUS = 10;

/** The points of [item] in the order of the list; nothing where fewer than two criteria were asked. */
export function scatter(step, items) {
  const [across, up] = criteriaOf(step);
  if (!up) return nothing;
  const points = items.map((item, at) => point(item, at, across, up)).filter(Boolean);
  if (!points.length) return nothing;
  return html`<svg class="scatter" viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label=${words(across, up, points)}>
    ${axes(across, up)} ${points.map(mark)}
  </svg>`;
}

function point(item, at, across, up) {
  const [x, y] = [across, up].map(({ id }) => item.criteria[id]?.mean ?? null);
  if (x === null || y === null) return null;
  return { item, at, x: EDGE.start + share(x, across) * INSIDE, y: EDGE.end + (1 - share(y, up)) * INSIDE, told: [x, y] };
}

const share = (value, { low, high }) => (value - low) / (high - low);

const words = (across, up, points) =>
  `${t("{across} from left to right, {up} from bottom to top.", { across: say(across.title), up: say(up.title) })} ${points
    .map(({ item, at, told: [x, y] }) => `${at + 1}. ${say(item.text)}: ${rounded(x)}, ${rounded(y)}.`)
    .join(" ")}`;

const mark = ({ item, at, x, y }) => svg`<g class="point" ?data-divided=${item.is_divided}>
  <circle cx=${x} cy=${y} r=${RADIUS}></circle>
  <text x=${x} y=${y}>${at + 1}</text>
</g>`;

function axes(across, up) {
  const [left, right, top, bottom] = [EDGE.start, SIZE - EDGE.end, EDGE.end, SIZE - EDGE.start];
  const [middle, half] = [(left + right) / 2, (top + bottom) / 2];
  return svg`<rect class="frame" x=${left} y=${top} width=${INSIDE} height=${INSIDE}></rect>
    <path class="cross" d="M${middle} ${top}V${bottom}M${left} ${half}H${right}"></path>
    <text class="axis" x=${middle} y=${SIZE - 6}>${say(across.title)} →</text>
    <text class="axis" x=${-half} y="18" transform="rotate(-90)">${say(up.title)} →</text>
    <text class="end" x=${left} y=${SIZE - 24}>${rounded(across.low)}</text>
    <text class="end" x=${right} y=${SIZE - 24}>${rounded(across.high)}</text>
    <text class="end" x=${left - 14} y=${bottom}>${rounded(up.low)}</text>
    <text class="end" x=${left - 14} y=${top + 12}>${rounded(up.high)}</text>`;
}
