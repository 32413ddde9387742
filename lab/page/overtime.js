// @ts-check
// The measure that is shown, year by year: the paired difference of each year with its interval. The engine draws it and says it, as
// for the report, from the histories that the page has lived.
import { Dropped } from "./bench.js";
import { fill, make, tableOf } from "./dom.js";

/**
 * Values of an arm by year and history; nothing where they are not defined.
 * @param {Float64Array[]} histories
 * @param {any} opening
 * @param {{ arm: number, unit: string, measure: string, isSinceOpening: boolean }} of
 * @returns {(number | null)[][]}
 */
export function yearsOf(histories, opening, { arm, unit, measure, isSinceOpening }) {
  const { units, indicators, years, followed, arms } = opening;
  const horizon = arms.length * units.length * indicators.length;
  const paired = units.filter((/** @type {any} */ one) => one.paired).length * years.length;
  const u = units.findIndex((/** @type {any} */ one) => one.id === unit);
  const ids = isSinceOpening ? followed : indicators.map((/** @type {any} */ one) => one.id);
  const skipped = isSinceOpening ? paired * indicators.length : 0;
  const column = ids.indexOf(measure);
  return years.map((/** @type {string} */ _, /** @type {number} */ year) => histories.map((values) => {
    const own = (values.length - horizon) / arms.length;
    const value = values[horizon + arm * own + skipped + (u * years.length + year) * ids.length + column];
    return Number.isFinite(value) ? value : null;
  }));
}

/** Parts of the time of an arm: before the opening, within the first term, after it. */
const PHASES = 3;

/** Whether children were there before the planned opening. @param {Float64Array[]} histories @param {any} opening */
export function opensLate(histories, { units, arms }) {
  // Child-years by unit and phase stand at the end of what an arm has.
  const wide = units.length * PHASES;
  const [values] = histories;
  return units.some((/** @type {any} */ _, /** @type {number} */ u) => values[values.length - wide + u * PHASES] > 0);
}

export class OverTime {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** Of which worlds, measure and children the drawing is, or will be. */
    this.asked = "";
  }

  /** What the engine is asked: years since the opening where a service opens and they are counted for the measure, else by the calendar. @param {boolean} narrow */
  question(narrow) {
    const { histories, current, unit, show: measure } = this.app;
    const opening = /** @type {any} */ (current).opening;
    const of = (/** @type {boolean} */ isSinceOpening) => [0, 1].map((arm) => yearsOf(histories, opening, { arm, unit, measure, isSinceOpening }));
    const whole = histories.filter((values) => values.length > 0);
    const since = opening.practices.length > 0 && opening.followed.includes(measure) && whole.length > 0 ? of(true) : [];
    const isSince = since.some((arm) => arm.some((year) => year.some((value) => value !== null)));
    const [first, second] = isSince ? since : of(false);
    return { measure, unit, since_opening: isSince, opens_late: isSince && opensLate(whole, opening), narrow, first, second };
  }

  /** Shows the drawing once all histories are there; until then what was drawn before, pale. @param {HTMLElement} place */
  async show(place) {
    const { app } = this;
    place.hidden = !app.guess.isOpen;
    if (place.hidden) return;
    const narrow = innerWidth <= 700;
    const of = JSON.stringify([app.current?.text, app.profiles, app.show, app.unit, narrow]);
    if (this.asked === of && place.childElementCount > 0) return;
    place.classList.add("old");
    if (app.histories.length < app.planned || this.asked === of) return;
    this.asked = of;
    const drawn = await app.bench.ask("overTime", this.question(narrow)).catch((/** @type {Error} */ failed) => {
      // What was dropped is asked again when the next worlds are there.
      if (this.asked === of) this.asked = "";
      return failed instanceof Dropped ? undefined : { title: failed.message };
    });
    if (drawn === undefined || this.asked !== of) return;
    place.classList.remove("old");
    laid(place, drawn);
  }
}

/** @param {HTMLElement} place @param {any} drawn */
function laid(place, drawn) {
  const head = make("h3", {}, "Year by year");
  if (!drawn) {
    fill(place, head, make("p", {}, "It is defined in no single year."));
    return;
  }
  const { title, subtitle, drawing, half, table } = drawn;
  const picture = drawing && make("div", { class: "drawn" }, document.importNode(new DOMParser().parseFromString(drawing, "image/svg+xml").documentElement, true));
  fill(place, head, make("p", {}, `${title}.`), subtitle && make("p", { class: "sub" }, subtitle), picture,
    picture && make("p", {}, half ?? "No month is told in which half of the last year\u2019s difference is there: the intervals of the years do not bear one."),
    table && make("details", {}, make("summary", {}, "The years as a table"), tableOf(table.caption, table.header, table.rows)));
}
