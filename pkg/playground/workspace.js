// The packs' documents as they are edited, and an engine of each pack: always the last documents that could be loaded.
import { PolicyEngine } from "./pkg/web.js";

/** The pack that the module ships and the demo's sidecar serves. */
export const SHIPPED = "impossible-cloud";

/**
 * @param {{ name: string, documents: { source: string, text: string }[] }[]} packs as they are shipped
 */
export function createWorkspace(packs) {
  const states = new Map(packs.map(({ name, documents }) => [name, open(documents)]));
  return {
    packs: packs.map(({ name }) => name),
    /** The documents of a pack: `shipped`, `draft` as typed, `used` as loaded, and the issues of the draft. */
    documents: (pack) => states.get(pack).documents,
    /** The engine with the edits that could be loaded. Ask anew for each question: an edit replaces it. */
    engine: (pack) => states.get(pack).engine,
    /** The engine of the documents as shipped. */
    before: (pack) => states.get(pack).before,
    isEdited: (pack) => states.get(pack).documents.some(({ shipped, used }) => shipped !== used),
    /** Takes a new text of a document. What cannot be loaded stays a draft, and what was loaded stays in use. */
    edit(pack, source, text) {
      const state = states.get(pack);
      state.documents.find((document) => document.source === source).draft = text;
      reload(state, source);
    },
    /** Takes all documents of a pack back to what is shipped. */
    reset(pack) {
      const state = states.get(pack);
      for (const document of state.documents) document.draft = document.shipped;
      reload(state);
    },
    /** The last question of each panel by the panel's name: operation, pack, text. In memory alone. */
    asked: new Map(),
  };
}

function open(documents) {
  const before = PolicyEngine.load(documents);
  return { before, engine: before, documents: documents.map(({ source, text }) => ({ source, shipped: text, draft: text, used: text, issues: [] })) };
}

// All drafts together first, since one edit may need another; then the one that was edited with the others as they are in use.
function reload(state, edited) {
  const all = load(state.documents, ({ draft }) => draft);
  const alone = all.engine === undefined && edited !== undefined
    ? load(state.documents, ({ source, draft, used }) => (source === edited ? draft : used))
    : all;
  for (const document of state.documents) {
    document.issues = (document.source === edited ? alone : all).issues.filter((issue) => issue.document === undefined || issue.document === document.source);
  }
  const loaded = all.engine === undefined ? alone : all;
  if (loaded.engine === undefined) return;
  if (state.engine !== state.before) state.engine.free();
  state.engine = loaded.engine;
  state.documents.forEach((document, index) => {
    document.used = loaded.texts[index];
  });
}

function load(documents, textOf) {
  const texts = documents.map(textOf);
  try {
    return { engine: PolicyEngine.load(documents.map(({ source }, index) => ({ source, text: texts[index] }))), texts, issues: [] };
  } catch (error) {
    if (error.code !== "invalid_documents") throw error;
    return { issues: error.issues, texts };
  }
}
