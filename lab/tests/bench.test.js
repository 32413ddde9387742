import assert from "node:assert/strict";
import { test } from "node:test";
import { Bench, Dropped, inOrder } from "../page/bench.js";

/** A worker that answers by a rule; it notes what it was asked. */
class Fake {
  constructor(rule) {
    this.rule = rule;
    this.asked = [];
    this.isGone = false;
  }
  postMessage(question) {
    this.asked.push(question.ask);
    queueMicrotask(() => {
      const said = this.isGone ? undefined : this.rule(question);
      if (said) this.onmessage({ data: { id: question.id, ...said } });
    });
  }
  terminate() {
    this.isGone = true;
  }
}

function benchOf(rule, size = 2) {
  const hired = [];
  const told = [];
  const hire = () => {
    const worker = new Fake(rule);
    hired.push(worker);
    return worker;
  };
  return { bench: new Bench(hire, {}, size, (sentence) => told.push(sentence)), hired, told };
}

test("every worker opens the scenario before it is asked of it", async () => {
  const { bench, hired } = benchOf(({ ask, with: asked }) => ({ answer: `${ask} ${JSON.stringify(asked)}` }));
  await bench.open("a file");
  const answers = await Promise.all([0, 1, 2, 3].map((replication) => bench.ask("history", replication)));
  assert.deepEqual(answers, ["history 0", "history 1", "history 2", "history 3"]);
  for (const worker of hired) assert.equal(worker.asked.indexOf("open"), 1);
});

test("work of an older question is dropped", async () => {
  const { bench } = benchOf(({ ask }) => ({ answer: ask }), 1);
  const opened = bench.open("one");
  const old = [1, 2, 3].map((replication) => bench.ask("history", replication));
  const fates = Promise.allSettled([opened, ...old]);
  assert.equal(await bench.open("two"), "open");
  for (const fate of await fates) assert.ok(fate.reason instanceof Dropped);
});

test("who is at old work is asked the next at once, and the late answer is nobody's", async () => {
  const { bench, hired, told } = benchOf(({ ask }) => (ask === "history" ? undefined : { answer: ask }), 1);
  await bench.open("one");
  const old = bench.ask("history", 0);
  old.catch(() => undefined);
  assert.equal(await bench.open("two"), "open");
  await assert.rejects(old, Dropped);
  const [worker] = hired;
  assert.deepEqual(worker.asked, ["ready", "open", "history", "open"]);
  // The history comes late, then the engine refuses it: neither is an answer to anybody, and the worker stays.
  worker.onmessage({ data: { id: 2, answer: "late" } });
  worker.onmessage({ data: { id: 2, sentence: "No scenario is on the bench.", isFit: true } });
  assert.equal(await bench.ask("trace", 0), "trace");
  assert.deepEqual([hired.length, told.length], [1, 0]);
  worker.onmessage({ data: { id: 2, sentence: "it fell", isFit: false } });
  assert.deepEqual([hired.length, told], [2, ["it fell"]]);
});

test("a history goes to the worker that may know it, what waits stands behind, and nobody is idle", async () => {
  const { bench, hired } = benchOf(({ ask, with: asked }) => ({ answer: `${ask} ${asked}` }));
  await bench.open("a file");
  for (const worker of hired) {
    worker.numbers = [];
    const post = worker.postMessage;
    worker.postMessage = function (question) {
      if (question.ask !== "open") this.numbers.push(question.with);
      post.call(this, question);
    };
  }
  const waiting = [0, 2, 4, 6, 8, 10, 12, 1].map((number) => bench.ask("history", number, { seat: number, waits: true }));
  const first = bench.ask("trace", 99, { seat: 0 });
  await Promise.all([...waiting, first]);
  const [even, odd] = hired.map((worker) => worker.numbers);
  assert.equal(even[1], 99, "what does not wait comes before what does");
  assert.equal(odd[0], 1, "each begins with its own");
  assert.ok(odd.length > 2, "whoever has nothing of its own helps the other");
});

test("a refusal leaves the worker, a trap sends it away and the next answer comes", async () => {
  const { bench, hired, told } = benchOf(({ ask, with: asked }) => {
    if (asked === "refuse") return { sentence: "line 3: no", isFit: true };
    if (asked === "trap") return { sentence: "it fell", isFit: false };
    return { answer: ask };
  }, 1);
  await assert.rejects(bench.ask("history", "refuse"), /line 3: no/);
  assert.equal(hired.length, 1);
  await assert.rejects(bench.ask("history", "trap"), /it fell/);
  assert.equal(hired.length, 2);
  assert.deepEqual(told, ["it fell"]);
  assert.equal(await bench.ask("history", 1), "history");
});

test("an endless run ends in one sentence and a worker takes its place", async () => {
  const { bench, hired, told } = benchOf(({ ask, with: asked }) => (asked === "endless" ? undefined : { answer: ask }), 1);
  bench.endless = 5;
  await assert.rejects(bench.ask("history", "endless"), /too long/);
  assert.equal(told.length, 1);
  assert.ok(hired[0].isGone);
  assert.equal(await bench.ask("history", 1), "history");
});

test("answers are folded in the order of their numbers whatever the order in which they come", () => {
  const folded = [];
  const fold = inOrder((answer, number) => folded.push([number, answer]));
  for (const number of [2, 0, 3, 1]) fold(number, `of ${number}`);
  assert.deepEqual(folded, [0, 1, 2, 3].map((number) => [number, `of ${number}`]));
});
