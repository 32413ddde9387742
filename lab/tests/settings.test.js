import assert from "node:assert/strict";
import { test } from "node:test";
import { optionsOf } from "../page/controls.js";
import { canOpen, debrief, guessOf, numberOf, refusalOf, unasked } from "../page/guess.js";
import { eventInWords, spells } from "../page/journey.js";
import { fileName, linkOf, sessionOf } from "../page/save.js";
import { inWords, isWorlds, named, ofHash, stateOf, toHash, valueOf, withValue, worldsOf } from "../page/settings.js";
import { monthName, yearsOf } from "../page/timeline.js";

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
  assert.equal(named([first, withValue(second, "term", undefined)], opening, controls)[1].name, "3 years (B)");
  assert.equal(valueOf(withValue(second, "term", undefined), "term"), undefined);
  // What goes on from an arm is named by it and by what it adds; a value with a word of its own is told apart from its field.
  const arm = { name: "", set: [["term", "10"]] };
  const words = [...controls, { path: "asked", label: "Children are asked", values: ["1.0"], words: ["all"] }];
  assert.deepEqual(named([arm, withValue(arm, "asked", "1.0")], opening, words).map((world) => world.name), ["10 years", "10 years, Children are asked: all"]);
  assert.equal(named([first, withValue(arm, "asked", "1.0")], opening, words)[1].name, "Length 10, Children are asked: all");
  // A long name ends with a whole part, and begins with what the other world has not.
  const paths = Array.from({ length: 9 }, (_, at) => [`a field of many words, number ${at}`, "true"]);
  const long = named([{ name: "", set: paths.slice(0, 8) }, { name: "", set: paths }], opening, controls).map((world) => world.name);
  assert.ok(long[1].startsWith("a field of many words, number 8 yes, ") && / yes and 7 more$/.test(long[1]) && long.every((name) => name.length <= 94), long.join("\n"));
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

test("a result opens when somebody guessed or said to have no idea", () => {
  assert.equal(canOpen(unasked()), false);
  assert.ok(canOpen({ ...unasked(), noIdea: 1 }) && canOpen({ ...unasked(), guesses: [0] }));
  assert.deepEqual(guessOf({ guesses: [1, "2", NaN, 0.5], noIdea: "x", isOpen: "yes" }), { isOpen: false, guesses: [1, 0.5], noIdea: 0, of: "" });
  assert.deepEqual(guessOf(null), unasked());
});

test("a guess is read as people write numbers, and what is none is none", () => {
  assert.deepEqual(["0,3", "0.3", "+1", "\u22120,25", " 2 ", "-.5", "1,250"].map((text) => numberOf(text, 2)), [0.3, 0.3, 1, -0.25, 2, -0.5, 1.25]);
  assert.deepEqual(["1,000", "12,345.5", "1 000", "0,125"].map((text) => numberOf(text, 0)), [1000, 12345.5, 1000, 0.125]);
  for (const text of ["", "d", "0.3.1", "1,2,3", "1e3", "--1"]) assert.ok(Number.isNaN(numberOf(text, 2)), text);
});

test("a guess of more than a scale is long is refused in words", () => {
  const culture = { unit: "index points from an ordinary authority", decimals: 3 };
  assert.ok(refusalOf("+30", culture).includes("B less A, from \u22122 to +2 index points"));
  assert.ok(refusalOf("x", culture).includes("is no number"));
  assert.equal(refusalOf("-0,3", culture), "");
  assert.equal(refusalOf("-300", { unit: "\u00a3 per child-year", decimals: 0 }), "");
});

test("the debrief counts who saw the direction, and speaks of other guesses only where there are any", () => {
  const indicator = { decimals: 2, matters: 0.05 };
  const say = (guesses, found, noIdea = 0) => debrief({ isOpen: true, guesses, noIdea, of: "" }, found, indicator);
  const words = say([-0.2, -0.1, 0.01], [-0.1, -0.2, 0.1, -0.3]);
  assert.ok(words.startsWith("2 of 3 guesses said lower; the mean of the histories is \u22120.13"), words);
  assert.ok(words.includes("above in 1, below in 3 and alike in 0") && words.endsWith("What did the other guess rest on?"), words);
  assert.ok(say([0, 0], [0.01, -0.01]).startsWith("Both guesses said no difference that matters;"));
  for (const [guesses, first, last] of [
    [[1], "The one guess said higher;", "What did it rest on?"],
    [[-1], "The one guess did not say higher;", "What did it rest on?"],
    [[1, 2, 3], "All 3 guesses said higher;", "What did they rest on?"],
    [[-1, 0], "None of 2 guesses said higher;", "What did they rest on?"],
    [[1, 0, 0], "1 of 3 guesses said higher;", "What did the other guesses rest on?"],
    [[], "The mean of the histories is", "What would you say now, and why?"],
  ]) {
    const told = say(guesses, [0.3, 0.3], guesses.length ? 2 : 1);
    assert.ok(told.startsWith(first) && told.endsWith(last), told);
    assert.ok(told.includes("had no idea."), told);
  }
});

test("a session is told apart from other files, and a link of a file says what it needs elsewhere", () => {
  const session = { scenario: "a.toml", source_text: "x", worlds: [{ name: "a", set: [] }, { name: "b", set: [["term", "5"]] }], rounds: {} };
  assert.deepEqual(sessionOf(JSON.stringify(session)), session);
  for (const other of ["", "{}", "[[arms]]", "null", JSON.stringify({ ...session, worlds: 1 }), JSON.stringify({ ...session, worlds: ["a", "b"] })]) assert.equal(sessionOf(other), undefined);
  const of = (protocol) => linkOf({ protocol, href: `${protocol}//place/lab.html#old` }, { month: 3 });
  assert.ok(of("file:").words.includes("from # on") && !of("https:").words.includes("#"));
  assert.deepEqual(ofHash(of("https:").link.split("lab.html")[1]), { month: 3 });
});

test("a journey is what was there on the first day and what happened since", () => {
  const row = (at, event, to = "") => ({ at, event, to, from: "", cause: "", day: "" });
  const rows = [row(-1, "is-placed", "other"), row(2, "has-case-holder", "8"), row(3, "moves", "foster"), row(5, "leaves-care"), row(6, "service-ends")];
  const { homes, holders } = spells(rows, { placement: "kinship", holder: "7" }, 12);
  assert.deepEqual(homes, [{ from: 0, to: 3, what: "kinship" }, { from: 3, to: 5, what: "foster" }]);
  assert.deepEqual(holders, [{ from: 0, to: 2, what: "7" }, { from: 2, to: 6, what: "8" }]);
  assert.deepEqual(spells([], { placement: "foster", holder: "" }, 12).homes, [{ from: 0, to: 12, what: "foster" }]);
});

test("events are told in words", () => {
  const told = (row) => eventInWords({ at: 1, day: "2012-01-01", from: "", to: "", cause: "", ...row }).slice(1);
  assert.deepEqual(told({ event: "has-case-holder", from: "7", to: "8", cause: "pathway" }), ["gets a case holder", "worker no. 7", "worker no. 8", "next team of the pathway"]);
  assert.deepEqual(told({ event: "moves", from: "kinship", to: "foster", cause: "disruption" }), ["moves", "relatives or friends", "foster care", "disruption"]);
  assert.deepEqual(told({ event: "changes-status" }), ["legal status changes", "", "", ""]);
  assert.deepEqual(told({ event: "asks-decision", to: "17.0221398971441" }), ["a decision is asked for", "", "signed after 17 days", ""]);
  assert.equal(told({ event: "asks-decision", to: "0.02213" })[2], "signed on the same day");
});

test("months are named from the day of the figures", () => {
  assert.deepEqual([0, 1, 12].map((month) => monthName("2011-03-31", month)), ["Mar 2011", "Apr 2011", "Mar 2012"]);
});

test("a year stands over its own months, from January on", () => {
  assert.deepEqual(yearsOf("2011-03-31", 24), [{ year: 2011, from: 0, to: 9 }, { year: 2012, from: 9, to: 21 }, { year: 2013, from: 21, to: 24 }]);
  for (const start of ["2011-03-31", "2012-01-01", "2011-12-31", "2014-09-01"]) {
    const late = Number(start.slice(8)) > 15;
    for (const { year, from, to } of yearsOf(start, 100)) {
      // The months that are named in a year are those that are lived in it.
      for (let month = from; month < to; month += 1) assert.ok(monthName(start, late ? month + 1 : month).endsWith(` ${year}`), `${start} ${month}`);
    }
  }
});

test("a file name is made of words", () => {
  assert.equal(fileName("Length of contract: 3 or 10 years!"), "length-of-contract-3-or-10-years");
  assert.equal(fileName("???"), "laboratory");
});

test("what an address says and nobody can show is left out", () => {
  const opened = { history: 3, unit: "remit", show: "moves", units: [{ id: "remit" }, { id: "authority" }], indicators: [{ id: "moves" }, { id: "culture" }], steps: [{}, {}] };
  const own = { worlds: undefined, authority: undefined, history: 2, unit: "remit", show: "moves", step: -1, rounds: {} };
  assert.deepEqual(stateOf({}, opened), own);
  const odd = { worlds: 5, authority: {}, history: -4, unit: "nobody", show: "nothing", step: 99, rounds: "x" };
  assert.deepEqual(stateOf(odd, opened), own);
  const worlds = [{ name: "a", set: [] }, { name: "b", set: [["term", "5"]] }];
  const said = { worlds, authority: "kent-2011", history: 7, unit: "authority", show: "culture", step: 1, rounds: { free: {} } };
  assert.deepEqual(stateOf(said, opened), said);
  for (const no of [undefined, [], ["a", "b"], [{ name: "a" }, { name: "b" }], [{ name: "a", set: [["x"]] }, worlds[1]], [...worlds, worlds[0]]]) assert.equal(isWorlds(no), false);
});
