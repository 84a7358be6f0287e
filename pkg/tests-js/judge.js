// Holds an answer against a case's expectation; gives what differs, in words.

export function differences(expect, answer) {
  if (expect.outcome !== undefined) {
    const found = Array.isArray(answer) ? answer.map(({ code, pointer }) => ({ code, pointer })) : answer;
    return equal("issues", expect.issues, found);
  }
  if (expect.answer !== undefined) return subset("answer", expect.answer, answer);
  if (Array.isArray(answer)) return [`expected a decision, found the issues ${JSON.stringify(answer)}`];
  const { reasons, obligations } = answer.context;
  return [
    ...equal("decision", expect.decision, answer.decision),
    ...equal("reasons", expect.reasons ?? [], reasons.map(({ code }) => code)),
    ...(expect.obligations ? equal("obligations", expect.obligations, obligations.map(({ code }) => code)) : []),
    ...subset("context", expect.context ?? {}, answer.context),
  ];
}

function equal(place, expected, found) {
  const [left, right] = [JSON.stringify(expected), JSON.stringify(found)];
  return left === right ? [] : [`${place}: expected ${left}, found ${right}`];
}

// Objects compare the expected members only; arrays have the same length.
function subset(place, expected, found) {
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) return equal(place, expected, found);
    return expected.flatMap((item, index) => subset(`${place}/${index}`, item, found[index]));
  }
  if (expected === null || typeof expected !== "object") return equal(place, expected, found);
  if (found === null || typeof found !== "object" || Array.isArray(found)) return equal(place, expected, found);
  return Object.entries(expected).flatMap(([key, value]) => subset(`${place}/${key}`, value, found[key]));
}
