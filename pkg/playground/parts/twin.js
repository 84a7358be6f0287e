// One question, two answers: the module in this page and the sidecar that served it. Both get the same text; where both have
// the same documents, the answers are compared byte by byte.
import { OPERATIONS } from "../operations.js";
import { SHIPPED } from "../workspace.js";
import { debounced, el } from "./dom.js";

/**
 * Asks the page at once and the sidecar when typing pauses; `container` shows how they compare. `name` is whose questions
 * they are, under which the workspace remembers the last one.
 */
export function createTwin(workspace, { operation, name }, container) {
  const { route } = OPERATIONS.get(operation);
  const { verdict, requestText, pageText, sidecarText } = fill(container);
  const show = (state, text) => {
    container.dataset.twin = state;
    verdict.textContent = text;
  };
  let latest = 0;
  const compare = debounced(async (number, request, expected) => {
    const { text, failure } = await askSidecar(route, request);
    if (number !== latest) return;
    sidecarText.textContent = text ?? failure;
    const size = new TextEncoder().encode(expected).length;
    if (text === undefined) show("absent", `Page only: ${failure}.`);
    else if (text === expected) show("equal", `Page and sidecar: bytes equal (${size} B).`);
    else show("different", "Page and sidecar: bytes differ.");
  }, 150);

  /** The text of the answer to the text of a question. */
  return function ask(text, pack = SHIPPED) {
    const answer = workspace.engine(pack).evaluateText(operation, text);
    workspace.asked.set(name, { operation, pack, text });
    const apart = whyApart(workspace, route, pack);
    latest += 1;
    requestText.textContent = text;
    pageText.textContent = answer;
    if (apart === undefined) {
      show("waiting", "Asking the sidecar …");
      compare(latest, text, answer);
    } else {
      sidecarText.textContent = `not asked: ${apart}`;
      show("apart", `Page only: ${apart}.`);
    }
    return answer;
  };
}

/** The same for the forms, whose questions and answers are objects. */
export function createFormTwin(workspace, whose, container) {
  const ask = createTwin(workspace, whose, container);
  return (request) => JSON.parse(ask(JSON.stringify(request)));
}

function fill(container) {
  const [requestText, pageText, sidecarText] = [pre("request"), pre("answer of the page"), pre("answer of the sidecar")];
  const verdict = el("p", { class: "twin-verdict" });
  container.replaceChildren(
    verdict,
    el("details", {},
      el("summary", {}, "Request and both answers"),
      el("h4", {}, "Request"), requestText,
      el("div", { class: "twin-texts" },
        el("div", {}, el("h4", {}, "Page"), pageText),
        el("div", {}, el("h4", {}, "Sidecar"), sidecarText))),
  );
  return { verdict, requestText, pageText, sidecarText };
}

function pre(label) {
  return el("pre", { tabindex: "0", role: "group", "aria-label": label });
}

function whyApart(workspace, route, pack) {
  if (route === undefined) return "the sidecar has no route for this operation";
  if (pack !== SHIPPED) return `the sidecar of the demo serves ${SHIPPED}`;
  return workspace.isEdited(pack) ? "its documents are edited here, and the sidecar has them as shipped" : undefined;
}

async function askSidecar(path, body) {
  try {
    const response = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body });
    const type = response.headers.get("content-type") ?? "";
    const text = await response.text();
    if (type.includes("problem+json")) return issuesOf(JSON.parse(text));
    if (response.ok && type.includes("json")) return { text };
    // The AuthZEN path says what is wrong as one string.
    if (type.includes("json") && !response.ok) return { failure: `the sidecar refused it: ${JSON.parse(text)}` };
    const absent = response.status === 404 || response.status === 405;
    return { failure: absent ? "no sidecar answers at this address" : `the sidecar refused with status ${response.status}` };
  } catch {
    return { failure: "no sidecar answers at this address" };
  }
}

// The issues travel inside the problem document; re-printing them does not change a byte. A refusal without any is not the
// module's answer: no token, a body too large, no time.
function issuesOf({ errors, detail, title }) {
  return errors === undefined ? { failure: `the sidecar refused it: ${detail ?? title}` } : { text: JSON.stringify(errors) };
}
