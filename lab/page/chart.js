// @ts-check
// The distribution of the difference, one dot for each history, with what the room guessed.
import { counts, dots, mean, printed, scale, signed } from "./figures.js";
import { fill, make, svg } from "./dom.js";

const WIDTH = 560;
const HEIGHT = 230;
const BASE = 190;
const COLUMNS = 61;

/**
 * @param {Element} place
 * @param {{ differences: number[], planned: number, indicator: import("./figures.js").Indicator, guesses: number[],
 *   isOld: boolean, names: string[], unit: string, picked: number }} shown
 */
export function distribution(place, { differences, planned, indicator, guesses, isOld, names, unit, picked }) {
  const least = indicator.matters ?? 0;
  const { reach, step } = scale(differences, guesses, least);
  const x = (/** @type {number} */ value) => 20 + ((value + reach) / (2 * reach)) * (WIDTH - 40);
  const placed = dots(differences, reach, COLUMNS);
  const highest = placed.reduce((most, dot) => Math.max(most, dot.height), 1);
  const size = Math.min(8, (BASE - 24) / highest);
  const decimals = indicator.decimals + 1;
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": sentence(differences, indicator, names) });
  if (least > 0) {
    drawing.append(svg("rect", { x: x(-least), y: 8, width: x(least) - x(-least), height: BASE - 8, class: "alike" }));
  }
  drawing.append(svg("line", { x1: x(0), x2: x(0), y1: 8, y2: BASE, class: "zero" }));
  for (let tick = -reach; tick <= reach + step / 2; tick += step) {
    const at = Math.abs(tick) < step / 1000 ? 0 : tick;
    drawing.append(svg("line", { x1: x(at), x2: x(at), y1: BASE, y2: BASE + 4, class: "tick" }));
    const places = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    drawing.append(svg("text", { x: x(at), y: BASE + 17, class: "label" }, signed(at, places)));
  }
  for (const [number, { column, height, difference }] of placed.entries()) {
    const side = difference > least ? 1 : difference < -least ? -1 : 0;
    const good = indicator.better === "neither" ? 0 : side * (indicator.better === "higher" ? 1 : -1);
    const kind = side === 0 ? "dot none" : good > 0 ? "dot good" : good < 0 ? "dot bad" : "dot some";
    const at = { cx: 20 + ((column + 0.5) / COLUMNS) * (WIDTH - 40), cy: BASE - (height - 0.5) * size };
    drawing.append(svg("circle", { ...at, r: size * 0.44, class: isOld ? "dot old" : number === picked ? `${kind} picked` : kind }));
  }
  if (differences.length > 1) {
    const at = x(mean(differences));
    drawing.append(svg("path", { d: `M${at} ${BASE + 1} l-5 8 h10 z`, class: "mean" }));
  }
  for (const guess of guesses) {
    drawing.append(svg("path", { d: `M${x(guess)} 8 v${BASE - 8} m0 -${BASE - 8} l9 4 l-9 4`, class: "guess" }));
  }
  drawing.append(svg("text", { x: 20, y: HEIGHT - 4, class: "end" }, "\u2190 lower in the second world"));
  drawing.append(svg("text", { x: WIDTH - 20, y: HEIGHT - 4, class: "end right" }, "higher in the second world \u2192"));
  const state = isOld
    ? "Counting again; what is shown in grey is of the settings before."
    : `${differences.length} of ${planned} histories.`;
  fill(
    place,
    make("p", { class: "sub" }, `${indicator.title}, ${indicator.unit}: ${names[1]} against ${names[0]}. ${unit}. ${state}`),
    drawing,
    isOld ? make("p", { class: "counts" }, "\u2026") : told(differences, indicator, decimals),
  );
}

/** @param {number[]} differences @param {import("./figures.js").Indicator} indicator @param {number} decimals */
function told(differences, indicator, decimals) {
  if (differences.length === 0) return make("p", { class: "counts" }, "Not defined in any of these histories.");
  const n = counts(differences, indicator);
  const by = indicator.matters ? `, by more than ${printed(indicator.matters, indicator.decimals)}` : "";
  const words = indicator.better === "neither"
    ? [`higher ${n.above}`, `alike ${n.alike}`, `lower ${n.below}`]
    : [`\u25b2 better ${n.better}`, `\u25a0 alike ${n.alike}`, `\u25bc worse ${n.worse}`];
  return make(
    "p",
    { class: "counts" },
    ...words.map((word) => make("strong", {}, word)),
    make("span", {}, `mean ${signed(mean(differences), decimals)}${by}`),
  );
}

/** The picture in a sentence, for who does not see it. @param {number[]} differences @param {import("./figures.js").Indicator} indicator @param {string[]} names */
export function sentence(differences, indicator, names) {
  if (differences.length === 0) return `${indicator.title} is not defined in these histories.`;
  const n = counts(differences, indicator);
  const of = `Of ${differences.length} histories`;
  const by = indicator.matters ? ` by more than ${printed(indicator.matters, indicator.decimals)}` : "";
  if (indicator.better === "neither") {
    return `${indicator.title}. ${of}, with ${names[1]} against ${names[0]} it is higher${by} in ${n.above}, lower in ${n.below} and alike in ${n.alike}.`;
  }
  return `${indicator.title}. ${of}, ${names[1]} is better than ${names[0]}${by} in ${n.better}, worse in ${n.worse} and alike in ${n.alike}.`;
}
