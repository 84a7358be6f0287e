// One polite live region for the whole page: it speaks when typing pauses, and only of what is new.
import { debounced } from "./dom.js";

const QUIET_MS = 700;
let last = "";

const speak = debounced((text) => {
  if (text === last) return;
  last = text;
  document.getElementById("announcer").textContent = text;
}, QUIET_MS);

/** Says the text to a screen reader once nothing else has been said for a moment. */
export function announce(text) {
  speak(text);
}
