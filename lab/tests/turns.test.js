import assert from "node:assert/strict";
import { test } from "node:test";
import { Dropped } from "../page/bench.js";
import { heightOf } from "../page/stage.js";
import { Turns, meansOf, shareOf } from "../page/turns.js";

const opening = { units: [{ id: "authority" }], indicators: [{ id: "culture" }] };

/** An app with two histories of one measure, the second without a difference. */
function appOf(answer) {
  const asked = [];
  return {
    asked, planned: 2, unit: "authority", show: "culture", profiles: {}, current: { text: "a", opening },
    histories: [Float64Array.from([1, 1.5]), Float64Array.from([NaN, 2])],
    bench: { ask: (ask, of) => (asked.push([ask, of]), answer()) },
  };
}

test("what the difference turns on is asked once for the same worlds, and again for others", async () => {
  const app = appOf(async () => ({ inputs: 3, rows: [] }));
  let came = 0;
  const turns = new Turns(app, () => (came += 1));
  app.planned = 3;
  await turns.ask(opening);
  assert.equal(app.asked.length, 0, "not before all histories are there");
  app.planned = 2;
  await turns.ask(opening);
  await turns.ask(opening);
  assert.deepEqual(app.asked, [["turns", { measure: "culture", outcomes: [0.5, NaN] }]]);
  assert.deepEqual([came, turns.found], [1, { inputs: 3, rows: [] }]);
  app.current = { text: "b", opening };
  await turns.ask(opening);
  assert.equal(app.asked.length, 2);
});

test("what was dropped for other worlds is asked again", async () => {
  let isDropped = true;
  const app = appOf(async () => {
    if (isDropped) throw new Dropped("dropped");
    return { inputs: 3, rows: [] };
  });
  const turns = new Turns(app, () => undefined);
  await turns.ask(opening);
  assert.equal(turns.found, undefined);
  isDropped = false;
  await turns.ask(opening);
  assert.equal(turns.found?.inputs, 3);
});

test("a question is told by position, a number by its ends, and what stands out is printed apart from chance", () => {
  assert.equal(meansOf({ positions: ["one", "two"], means: [0.25, -1] }, 2), "one +0.25; two \u22121.00");
  assert.equal(meansOf({ positions: [], means: [1, 2, 3, 4, 5] }, 0), "+1 in the fifth of histories where it is lowest, +5 where it is highest");
  assert.equal(shareOf({ share: 0.102, floor: 0.0954 }), "10.2% (chance: up to 9.5%)");
  assert.equal(shareOf({ share: 0.83, floor: 0.08 }), "83% (chance: up to 8%)");
});

test("pictures take what a window leaves, and never less than children need nor all of a large one", () => {
  assert.deepEqual([heightOf(250.4, 768), heightOf(60, 768), heightOf(900, 768), heightOf(900, 2160)], [250, 240, 276, 520]);
});
