// Moves the controls of the page at random, saves the scenario as the page saves it, and compares the page's numbers with
// those of the native program on the saved file, bit for bit:
//   node lab/same-numbers.mjs ENGINE.wasm NATIVE 10

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineOf } from "./page/engine.js";
import { named, withValue, worldsOf } from "./page/settings.js";

const REPLICATIONS = 2;
const SCENARIOS = ["contract-length", "culture-change", "moving-house", "summit-debate", "budget-holder"];
const [, , wasm, native, count] = process.argv;
const engine = await engineOf(await WebAssembly.compile(readFileSync(wasm)));
const folder = mkdtempSync(join(tmpdir(), "swplab-"));

// A fixed sequence, so that a failure can be had again (Lehmer's, modulo 2^31 - 1).
let state = 20110331;
const draw = (below) => {
  state = (state * 48271) % 2147483647;
  return state % below;
};

let faults = 0;
for (let setting = 0; setting < Number(count); setting += 1) {
  const name = SCENARIOS[setting % SCENARIOS.length];
  const text = readFileSync(new URL(`../scenarios/${name}.toml`, import.meta.url), "utf8");
  const opening = engine.open({ file: `${name}.toml`, text });
  const controls = [...opening.controls, ...opening.more].filter((control) => control.path !== "practice");
  let worlds = worldsOf(opening);
  let opened;
  let composed;
  for (let moved = 0; moved < 3; moved += 1) {
    const control = controls[draw(controls.length)];
    const world = draw(2);
    const before = worlds;
    worlds = worlds.map((one, at) => (at === world ? withValue(one, control.path, control.values[draw(control.values.length)]) : one));
    worlds = named(worlds, opening, controls);
    composed = engine.composed({ text, arms: worlds });
    try {
      opened = engine.open({ file: `${name}.toml`, text: composed });
    } catch (refusal) {
      // A world without a practice has no contract to move: the page says so and stays as it was.
      console.log(`${name}: ${refusal.message.split("\n")[0]}`);
      worlds = before;
      composed = engine.composed({ text, arms: named(worlds, opening, controls) });
      opened = engine.open({ file: `${name}.toml`, text: composed });
    }
  }
  const path = join(folder, `${name}-${setting}.toml`);
  writeFileSync(path, composed);
  const expected = execFileSync(native, [path, String(REPLICATIONS)], { maxBuffer: 2 ** 28 });
  const wide = opened.units.length * opened.indicators.length;
  let differ = 0;
  for (let replication = 0; replication < REPLICATIONS; replication += 1) {
    const found = engine.history(replication);
    for (let arm = 0; arm < 2; arm += 1) {
      const at = 8 * (arm * REPLICATIONS + replication) * wide;
      const part = Buffer.from(found.buffer, 8 * arm * wide, 8 * wide);
      if (!part.equals(expected.subarray(at, at + 8 * wide))) differ += 1;
    }
  }
  faults += differ;
  const said = differ === 0 ? "all with the native bits" : `${differ} of ${2 * REPLICATIONS} histories differ`;
  console.log(`${name}, ${worlds.map((world) => world.name).join(" | ")}: ${2 * REPLICATIONS * wide} numbers, ${said}`);
}
rmSync(folder, { recursive: true });
process.exit(faults === 0 ? 0 : 1);
