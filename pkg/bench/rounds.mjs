// Interleaved rounds: in each round every contender runs once, so that what disturbs the machine disturbs all.

const ROUNDS = 9;
/** What a contender takes in a round, about, in milliseconds. */
const BATCH = 60;
/** How long a contender runs before it is timed, in milliseconds: WebAssembly and JavaScript are compiled anew while they run. */
const WARM = 250;

/** Nanoseconds per operation, one per round, by contender: `{id, operations, pass}`. */
export function measure(contenders) {
  const passes = contenders.map(calibrate);
  const samples = Object.fromEntries(contenders.map(({ id }) => [id, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    contenders.forEach((contender, index) => {
      const time = run(contender, passes[index]);
      samples[contender.id].push((time * 1e6) / (passes[index] * contender.operations));
    });
  }
  return samples;
}

/** As many passes as fill a batch, of what is compiled by then. */
function calibrate(contender) {
  const end = performance.now() + WARM;
  while (performance.now() < end) answers += contender.pass();
  let passes = 1;
  while (run(contender, passes) < BATCH) passes *= 2;
  return passes;
}

/** What the contenders answer is added up, so that no work can be left out. */
export let answers = 0;

function run({ pass }, passes) {
  const start = performance.now();
  for (let index = 0; index < passes; index += 1) answers += pass();
  return performance.now() - start;
}
