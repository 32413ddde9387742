// @ts-check
// A worker: one engine, asked one thing at a time. Every answer carries the number of its question. What takes long is
// done in pieces of some tens of milliseconds, between which the worker looks whether it has been asked something else:
// then the rest is left undone and nobody is told.
import { Refusal, engineOf } from "./engine.js";

/** @typedef {{ id: number, ask: string, with: any }} Question */

/** @type {Awaited<ReturnType<typeof engineOf>> | undefined} */
let engine;

/** Until the engine is there: a browser may hand over the next question before. @type {Promise<unknown>} */
let ready = Promise.resolve();

/** Arms of the scenario that is open. */
let arms = 0;

/** Values over the horizon of each, before those of its years. */
let horizon = 0;

/** The number of the question asked last. */
let asked = 0;

/** What a question that was given up on ends with. */
const LEFT = Symbol("left");

/** @type {(() => void)[]} */
const pausing = [];
const channel = typeof MessageChannel === "function" ? new MessageChannel() : undefined;
if (channel) channel.port1.onmessage = () => pausing.shift()?.();

/** Lets a message in that waits; a timer would cost four milliseconds each time. @param {number} id the question that is being answered */
async function pause(id) {
  await new Promise((/** @type {(nothing?: any) => void} */ resolve) => {
    pausing.push(resolve);
    channel?.port2.postMessage(0);
  });
  if (id !== asked) throw LEFT;
}

/** What a worker can be asked; each gives what is sent back and what of it is handed over without a copy. */
const asks = {
  /** @param {WebAssembly.Module} module */
  async ready(module) {
    ready = engineOf(module).then((made) => {
      engine = made;
    });
    await ready;
    return [true];
  },
  /** @param {{ file: string, wanted: any, profiles: Record<string, string> }} asked */
  open({ file, wanted, profiles }) {
    const text = wanted.arms ? must().composed({ ...wanted, for_the_bench: true }) : wanted.text;
    const opening = must().open({ file, text, profiles });
    arms = opening.arms.length;
    horizon = opening.units.length * opening.indicators.length;
    return [{ text, opening }];
  },
  /** The file as it is saved. @param {any} wanted */
  composed: (wanted) => [must().composed(wanted)],
  /** @param {number} replication @param {number} id */
  async history(replication, id) {
    must().begin(replication);
    const lives = [];
    for (let arm = 0; arm < arms; arm += 1) {
      await pause(id);
      lives.push(must().life(replication, arm));
    }
    const years = lives[0].length - horizon;
    const values = new Float64Array(arms * (horizon + years));
    lives.forEach((life, arm) => {
      values.set(life.subarray(0, horizon), arm * horizon);
      values.set(life.subarray(horizon), arms * horizon + arm * years);
    });
    return [values, [values.buffer]];
  },
  /** @param {{ replication: number, arm: number }} asked @param {number} id */
  async trace({ replication, arm }, id) {
    must().begin(replication);
    await pause(id);
    const { words, values, marks } = must().trace(replication, arm);
    return [{ told: JSON.parse(words), values, marks }, [values.buffer, marks.buffer]];
  },
  /** @param {{ replication: number, arm: number, high: number, low: number }} asked */
  journey: ({ replication, arm, high, low }) => [must().journey(replication, arm, high, low)],
  /** @param {number} replications */
  beginStudy: (replications) => [must().beginStudy(replications)],
  liveNext: () => [must().liveNext()],
  told: () => [must().told()],
  /** @param {any} asked */
  overTime: (asked) => [must().overTime(asked)],
  /** @param {{ measure: string, outcomes: number[] }} asked */
  turns: (asked) => [must().turns(asked)],
  carried: () => [must().carried()],
  memory: () => [must().memory()],
};

function must() {
  if (!engine) throw new Error("The engine is not ready.");
  return engine;
}

/** @param {{ data: Question }} event */
async function onQuestion({ data: { id, ask, with: what } }) {
  asked = id;
  try {
    if (ask !== "ready") await ready;
    const [answer, handed] = await /** @type {any} */ (asks)[ask](what, id);
    postMessage({ id, answer }, /** @type {any} */ (handed ?? []));
  } catch (fault) {
    if (fault === LEFT) return;
    // A refusal leaves the engine fit; anything else ends this worker.
    postMessage({ id, sentence: /** @type {Error} */ (fault).message || String(fault), isFit: fault instanceof Refusal });
  }
}

if (typeof postMessage === "function" && typeof window === "undefined") onmessage = onQuestion;
