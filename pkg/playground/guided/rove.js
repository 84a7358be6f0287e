// A table of buttons as one stop of the Tab key: arrow keys go from cell to cell.
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Lets arrow keys, Home and End move within the buttons of a table; call `rest` whenever the table has been drawn. */
export function startRoving(table) {
  const grid = () => [...table.rows].map((row) => [...row.cells].map((cell) => cell.querySelector("button"))).filter((row) => row.some(Boolean));
  const choose = (button) => {
    table.querySelectorAll('button[tabindex="0"]').forEach((other) => other.setAttribute("tabindex", "-1"));
    button.setAttribute("tabindex", "0");
  };
  table.addEventListener("focusin", ({ target }) => target.matches("button") && choose(target));
  table.addEventListener("keydown", (event) => {
    const next = neighbour(grid(), document.activeElement, event.key);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });
  return {
    rest(chosen) {
      const buttons = [...table.querySelectorAll("button")];
      buttons.forEach((button) => button.setAttribute("tabindex", "-1"));
      const first = chosen ?? buttons[0];
      if (first !== undefined) choose(first);
    },
  };
}

// A version of the table may lack a cell: it is passed over.
function neighbour(rows, from, key) {
  const row = rows.findIndex((cells) => cells.includes(from));
  if (row < 0) return undefined;
  const column = rows[row].indexOf(from);
  if (key === "Home") return rows[row].find(Boolean);
  if (key === "End") return rows[row].findLast(Boolean);
  const [down, right] = STEPS[key] ?? [0, 0];
  if (down === 0 && right === 0) return undefined;
  for (let [y, x] = [row + down, column + right]; rows[y]?.[x] !== undefined; [y, x] = [y + down, x + right]) {
    if (rows[y][x] !== null) return rows[y][x];
  }
  return undefined;
}
