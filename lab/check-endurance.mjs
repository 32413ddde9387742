// Does to the laboratory's page what a day of teaching does to it, and worse:
//   node lab/check-endurance.mjs lab.html [SECONDS]
// clicks at random for so many seconds (20 where none are given), lives 500 histories in one engine, plants a trap, an
// endless run and a full memory, and weakens the policy. Memory must stay level, each fault must end in one sentence and
// leave the page usable, and a policy that allows more must be seen. Without a browser it says so and does nothing.

import { readFileSync, readdirSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { browse, browserAtHand } from "./browser.mjs";
import { engineOf } from "./page/engine.js";
import { endless, trapping, withAtMost } from "./faulty.mjs";

const [, , file, seconds = "20"] = process.argv;
const command = browserAtHand();
if (!command) {
  console.log("   SKIPPED: no Chromium is at hand (CHROMIUM names one).");
  process.exit(0);
}
const html = readFileSync(file, "utf8");
const wasm = gunzipSync(Buffer.from(html.match(/id="engine-data">([^<]*)</)[1], "base64"));
const engine = await engineOf(await WebAssembly.compile(wasm));
const browser = await browse(command);
let faults = 0;
const check = (holds, words) => {
  console.log(`${holds ? "   " : "FAIL"} ${words}`);
  if (!holds) faults += 1;
};
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const page = await browser.page();
await page.size(1024, 768);
await page.go(pathToFileURL(resolve(file)).href);
await page.until("globalThis.laboratory?.scenes?.length === 2");

/** Memory after collection: of the page's script, of the engines, and of the process that shows the page. */
async function memory() {
  await page.send("HeapProfiler.collectGarbage");
  const { usedSize } = await page.send("Runtime.getHeapUsage");
  const engines = await page.ask("Promise.all(laboratory.app.bench.seats.map((_, seat) => laboratory.app.bench.ask('memory', undefined, { seat }).catch(() => 0)))");
  return { script: usedSize, engines: engines.reduce((sum, bytes) => sum + bytes, 0), process: resident() };
}

/** Resident memory of the largest process that shows a page, where the system tells it. */
function resident() {
  let most = 0;
  try {
    for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const line = readFileSync(`/proc/${id}/cmdline`, "utf8");
        if (!line.includes("--type=renderer") || !line.includes(browser.profile)) continue;
        most = Math.max(most, Number(readFileSync(`/proc/${id}/statm`, "utf8").split(" ")[1]) * 4096);
      } catch {
        // The process has ended meanwhile.
      }
    }
  } catch {
    return 0;
  }
  return most;
}

// A fixed sequence, so that a failure can be had again (Lehmer's, modulo 2^31 - 1).
let state = Number(process.env.BEGIN ?? 20110331);
const draw = (below) => {
  state = (state * 48271) % 2147483647;
  return state % below;
};

/** What a hand does, each by a number that says where. */
const acts = {
  knob: "const all = [...document.querySelectorAll('[data-knob]')]; const one = all[n % all.length]; if (!one) return; if (one.tagName === 'SELECT') { one.selectedIndex = n % one.options.length; one.dispatchEvent(new Event('change')); } else { one.value = String(n % (Number(one.max) + 1)); one.dispatchEvent(new Event('input')); }",
  button: "const all = [...document.querySelectorAll('button:not(:disabled)')].filter((one) => one.offsetParent && !one.closest('#panel-save')); all[n % all.length]?.click();",
  key: "const key = [' ', 'ArrowRight', 'ArrowLeft', 'n', 'p', 'Home', 'End', 's', 'f', 'd', 'c'][n % 11]; document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));",
  dot: "const canvas = document.querySelectorAll('.world canvas')[n % 2]; const box = canvas.getBoundingClientRect(); canvas.dispatchEvent(new MouseEvent('click', { clientX: box.left + (n % 97) / 97 * box.width, clientY: box.top + (n % 89) / 89 * box.height, bubbles: true }));",
  measure: "const select = document.getElementById(n % 2 ? 'measure' : 'unit'); select.selectedIndex = n % select.options.length; select.dispatchEvent(new Event('change'));",
  guess: "const input = document.getElementById('guess-number'); if (!input) return; input.value = String((n % 21) - 10); input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' })); document.querySelector('#guess button.main')?.click();",
  history: "const input = document.getElementById('history'); input.value = String(1 + n % 200); input.dispatchEvent(new Event('change'));",
  scenario: "const select = document.getElementById('scenario'); select.selectedIndex = n % select.options.length; select.dispatchEvent(new Event('change'));",
};
const often = ["knob", "knob", "knob", "knob", "button", "button", "button", "key", "dot", "measure", "guess", "history"];

const samples = [];
const refused = new Set();
let clicks = 0;
const began = Date.now();
const end = began + 1000 * Number(seconds);
for (let next = began; Date.now() < end; clicks += 1) {
  // A scenario a minute at most: what is lived of it should be much.
  const what = draw(150) === 0 ? "scenario" : often[draw(often.length)];
  await page.ask(`((n) => { ${acts[what]} })(${draw(1e6)})`);
  if (clicks % 200 === 199) await page.size([360, 1024, 1920][draw(3)], 768);
  await new Promise((done) => setTimeout(done, draw(4) === 0 ? 600 : 60));
  // Another world may be refused, in the words of the check; that is no fault.
  const said = await page.ask("document.querySelector('#faults pre')?.textContent ?? ''");
  if (said && /^\S+\.toml:/.test(said)) refused.add(said.split("\n")[0]);
  else if (said) {
    check(false, `after ${clicks + 1} clicks, the last a ${what}, the page said: ${said}`);
    await page.ask("document.querySelector('#faults button')?.click()");
  }
  if (Date.now() >= next) {
    samples.push({ at: Math.round((Date.now() - began) / 1000), ...(await memory()) });
    next = Date.now() + Math.max(2000, (end - began) / 60);
  }
}
const third = Math.ceil(samples.length / 3);
const most = (part, key) => Math.max(...part.map((sample) => sample[key]));
for (const [key, words] of [["script", "the page's script"], ["engines", "the engines"], ["process", "the process"]]) {
  console.log(`    ${words}: ${mb(samples[0][key])} at first, most ${mb(most(samples.slice(0, third), key))}, ${mb(most(samples.slice(third, 2 * third), key))} and ${mb(most(samples.slice(2 * third), key))} in the thirds of ${seconds} s`);
}
check(page.errors.length === 0, `${clicks} clicks at random without an error (${refused.size} ways of being refused)${page.errors.slice(0, 5).map((one) => `\n      ${one}`).join("")}`);
check(most(samples, "process") < 500e6 && most(samples, "engines") < 500e6, "memory stays under 500 MB");
if (Number(seconds) >= 600) {
  const grows = (key) => most(samples.slice(2 * third), key) > 1.25 * most(samples.slice(third, 2 * third), key);
  check(!grows("script") && !grows("engines"), "memory does not grow from the second third to the last");
}

// The page is as fit as before: what it shows has the bits of the engine elsewhere.
const seatOf = "laboratory.app.bench.seats[0]";
await page.ask("laboratory.load(laboratory.files.find((file) => file.file === 'culture-change.toml') ?? laboratory.files[0], {})");
await page.until("laboratory.app.histories.length > 8");
const text = await page.ask("laboratory.app.saved()");
engine.open({ file: "saved.toml", text });
const bitsOf = (values) => [...new BigUint64Array(values.buffer)].map(String).join();
const right = bitsOf(engine.history(3));
const asked = "laboratory.app.bench.ask('history', 3, { seat: 0 }).then((values) => [...new BigUint64Array(values.buffer)].map(String).join())";
check((await page.ask(asked)) === right, "after that a history has the right bits");

// One instance, 500 runs.
const lived = async (from, to) => {
  await page.ask(`(async () => { for (let number = ${from}; number < ${to}; number += 1) await laboratory.app.bench.ask('history', number, { seat: 0 }); })()`);
  return page.ask("laboratory.app.bench.ask('memory', undefined, { seat: 0 })");
};
const early = await lived(0, 150);
const late = await lived(150, 500);
check(late <= early, `500 histories in one engine: ${mb(early)} after 150, ${mb(late)} after 500`);

// Faults that are planted: an engine that traps, one that never ends, and the engine itself in a memory too small for it.
const told = "[...document.querySelectorAll('#faults pre')].map((one) => one.textContent)";
async function planted(what, module, words, limit) {
  await page.ask("document.querySelector('#faults button')?.click()");
  await page.ask(`(async () => {
    const module = await WebAssembly.compile(Uint8Array.from(atob("${Buffer.from(module).toString("base64")}"), (letter) => letter.charCodeAt(0)));
    const seat = ${seatOf};
    seat.worker.postMessage({ id: -1, ask: "ready", with: module });
    laboratory.app.bench.endless = ${limit};
  })()`);
  // The engine that is short of memory is the engine itself: it opens the scenario first, if it can.
  if (what === "a full memory") await page.ask(`void (${seatOf}.opened = 0)`);
  await page.ask("laboratory.app.bench.ask('history', 999, { seat: 0 }).catch(() => undefined)");
  const began = Date.now();
  await page.ask("laboratory.app.bench.endless = 20000");
  const same = (await page.ask(asked)) === right;
  const took = Date.now() - began;
  const said = await page.ask(told);
  const isOne = said.length === 1 && said[0].startsWith("The engine stopped and was replaced: ") && said[0].includes(words) && !said[0].trim().includes("\n");
  check(isOne, `${what} ends in one sentence: ${JSON.stringify(said)}`);
  check(same, `and the next answer is right, ${took} ms later`);
  await page.ask("document.querySelector('#faults button')?.click()");
}
await planted("a trap", trapping(), "", 20000);
await planted("an endless run", endless(), "took too long", 500);
await planted("a full memory", withAtMost(wasm, 4), "", 20000);
await page.ask("(() => { const one = document.querySelector('[data-knob]'); if (one.tagName === 'SELECT') { one.selectedIndex = 1 - one.selectedIndex; one.dispatchEvent(new Event('change')); } else { one.value = one.value === one.max ? '0' : one.max; one.dispatchEvent(new Event('input')); } })()");
await page.until("laboratory.app.histories.length > 8 && !laboratory.app.old");
check((await page.ask("document.getElementById('faults').textContent")) === "", "the page is usable after all that");
check(page.errors.length === 0, `no error was told${page.errors.slice(0, 5).map((one) => `\n      ${one}`).join("")}`);
await page.close();

// A policy that allows more is seen by who looks for what it forbids.
const folder = mkdtempSync(join(tmpdir(), "swplab-policy-"));
const probes = `(async () => {
  const seen = new Set();
  addEventListener("securitypolicyviolation", (event) => seen.add(event.effectiveDirective));
  await fetch("data:text/plain,1").catch(() => undefined);
  const image = new Image();
  image.src = "https://example.org/a.png";
  const script = document.createElement("script");
  script.textContent = "globalThis.ran = true";
  document.body.append(script);
  document.body.setAttribute("style", "color:red");
  let isEvaluated = true;
  try { (0, eval)("1"); } catch { isEvaluated = false; }
  await new Promise((done) => setTimeout(done, 300));
  return { fetching: !seen.has("connect-src"), images: !seen.has("img-src"), scripts: Boolean(globalThis.ran), styles: !seen.has("style-src-attr"), evaluating: isEvaluated };
})()`;
const weaker = [
  ["as it is", (policy) => policy, []],
  ["with fetching", (policy) => `${policy}; connect-src * data:`, ["fetching"]],
  ["with images from anywhere", (policy) => policy.replace("img-src data: blob:", "img-src *"), ["images"]],
  ["with evaluation", (policy) => policy.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'"), ["evaluating"]],
  ["with any style", (policy) => policy.replace(/style-src [^;]*/, "style-src 'unsafe-inline'"), ["styles"]],
  ["none at all", () => "", ["fetching", "images", "scripts", "styles", "evaluating"]],
];
for (const [what, change, expected] of weaker) {
  const path = join(folder, "weaker.html");
  writeFileSync(path, html.replace(/(http-equiv="Content-Security-Policy" content=")([^"]*)"/, (_, head, policy) => `${head}${change(policy)}"`));
  const one = await browser.page();
  await one.go(pathToFileURL(path).href);
  await one.until("globalThis.laboratory?.scenes?.length === 2");
  const found = await one.ask(probes, { allowUnsafeEvalBlockedByCSP: false });
  const allowed = Object.keys(found).filter((key) => found[key]);
  check(allowed.join() === expected.join(), `a policy ${what} lets through: ${allowed.join(", ") || "nothing"}`);
  await one.close();
}
rmSync(folder, { recursive: true });
await browser.close();
process.exit(faults === 0 ? 0 : 1);
