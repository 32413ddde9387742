// @ts-check
// The engine: an instance of the module, and what it can be asked. It answers any number of times; a refusal is thrown
// as an Error with the engine's sentence, and a trap as the error of the machine, after which the instance is unfit.

/**
 * @typedef {{ words: string, values: Float64Array, marks: Uint32Array }} Given
 * @typedef {Record<string, any>} Exports
 */

/** What the engine was asked and would not do, in its own sentence. */
export class Refusal extends Error {}

/** A trap: the instance must not be asked again. */
export class Trap extends Error {}

/**
 * A drawing library believes that every WebAssembly stands in a page and asks for some of it. The engine never calls
 * that: whatever does gets this error.
 * @param {WebAssembly.Module} module
 */
function imports(module) {
  /** @type {Record<string, Record<string, Function>>} */
  const stubs = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    stubs[from] ??= {};
    stubs[from][name] = () => {
      throw new Trap(`The engine called ${name} of ${from}.`);
    };
  }
  return stubs;
}

/**
 * An instance of the engine.
 * @param {WebAssembly.Module} module
 */
export async function engineOf(module) {
  /** @type {Exports} */
  const made = (await WebAssembly.instantiate(module, /** @type {any} */ (imports(module)))).exports;
  const read = () => new TextDecoder().decode(new Uint8Array(made.memory.buffer, made.words_at(), made.words_length()));

  /**
   * Calls a function with a text in the room.
   * @param {string} name
   * @param {number[]} numbers
   * @param {string} [text]
   * @returns {Given}
   */
  function call(name, numbers, text = "") {
    const bytes = new TextEncoder().encode(text);
    const room = made.room(bytes.length);
    new Uint8Array(made.memory.buffer, room, bytes.length).set(bytes);
    let status;
    try {
      status = made[name](...numbers);
    } catch (trap) {
      let said = "";
      try {
        said = read();
      } catch {
        // What a trap leaves behind may not even be text.
      }
      throw new Trap(said || `It stopped without a word, as it does when memory is full (${trap}).`);
    }
    const words = read();
    if (status !== 0) throw new Refusal(words);
    return {
      words,
      values: new Float64Array(made.memory.buffer, made.values_at(), made.values_length()).slice(),
      marks: new Uint32Array(made.memory.buffer, made.marks_at(), made.marks_length()).slice(),
    };
  }

  return {
    /** Bytes of linear memory. */
    memory: () => made.memory.buffer.byteLength,
    /** @param {string} scenario @param {number} replications */
    run(scenario, replications) {
      const { words, values } = call("run", [replications], scenario);
      return { names: JSON.parse(words), values };
    },
    /** @param {{ file: string, text: string, profiles?: Record<string, string> }} sent */
    open: (sent) => JSON.parse(call("open", [], JSON.stringify(sent)).words),
    /** @param {{ text: string, arms: { name: string, set: [string, string][] }[], authority?: string | null, for_the_bench?: boolean }} wanted */
    composed: (wanted) => call("composed", [], JSON.stringify(wanted)).words,
    /** @returns {string[]} */
    carried: () => JSON.parse(call("carried", []).words),
    /** Makes what the arms of a history share. @param {number} replication */
    begin: (replication) => void call("begin", [replication]),
    /** @param {number} replication @param {number} arm */
    life: (replication, arm) => call("life", [replication, arm]).values,
    /** @param {number} replication */
    history: (replication) => call("history", [replication]).values,
    /** @param {number} replication @param {number} arm */
    trace: (replication, arm) => call("trace", [replication, arm]),
    /** @param {number} replication @param {number} arm @param {number} high @param {number} low */
    journey: (replication, arm, high, low) => JSON.parse(call("journey", [replication, arm, high, low]).words),
    /** @param {number} replications */
    beginStudy: (replications) => void call("begin_study", [replications]),
    /** Whether a replication is left. */
    liveNext: () => call("live_next", []).values[0] === 1,
    told: () => JSON.parse(call("told", []).words),
    /** A difference year by year, drawn; nothing where there is nothing to draw. @param {any} asked */
    overTime: (asked) => JSON.parse(call("over_time", [], JSON.stringify(asked)).words),
    /** What a measure's outcome in each of the first histories turns on. @param {{ measure: string, outcomes: number[] }} asked */
    turns({ measure, outcomes }) {
      const { words, values } = call("turns", [], [measure, ...outcomes].join("\n"));
      const [inputs, ...numbers] = values;
      const rows = JSON.parse(words).map((/** @type {[any, string[]]} */ [of, positions]) => {
        const [share, floor, groups] = numbers.splice(0, 3);
        return { of, positions, share, floor, means: numbers.splice(0, groups) };
      });
      return { inputs, rows };
    },
  };
}
