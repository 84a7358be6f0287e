/** The period of a month field's value: `2026-06` is [2026-06-01, 2026-07-01). */
export function monthOf(month) {
  if (month === undefined) return undefined;
  const [year, number] = month.split("-").map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  return { start: `${month}-01`, end: `${next}-01` };
}
