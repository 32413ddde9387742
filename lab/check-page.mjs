// Opens the laboratory's page in a browser from a file and tries it as a whole:
//   node lab/check-page.mjs lab.html [FOLDER FOR PICTURES]
// CHANGES=50 moves a control so often; AXE=.../axe.min.js tries what readers of screens meet. Without a browser it says
// so and does nothing.

import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { browse, browserAtHand } from "./browser.mjs";
import { engineOf } from "./page/engine.js";
import { checkEarly } from "./early-checks.mjs";
import { layoutOfStep } from "./layout-checks.mjs";
import { OPEN, checkTour } from "./tour-checks.mjs";

const [, , file, pictures] = process.argv;
const command = browserAtHand();
if (!command) {
  console.log("   SKIPPED: no Chromium is at hand (CHROMIUM names one). The page's modules were tried under Node.");
  process.exit(0);
}
const html = readFileSync(file, "utf8");
const browser = await browse(command);
let faults = 0;
const check = (holds, words) => {
  console.log(`${holds ? "   " : "FAIL"} ${words}`);
  if (!holds) faults += 1;
};
const middle = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const ms = (value) => `${Math.round(value)} ms`;

// What a fixed piece of work takes here, for who compares times of machines that are shared.
let loop = performance.now();
for (let i = 0, x = 1; i < 3e8; i += 1) x = (x * 48271) % 2147483647;
loop = performance.now() - loop;
console.log(`    a loop of 300 million steps takes ${ms(loop)} here`);

await checkEarly(browser, check, pathToFileURL(resolve(file)).href);
const page = await browser.page();
await page.size(1024, 768);
const began = performance.now();
await page.go(pathToFileURL(resolve(file)).href);
await page.until("globalThis.laboratory?.scenes?.length === 2");
console.log(`    ${ms(performance.now() - began)} from navigation to both worlds; the page itself counts ${ms(await page.ask("laboratory.loaded"))}`);
const settled = "laboratory.app.histories.length === laboratory.app.planned";
await page.until(settled);
check(await page.ask("document.getElementById('distribution').hidden"), "the result is closed before a guess");
await page.ask(OPEN);
check(await page.ask("!document.getElementById('distribution').hidden && document.querySelectorAll('#distribution circle').length > 100"), "after a guess each history is a dot");

// Numbers of the page beside those of the engine under Node, on the file that the page saves.
const packed = html.match(/id="engine-data">([^<]*)</)[1];
const engine = await engineOf(await WebAssembly.compile(gunzipSync(Buffer.from(packed, "base64"))));
engine.open({ file: "saved.toml", text: await page.ask("laboratory.app.saved()") });
let differ = 0;
for (const replication of [0, 7, 199]) {
  const found = await page.ask(`[...new BigUint64Array(laboratory.app.histories[${replication}].buffer)].map(String)`);
  const expected = [...new BigUint64Array(engine.history(replication).buffer)].map(String);
  if (found.join() !== expected.join()) differ += 1;
}
check(differ === 0, "histories 1, 8 and 200 have the bits that the saved file gives elsewhere");

const changes = Number(process.env.CHANGES ?? 10);
await page.ask("laboratory.app.times.length = 0");
for (let change = 0; change < changes; change += 1) {
  // Every other control of those that are seen, from end to end.
  await page.ask(`(() => {
    const knobs = [...document.querySelectorAll("#knobs [data-knob]")];
    const knob = knobs[${change} % Math.min(4, knobs.length)];
    if (knob.tagName === "SELECT") { knob.selectedIndex = (knob.selectedIndex + 1) % knob.options.length; knob.dispatchEvent(new Event("change")); }
    else { knob.value = String((Number(knob.value) + 1) % (Number(knob.max) + 1)); knob.dispatchEvent(new Event("input")); }
  })()`);
  await page.until(`laboratory.app.times.length === ${change + 1} && !Number.isNaN(laboratory.app.times.at(-1).first)`);
}
await page.until(settled);
const times = await page.ask("laboratory.app.times");
for (const [what, key] of [["picture", "picture"], ["first 8 histories", "first"]]) {
  const values = times.map((time) => time[key]);
  console.log(`    from a change to the ${what}: median ${ms(middle(values, 0.5))}, 95th percentile ${ms(middle(values, 0.95))} of ${changes}`);
}
console.log(`    from the last change to 200 histories: ${ms(times.at(-1).all)}`);
check((await page.ask("document.getElementById('faults').textContent")) === "", "no change was refused");

// Faults that are planted end in one sentence, and the next answer is right.
const told = "document.querySelector('#faults pre')?.textContent ?? ''";
await page.ask("laboratory.app.bench.ask('nothing').catch(() => undefined)");
check((await page.ask(told)).startsWith("The engine stopped and was replaced"), "a trap is told in a sentence");
await page.ask("laboratory.app.bench.endless = 1, laboratory.app.bench.ask('history', 3).catch(() => undefined)");
check((await page.ask(told)).includes("took too long"), "an endless run is stopped and told");
await page.ask("laboratory.app.bench.endless = 20000");
engine.open({ file: "saved.toml", text: await page.ask("laboratory.app.current.text") });
const again = await page.ask("laboratory.app.bench.ask('history', 3).then((values) => [...new BigUint64Array(values.buffer)].map(String))");
check(again.join() === [...new BigUint64Array(engine.history(3).buffer)].map(String).join(), "the worker in its place gives the right answer");

for (const scenario of await page.ask("laboratory.files.map((file) => file.file)")) {
  await page.ask(`laboratory.load(laboratory.files.find((file) => file.file === ${JSON.stringify(scenario)}), {})`);
  const steps = await page.ask("laboratory.app.original.steps.length");
  const lying = [];
  for (let step = 0; step < steps; step += 1) {
    await page.ask(`laboratory.go(${step})`);
    await page.until(`laboratory.app.step === ${step} && laboratory.app.histories.length > 8`);
    lying.push(...(await layoutOfStep(page)).map((fault) => `step ${step + 1}, ${fault}`));
    if (pictures) {
      await page.ask(`${OPEN}, laboratory.jump(36)`);
      writeFileSync(join(pictures, `${scenario.replace(".toml", "")}-step-${step + 1}.png`), await page.picture());
    }
  }
  const said = await page.ask("document.getElementById('faults').textContent");
  if (steps) check(lying.length === 0, `${scenario}: nothing covers anything in its tour at four windows${lying.map((one) => `\n      ${one}`).join("")}`);
  check(said === "", `${scenario} opens${steps ? ` and its tour of ${steps} steps runs` : ""}${said && `: ${said}`}`);
}

// Files that are dropped: a picture is none of ours, a profile takes the place of the authority, and neither leaves the page unusable.
const drop = (name, text) => page.ask(`(() => { const dataTransfer = new DataTransfer(); dataTransfer.items.add(new File([${JSON.stringify(text)}], "${name}")); document.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true })); })()`);
await page.ask("laboratory.load(laboratory.files[0], {})");
await drop("a.png", "\u0089PNG\u0000");
await page.until("document.getElementById('faults').textContent.startsWith('a.png is neither')");
await drop("mine.toml", "name = 3");
await page.until("/mine.toml: /.test(document.getElementById('faults').textContent)");
check(await page.ask("!document.getElementById('authority').value.includes('mine')"), "files that are not ours are told in a sentence, and the authority stays");

const toured = await page.ask("laboratory.files.find((file) => /^\\[\\[lab\\.step\\]\\]/m.test(file.text))?.file");
if (toured) await checkTour(page, check, toured);
await page.ask(`laboratory.load(laboratory.files[0], {}).then(() => ${OPEN})`);
for (const tab of ["why", "child", "rests", "figures", "save"]) {
  await page.ask(`laboratory.tabs.open("${tab}")`);
  await page.until(`document.getElementById("panel-${tab}").textContent.length > 200`, 120);
  if (tab === "rests") {
    await page.until("document.querySelector('#panel-rests table, #panel-rests h3 + p')?.textContent.match(/chance/)", 120);
    check(await page.ask("/ in all\\. /.test(document.querySelector('#panel-rests p').textContent)"), "it is told what the difference turns on");
  }
  if (pictures) writeFileSync(join(pictures, `tab-${tab}.png`), await page.picture());
}
check(true, "every tab has something to say");

for (const width of [360, 1024, 1920]) {
  await page.size(width, 768);
  const wide = await page.ask("document.documentElement.scrollWidth");
  check(wide <= width, `at ${width} wide nothing hangs over (${wide})`);
  if (pictures) writeFileSync(join(pictures, `width-${width}.png`), await page.picture());
}
if (process.env.AXE) {
  await page.ask(readFileSync(process.env.AXE, "utf8"));
  const tried = [[1920, "light"], [1024, "light"], [360, "light"], [360, "dark"], [1920, "dark"]];
  let shown = "light";
  for (const [width, look] of tried) {
    await page.size(width, 768);
    if (look !== shown) await page.ask("laboratory.dark()");
    shown = look;
    const found = await page.ask("axe.run().then(({ violations }) => violations.map((one) => `${one.id}: ${one.nodes.length}, ${one.nodes[0].html.slice(0, 120)} ${one.nodes[0].failureSummary}`))");
    check(found.length === 0, `axe finds nothing in the ${look} page at ${width} wide${found.map((one) => `\n      ${one}`).join("")}`);
  }
}
else console.log("   SKIPPED: axe, for want of it (AXE names axe.min.js; .ci/run installs it).");

// The page asks for itself and for what it made; no error was told.
const outside = page.requests.filter((url) => !url.startsWith("blob:") && url !== pathToFileURL(resolve(file)).href);
check(outside.length === 0, `no request left the page (${page.requests.length} in all)${outside.join(" ")}`);
const stop = "document.getElementById('faults').textContent";
check(page.errors.length === 0, `no error was told${page.errors.map((one) => `\n      ${one}`).join("")}`);
for (const [what, expression] of [["fetching", "fetch('https://example.org/')"], ["evaluating", "Promise.resolve().then(() => (0, eval)('1'))"]]) {
  const refused = await page.ask(`${expression}.then(() => false, () => true)`, { allowUnsafeEvalBlockedByCSP: false });
  check(refused, `${what} is refused by the policy`);
}
await page.close();

// A policy that is weaker or stronger than it must be is seen.
const folder = mkdtempSync(join(tmpdir(), "swplab-page-"));
const mutants = [
  ["compiling forbidden", html.replace(" 'wasm-unsafe-eval'", ""), stop],
  ["workers forbidden", html.replace("worker-src blob:", "worker-src 'none'"), stop],
];
for (const [what, text, shown] of mutants) {
  const path = join(folder, "mutant.html");
  writeFileSync(path, text);
  const mutant = await browser.page();
  await mutant.go(pathToFileURL(path).href);
  await mutant.until(`document.readyState === "complete" && ${shown}`, 40).then(
    async () => check(true, `${what}: the page says "${(await mutant.ask(shown)).slice(0, 90)}"`),
    () => check(false, `${what}: the page says nothing`),
  );
  await mutant.close();
}
const changed = join(folder, "changed.html");
writeFileSync(changed, html.replace('"use strict";\nconst bench_module', '"use strict"; \nconst bench_module'));
const altered = await browser.page();
await altered.go(pathToFileURL(changed).href);
await new Promise((done) => setTimeout(done, 1500));
check(await altered.ask("globalThis.laboratory === undefined"), "a script that was changed does not run");
rmSync(folder, { recursive: true });
await browser.close();
process.exit(faults === 0 ? 0 : 1);
