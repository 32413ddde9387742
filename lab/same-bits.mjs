// Asks the engine and the native program the same scenarios and compares every bit of every value:
//   node lab/same-bits.mjs ENGINE.wasm NATIVE scenarios/contract-length.toml scenarios/first-wave.toml
// NATIVE is target/release/examples/native of the engine's package.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { engineOf } from "./engine.mjs";

const REPLICATIONS = 4;
const [, , wasm, native, ...scenarios] = process.argv;
if (scenarios.length === 0) throw new Error("give the engine, the native program and scenarios");
const engine = await engineOf(readFileSync(wasm));

let faults = 0;
// The first comes again at the end: an instance answers more than once, and remembers nothing.
for (const path of [...scenarios, scenarios[0]]) {
  const { names, values } = engine.run(readFileSync(path, "utf8"), REPLICATIONS);
  const expected = execFileSync(native, [path, String(REPLICATIONS)], { maxBuffer: 2 ** 28 });
  const found = Buffer.from(values.buffer);
  const rows = names.arms.length * names.replications * names.units.length;
  const count = rows * names.indicators.length * (1 + names.years.length);
  const defined = values.filter((value) => !Number.isNaN(value)).length;
  if (values.length !== count || defined === 0) {
    faults += 1;
    console.error(`${path}: ${values.length} values, ${defined} defined, where the names promise ${count}`);
  } else if (found.equals(expected)) {
    console.log(`${path}: ${count} values, ${defined} defined, all with the native bits`);
  } else {
    const differ = (_, at) => !found.subarray(8 * at, 8 * at + 8).equals(expected.subarray(8 * at, 8 * at + 8));
    faults += 1;
    console.error(`${path}: ${values.filter(differ).length} of ${count} values differ from the native bits`);
  }
}
process.exit(faults === 0 ? 0 : 1);
