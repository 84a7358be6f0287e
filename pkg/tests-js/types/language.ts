// Another language is one more file, and the compiler says what it lacks.
import type { Catalogue } from "channel-policy/forms";
import en from "channel-policy/messages/en";

export const complete = { ...en, language: "fr" } as const satisfies Catalogue;

const { "input.null": left, ...codes } = en.codes;
// @ts-expect-error a code is missing
export const lacking = { ...en, codes } satisfies Catalogue;
// @ts-expect-error a code that no form can meet
export const unused = { ...en, codes: { "input.null": left, ...codes, "no.code": ["?"] } } satisfies Catalogue;
// @ts-expect-error a text is a template: message, and perhaps help
export const wrong = { ...en, codes: { ...en.codes, "input.null": "?" } } satisfies Catalogue;
