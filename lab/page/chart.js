// @ts-check
// The distribution of the difference, one dot for each history, with what the room guessed.
import { counts, differencePlaces, dots, mean, scale, shortest, signed, unitOfDifference } from "./figures.js";
import { fill, make, svg } from "./dom.js";

const WIDTH = 620;
const HEIGHT = 296;
const BASE = 236;
const TOP = 26;
const EDGE = 26;

/**
 * @typedef {{ differences: number[], planned: number, indicator: import("./figures.js").Indicator, guesses: number[],
 *   isOld: boolean, names: string[], unit: string, history: number, picked: number, counted: number }} Shown
 */

/** What the picture is of, in a sentence. @param {Shown} shown */
export function caption({ indicator, names, unit }) {
  return `${indicator.title}, ${unitOfDifference(indicator.unit)}: B (${names[1]}) less A (${names[0]}). ${unit}.`;
}

/** @param {Element} place @param {Shown} shown */
export function distribution(place, shown) {
  const { differences, planned, indicator, guesses, isOld, names, history, picked, counted } = shown;
  const without = counted - differences.length;
  const least = indicator.matters ?? 0;
  const { low, high, step } = scale(differences, guesses, least);
  const x = (/** @type {number} */ value) => EDGE + ((value - low) / (high - low)) * (WIDTH - 2 * EDGE);
  const { placed, size } = dots(differences, high - low, least, { width: WIDTH - 2 * EDGE, height: BASE - TOP, largest: 12 });
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": sentence(differences, indicator, names) });
  if (least > 0) drawing.append(svg("rect", { x: x(-least), y: TOP, width: x(least) - x(-least), height: BASE - TOP, class: "alike" }));
  drawing.append(svg("line", { x1: x(0), x2: x(0), y1: TOP, y2: BASE, class: "zero" }));
  const places = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = Math.round((high - low) / step);
  for (let number = 0; number <= ticks; number += 1) {
    const tick = low + number * step;
    const at = Math.abs(tick) < step / 1000 ? 0 : tick;
    drawing.append(svg("line", { x1: x(at), x2: x(at), y1: BASE, y2: BASE + 5, class: "tick" }));
    drawing.append(svg("text", { x: x(at), y: BASE + 27, class: "label" }, signed(at, places)));
  }
  // What was guessed stands behind the dots, and its flag above them.
  for (const guess of guesses) drawing.append(svg("path", { d: `M${x(guess)} 8 V${BASE}`, class: "guess stem" }));
  for (const [number, { value, beside, up }] of placed.entries()) {
    const difference = differences[number];
    const side = difference > least ? 1 : difference < -least ? -1 : 0;
    const good = indicator.better === "neither" ? 0 : side * (indicator.better === "higher" ? 1 : -1);
    const kind = side === 0 ? "dot none" : good > 0 ? "dot good" : good < 0 ? "dot bad" : "dot some";
    drawing.append(svg("circle", { cx: x(value) + beside, cy: BASE - up, r: size * 0.44, class: isOld ? "dot old" : number === picked ? `${kind} picked` : kind }));
  }
  if (differences.length > 1) {
    const at = x(mean(differences));
    drawing.append(svg("path", { d: `M${at} ${BASE + 1} l-6 10 h12 z`, class: "mean" }));
  }
  for (const guess of guesses) drawing.append(svg("path", { d: `M${x(guess)} 4 l12 5 l-12 5 z`, class: "guess" }));
  drawing.append(svg("text", { x: 4, y: HEIGHT - 8, class: "end" }, "\u2190 lower in B"));
  drawing.append(svg("text", { x: WIDTH - 4, y: HEIGHT - 8, class: "end right" }, "higher in B \u2192"));
  const state = isOld
    ? "Counting again; what is shown in grey is of the settings before."
    : `${counted} of ${planned} histories${without > 0 ? `, in ${without} of which it is not defined` : ""}${picked >= 0 && picked < differences.length ? `; ringed in red: history ${history + 1}, that of the picture above` : ""}.`;
  fill(
    place,
    make("p", { class: "sub" }, `${caption(shown)} ${state}`),
    drawing,
    ...(isOld ? [make("p", { class: "counts" }, "\u2026")] : told(differences, indicator)),
  );
}

/** @param {number[]} differences @param {import("./figures.js").Indicator} indicator */
function told(differences, indicator) {
  if (differences.length === 0) return [make("p", { class: "counts" }, "Not defined in any of these histories.")];
  const n = counts(differences, indicator);
  const words = indicator.better === "neither"
    ? [`higher ${n.above}`, `alike ${n.alike}`, `lower ${n.below}`]
    : [`\u25b2 better ${n.better}`, `\u25a0 alike ${n.alike}`, `\u25bc worse ${n.worse}`];
  const least = indicator.matters
    ? `${indicator.better === "neither" ? "Higher and lower" : "Better and worse"}: by more than ${shortest(indicator.matters)} ${unitOfDifference(indicator.unit)}.`
    : "";
  return [make("p", { class: "counts" }, ...words.map((word) => make("strong", {}, word)),
    make("span", {}, `\u25b4 mean ${signed(mean(differences), differencePlaces(differences, indicator))}`)),
  least && make("p", { class: "sub" }, least)];
}

/** The picture in a sentence, for who does not see it. @param {number[]} differences @param {import("./figures.js").Indicator} indicator @param {string[]} names */
export function sentence(differences, indicator, names) {
  if (differences.length === 0) return `${indicator.title} is not defined in these histories.`;
  const n = counts(differences, indicator);
  const of = `Of ${differences.length} histories`;
  const by = indicator.matters ? ` by more than ${shortest(indicator.matters)} ${unitOfDifference(indicator.unit)}` : "";
  if (indicator.better === "neither") {
    return `${indicator.title}. ${of}, with ${names[1]} against ${names[0]} it is higher${by} in ${n.above}, lower in ${n.below} and alike in ${n.alike}.`;
  }
  return `${indicator.title}. ${of}, ${names[1]} is better than ${names[0]}${by} in ${n.better}, worse in ${n.worse} and alike in ${n.alike}.`;
}
