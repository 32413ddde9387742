// @ts-check
// A worker: one engine, asked one thing at a time. Every answer carries the number of its question.
import { Refusal, engineOf } from "./engine.js";

/** @typedef {{ id: number, ask: string, with: any }} Question */

/** @type {Awaited<ReturnType<typeof engineOf>> | undefined} */
let engine;

/** What a worker can be asked; each gives what is sent back and what of it is handed over without a copy. */
const asks = {
  /** @param {WebAssembly.Module} module */
  async ready(module) {
    engine = await engineOf(module);
    return [true];
  },
  /** @param {{ file: string, wanted: any, profiles: Record<string, string> }} asked */
  open({ file, wanted, profiles }) {
    const text = wanted.arms ? must().composed({ ...wanted, for_the_bench: true }) : wanted.text;
    return [{ text, opening: must().open({ file, text, profiles }) }];
  },
  /** The file as it is saved. @param {any} wanted */
  composed: (wanted) => [must().composed(wanted)],
  /** @param {number} replication */
  history(replication) {
    const values = must().history(replication);
    return [values, [values.buffer]];
  },
  /** @param {{ replication: number, arm: number }} asked */
  trace({ replication, arm }) {
    const { words, values, marks } = must().trace(replication, arm);
    return [{ told: JSON.parse(words), values, marks }, [values.buffer, marks.buffer]];
  },
  /** @param {{ replication: number, arm: number, high: number, low: number }} asked */
  journey: ({ replication, arm, high, low }) => [must().journey(replication, arm, high, low)],
  /** @param {number} replications */
  beginStudy: (replications) => [must().beginStudy(replications)],
  liveNext: () => [must().liveNext()],
  told: () => [must().told()],
  carried: () => [must().carried()],
  memory: () => [must().memory()],
};

function must() {
  if (!engine) throw new Error("The engine is not ready.");
  return engine;
}

/** @param {{ data: Question }} event */
async function onQuestion({ data: { id, ask, with: asked } }) {
  try {
    const [answer, handed] = await /** @type {any} */ (asks)[ask](asked);
    postMessage({ id, answer }, /** @type {any} */ (handed ?? []));
  } catch (fault) {
    // A refusal leaves the engine fit; anything else ends this worker.
    postMessage({ id, sentence: /** @type {Error} */ (fault).message || String(fault), isFit: fault instanceof Refusal });
  }
}

if (typeof postMessage === "function" && typeof window === "undefined") onmessage = onQuestion;
