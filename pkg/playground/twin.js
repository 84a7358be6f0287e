// One question, two answers: the module in this page and the sidecar that
// served it. Both get the same text; the answers are compared byte by byte.
import { debounced, el } from "./dom.js";

const SIDECAR_PATHS = {
  permission: "/access/v1/evaluation",
  allocation: "/v1/allocation",
  deal: "/v1/deal",
  quote: "/v1/quote",
};

/** Asks the page at once and the sidecar when typing pauses; `container` shows what came back. */
export function createTwin(engine, operation, container) {
  const pageText = el("pre", { tabindex: "0", "aria-label": "answer of the page" });
  const sidecarText = el("pre", { tabindex: "0", "aria-label": "answer of the sidecar" });
  const requestText = el("pre", { tabindex: "0", "aria-label": "request" });
  const verdict = el("p", { class: "twin-verdict", role: "status" });
  container.replaceChildren(
    verdict,
    el("details", {},
      el("summary", {}, "Request and both answers"),
      el("h4", {}, "Request"), requestText,
      el("div", { class: "twin-texts" },
        el("div", {}, el("h4", {}, "Page"), pageText),
        el("div", {}, el("h4", {}, "Sidecar"), sidecarText))),
  );

  const show = (state, text) => {
    container.dataset.twin = state;
    verdict.textContent = text;
  };
  let latest = 0;
  const compare = debounced(async (number, request, expected) => {
    const { text, failure } = await askSidecar(SIDECAR_PATHS[operation], request);
    if (number !== latest) return;
    sidecarText.textContent = text ?? failure;
    const size = new TextEncoder().encode(expected).length;
    if (text === undefined) show("absent", `Page only: ${failure}.`);
    else if (text === expected) show("equal", `Page and sidecar: bytes equal (${size} B).`);
    else show("different", "Page and sidecar: bytes differ.");
  }, 150);

  return function ask(request) {
    const text = JSON.stringify(request);
    const answer = engine.evaluateText(operation, text);
    latest += 1;
    requestText.textContent = JSON.stringify(request, undefined, 2);
    pageText.textContent = answer;
    show("waiting", "Asking the sidecar …");
    compare(latest, text, answer);
    return JSON.parse(answer);
  };
}

async function askSidecar(path, body) {
  try {
    const response = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body });
    const type = response.headers.get("content-type") ?? "";
    const text = await response.text();
    // The issues travel inside the problem document; re-printing them does not change a byte.
    if (type.includes("problem+json")) return { text: JSON.stringify(JSON.parse(text).errors) };
    if (response.ok && type.includes("json")) return { text };
    // The AuthZEN path says what is wrong as one string.
    if (type.includes("json") && !response.ok) return { failure: `the sidecar refused it: ${JSON.parse(text)}` };
    const absent = response.status === 404 || response.status === 405;
    return { failure: absent ? "no sidecar answers at this address" : `the sidecar refused with status ${response.status}` };
  } catch {
    return { failure: "no sidecar answers at this address" };
  }
}
