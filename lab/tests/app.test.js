import assert from "node:assert/strict";
import { test } from "node:test";
import { App, isToml, monthOf } from "../page/app.js";
import { Dropped } from "../page/bench.js";

const ARMS = [{ name: "short", set: [] }, { name: "long", set: [["contract.term_years", "10"]] }];

/** A bench on which a world that sets `refused` is refused; it gives histories of one value and pictures of nobody. */
class Bench {
  constructor() {
    this.generation = 0;
    this.opened = [];
  }
  open(scenario) {
    this.generation += 1;
    const arms = scenario.wanted.arms ?? ARMS;
    this.opened.push(arms.map((arm) => arm.set.map(([path]) => path).join()));
    if (JSON.stringify(arms).includes("refused")) return Promise.reject(new Error("a.toml:3: it is refused"));
    const opening = { arms: ARMS, controls: [], more: [], units: [], indicators: [], steps: [], unit: "authority", show: "moves" };
    return Promise.resolve({ text: JSON.stringify(arms), opening });
  }
  ask(ask) {
    if (ask === "history") return Promise.resolve(new Float64Array(2));
    const told = { months: 0, counters: ["posts"], group_counters: ["child_months"], providers: [{ name: "A", practice: false }], teams: [], contracts: [], events: [] };
    return Promise.resolve({ told, values: new Float64Array(5), marks: new Uint32Array(3) });
  }
}

function appOf() {
  const heard = { refused: [], opened: 0, pictures: 0 };
  const bench = new Bench();
  const app = new App(bench, {
    opened: () => (heard.opened += 1),
    picture: () => (heard.pictures += 1),
    histories() {},
    settled() {},
    refused: (sentence) => heard.refused.push(sentence),
  });
  app.planned = 3;
  return { app, bench, heard };
}

test("a change that is refused is told, and the worlds are again those that are on the bench", async () => {
  const { app, bench, heard } = appOf();
  await app.load({ file: "a.toml", text: "[[arms]]" });
  const before = app.worlds;
  app.worlds = [before[0], { name: "", set: [["refused", "1"]] }];
  await app.apply();
  assert.deepEqual(heard.refused, ["a.toml:3: it is refused"]);
  assert.deepEqual(app.worlds.map((world) => world.set), before.map((world) => world.set));
  assert.deepEqual(bench.opened.at(-1), bench.opened.at(1), "the bench has the worlds that the page shows");
  assert.equal(heard.pictures, 2);
  await app.look(1);
  assert.equal(heard.pictures, 3);
});

test("a scenario that is refused at once leaves nothing to go back to, and is told once", async () => {
  const { app, heard } = appOf();
  app.bench.open = () => Promise.reject(new Error("b.toml:1: no"));
  await app.load({ file: "b.toml", text: "" });
  assert.deepEqual([heard.refused, heard.opened], [["b.toml:1: no"], 0]);
});

test("a file that is refused leaves what was open on the bench", async () => {
  const { app, bench, heard } = appOf();
  await app.load({ file: "a.toml", text: "[[arms]]" });
  const { open } = bench;
  bench.open = (scenario) => (scenario.file === "b.toml" ? Promise.reject(new Error("b.toml:1: no")) : open.call(bench, scenario));
  await app.load({ file: "b.toml", text: "" });
  assert.deepEqual([heard.refused, app.source.file, heard.pictures], [["b.toml:1: no"], "a.toml", 2]);
});

test("an address that asks for what is refused is told, and the scenario stands as its file has it", async () => {
  const { app, heard } = appOf();
  await app.load({ file: "a.toml", text: "[[arms]]" }, { worlds: [{ name: "a", set: [] }, { name: "b", set: [["refused", "1"]] }] });
  assert.deepEqual(heard.refused, ["a.toml:3: it is refused"]);
  assert.deepEqual([heard.pictures, app.worlds.map((world) => world.name)], [1, ["short", "long"]]);
});

test("a history that failed keeps its place, and the page is done all the same", async () => {
  const { app, bench, heard } = appOf();
  let settled = 0;
  app.listener.settled = () => (settled += 1);
  const { ask } = bench;
  bench.ask = (what, of) => (what === "history" && of === 1 ? Promise.reject(new Error("it failed")) : ask(what));
  await app.load({ file: "a.toml", text: "[[arms]]" });
  await new Promise((done) => setTimeout(done));
  assert.deepEqual([app.histories.map((values) => values.length), settled, heard.refused], [[2, 0, 2], 1, []]);
});

test("what is no text is no profile", () => {
  assert.deepEqual([isToml("mine.toml", "name = 1"), isToml("a.png", "name"), isToml("a.toml", "PK\u0000"), isToml("b.TOML", "")], [true, false, false, true]);
});

test("what is dropped for the next change is not told", async () => {
  const { app, heard } = appOf();
  await app.load({ file: "a.toml", text: "[[arms]]" });
  const open = app.bench.open.bind(app.bench);
  app.bench.open = () => Promise.reject(new Dropped("dropped"));
  await app.apply();
  app.bench.open = open;
  await app.apply();
  assert.deepEqual([heard.refused, heard.opened], [[], 2]);
});

const steps = [
  { title: "Look", question: "", first: [], second: [["x", "1"]], show: "moves", unit: "authority", controls: [] },
  { title: "Ask", question: "By how much?", first: [], second: [["x", "1"]], show: "moves", unit: "authority", controls: [] },
  { title: "Choose", question: "", first: [], second: [["x", "1"]], show: "moves", unit: "authority", controls: [] },
  { title: "Again", question: "And now?", first: [], second: [["x", "2"]], show: "moves", unit: "authority", controls: [] },
];

async function touring() {
  const { app } = appOf();
  await app.load({ file: "a.toml", text: "[[arms]]" });
  app.original = { ...app.original, steps };
  return app;
}

test("a step asks its own measure of its own worlds, from the first day, whatever was chosen before", async () => {
  const app = await touring();
  app.go(2);
  app.measure({ show: "turnover", unit: "remit" });
  app.month = 40;
  assert.equal(app.stepInForce(), undefined, "the words of a step are not said of another measure");
  app.go(3);
  assert.deepEqual([app.show, app.unit, app.month, app.stepInForce()?.question], ["moves", "authority", 0, "And now?"]);
  app.measure({ show: "turnover" });
  assert.equal(app.show, "moves", "a question that waits keeps its measure");
  app.worlds = [app.worlds[0], { name: "", set: [["x", "3"]] }];
  assert.equal(app.stepInForce(), undefined, "nor of other worlds");
});

test("what a step will ask is closed before it, and open in the steps after it", async () => {
  const app = await touring();
  app.go(0);
  assert.deepEqual([app.guess.isOpen, app.isWaiting()], [false, false]);
  app.go(1);
  assert.equal(app.isWaiting(), true);
  app.guess = { isOpen: true, guesses: [1], noIdea: 0, of: app.subject() };
  assert.equal(app.isWaiting(), false);
  app.go(2);
  assert.equal(app.guess.isOpen, true);
  app.go(3);
  assert.equal(app.isWaiting(), true);
  app.go(1);
  assert.deepEqual(app.guess.guesses, [1], "who goes back finds what was said");
});

test("the state holds month and all rounds, and gives them back", async () => {
  const app = await touring();
  app.go(1);
  app.guess = { isOpen: true, guesses: [1, 2], noIdea: 1, of: app.subject() };
  app.month = 7;
  await app.apply();
  const state = JSON.parse(JSON.stringify(app.state()));
  const { app: other } = appOf();
  const { open } = other.bench;
  other.bench.open = (scenario) => open.call(other.bench, scenario).then((found) => ({ ...found, opening: { ...found.opening, steps } }));
  await other.load({ file: "a.toml", text: "[[arms]]" }, state);
  assert.deepEqual(other.state(), state);
  assert.equal(other.guess.isOpen, true);
  assert.deepEqual([{ month: 7 }, { month: "7" }, { month: -1 }, {}, undefined].map(monthOf), [7, 0, 0, 0, 0]);
  assert.equal(JSON.parse(JSON.stringify(app.session("saved"))).source_text, "[[arms]]");
});
