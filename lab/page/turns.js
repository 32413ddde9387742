// @ts-check
// What the difference that is shown turns on: the engine tells how much of its variance between the histories goes with each
// number and each open question that was drawn for them.
import { Dropped } from "./bench.js";
import { make, tableOf } from "./dom.js";
import { differencePlaces, differences, inFewDigits, paired, printed, signed, unitOfDifference } from "./figures.js";

/** Histories below which the report ranks nothing either. */
const LEAST = 60;

/**
 * @typedef {{ of: any, share: number, floor: number, positions: string[], means: number[] }} Row
 * @typedef {{ inputs: number, rows: Row[] }} Found
 */

export class Turns {
  /** @param {import("./app.js").App} app @param {() => void} come the answer is there */
  constructor(app, come) {
    this.app = app;
    this.come = come;
    this.asked = "";
    /** @type {Found | undefined} */
    this.found = undefined;
  }

  /** What is asked of the worlds and the measure that are shown. @param {any} opening */
  question(opening) {
    const { app } = this;
    return { measure: app.show, outcomes: paired(app.histories, opening, app.unit, app.show) };
  }

  /** What is known; asks for it once all histories are there. @param {any} opening */
  async ask(opening) {
    const { app } = this;
    const of = JSON.stringify([app.current?.text, app.profiles, app.show, app.unit]);
    if (this.asked === of || app.histories.length < app.planned) return;
    this.asked = of;
    this.found = undefined;
    const found = await app.bench.ask("turns", this.question(opening)).catch((/** @type {Error} */ failed) => {
      // What was dropped is asked again when the next worlds are there.
      if (failed instanceof Dropped && this.asked === of) this.asked = "";
      return undefined;
    });
    if (!found || this.asked !== of) return;
    this.found = found;
    this.come();
  }

  /** The part of the panel. @param {any} opening @returns {HTMLElement[]} */
  laid(opening) {
    const { app } = this;
    const measure = opening.indicators.find((/** @type {any} */ one) => one.id === app.show);
    const title = make("h3", {}, `What the difference turns on: ${measure.title}`);
    if (!app.guess.isOpen) return [title, make("p", {}, "This opens with the result.")];
    this.ask(opening);
    const found = differences(app.histories, opening, app.unit, app.show);
    if (app.histories.length < app.planned || !this.found) return [title, make("p", {}, "It is told when all histories are there.")];
    if (found.length < LEAST) return [title, make("p", {}, `The difference is defined in ${found.length} histories; ${LEAST} are the least of which this can be told.`)];
    const unit = opening.units.find((/** @type {any} */ one) => one.id === app.unit)?.title ?? "";
    return [title, ...laidOut(this.found, found, measure, unit)];
  }
}

/** @param {Found} found @param {number[]} differences @param {import("./figures.js").Indicator} measure @param {string} unit */
function laidOut({ inputs, rows }, differences, measure, unit) {
  const out = rows.filter(({ share, floor }) => share > floor);
  const how = `For each of these ${differences.length} histories each number that is not known exactly was drawn from its range, and a position on each question that is left open: ${inputs} in all.`;
  if (out.length === 0) return [make("p", {}, `${how} None of them explains more of the variance of the difference than chance would: it is luck, and what many do together.`)];
  const places = differencePlaces(differences, measure);
  const cells = out.map((row) => [nameOf(row), row.of.grade ?? "contested", shareOf(row), meansOf(row, places), row.of.source ?? "taken by draw in each history"]);
  return [
    make("p", {}, `${how} ${out.length === 1 ? "One of them stands" : `${out.length} of them stand`} out from chance. The rest of the variance is luck and what many do together; what is not drawn is in none of it.`),
    tableOf(`B less A, ${measure.title}, ${unitOfDifference(measure.unit)}. ${unit}.`, ["Number or question", "Grade", "Share of the variance between histories", "Mean of the difference", "Source"], cells),
  ];
}

/** A quantity with its range, or a question. @param {Row} row */
function nameOf({ of }) {
  const label = of.label.replace(/\.$/, "");
  return of.grade ? `${label}: ${inFewDigits(of.low)} to ${inFewDigits(of.high)} ${of.unit}` : `${of.id}: ${label}`;
}

const PARTS = ["", "", "half", "third", "quarter", "fifth"];

/** The mean of the difference by position, or at both ends of a number. @param {Row} row @param {number} places */
export function meansOf({ positions, means }, places) {
  const said = (/** @type {number} */ mean) => signed(mean, places);
  if (positions.length) return positions.map((position, at) => `${position} ${said(means[at])}`).join("; ");
  const part = PARTS[means.length] ?? "part";
  return `${said(means[0])} in the ${part} of histories where it is lowest, ${said(means[means.length - 1])} where it is highest`;
}

/** A share that stands out is never printed as what chance reaches. @param {Row} row */
export function shareOf({ share, floor }) {
  const [own, chance] = [share, floor].map((one) => printed(100 * one, 0));
  const places = own === chance ? 1 : 0;
  return `${printed(100 * share, places)}% (chance: up to ${printed(100 * floor, places)}%)`;
}
