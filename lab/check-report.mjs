// Opens reports in a browser from their files and tries them as those who read them meet them:
//   node lab/check-report.mjs REPORT.html... [--pictures FOLDER]
// Nothing asks for the network, nothing hangs over from a telephone to a wide screen and at 400% zoom, every part opens by the
// keyboard, the answer's chart begins on the first screen, and on A4 the whole answer stands on the first page of eight at the
// most. AXE=.../axe.min.js (or lab/node_modules/axe-core) tries what readers of screens meet. Without a browser it says so and does nothing.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browse, browserAtHand } from "./browser.mjs";

const words = process.argv.slice(2);
const at = words.indexOf("--pictures");
const pictures = at < 0 ? undefined : words.splice(at, 2)[1];
const command = browserAtHand();
if (!command) {
  console.log("   SKIPPED: no Chromium is at hand (CHROMIUM names one). The tests read the reports as text.");
  process.exit(0);
}
if (words.length === 0) {
  console.log("FAIL no report is named");
  process.exit(1);
}
const installed = join(dirname(fileURLToPath(import.meta.url)), "node_modules/axe-core/axe.min.js");
const axe = process.env.AXE ?? (existsSync(installed) ? installed : undefined);
if (!axe) console.log("   SKIPPED: axe, for want of it (npm install --prefix lab --no-save axe-core).");

const MOST_BYTES = 2_000_000;
const MOST_PAGES = 8;
/** What a page of A4 leaves within its margins, px at 96 to the inch. */
const SHEET = { width: Math.round((180 / 25.4) * 96), height: Math.round((268 / 25.4) * 96) };

let faults = 0;
const check = (holds, said) => {
  console.log(`${holds ? "   " : "FAIL"} ${said}`);
  if (!holds) faults += 1;
};
const browser = await browse(command);

async function tried(file) {
  const name = `${basename(dirname(resolve(file)))}/${basename(file)}`;
  console.log(`    ${name}`);
  const bytes = readFileSync(file).length;
  check(bytes < MOST_BYTES, `it has ${bytes} bytes, under ${MOST_BYTES}`);
  const page = await browser.page();
  await page.size(1024, 768);
  await page.send("Network.emulateNetworkConditions", { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 });
  const url = pathToFileURL(resolve(file)).href;
  await page.go(url);
  await page.until("document.readyState === 'complete' && document.querySelector('h1')");

  await onTheFirstScreen(page);
  await onPaper(page, name);
  await byKeyboard(page);
  await page.ask("document.querySelectorAll('details').forEach((part) => { part.open = true; })");
  // 320 wide is what a screen of 1280 shows at 400%.
  for (const width of [320, 360, 1024, 1920]) {
    await page.size(width, 768);
    const wide = await page.ask("document.documentElement.scrollWidth");
    check(wide <= width, `at ${width} wide with everything open nothing hangs over (${wide})`);
    const small = await page.ask(SMALLEST);
    check(small >= 11, `at ${width} wide no text of a drawing is smaller than 11 px (${small.toFixed(1)})`);
    if (axe && width !== 360) await axed(page, width);
  }
  const outside = page.requests.filter((asked) => asked !== url);
  check(outside.length === 0, `no request left the page${outside.map((one) => `\n      ${one}`).join("")}`);
  check(page.errors.length === 0, `no error was told${page.errors.map((one) => `\n      ${one}`).join("")}`);
  await page.close();
}

/** The smallest text that is seen in a drawing, px of the screen. */
const SMALLEST = `Math.min(Infinity, ...[...document.querySelectorAll("svg")].filter((one) => one.getBoundingClientRect().width > 0).flatMap((one) => {
  const scale = one.getBoundingClientRect().width / one.viewBox.baseVal.width;
  return [...one.querySelectorAll("g[font-size]")].map((group) => scale * Number(group.getAttribute("font-size")));
}))`;

/** Where a screen is as large as most, the chart of the answer is seen beside its sentences without a turn of the wheel. */
async function onTheFirstScreen(page) {
  await page.size(1280, 800);
  const sides = await page.ask("(() => { const of = (one) => document.querySelector(one)?.getBoundingClientRect(); const [chart, drawn, said] = [of('figure[id^=answer]'), of('figure[id^=answer] .narrow svg'), of('.answer')]; return chart ? [drawn.top, drawn.bottom, said.bottom] : null; })()");
  if (sides) check(sides[0] > 0 && sides[1] <= 800, `on a screen of 1280 by 800 the drawing of the answer ends at ${Math.round(sides[1])} px, its sentences at ${Math.round(sides[2])}`);
}

async function onPaper(page, name) {
  await page.send("Emulation.setEmulatedMedia", { media: "print" });
  await page.size(SHEET.width, SHEET.height);
  // The answer, its chart and how sure it is end with what not to conclude; where there is nothing to compare, before the contents.
  const bottom = await page.ask("(([...document.querySelectorAll('h3')].find((one) => one.textContent === 'What not to conclude')?.nextElementSibling ?? document.querySelector('nav').previousElementSibling).getBoundingClientRect().bottom)");
  check(bottom > 0 && bottom <= SHEET.height, `on A4 the answer and its chart end on the first page (${Math.round(bottom)} of ${SHEET.height} px)`);
  const { data } = await page.send("Page.printToPDF", { preferCSSPageSize: true, printBackground: true });
  const pdf = Buffer.from(data, "base64");
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  check(pages > 0 && pages <= MOST_PAGES, `on A4 it has ${pages} of at most ${MOST_PAGES} pages`);
  if (pictures) writeFileSync(join(pictures, `${name.replaceAll("/", "-")}.pdf`), pdf);
  await page.send("Emulation.setEmulatedMedia", { media: "" });
  await page.size(1024, 768);
}

/** Tab reaches every link and every part, what has the focus shows it, and Enter opens a part. */
async function byKeyboard(page) {
  const press = async (key, code) => {
    for (const type of ["keyDown", "keyUp"]) {
      await page.send("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: code, text: key === "Enter" ? "\r" : undefined });
    }
  };
  // What is inside a closed part has no box and is not reached.
  const wanted = await page.ask("[...document.querySelectorAll('a[href], summary, [tabindex]')].filter((one) => one.checkVisibility()).length");
  await page.ask("document.activeElement.blur(), globalThis.met = new Set()");
  let unseen = 0;
  for (let step = 0; step < wanted + 2; step += 1) {
    await press("Tab", 9);
    const shown = await page.ask("(() => { const one = document.activeElement; if (one === document.body) return true; met.add(one); return getComputedStyle(one).outlineStyle !== 'none'; })()");
    if (!shown) unseen += 1;
  }
  const met = await page.ask("met.size");
  check(met >= wanted, `Tab reaches ${met} of ${wanted} links and parts`);
  check(unseen === 0, "what has the focus shows it");
  await page.ask("[...document.querySelectorAll('summary')].at(-1)?.focus()");
  await press("Enter", 13);
  check(await page.ask("[...document.querySelectorAll('summary')].at(-1)?.parentElement.open ?? true"), "Enter opens a part");
}

async function axed(page, width) {
  if (!(await page.ask("Boolean(globalThis.axe)"))) await page.ask(readFileSync(axe, "utf8"));
  const found = await page.ask("axe.run().then(({ violations }) => violations.map((one) => `${one.id}: ${one.nodes.length}, ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].failureSummary}`))");
  check(found.length === 0, `axe finds nothing at ${width} wide${found.map((one) => `\n      ${one}`).join("")}`);
}

for (const file of words) await tried(file);
await browser.close();
process.exit(faults === 0 ? 0 : 1);
