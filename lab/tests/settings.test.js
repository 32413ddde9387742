import assert from "node:assert/strict";
import { test } from "node:test";
import { optionsOf } from "../page/controls.js";
import { canOpen, debrief, unasked } from "../page/guess.js";
import { spells } from "../page/journey.js";
import { fileName } from "../page/save.js";
import { inWords, named, ofHash, toHash, valueOf, withValue, worldsOf } from "../page/settings.js";
import { monthName } from "../page/timeline.js";

const opening = { second: "10 years", arms: [{ name: "3 years", set: [] }, { name: "5 years", set: [["term", "5"]] }, { name: "10 years", set: [["term", "10"]] }] };
const controls = [{ path: "term", label: "Length", values: ["5", "10"], words: [], written: "3" }];

test("the worlds at first are the first arm and the one that the scenario names", () => {
  const worlds = worldsOf(opening);
  assert.deepEqual(worlds.map((world) => world.name), ["3 years", "10 years"]);
  assert.equal(worldsOf({ ...opening, second: null })[1].name, "5 years");
  worlds[1].set[0][1] = "7";
  assert.equal(opening.arms[2].set[0][1], "10", "the scenario as it was opened stays as it is");
});

test("a world is named as its arm, else by what it sets, and never as the other", () => {
  const [first, second] = worldsOf(opening);
  assert.deepEqual(named([first, withValue(second, "term", "5")], opening, controls).map((world) => world.name), ["3 years", "5 years"]);
  assert.equal(named([first, withValue(second, "term", "7")], opening, controls)[1].name, "Length 7");
  assert.equal(named([first, withValue(second, "term", undefined)], opening, controls)[1].name, "3 years (second world)");
  assert.equal(valueOf(withValue(second, "term", undefined), "term"), undefined);
});

test("a control offers the value of the file among the others, in order", () => {
  const options = optionsOf(controls[0], "7");
  assert.deepEqual(options.map((option) => option.words), ["3", "5", "7", "10"]);
  assert.deepEqual(options.map((option) => option.isFile), [true, false, false, false]);
  const open = optionsOf({ ...controls[0], written: null, values: ['"static"'] }, undefined);
  assert.deepEqual(open.map((option) => option.words), ["as the evidence has it", "static"]);
});

test("values are shown in words", () => {
  assert.equal(inWords("true"), "yes");
  assert.equal(inWords('"front-line"'), "front-line");
  assert.equal(inWords("0.50"), "0.50");
  assert.equal(inWords("2.0"), "2");
  assert.equal(inWords("5.0", { values: ["5"], words: ["five"] }), "five");
});

test("an address gives back the state, and nothing where it cannot be read", () => {
  const state = { scenario: "a.toml", worlds: [{ name: "a & b #1", set: [["x", "\"y\""]] }], history: 4 };
  assert.deepEqual(ofHash(toHash(state)), state);
  for (const broken of ["", "#", "#%7B", "#[1]", "#%"]) assert.deepEqual(ofHash(broken), {});
});

test("a result opens when somebody guessed or nobody has an idea", () => {
  assert.equal(canOpen(unasked()), false);
  assert.ok(canOpen({ ...unasked(), noIdea: true }) && canOpen({ ...unasked(), guesses: [0] }));
});

test("the debrief counts who saw the direction and asks what guesses rest on", () => {
  const indicator = { decimals: 2, matters: 0.05 };
  const words = debrief({ isOpen: true, guesses: [-0.2, -0.1, 0.01], noIdea: false }, [-0.1, -0.2, 0.1, -0.3], indicator);
  assert.ok(words.startsWith("2 of 3 guesses said lower; the mean of the histories is \u22120.125."), words);
  assert.ok(words.includes("above in 1, below in 3 and alike in 0") && words.endsWith("rest on?"));
  assert.ok(debrief({ isOpen: true, guesses: [0], noIdea: false }, [0.01, -0.01], indicator).startsWith("1 of 1 guess said no difference"));
  assert.ok(debrief({ isOpen: true, guesses: [], noIdea: true }, [0.1], indicator).startsWith("Nobody guessed."));
});

test("a journey is what was there on the first day and what happened since", () => {
  const row = (at, event, to = "") => ({ at, event, to, from: "", cause: "", day: "" });
  const rows = [row(-1, "is-placed", "other"), row(2, "has-case-holder", "8"), row(3, "moves", "foster"), row(5, "leaves-care"), row(6, "service-ends")];
  const { homes, holders } = spells(rows, { placement: "kinship", holder: "7" }, 12);
  assert.deepEqual(homes, [{ from: 0, to: 3, what: "kinship" }, { from: 3, to: 5, what: "foster" }]);
  assert.deepEqual(holders, [{ from: 0, to: 2, what: "7" }, { from: 2, to: 6, what: "8" }]);
  assert.deepEqual(spells([], { placement: "foster", holder: "" }, 12).homes, [{ from: 0, to: 12, what: "foster" }]);
});

test("months are named from the day of the figures", () => {
  assert.deepEqual([0, 1, 12].map((month) => monthName("2011-03-31", month)), ["Mar 2011", "Apr 2011", "Mar 2012"]);
});

test("a file name is made of words", () => {
  assert.equal(fileName("Length of contract: 3 or 10 years!"), "length-of-contract-3-or-10-years");
  assert.equal(fileName("???"), "laboratory");
});
