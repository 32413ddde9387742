// Opens the laboratory's page in Firefox from a file and tries what matters most there:
//   node lab/check-firefox.mjs lab.html [FOLDER FOR PICTURES]
// CHANGES=50 moves a control so often. Without a Firefox it says so and does nothing.

import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { firefox, firefoxAtHand } from "./firefox.mjs";
import { engineOf } from "./page/engine.js";
import { OPEN } from "./tour-checks.mjs";

const [, , file, pictures] = process.argv;
const command = firefoxAtHand();
if (!command) {
  console.log("   SKIPPED: no Firefox is at hand (FIREFOX names one).");
  process.exit(0);
}
const html = readFileSync(file, "utf8");
const address = pathToFileURL(resolve(file)).href;
const browser = await firefox(command);
let faults = 0;
const check = (holds, words) => {
  console.log(`${holds ? "   " : "FAIL"} ${words}`);
  if (!holds) faults += 1;
};
const middle = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const ms = (value) => `${Math.round(value)} ms`;

await browser.watch();
await browser.size(1024, 768);
// The first load compiles the browser's own parts too.
await browser.go(address);
await browser.until("laboratory && laboratory.loaded > 0");
const first = await browser.ask("laboratory.loaded");
await browser.go("about:blank");
await browser.go(address);
await browser.until("laboratory && laboratory.loaded > 0");
const loaded = await browser.ask("laboratory.loaded");
// Other work on the machine must not fail a page: half a second more is a fault, the number is told.
check(loaded < 2000, `the page counts ${ms(loaded)} until both worlds are there, ${ms(first)} the first time`);
await browser.until("laboratory.app.histories.length > 8");
check(await browser.ask("document.getElementById('distribution').hidden"), "the result is closed before a guess");
await browser.ask(OPEN);
check(await browser.ask("!document.getElementById('distribution').hidden && document.querySelectorAll('#distribution circle').length > 7"), "after a guess each history is a dot");

const changes = Number(process.env.CHANGES ?? 8);
await browser.ask("void (laboratory.app.times.length = 0)");
for (let change = 0; change < changes; change += 1) {
  await browser.ask(`(() => {
    const knobs = [...document.querySelectorAll("#knobs [data-knob]")];
    const knob = knobs[${change} % Math.min(4, knobs.length)];
    if (knob.tagName === "SELECT") { knob.selectedIndex = (knob.selectedIndex + 1) % knob.options.length; knob.dispatchEvent(new page.Event("change")); }
    else { knob.value = String((Number(knob.value) + 1) % (Number(knob.max) + 1)); knob.dispatchEvent(new page.Event("input")); }
  })()`);
  await browser.until(`laboratory.app.times.length === ${change + 1} && !Number.isNaN(laboratory.app.times.at(-1).first)`);
}
const times = await browser.ask("laboratory.app.times.map(({ picture, first }) => ({ picture, first }))");
for (const [what, key] of [["picture", "picture"], ["first 8 histories", "first"]]) {
  const values = times.map((time) => time[key]);
  console.log(`    from a change to the ${what}: median ${ms(middle(values, 0.5))}, 95th percentile ${ms(middle(values, 0.95))} of ${changes}`);
}
check((await browser.ask("document.getElementById('faults').textContent")) === "", "no change was refused");

// The same numbers as under Node, and so as in Chromium, whose check compares with the same.
const engine = await engineOf(await WebAssembly.compile(gunzipSync(Buffer.from(html.match(/id="engine-data">([^<]*)</)[1], "base64"))));
engine.open({ file: "saved.toml", text: await browser.ask("laboratory.app.saved()") });
let differ = 0;
for (const replication of [0, 3, 7]) {
  const found = await browser.ask(`Array.from(new page.Uint32Array(laboratory.app.histories[${replication}].buffer))`);
  if (found.join() !== [...new Uint32Array(engine.history(replication).buffer)].join()) differ += 1;
}
check(differ === 0, "histories 1, 4 and 8 have the bits that the saved file gives under Node");

for (const scenario of await browser.ask("Array.from(laboratory.files, (file) => file.file)")) {
  await browser.ask(`laboratory.load(laboratory.files.find((file) => file.file === ${JSON.stringify(scenario)}), {})`);
  const steps = await browser.ask("laboratory.app.original.steps.length");
  if (steps) await browser.ask("laboratory.go(1)");
  await browser.until("laboratory.app.histories.length > 8");
  if (pictures && steps) writeFileSync(join(pictures, `firefox-${scenario.replace(".toml", "")}.png`), await browser.picture());
  const said = await browser.ask("document.getElementById('faults').textContent");
  check(said === "", `${scenario} opens${steps ? " and a step of its tour runs" : ""}${said && `: ${said}`}`);
}
await browser.ask(OPEN);
await browser.ask("void laboratory.tabs.open('child')");
await browser.until("document.getElementById('panel-child').textContent.length > 200", 120);
check(true, "one child's two histories are told");

const { errors, requests } = await browser.told(address.slice(0, address.lastIndexOf("/")));
check(errors.length === 0, `no error stands in the console${errors.map((one) => `\n      ${one}`).join("")}`);
check(requests.length === 0, `nothing was asked of any network${requests.map((one) => `\n      ${one}`).join("")}`);
await browser.close();
process.exit(faults === 0 ? 0 : 1);
