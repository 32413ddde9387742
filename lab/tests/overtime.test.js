import assert from "node:assert/strict";
import { test } from "node:test";
import { opensLate, yearsOf } from "../page/overtime.js";

// Two units that are compared and one that is not, three measures of which one is followed from the opening, two years.
const opening = {
  arms: [{}, {}], units: [{ id: "authority", paired: true }, { id: "remit", paired: true }, { id: "provider", paired: false }],
  indicators: [{ id: "one" }, { id: "two" }, { id: "three" }], followed: ["two"], years: ["2011 to 2012", "2012 to 2013"],
};

/** A history in which each value says where it stands. */
function history(before = 0) {
  const horizon = [0, 1].flatMap((arm) => new Array(9).fill(arm));
  const own = (arm) => {
    const calendar = ["authority", "remit"].flatMap((_, unit) => [0, 1].flatMap((year) => [0, 1, 2].map((measure) => 1000 * arm + 100 * unit + 10 * year + measure)));
    const opened = ["authority", "remit"].flatMap((_, unit) => [0, 1].map((year) => -(1000 * arm + 100 * unit + 10 * year + 1)));
    return [...calendar, ...opened, ...[0, 5, 5], ...[before, 2, 1], ...[0, 0, 0]];
  };
  return Float64Array.from([...horizon, ...own(0), ...own(1)]);
}

test("a value of a year stands by arm, unit, year and measure, by either clock", () => {
  const of = (arm, unit, measure, isSinceOpening) => yearsOf([history()], opening, { arm, unit, measure, isSinceOpening });
  assert.deepEqual(of(0, "authority", "three", false), [[2], [12]]);
  assert.deepEqual(of(1, "remit", "two", false), [[1101], [1111]]);
  assert.deepEqual(of(1, "remit", "two", true), [[-1101], [-1111]]);
});

test("a history that failed, and what is not defined, is nothing and keeps its place", () => {
  const broken = history();
  broken[18] = NaN;
  assert.deepEqual(yearsOf([new Float64Array(0), broken, history()], opening, { arm: 0, unit: "authority", measure: "one", isSinceOpening: false }), [[null, null, 0], [null, 10, 10]]);
});

test("a service opens late where children of any unit were there before", () => {
  assert.equal(opensLate([history(0)], opening), false);
  assert.equal(opensLate([history(3)], opening), true);
});
