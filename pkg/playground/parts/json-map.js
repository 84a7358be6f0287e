// Where the values of a JSON text stand, so that a JSON Pointer can be shown as a line.

const SPACE = /[\t\n\r ]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
/** More than the engine takes (32), and few enough for the stack. */
const DEEPEST = 200;

class Fault extends Error {
  constructor(offset) {
    super("not JSON");
    this.offset = offset;
  }
}

/**
 * Reads the text as far as it is JSON.
 * @returns {{ places: Map<string, number>, fault: number | undefined }} the offset of each value, or of its key in an
 *   object, by JSON Pointer; and the offset at which the text stops being JSON
 */
export function mapJson(text) {
  const reader = new Reader(text);
  try {
    reader.value("", 0);
    reader.skip(SPACE);
    if (reader.at < text.length) throw new Fault(reader.at);
    return { places: reader.places, fault: undefined };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { places: reader.places, fault: error.offset };
  }
}

/** The line and column of an offset, both counted from 1. */
export function positionOf(text, offset) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: [...before.at(-1)].length + 1 };
}

/** The offset of what a pointer names, or of the nearest thing around it that is there. */
export function offsetOf({ places }, pointer) {
  for (let around = pointer; around !== ""; around = around.slice(0, around.lastIndexOf("/"))) {
    const offset = places.get(around);
    if (offset !== undefined) return offset;
  }
  return places.get("") ?? 0;
}

class Reader {
  at = 0;
  places = new Map();

  constructor(text) {
    this.text = text;
  }

  skip(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  take(sign) {
    this.skip(SPACE);
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  need(sign) {
    if (!this.take(sign)) throw new Fault(this.at);
  }

  value(pointer, depth) {
    this.skip(SPACE);
    if (!this.places.has(pointer)) this.places.set(pointer, this.at);
    if (depth > DEEPEST) throw new Fault(this.at);
    if (this.take("{")) this.members(pointer, depth);
    else if (this.take("[")) this.items(pointer, depth);
    else if (this.text[this.at] === '"') this.quoted();
    else if (this.skip(WORD) === "" && this.skip(NUMBER) === "") throw new Fault(this.at);
  }

  quoted() {
    const start = this.at;
    if (this.text[start] !== '"') throw new Fault(start);
    this.at += 1;
    // Piece by piece: one pattern for it all would need as much stack as the text is long.
    do this.skip(PLAIN); while (this.skip(ESCAPE) !== "");
    if (this.text[this.at] !== '"') throw new Fault(this.at);
    this.at += 1;
    return this.text.slice(start, this.at);
  }

  members(pointer, depth) {
    if (this.take("}")) return;
    do {
      this.skip(SPACE);
      const start = this.at;
      const inner = `${pointer}/${JSON.parse(this.quoted()).replaceAll("~", "~0").replaceAll("/", "~1")}`;
      this.places.set(inner, start);
      this.need(":");
      this.value(inner, depth + 1);
    } while (this.take(","));
    this.need("}");
  }

  items(pointer, depth) {
    if (this.take("]")) return;
    let index = 0;
    do {
      this.value(`${pointer}/${index}`, depth + 1);
      index += 1;
    } while (this.take(","));
    this.need("]");
  }
}
