// Two price curves over volume, drawn by uPlot; tier bounds, crossovers and the chosen volume are marked.
import uPlot from "../uplot/uPlot.esm.js";

const HEIGHT = 340;
const FONT = "12px system-ui, sans-serif";
const ROW = 15;

/** A plot in `container`: `peek` hears of the row under the cursor (`null` when it leaves), `press` of the row that is pressed. */
export function createPlot(container, { peek, press }) {
  const colour = (name) => getComputedStyle(container).getPropertyValue(name).trim();
  let marks;
  const plot = new uPlot(optionsOf(colour, {
    draw: [(u) => marks && drawMarks(u, marks, colour)],
    setCursor: [(u) => peek(u.cursor.idx ?? null)],
  }), [[0, 1], [0, 1], [0, 1]], container);
  const fit = () => plot.setSize({ width: Math.max(container.clientWidth, 200), height: HEIGHT });
  plot.over.addEventListener("click", () => plot.cursor.idx != null && press(plot.cursor.idx));
  new ResizeObserver(fit).observe(container);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot.redraw());
  document.addEventListener("themechange", () => plot.redraw());
  return {
    show({ columns, unit, ...rest }) {
      marks = rest;
      plot.axes[1].label = unit;
      plot.setData(columns);
    },
  };
}

function optionsOf(colour, hooks) {
  const line = (name, dash) => ({ stroke: () => colour(name), width: 2.5, dash, pxAlign: 0, points: { show: false } });
  const axis = (label, size) => ({
    label, size, labelSize: 20, font: FONT, labelFont: FONT, stroke: () => colour("--soft"),
    grid: { stroke: () => colour("--line"), width: 1 }, ticks: { stroke: () => colour("--line"), width: 1 },
    values: (_, ticks) => ticks.map((tick) => tick.toLocaleString("en-GB", { maximumFractionDigits: 3 })),
  });
  return {
    width: 600,
    height: HEIGHT,
    padding: [10, 16, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false },
    scales: {
      x: { time: false, range: (_, __, right) => [0, right] },
      y: { range: (_, __, top) => [0, Math.max(top, 0.01) * 1.08] },
    },
    axes: [axis("average usage, TB", 32), axis(" ", 52)],
    series: [{}, line("--accent"), line("--warn", [9, 5])],
    hooks,
  };
}

function drawMarks(u, { bounds, crossovers, chosen }, colour) {
  const context = u.ctx;
  context.save();
  Object.assign(context, { font: `${12 * devicePixelRatio}px system-ui, sans-serif`, textAlign: "left", textBaseline: "alphabetic" });
  context.lineWidth = 1.5 * devicePixelRatio;
  bounds.forEach(({ x, label }, row) => {
    upright(u, x, colour("--soft"), [3, 3]);
    name(u, x, label, row, colour);
  });
  upright(u, chosen, colour("--ring"), []);
  context.lineWidth = 2.5 * devicePixelRatio;
  context.fillStyle = colour("--card");
  context.strokeStyle = colour("--ink");
  for (const { x, y } of crossovers) {
    context.beginPath();
    context.arc(u.valToPos(x, "x", true), u.valToPos(y, "y", true), 6 * devicePixelRatio, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  context.restore();
}

function upright(u, x, stroke, dash) {
  const [context, { top, height, left, width }] = [u.ctx, u.bbox];
  const at = Math.round(u.valToPos(x, "x", true));
  if (at > left + width) return;
  context.strokeStyle = stroke;
  context.setLineDash(dash.map((length) => length * devicePixelRatio));
  context.beginPath();
  context.moveTo(at, top);
  context.lineTo(at, top + height);
  context.stroke();
  context.setLineDash([]);
}

// Each name has a row of its own: those of neighbours would lie on each other.
function name(u, x, label, row, colour) {
  const [context, { top, left, width }] = [u.ctx, u.bbox];
  const [at, gap] = [u.valToPos(x, "x", true), 4 * devicePixelRatio];
  const wide = context.measureText(label).width;
  const start = at + gap + wide < left + width ? at + gap : at - gap - wide;
  const foot = top + (ROW * (row + 1)) * devicePixelRatio;
  context.fillStyle = colour("--card");
  context.fillRect(start - gap / 2, foot - 12 * devicePixelRatio, wide + gap, ROW * devicePixelRatio);
  context.fillStyle = colour("--soft");
  context.fillText(label, start, foot);
}
