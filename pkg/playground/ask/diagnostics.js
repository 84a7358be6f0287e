// What is wrong with a text in an editor: each finding with the line that it is about, marked and within reach of a key.
import { describe } from "../answer/findings.js";
import { el } from "../parts/dom.js";
import { offsetOf, positionOf } from "../parts/json-map.js";

/**
 * Marks the lines of findings in the editor.
 * @param {{ places: Map<string, number>, fault: number | undefined }} map of the editor's text
 * @returns a function that makes of a finding the button that leads to its place
 */
export function markFindings(editor, map, findings) {
  const offset = (finding) => (isMalformed(finding) && map.fault !== undefined ? map.fault : offsetOf(map, finding.pointer ?? ""));
  editor.mark(findings.filter(hasPlace).map((finding) => ({ offset: offset(finding), effect: finding.effect })));
  return (finding) => (hasPlace(finding) ? placeButton(editor, offset(finding), finding) : undefined);
}

/** The findings one below the other. */
export function listFindings(findings, placeOf) {
  return findings.map((finding) => describe(finding, { place: placeOf(finding) }));
}

function hasPlace(finding) {
  return finding.pointer !== undefined && !(finding.pointer === "" && !isMalformed(finding));
}

function isMalformed({ code }) {
  return code === "input.malformed_json";
}

// What is no JSON has its line and column in the engine's message.
function placeButton(editor, offset, finding) {
  const { line, column } = positionOf(editor.text, offset);
  const text = isMalformed(finding) ? `line ${line}` : `line ${line}, column ${column}`;
  const button = el("button", { type: "button", class: "place", title: finding.pointer }, text);
  button.addEventListener("click", () => editor.goTo(offset));
  return button;
}
