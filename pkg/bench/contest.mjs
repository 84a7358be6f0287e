// One operation beside what else answers it. All are asked the same questions and must answer alike before anything is timed.
import assert from "node:assert/strict";
import { inspect, isDeepStrictEqual } from "node:util";

/**
 * The contenders `{id, prepare, ask, verdict}`, compared and ready to be measured in turn. What `prepare` makes of a question is made before the clock runs,
 * `ask` is timed, and `verdict` makes of its answer what all must agree on; without them both stay as they are. The first
 * contender is ours. A question counts `each` times.
 */
export function contest(name, questions, contenders) {
  const inputs = contenders.map(({ prepare = same }) => questions.map((question) => prepare(question)));
  const verdicts = questions.map((question, index) => {
    const [ours, ...theirs] = contenders.map(({ ask, verdict = same }, place) => verdict(ask(inputs[place][index])));
    if (question.decision !== undefined) assert.equal(ours, question.decision, `not as the case expects: ${question.name}`);
    theirs.forEach((verdict, place) => {
      if (!isDeepStrictEqual(verdict, ours)) assert.deepEqual(verdict, ours, difference(contenders[place + 1], question, { verdict, ours }));
    });
    return ours;
  });
  const different = new Set(verdicts.map((verdict) => JSON.stringify(verdict))).size;
  assert.ok(different > 1, `${name}: one and the same answer to every question compares nothing`);
  console.error(`${name}: ${questions.length} questions, ${different} different answers, the same by ${contenders.map(({ id }) => id).join(", ")}`);
  return contenders.map(({ id, ask, each = 1 }, place) => ({ id, operations: questions.length * each, pass: loop(id, inputs[place], ask) }));
}

const same = (value) => value;

const difference = ({ id }, question, { verdict, ours }) => `${id} says ${shown(verdict)}, ours ${shown(ours)}, of ${shown(question)}`;
const shown = (value) => inspect(value, { depth: 8, breakLength: Infinity });

/**
 * A loop of its own for each contender, so that none is compiled for what another passes; one function would be shared. The
 * name keeps the texts apart, since equal ones are compiled once.
 */
function loop(id, inputs, ask) {
  const text = `/* ${id} */ return () => { let sum = 0; for (const input of inputs) if (ask(input)) sum += 1; return sum; };`;
  return new Function("inputs", "ask", text)(inputs, ask);
}
