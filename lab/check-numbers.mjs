// Moves the page's own controls in a browser to random settings, saves the scenario with the page's own button, runs
// `swplab run` on that file, and compares what the page holds and shows with the tables of the run:
//   node lab/check-numbers.mjs lab.html SWPLAB 10
// Every value of every history by its bits; the means, differences and counts that are shown by what is printed.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { browse, browserAtHand } from "./browser.mjs";
import { OPEN } from "./tour-checks.mjs";

const REPLICATIONS = 5;
const SCENARIOS = ["contract-length", "culture-change", "moving-house", "summit-debate", "budget-holder"];
const AUTHORITIES = ["kent-2025", "leeds-2025", "hackney-2025"];
const [, , file, program, count] = process.argv;
const command = browserAtHand();
if (!command) {
  console.log("   SKIPPED: no Chromium is at hand (CHROMIUM names one).");
  process.exit(0);
}

// A fixed sequence, so that a failure can be had again (Lehmer's, modulo 2^31 - 1).
let state = 20141031;
const draw = (below) => {
  state = (state * 48271) % 2147483647;
  return state % below;
};

/** Rows of a table as objects by the heads of its columns. */
function table(folder, name) {
  const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain);
  const [head, ...rows] = readFileSync(join(folder, name), "utf8").trimEnd().split("\n").map(cells);
  return rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at]])));
}

const bits = (value) => new BigUint64Array(Float64Array.of(value).buffer)[0];

/** Whether a printed number is this one, rounded. A tie may fall to either side by the last bit of a mean. */
function isPrinted(shown, value) {
  const plain = shown.replace(/\u2212/g, "-").replace(/[+,]/g, "");
  const half = 0.5 * 10 ** -(plain.split(".")[1] ?? "").length;
  return value === "" ? shown === "not defined" : Math.abs(Number(plain) - Number(value)) <= half + 1e-9 * Math.max(1, Math.abs(Number(value)));
}

const browser = await browse(command);
const page = await browser.page();
await page.size(1280, 800);
await page.go(pathToFileURL(resolve(file)).href);
await page.until("globalThis.laboratory?.loaded > 0");
await page.ask(`laboratory.app.planned = ${REPLICATIONS}`);
const settled = () => page.until("laboratory.app.histories.length === laboratory.app.planned && laboratory.tabs");

/** Changes an element as a hand does, and waits for the page. */
async function change(element, to) {
  await page.ask(`(() => { const one = ${element}; ${to}; one.dispatchEvent(new Event(one.type === "range" ? "input" : "change")); })()`);
  await page.ask("new Promise((done) => setTimeout(done, 50))");
  await settled();
}

/** Moves three controls, the authority now and then, and the measure. */
async function move(setting) {
  const name = SCENARIOS[setting % SCENARIOS.length];
  await change("document.getElementById('scenario')", `one.value = "${name}.toml"`);
  for (let moved = 0; moved < 3; moved += 1) {
    const knobs = await page.ask("document.querySelectorAll('[data-knob]').length");
    const at = draw(knobs);
    const options = await page.ask(`(() => { const one = document.querySelectorAll("[data-knob]")[${at}]; return one.options?.length ?? Number(one.max) + 1; })()`);
    const to = draw(options);
    await change(`document.querySelectorAll("[data-knob]")[${at}]`, `if (one.options) one.selectedIndex = ${to}; else one.value = "${to}"`);
  }
  if (setting % 3 === 2) await change("document.getElementById('authority')", `one.value = "${AUTHORITIES[draw(AUTHORITIES.length)]}"`);
  for (const id of ["measure", "unit"]) {
    const options = await page.ask(`document.getElementById("${id}").options.length`);
    await change(`document.getElementById("${id}")`, `one.selectedIndex = ${draw(options)}`);
  }
  await page.ask(OPEN);
}

/** Presses the button that keeps the scenario, and takes the file that comes. */
async function saved(folder) {
  await page.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  await page.ask("laboratory.tabs.isOpen('save') || document.getElementById('tab-save').click()");
  const button = "[...document.querySelectorAll('#panel-save button')].find((one) => one.textContent === 'Scenario as a file' && !one.disabled)";
  await page.until(button);
  await page.ask(`${button}.click()`);
  for (let waited = 0; waited < 200; waited += 1) {
    const kept = readdirSync(folder).find((name) => name.endsWith(".toml"));
    if (kept) return join(folder, kept);
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("no file came");
}

/** Values of the page that are not those of the run, bit by bit, and how many there are. */
async function values(folder) {
  const { worlds, units, indicators, histories } = await page.ask(`(() => { const { app } = laboratory; const { opening } = app.current; const ids = (all) => all.map((one) => one.id);
    return { worlds: app.worlds.map((world) => world.name), units: ids(opening.units), indicators: ids(opening.indicators), histories: app.histories.map((values) => [...new BigUint64Array(values.buffer)].map(String)) }; })()`);
  const key = (...parts) => parts.join("\n");
  const run = new Map(table(folder, "runs.csv").map((row) => [key(row.arm, row.replication, row.unit, row.indicator), row.value]));
  const differ = [];
  let compared = 0;
  histories.forEach((history, replication) => worlds.forEach((world, arm) => units.forEach((unit, u) => indicators.forEach((indicator, i) => {
    const found = BigInt(history[(arm * units.length + u) * indicators.length + i]);
    const value = run.get(key(world, replication, unit, indicator));
    const isNothing = value === undefined || value === "";
    if (!isNothing) compared += 1;
    const isSame = isNothing ? Number.isNaN(new Float64Array(BigUint64Array.of(found).buffer)[0]) : found === bits(Number(value));
    if (!isSame) differ.push(`${world}, history ${replication}, ${unit}, ${indicator}: ${value}`);
  }))));
  return { differ, compared, isWhole: histories.length === REPLICATIONS && compared === [...run.values()].filter((value) => value !== "").length };
}

/** Numbers on the page that the run's tables do not print, and how many there are. */
async function shown(folder) {
  const { worlds, show, unit } = await page.ask("(() => { const { app } = laboratory; return { worlds: app.worlds.map((world) => world.name), show: app.show, unit: app.unit }; })()");
  await page.ask("laboratory.tabs.open('why')");
  const rows = await page.ask("[...document.querySelectorAll('#panel-why tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))");
  const titles = new Map(table(folder, "indicators.csv").map((row) => [`${row.title} (${row.unit})`, row.indicator]));
  const levels = table(folder, "summary.csv");
  const differences = table(folder, "differences.csv");
  const of = (rows, arm, unit, indicator) => rows.find((row) => row.arm === arm && row.unit === unit && row.indicator === indicator);
  const whole = ["culture", "trust", "turnover", "vacancy", "agency", "caseload"];
  const wrong = [];
  let compared = 0;
  const compare = (words, value, what) => {
    compared += 1;
    if (value === undefined || !isPrinted(words, value)) wrong.push(`${what}: ${words} on the page, ${value} in the run`);
  };
  for (const [title, first, second, difference] of rows) {
    const indicator = titles.get(title);
    const told = whole.includes(indicator) ? "authority" : unit;
    compare(first, of(levels, worlds[0], told, indicator)?.mean, `${title}, A`);
    compare(second, of(levels, worlds[1], told, indicator)?.mean, `${title}, B`);
    compare(difference, of(differences, worlds[1], told, indicator)?.mean, `${title}, B less A`);
  }
  const counts = await page.ask("document.querySelector('#distribution .counts').textContent");
  const row = of(differences, worlds[1], unit, show);
  if (row && Number(row.n) > 0) {
    compare(counts.match(/mean ([+\u2212\d.,]+)/)?.[1] ?? "none", row.mean, `${show} of ${unit}, mean of the dots`);
    const words = counts.match(/(?:better|higher) (\d+).*?alike (\d+).*?(?:worse|lower) (\d+)/)?.slice(1) ?? [];
    // Of what is neither better nor worse the run says what is higher.
    const shares = row.chance_better === "" ? ["share_higher", "share_equal", "share_lower"] : ["chance_better", "chance_no_matter", "chance_worse"];
    shares.forEach((share, at) => compare(words[at] ?? "none", String(Math.round(Number(row[share]) * Number(row.n))), `${show} of ${unit}, ${share}`));
  } else if (!/Not defined/.test(counts)) wrong.push(`${show} of ${unit}: ${counts} on the page, nothing in the run`);
  // The years, of measures that a run writes by year: by the calendar, and since the opening where a service opens.
  let years = 0;
  for (const measure of ["worker_changes", "placements_3plus", "cost_per_child_year"]) years += await comparedByYear(folder, { measure, unit, world: worlds[1] }, compare);
  return { wrong, compared, years };
}

/** Compares the years of a measure as the page shows them with those of the run; how many there are. */
async function comparedByYear(folder, { measure, unit, world }, compare) {
  await page.ask(`laboratory.choose({ show: "${measure}" })`);
  await page.until("document.querySelector('#years:not(.old) p')");
  const shown = await page.ask("[...document.querySelectorAll('#years tr')].map((row) => [...row.children].map((cell) => cell.textContent))");
  const [[clock] = [""], ...lines] = shown;
  const told = table(folder, "differences-by-year.csv").filter((row) => row.arm === world && row.unit === unit && row.indicator === measure && row.clock === (clock.startsWith("Year since") ? "opening" : "calendar"));
  for (const [year, words] of lines) {
    const row = told.find((one) => one.year === year);
    const found = words.replace(/\u00a3/g, "").match(/^(\S+) \((\S+) to (\S+)\)$/)?.slice(1) ?? [words, "none", "none"];
    if (row?.ci_low !== "") ["mean", "ci_low", "ci_high"].forEach((column, at) => compare(found[at], row?.[column], `${measure} of ${unit}, ${year}, ${column}`));
  }
  return lines.length;
}

let faults = 0, inYears = 0;
for (let setting = 0; setting < Number(count); setting += 1) {
  const folder = mkdtempSync(join(tmpdir(), "swplab-numbers-"));
  await move(setting);
  const refusal = await page.ask("document.getElementById('faults').textContent");
  const kept = await saved(folder);
  const results = join(folder, "run");
  execFileSync(program, ["run", kept, "--replications", String(REPLICATIONS), "--no-contested", "--quiet", "--out", results], { stdio: ["ignore", "ignore", "ignore"] });
  const { differ, compared, isWhole } = await values(results);
  const { wrong, compared: printed, years } = await shown(results);
  inYears += years;
  const names = await page.ask("laboratory.app.worlds.map((world) => world.name).join(' | ') + ', ' + document.getElementById('authority').value");
  const holds = differ.length === 0 && wrong.length === 0 && isWhole && compared > 1000 && printed > 30;
  if (!holds) faults += 1;
  const told = [...differ.slice(0, 3), ...wrong.slice(0, 5)].map((one) => `\n      ${one}`).join("");
  console.log(`${holds ? "   " : "FAIL"} ${setting + 1}: ${names}: ${compared} values of ${REPLICATIONS} histories with the bits of the run, ${differ.length} not${isWhole ? "" : " (not all)"}; ${printed} numbers shown, ${wrong.length} wrong${refusal && ` (refused on the way: ${refusal.split("\n")[0]})`}${told}`);
  rmSync(folder, { recursive: true });
}
if (inYears < 100) {
  faults += 1;
  console.log(`FAIL only ${inYears} years were compared`);
}
await browser.close();
process.exit(faults === 0 ? 0 : 1);
