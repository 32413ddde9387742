// @ts-check
// The bench: workers that are asked single histories. Work of an older question is dropped, a worker that fails or
// does not answer is replaced, and what comes out is folded in the order of the replications.

/**
 * Where a job goes: to a seat that knows the history, and behind everything that does not wait.
 * @typedef {{ seat?: number, waits?: boolean }} Way
 * @typedef {{ ask: string, with: any, way: Way, resolve: (answer: any) => void, reject: (fault: Error) => void, generation: number }} Job
 * @typedef {{ worker: Worker, id: number, job: Job | undefined, timer: any, opened: number, opening: boolean }} Seat
 */

/** An answer that nobody waits for any more. */
export class Dropped extends Error {}

/** What can be asked of a worker that has no scenario open. */
const WITHOUT_SCENARIO = ["open", "carried", "composed", "memory"];

/** Milliseconds after which one history is taken for endless. */
const ENDLESS = 20000;

/** Seats for workers, one for each core up to four. */
export class Bench {
  /**
   * @param {() => Worker} hire makes a worker
   * @param {WebAssembly.Module} module
   * @param {number} size
   * @param {(sentence: string) => void} tell what happened to a worker, in a sentence
   */
  constructor(hire, module, size, tell) {
    this.hire = hire;
    this.module = module;
    this.tell = tell;
    /** @type {Job[]} */
    this.queue = [];
    this.generation = 0;
    this.next = 1;
    /** What every worker must have open before it is asked. @type {any} */
    this.scenario = undefined;
    this.endless = ENDLESS;
    /** @type {Seat[]} */
    this.seats = Array.from({ length: size }, () => this.seat());
  }

  /** @returns {Seat} */
  seat() {
    /** @type {Seat} */
    const seat = { worker: this.hire(), id: 0, job: undefined, timer: undefined, opened: 0, opening: false };
    this.attend(seat);
    return seat;
  }

  /** @param {Seat} seat */
  attend(seat) {
    seat.worker.onmessage = ({ data }) => this.answered(seat, data);
    seat.worker.onerror = (event) => this.replace(seat, event.message || "A worker of the page could not start.");
    seat.worker.postMessage({ id: 0, ask: "ready", with: this.module });
  }

  /**
   * Puts a scenario on the bench: what is still waiting for the one before is dropped.
   * @param {any} scenario what `open` of the worker takes
   * @returns {Promise<any>} its text and opening
   */
  open(scenario) {
    this.drop();
    this.scenario = scenario;
    return this.ask("open", scenario);
  }

  /** Drops all work that has not been answered. Who is at it is asked the next at once: a worker looks up between pieces. */
  drop() {
    this.generation += 1;
    const left = this.queue.splice(0);
    for (const seat of this.seats) {
      if (!seat.job) continue;
      clearTimeout(seat.timer);
      left.push(seat.job);
      seat.job = undefined;
    }
    for (const job of left) job.reject(new Dropped("dropped"));
  }

  /**
   * Asks whoever is free, or a certain seat.
   * @param {string} ask
   * @param {any} [asked]
   * @param {Way} [way]
   * @returns {Promise<any>}
   */
  ask(ask, asked, way = {}) {
    return new Promise((resolve, reject) => {
      this.queue.push({ ask, with: asked, way, resolve, reject, generation: this.generation });
      this.hand();
    });
  }

  /** Where the next job of a seat stands in the queue; -1 where there is none. What waits is done by another where nothing of its own is left. @param {number} at */
  nextFor(at) {
    const isOwn = (/** @type {Job} */ { way }) => way.seat === undefined || way.seat % this.seats.length === at;
    const first = (/** @type {(job: Job) => boolean | undefined} */ fits) => this.queue.findIndex(fits);
    const places = [first((job) => !job.way.waits && isOwn(job)), first(isOwn), first((job) => job.way.waits)];
    return places.find((place) => place >= 0) ?? -1;
  }

  /** Hands waiting work to free seats. */
  hand() {
    this.seats.forEach((seat, at) => {
      const next = seat.job ? -1 : this.nextFor(at);
      if (next < 0) return;
      let job = this.queue[next];
      // A worker opens the scenario before it is asked anything else of it.
      seat.opening = !WITHOUT_SCENARIO.includes(job.ask) && this.scenario && seat.opened !== this.generation;
      if (seat.opening) {
        job = { ask: "open", with: this.scenario, way: {}, resolve() {}, reject() {}, generation: this.generation };
      } else {
        this.queue.splice(next, 1);
      }
      if (job.ask === "open") seat.opened = job.generation;
      seat.job = job;
      seat.id = this.next++;
      seat.timer = setTimeout(() => this.replace(seat, "One history took too long and was stopped."), this.endless);
      seat.worker.postMessage({ id: seat.id, ask: job.ask, with: job.with });
    });
  }

  /**
   * @param {Seat} seat
   * @param {{ id: number, answer?: any, sentence?: string, isFit?: boolean }} said
   */
  answered(seat, { id, answer, sentence, isFit }) {
    if (id !== seat.id || !seat.job) {
      // An answer to what was dropped; a worker that failed in it is unfit all the same.
      if (sentence !== undefined && !isFit) this.replace(seat, sentence);
      return;
    }
    const job = seat.job;
    clearTimeout(seat.timer);
    seat.job = undefined;
    if (sentence === undefined) {
      job.resolve(answer);
    } else {
      job.reject(new Error(sentence));
      if (!isFit) this.replace(seat, sentence);
    }
    this.hand();
  }

  /**
   * Sends a worker away and takes another in its place. What it was asked is refused with the sentence.
   * @param {Seat} seat
   * @param {string} sentence
   */
  replace(seat, sentence) {
    clearTimeout(seat.timer);
    seat.worker.terminate();
    const { job } = seat;
    seat.job = undefined;
    seat.opened = 0;
    seat.id = 0;
    seat.worker = this.hire();
    this.attend(seat);
    this.tell(sentence);
    job?.reject(new Error(sentence));
    this.hand();
  }

  /** Sends everybody away. */
  close() {
    for (const seat of this.seats) {
      clearTimeout(seat.timer);
      seat.worker.terminate();
    }
  }
}

/**
 * Folds answers that come in any order: hands over each as soon as all before it are there.
 * @template T
 * @param {(answer: T, number: number) => void} fold
 */
export function inOrder(fold) {
  /** @type {Map<number, T>} */
  const early = new Map();
  let next = 0;
  return (/** @type {number} */ number, /** @type {T} */ answer) => {
    early.set(number, answer);
    for (; early.has(next); next += 1) {
      fold(/** @type {T} */ (early.get(next)), next);
      early.delete(next);
    }
    return next;
  };
}
