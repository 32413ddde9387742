// @ts-check
// Many histories: what was asked, what the room guessed, and what was found, once a picture however many came.
import { distribution, sentence } from "./chart.js";
import { byId, fill, make } from "./dom.js";
import { differences, placeAmong } from "./figures.js";
import { guessing } from "./guess.js";
import { OverTime } from "./overtime.js";

export class Result {
  /**
   * @param {import("./app.js").App} app
   * @param {(isTurned: boolean) => void} changed a guess was written down, or the result opened or closed
   * @param {(step: number) => void} next goes on with the tour
   */
  constructor(app, changed, next) {
    this.next = next;
    this.app = app;
    this.changed = changed;
    /** The picture of the next result, while it is awaited. @type {number | undefined} */
    this.pending = undefined;
    this.years = new OverTime(app);
  }

  soon() {
    this.pending ??= requestAnimationFrame(() => {
      this.pending = undefined;
      this.show();
    });
  }

  found() {
    const { app } = this;
    const opening = app.current?.opening ?? app.original;
    return { histories: app.histories, opening, unit: app.unit, names: app.worlds.map((world) => world.name) };
  }

  /** The measures and the children of whom they can be told. */
  choices() {
    const { app } = this;
    const { opening } = this.found();
    const options = (/** @type {any[]} */ all, /** @type {string} */ chosen) => all.map((one) => make("option", { value: one.id, selected: one.id === chosen }, one.title));
    // Where nobody contracts nobody is served by a practice.
    const isThere = (/** @type {any} */ unit) => unit.paired && (opening.practices.length > 0 || !/^(remit|cohort_|practice)/.test(unit.id));
    fill(byId("measure"), ...options(opening.indicators, app.show));
    fill(byId("unit"), ...options(opening.units.filter(isThere), app.unit));
  }

  show() {
    const { app } = this;
    if (!app.current) return;
    const { opening, names } = this.found();
    const indicator = opening.indicators.find((/** @type {any} */ one) => one.id === app.show) ?? opening.indicators[0];
    const shown = app.old ?? { histories: app.histories, opening };
    const found = differences(shown.histories, shown.opening, app.unit, indicator.id);
    const { guess } = app;
    const of = app.subject();
    const isOwn = guess.of === of;
    const step = app.original.steps[app.step];
    const inForce = app.stepInForce();
    guessing(byId("guess"), guess, {
      question: inForce?.question ?? "", reveal: inForce?.reveal ?? "", isAsked: !step || Boolean(step.question), isOwn, isTour: Boolean(step), indicator, names,
      differences: found, isSettled: app.histories.length === app.planned, of,
      isLast: app.step >= 0 && app.step + 1 === app.original.steps.length, next: step && app.original.steps[app.step + 1] && (() => this.next(app.step + 1)),
    }, (to) => this.guessed(to));
    for (const id of ["measure", "unit"]) byId(id).disabled = app.isWaiting();
    byId("distribution").hidden = !guess.isOpen;
    this.years.show(byId("years"));
    if (!guess.isOpen) return;
    const unit = opening.units.find((/** @type {any} */ one) => one.id === app.unit)?.title ?? "";
    distribution(byId("distribution"), { ...this.picked(shown, indicator.id), differences: found, planned: app.planned, indicator, guesses: isOwn ? guess.guesses : [], isOld: Boolean(app.old), names, unit });
  }

  /** The dot of the history in the picture. @param {{ histories: Float64Array[], opening: any }} shown @param {string} indicator */
  picked({ histories, opening }, indicator) {
    const { history, unit } = this.app;
    return { history, counted: histories.length, picked: placeAmong(histories, opening, unit, indicator, history) };
  }

  /** @param {import("./guess.js").Guess} guess */
  guessed(guess) {
    const { app } = this;
    const wasOpen = app.guess.isOpen;
    app.guess = guess;
    // Who asks again asks what the step asks.
    if (wasOpen && !guess.isOpen && app.original.steps[app.step]?.question) {
      const { show, unit } = app.original.steps[app.step];
      Object.assign(app, { show, unit });
      this.choices();
    }
    this.show();
    this.changed(wasOpen !== guess.isOpen);
  }

  /** One sentence when all histories are there; nothing while it is asked for. */
  sentence() {
    const { app } = this;
    const { opening, names, histories } = this.found();
    if (!app.guess.isOpen || histories.length < app.planned) return undefined;
    const indicator = opening.indicators.find((/** @type {any} */ one) => one.id === app.show);
    return sentence(differences(histories, opening, app.unit, app.show), indicator, names);
  }
}
