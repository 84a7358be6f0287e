// The raw text of a case's request: what `JSON.parse` would lose (duplicate
// keys, `1.0`, a broken number) must reach the engine. The file itself is valid JSON.

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s,:"{}[\]]+/g;

/** The raw `request` texts of a case file, in order; `undefined` where a case has none. */
export function requestTexts(file) {
  const [cases] = members(file, 0).filter(({ key }) => key === "cases");
  return members(file, cases.start).map(({ start }) => {
    const request = members(file, start).find(({ key }) => key === "request");
    return request && file.slice(request.start, request.end);
  });
}

// Members of the object, or items of the array, that begins at `from`.
function members(text, from) {
  TOKEN.lastIndex = from;
  const isObject = TOKEN.exec(text)[0] === "{";
  const found = [];
  for (;;) {
    const token = TOKEN.exec(text);
    if (token[0] === "}" || token[0] === "]") return found;
    const key = isObject ? JSON.parse(token[0]) : undefined;
    const first = isObject ? TOKEN.exec(text) : token;
    found.push({ key, start: first.index, end: endOf(text, first) });
  }
}

// Leaves the scanner behind the value whose first token is `first`.
function endOf(text, first) {
  let depth = 0;
  for (let token = first; ; token = TOKEN.exec(text)) {
    if (token[0] === "{" || token[0] === "[") depth += 1;
    if (token[0] === "}" || token[0] === "]") depth -= 1;
    if (depth === 0) return TOKEN.lastIndex;
  }
}
