import assert from "node:assert/strict";
import { test } from "node:test";
import { counts, differences, dots, level, mean, placeOf, printed, roundStep, scale, signed } from "../page/figures.js";

const opening = { units: [{ id: "authority" }, { id: "remit" }], indicators: [{ id: "one" }, { id: "two" }, { id: "three" }] };
const history = (first, second) => Float64Array.from([0, 0, 0, 0, first, 0, 0, 0, 0, 0, second, 0]);

test("a value stands by arm, unit and indicator", () => {
  assert.equal(placeOf(opening, 0, "remit", "two"), 4);
  assert.equal(placeOf(opening, 1, "remit", "two"), 10);
  assert.equal(placeOf(opening, 0, "nobody", "two"), -1);
});

test("a difference is the second world less the first, and what is not defined is left out", () => {
  const histories = [history(1, 0.5), history(2, 2.25), history(NaN, 1)];
  assert.deepEqual(differences(histories, opening, "remit", "two"), [-0.5, 0.25]);
  assert.equal(level(histories, opening, 0, "remit", "two"), 1.5);
  assert.ok(Number.isNaN(mean([])));
});

test("better, alike and worse follow the good direction and what matters", () => {
  const found = [-0.2, -0.05, 0, 0.04, 0.06];
  assert.deepEqual(counts(found, { better: "lower", matters: 0.05 }), { better: 1, alike: 3, worse: 1, above: 1, below: 1 });
  assert.equal(counts([-0.2, -0.1, 0.3], { better: "higher", matters: 0 }).better, 1);
  assert.deepEqual(counts(found, { better: "neither", matters: 0.05 }), { better: 0, alike: 3, worse: 0, above: 1, below: 1 });
});

test("the scale is round and holds every difference and guess", () => {
  assert.equal(roundStep(0.8, 8), 0.1);
  assert.equal(roundStep(3, 8), 0.5);
  const { reach, step } = scale([-0.13, 0.02], [0.4], 0.05);
  assert.ok(reach >= 0.42 && Math.abs(reach / step - Math.round(reach / step)) < 1e-9);
  assert.ok(scale([], [], 0.05).reach >= 0.1, "nothing found yet still has a scale");
});

test("every dot stands in its column, one above the other", () => {
  const placed = dots([0, 0, -1, 1], 1, 3);
  assert.deepEqual(placed.map(({ column, height }) => [column, height]), [[1, 1], [1, 2], [0, 1], [2, 1]]);
});

test("numbers are printed with their sign and without a minus of nothing", () => {
  assert.equal(printed(-0.001, 2), "0.00");
  assert.equal(signed(0.004, 2), "0.00");
  assert.equal(signed(-1234.5, 1), "\u22121,234.5");
  assert.equal(signed(0.25, 2), "+0.25");
  assert.equal(printed(NaN, 2), "not defined");
});
