import assert from "node:assert/strict";
import { test } from "node:test";
import { counts, differencePlaces, differences, dots, level, mean, mostOf, placeAmong, placeOf, printed, roundStep, scale, shortest, signed, unitOfDifference } from "../page/figures.js";

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

test("the scale is round, holds every difference, guess and zero, and leaves no empty half", () => {
  assert.equal(roundStep(0.8, 8), 0.1);
  assert.equal(roundStep(3, 8), 0.5);
  for (const [found, guesses, least] of [[[-12, 0.6], [], 0.75], [[0.02, 0.5], [0.1], 0], [[-0.13, 0.02], [0.4], 0.05], [[], [], 0.05], [[0, 0], [], 0]]) {
    const { low, high, step } = scale(found, guesses, least);
    const all = [...found, ...guesses, 0, least, -least];
    assert.ok(all.every((value) => value >= low - 1e-12 && value <= high + 1e-12), `${low} to ${high}`);
    assert.ok(low < 0 && high > 0, "both sides are there");
    for (const end of [low, high]) assert.ok(Math.abs(end / step - Math.round(end / step)) < 1e-6);
  }
  const { low, high } = scale([-12, 0.6], [], 0.75);
  assert.ok(high < -low / 2, "a side on which nothing lies is narrow");
});

test("dots stand one above the other, as large as there is room, none on another, each on its own side of zero", () => {
  const room = { width: 560, height: 200, largest: 12 };
  for (const found of [[0, 0, -1, 1], [1e-9, -1e-9, 1, 0.001, 0.001], Array.from({ length: 200 }, (_, at) => 1e-6 + at / 400), new Array(200).fill(0), Array.from({ length: 200 }, (_, at) => Math.sin(at))]) {
    const { placed, size } = dots(found, 2, 0, room);
    const seen = new Set(placed.map(({ value, beside, up }) => `${((value / 2) * room.width + beside).toFixed(3)} ${up.toFixed(3)}`));
    assert.equal(seen.size, found.length);
    assert.ok(size > 3.5 && placed.every(({ up }) => up + size / 2 <= room.height + 1e-9), `${size}`);
    found.forEach((value, at) => value === 0 && assert.equal(placed[at].value, 0));
    if (!found.includes(0)) found.forEach((value, at) => assert.equal(Math.sign((placed[at].value / 2) * room.width + placed[at].beside), Math.sign(value), `${value}`));
  }
});

test("a dot lies inside the band of what does not matter where it is alike, and outside it where it is not", () => {
  const room = { width: 568, height: 210, largest: 12 };
  let seed = 7;
  const drawn = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  for (let round = 0; round < 400; round += 1) {
    const [spread, middle, least] = [10 ** (2.7 * drawn() - 2), drawn() - 0.5, 0.05 + 0.6 * drawn()];
    const found = Array.from({ length: 1 + Math.floor(200 * drawn()) }, () => (drawn() < 0.1 ? [0, least, -least][Math.floor(3 * drawn())] : spread * (middle + drawn() + drawn() + drawn() - 1.5)));
    const { low, high } = scale(found, [], least);
    const { placed, size } = dots(found, high - low, least, room);
    const band = (least / (high - low)) * room.width;
    const seen = new Set();
    found.forEach((value, at) => {
      const x = (placed[at].value / (high - low)) * room.width + placed[at].beside;
      const r = 0.44 * size;
      const isInside = Math.abs(x) + r <= band;
      const isOutside = Math.abs(x) - r >= band;
      assert.ok(Math.abs(value) <= least ? isInside : isOutside && Math.sign(x) === Math.sign(value), `${value} of ${least} stands at ${x} of ${band}, ${size}`);
      assert.ok(placed[at].up + size / 2 <= room.height + 1e-9 || size <= 1, `${placed[at].up} of ${size}`);
      // No dot is further from its value than three of the widest columns.
      assert.ok(Math.abs(x - (value / (high - low)) * room.width) <= (3 * room.width) / 25);
      seen.add(`${x.toFixed(2)} ${placed[at].up.toFixed(2)}`);
    });
    assert.equal(seen.size, found.length, "none on another");
  }
});

test("a difference has the unit of what differs, and no more of it than its scale is long", () => {
  const of = (unit) => [unitOfDifference(unit), mostOf({ unit })];
  assert.deepEqual(of("index points from an ordinary authority"), ["index points", 2]);
  assert.deepEqual(of("index, 0 to 1"), ["index", 1]);
  assert.deepEqual(of("grade, 1 to 4"), ["grade", 3]);
  assert.deepEqual(of("% of exits"), ["% of exits", 100]);
  assert.deepEqual(of("%"), ["%", 100]);
  for (const unit of ["% per year", "hours per child and month", "\u00a3 per child-year"]) assert.deepEqual(of(unit), [unit, Infinity]);
});

test("a dot is that of its history, also where histories before it have none", () => {
  const histories = [history(NaN, 1), history(1, 2), history(NaN, 1), history(2, 2.5)];
  assert.deepEqual([0, 1, 3, 9].map((number) => placeAmong(histories, opening, "remit", "two", number)), [-1, 0, 1, -1]);
});

test("differences have as many decimals as their interval asks for, and thresholds as many as they need", () => {
  const spread = (sd) => [-sd, sd, -sd, sd];
  assert.equal(differencePlaces(spread(10), { decimals: 1 }), 1);
  assert.equal(differencePlaces(spread(0.1), { decimals: 1 }), 2);
  assert.equal(differencePlaces(spread(0.001), { decimals: 1 }), 3);
  assert.equal(differencePlaces([0, 0], { decimals: 1 }), 1);
  assert.deepEqual([0.75, 500, 0.05].map(shortest), ["0.75", "500", "0.05"]);
});

test("numbers are printed with their sign and without a minus of nothing", () => {
  assert.equal(printed(-0.001, 2), "0.00");
  assert.equal(signed(0.004, 2), "0.00");
  assert.equal(signed(-1234.5, 1), "\u22121,234.5");
  assert.equal(signed(0.25, 2), "+0.25");
  assert.equal(printed(NaN, 2), "not defined");
});
