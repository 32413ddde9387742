import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock } from "../page/clock.js";

/** A clock whose pictures come by hand, 50 ms apart. */
function clock(stop) {
  let now = performance.now();
  let waiting;
  globalThis.requestAnimationFrame = (tick) => {
    waiting = tick;
    return 1;
  };
  const shown = [];
  const made = new Clock((month) => shown.push(month), () => undefined, () => undefined);
  made.months = 36;
  made.stop = stop;
  const run = () => {
    for (let picture = 0; picture < 2000 && waiting; picture += 1) {
      const tick = waiting;
      waiting = undefined;
      now += 50;
      tick(now);
    }
  };
  return { made, shown, run };
}

test("playing stops by itself where a step says so, when everybody has arrived, and goes on from there", () => {
  const { made, shown, run } = clock(24);
  made.play();
  run();
  assert.ok(!made.isPlaying && made.month === 24 && made.way === 1 && shown.at(-1) === 24);
  made.play();
  run();
  assert.ok(!made.isPlaying && made.month === 36);
  // From the end it begins anew, and stops again.
  made.play();
  run();
  assert.equal(made.month, 24);
});

test("without a stop, or with one that lies behind, it plays to the last month", () => {
  for (const [stop, from] of [[undefined, 0], [12, 13], [36, 0]]) {
    const { made, run } = clock(stop);
    made.go(from);
    made.play();
    run();
    assert.ok(!made.isPlaying && made.month === 36, `${stop}`);
  }
});
