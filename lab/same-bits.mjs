// Asks the engine and the native program the same scenarios and compares every bit of every value:
//   node lab/same-bits.mjs ENGINE.wasm NATIVE scenarios/contract-length.toml scenarios/first-wave.toml
// NATIVE is target/release/examples/native of the engine's package.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { engineOf } from "./page/engine.js";

const REPLICATIONS = 4;
const [, , wasm, native, ...scenarios] = process.argv;
if (scenarios.length === 0) throw new Error("give the engine, the native program and scenarios");
const engine = await engineOf(await WebAssembly.compile(readFileSync(wasm)));
const ask = (...words) => execFileSync(native, words.map(String), { maxBuffer: 2 ** 28 });

let faults = 0;
function compare(what, found, expected, number) {
  if (found.equals(expected)) {
    console.log(`${what}: ${number}, all with the native bits`);
    return;
  }
  faults += 1;
  let at = 0;
  while (at < found.length && found[at] === expected[at]) at += 1;
  console.error(`${what}: differs from the native bits at byte ${at} of ${expected.length}; the engine gave ${found.length}`);
}

// The first comes again at the end: an instance answers more than once, and remembers nothing.
for (const path of [...scenarios, scenarios[0]]) {
  const text = readFileSync(path, "utf8");
  const { names, values } = engine.run(text, REPLICATIONS);
  const rows = names.arms.length * names.replications * names.units.length;
  const count = rows * names.indicators.length * (1 + names.years.length);
  const defined = values.filter((value) => !Number.isNaN(value)).length;
  if (values.length !== count || defined === 0) {
    faults += 1;
    console.error(`${path}: ${values.length} values, ${defined} defined, where the names promise ${count}`);
  }
  compare(path, Buffer.from(values.buffer), ask(path, REPLICATIONS), `${count} values, ${defined} defined`);

  // A single history is the one of the run, and its picture has the native bits.
  engine.open({ file: "scenario.toml", text });
  const wide = names.units.length * names.indicators.length;
  // What follows the values over the horizon is of years; `check-numbers.mjs` lays those beside a run's tables.
  const single = engine.history(REPLICATIONS - 1).slice(0, names.arms.length * wide);
  const ofRun = names.arms.flatMap((_, arm) => {
    const at = (arm * REPLICATIONS + REPLICATIONS - 1) * wide;
    return [...values.subarray(at, at + wide)];
  });
  compare(`${path}, replication ${REPLICATIONS - 1} alone`, Buffer.from(single.buffer), Buffer.from(Float64Array.from(ofRun).buffer), `${single.length} values`);
  const trace = engine.trace(REPLICATIONS - 1, 1);
  const picture = Buffer.concat([Buffer.from(trace.values.buffer), Buffer.from(trace.marks.buffer)]);
  compare(`${path}, its second arm month by month`, picture, ask(path, REPLICATIONS, "trace", 1), `${trace.values.length} values and ${trace.marks.length} marks`);
}
process.exit(faults === 0 ? 0 : 1);
