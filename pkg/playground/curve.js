// A price curve as SVG: bytes to the right, money upwards.
import { svg } from "./dom.js";

const WIDTH = 640;
const HEIGHT = 280;
const MARGIN = { left: 64, right: 16, top: 14, bottom: 40 };
const BYTES_PER_TB = 1e12;

/**
 * @param {SVGSVGElement} picture
 * @param {{ averages: BigUint64Array, amounts: BigInt64Array, digits: number, currency: string, mark: number, level?: string }} curve
 */
export function drawCurve(picture, { averages, amounts, digits, currency, mark, level }) {
  const points = Array.from(averages, (bytes, index) => ({
    x: Number(bytes) / BYTES_PER_TB,
    y: Number(amounts[index]) / 10 ** digits,
  }));
  const x = scale(points.map((point) => point.x), MARGIN.left, WIDTH - MARGIN.right);
  const y = scale([...points.map((point) => point.y), Number(level ?? 0)], HEIGHT - MARGIN.bottom, MARGIN.top);
  const at = (point) => `${x.place(point.x).toFixed(1)},${y.place(point.y).toFixed(1)}`;
  const line = points.map(at).join(" ");
  const floor = HEIGHT - MARGIN.bottom;
  picture.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  picture.replaceChildren(
    ...y.ticks.map((tick) => horizontal(y.place(tick), tick)),
    ...x.ticks.map((tick) => vertical(x.place(tick), tick)),
    svg("polygon", { class: "curve-area", points: `${x.place(0)},${floor} ${line} ${x.place(points.at(-1).x)},${floor}` }),
    svg("polyline", { class: "curve-line", points: line }),
    ...(level === undefined ? [] : [svg("line", { class: "curve-level", x1: MARGIN.left, x2: WIDTH - MARGIN.right, y1: y.place(Number(level)), y2: y.place(Number(level)) })]),
    ...marker(points, mark, x, y),
    label((MARGIN.left + WIDTH - MARGIN.right) / 2, HEIGHT - 6, "average usage, TB", "middle"),
    label(MARGIN.left + 6, MARGIN.top + 10, currency, "start"),
  );
}

function scale(values, from, to) {
  const top = Math.max(...values, 1e-9);
  const step = niceStep(top / 5);
  const ticks = Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, index) => index * step);
  return { ticks, place: (value) => from + ((to - from) * value) / top };
}

// 1, 2 or 5 times a power of ten, at least `rough`.
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough * 0.999);
}

function horizontal(y, tick) {
  return svg("g", {},
    svg("line", { class: "grid", x1: MARGIN.left, x2: WIDTH - MARGIN.right, y1: y, y2: y }),
    label(MARGIN.left - 8, y + 4, shown(tick), "end"));
}

function vertical(x, tick) {
  const floor = HEIGHT - MARGIN.bottom;
  return svg("g", {},
    svg("line", { class: "grid", x1: x, x2: x, y1: floor, y2: floor + 5 }),
    label(x, floor + 18, shown(tick), "middle"));
}

function marker(points, mark, x, y) {
  const nearest = points.find((point) => point.x >= mark);
  if (nearest === undefined) return [];
  const [left, top] = [x.place(nearest.x), y.place(nearest.y)];
  return [
    svg("line", { class: "curve-mark", x1: left, x2: left, y1: top, y2: HEIGHT - MARGIN.bottom }),
    svg("circle", { class: "curve-point", cx: left, cy: top, r: 5 }),
  ];
}

function label(x, y, text, anchor) {
  return svg("text", { x, y, "text-anchor": anchor }, text);
}

function shown(value) {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 3 });
}
