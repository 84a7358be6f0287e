// Interleaved rounds: in each round every contender runs once, so that what disturbs the machine disturbs all.

const ROUNDS = 9;
/** What a contender takes in a round, about, in milliseconds. */
const BATCH = 60;
/** How long a contender runs to be warm, in milliseconds. */
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

/**
 * Runs contenders without a clock: what is hot in JavaScript and WebAssembly is compiled anew beside what runs, and takes
 * effect only later. Warm all before the first is measured.
 */
export function warm(contenders) {
  for (const contender of contenders) {
    for (let spent = 0; spent < WARM; ) spent += run(contender, 1);
  }
}

/** As many passes as fill a batch; on the way the engine compiles what is hot. */
function calibrate(contender) {
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
