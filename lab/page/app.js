// @ts-check
// The state of the page and what a change sets in motion: the scenario is composed and opened, one history of each
// world is fetched for the picture, then histories one by one for the distribution.
import { Dropped, inOrder } from "./bench.js";
import { guessOf, unasked } from "./guess.js";
import { Scene } from "./scene.js";
import { named, stateOf, worldsOf } from "./settings.js";
import { isStepOf, wasOpened, worldsOfStep } from "./tour.js";

/** Histories that are lived by themselves, and how many of them are shown at once first. */
export const PLANNED = 200;
export const FIRST = 8;

/**
 * @typedef {{ file: string, text: string }} File
 * @typedef {{ picture: (scenes: Scene[]) => void, histories: () => void, opened: () => void, refused: (sentence: string) => void, settled: () => void }} Listener
 */

/** Whether a text is a scenario: it has arms, which a profile has not. @param {string} text */
export function isScenario(text) {
  return /^\s*\[\[\s*arms\s*\]\]/m.test(text);
}

/** Whether a file may be TOML: by its name, and nothing in it that no text has. @param {string} name @param {string} text */
export function isToml(name, text) {
  return /\.toml$/i.test(name) && !/[\0\ufffd]/.test(text);
}

/** The month that a state names; the first day where it names none. @param {Record<string, any>} [state] */
export function monthOf(state) {
  return Number.isInteger(state?.month) && state?.month > 0 ? state?.month : 0;
}

export class App {
  /** @param {import("./bench.js").Bench} bench @param {Listener} listener */
  constructor(bench, listener) {
    this.bench = bench;
    this.listener = listener;
    /** @type {File} */
    this.source = { file: "", text: "" };
    /** The scenario as the file has it. @type {any} */
    this.original = undefined;
    /** What is on the bench: its text and its opening. @type {{ text: string, opening: any } | undefined} */
    this.current = undefined;
    /** @type {import("./settings.js").World[]} */
    this.worlds = [];
    /** Another authority than the file names. @type {string | null} */
    this.authority = null;
    /** Profile files that were dropped on the page. @type {Record<string, string>} */
    this.profiles = {};
    this.history = 0;
    this.unit = "";
    this.show = "";
    /** The month that the picture shows. */
    this.month = 0;
    /** What was guessed, by step of the tour; of the page without one under `free`. @type {Record<string, import("./guess.js").Guess>} */
    this.rounds = {};
    this.step = -1;
    /** Of the settings on the bench, in the order of the replications. @type {Float64Array[]} */
    this.histories = [];
    /** Of the settings before, while too few of these are there. @type {{ histories: Float64Array[], opening: any } | undefined} */
    this.old = undefined;
    /** What was on the bench last without being refused. @type {{ worlds: import("./settings.js").World[], authority: string | null, profiles: Record<string, string> } | undefined} */
    this.accepted = undefined;
    /** What each change took, milliseconds: to the picture, to the first histories, to all. @type {{ picture: number, first: number, all: number }[]} */
    this.times = [];
    this.planned = PLANNED;
  }

  /** Opens a scenario file as it is. @param {File} source @param {Record<string, any>} [state] what an address says of it */
  async load(source, state = {}) {
    const isOther = source.file !== this.source.file || source.text !== this.source.text;
    let opened;
    try {
      opened = await this.bench.open({ file: source.file, wanted: { text: source.text }, profiles: this.profiles });
    } catch (fault) {
      // What was open goes on.
      if (this.accepted && !(fault instanceof Dropped)) await this.apply();
      this.refuse(fault);
      return;
    }
    if (isOther) this.authority = null;
    this.source = source;
    this.original = opened.opening;
    const said = stateOf(state, this.original);
    const own = { worlds: worldsOf(this.original), authority: this.authority, profiles: this.profiles };
    this.worlds = said.worlds ?? own.worlds;
    this.authority = said.authority ?? this.authority;
    this.history = said.history;
    this.unit = said.unit;
    this.show = said.show;
    this.month = monthOf(state);
    this.rounds = Object.fromEntries(Object.entries(said.rounds).map(([key, round]) => [key, guessOf(round)]));
    this.step = said.step;
    this.old = undefined;
    // Where an address asks for what is refused, the scenario stands as its file has it.
    this.accepted = said.worlds || said.authority ? own : undefined;
    this.histories = [];
    await this.apply();
  }

  /** The round of guesses that stands open or closed now. */
  get guess() {
    const step = this.original?.steps[this.step];
    const known = this.rounds[this.round()];
    // A step that asks nothing shows what a step before has opened, and nothing that a later one asks.
    return known ?? { ...unasked(), isOpen: Boolean(step && !step.question && wasOpened(this.original.steps, this.step, this.rounds)) };
  }

  set guess(guess) {
    this.rounds = { ...this.rounds, [this.round()]: guess };
  }

  round() {
    return this.step >= 0 ? `step ${this.step + 1}` : "free";
  }

  /** Worlds, measure and unit of which something is said. */
  subject() {
    return JSON.stringify([this.worlds.map(({ set }) => [...set].sort()), this.show, this.unit]);
  }

  /** Whether a question of the tour waits for its guesses: until then nothing tells the answer. */
  isWaiting() {
    return Boolean(this.original?.steps[this.step]?.question) && !this.guess.isOpen;
  }

  /** The step of the tour while its own words are true: its worlds, its measure, its unit. */
  stepInForce() {
    const step = this.original?.steps[this.step];
    return step && isStepOf(step, this) ? step : undefined;
  }

  /** A step of the tour, or none: its worlds and its measure, from the first day. @param {number} at */
  go(at) {
    const step = this.original.steps[at];
    this.step = step ? at : -1;
    if (!step) return;
    this.worlds = worldsOfStep(step);
    this.show = step.show;
    this.unit = step.unit;
    this.month = 0;
  }

  /** Another measure or unit, but not while a question waits that asks for one. Guesses of the one before that nobody has locked are none of this. @param {{ show?: string, unit?: string }} what */
  measure(what) {
    if (this.isWaiting()) return;
    Object.assign(this, what);
    if (!this.guess.isOpen) this.guess = unasked();
  }

  /** Every control, those behind "more" too. */
  controls() {
    return this.original ? [...this.original.controls, ...this.original.more] : [];
  }

  /** Puts the worlds as they are now on the bench and lives them. */
  async apply() {
    const began = performance.now();
    this.worlds = named(this.worlds, this.original, this.controls());
    const { file } = this.source;
    const wanted = this.wanted();
    if (this.histories.length >= FIRST && this.current) this.old = { histories: this.histories, opening: this.current.opening };
    this.histories = [];
    const opened = this.bench.open({ file, wanted, profiles: this.profiles });
    const scenes = this.scenesOf(this.history);
    // Where the scenario is refused its own sentence is told, not those of the work that waited for it.
    for (const scene of scenes) scene.catch(() => undefined);
    const time = { picture: NaN, first: NaN, all: NaN };
    try {
      this.current = await opened;
      this.accepted = { worlds: this.worlds, authority: this.authority, profiles: this.profiles };
      this.fill(began, time);
      this.listener.opened();
      this.listener.picture(await Promise.all(scenes));
    } catch (fault) {
      if (!(fault instanceof Dropped)) await this.goBack(fault);
      return;
    }
    time.picture = performance.now() - began;
    this.times.push(time);
  }

  /** Tells why a change is refused, and goes back to what was accepted last: the page never shows what is not on the bench. @param {unknown} fault */
  async goBack(fault) {
    const { accepted } = this;
    this.accepted = undefined;
    if (accepted) {
      Object.assign(this, accepted);
      await this.apply();
    }
    this.refuse(fault);
  }

  /** Both worlds in a history. Each is written down where it was before, so that what a change leaves alone is at hand. @param {number} replication */
  scenesOf(replication) {
    return [0, 1].map((arm) => this.bench.ask("trace", { replication, arm }, { seat: arm }).then((trace) => new Scene(trace)));
  }

  /** What the worker composes: the scenario file with the two worlds as its arms. */
  wanted() {
    return { text: this.source.text, arms: this.worlds, authority: this.authority };
  }

  /** The file as it is saved. @returns {Promise<string>} */
  saved() {
    return this.bench.ask("composed", this.wanted());
  }

  /** Another history in the picture; the distribution stays. @param {number} replication */
  async look(replication) {
    this.history = replication;
    try {
      this.listener.picture(await Promise.all(this.scenesOf(replication)));
    } catch (fault) {
      this.refuse(fault);
    }
  }

  /** A profile that was dropped on the page: it takes the place of the authority, and stays here. @param {string} name @param {string} text */
  async takeProfile(name, text) {
    this.profiles = { ...this.profiles, [name]: text };
    this.authority = name;
    await this.apply();
  }

  /** Lives histories one by one and folds them in order; each goes to the worker that may know it. @param {number} began @param {{ first: number, all: number }} time */
  fill(began, time) {
    const { generation } = this.bench;
    const isStale = () => generation !== this.bench.generation;
    // A history that failed keeps its place, and in it nothing is defined: a run does the same.
    const fold = inOrder((/** @type {Float64Array | undefined} */ values) => this.histories.push(values ?? new Float64Array(0)));
    for (let replication = 0; replication < this.planned; replication += 1) {
      const put = (/** @type {Float64Array | undefined} */ values) => {
        if (isStale()) return;
        const done = fold(replication, values);
        if (done >= FIRST) this.old = undefined;
        if (done >= FIRST && Number.isNaN(time.first)) time.first = performance.now() - began;
        this.listener.histories();
        if (done === this.planned) {
          time.all = performance.now() - began;
          this.listener.settled();
        }
      };
      this.bench.ask("history", replication, { seat: replication, waits: true }).then(put, (fault) => (fault instanceof Dropped ? undefined : put(undefined)));
    }
  }

  /** @param {unknown} fault */
  refuse(fault) {
    if (!(fault instanceof Dropped)) this.listener.refused(/** @type {Error} */ (fault).message);
  }

  /** What a link keeps. */
  state() {
    const { source, worlds, authority, history, month, unit, show, step, rounds } = this;
    return { scenario: source.file, worlds, authority, history, month, unit, show, step, rounds };
  }

  /** The session as a file: settings, everything that was guessed, the scenario as it was opened and as it is saved. */
  session(/** @type {string} */ text) {
    return { ...this.state(), replications: this.histories.length, source_text: this.source.text, scenario_text: text, profiles: this.profiles };
  }
}
