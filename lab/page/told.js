// @ts-check
// What stands behind the answer: the sentences of a run's ending, the steps from cause to measure, the quantities with
// their grades and the open questions, and the authority's own figures. The engine makes the words; this lays them out.
import { fill, make, tableOf } from "./dom.js";
import { differences, level, mean, printed, signed } from "./figures.js";

/** Measures through which an answer comes about, in the order of the chain. */
const CHAIN = [
  ["How the work is done", ["culture", "trust", "direct_hours", "caseload", "turnover", "vacancy", "agency"]],
  ["Why a child changes worker", ["changes_transfer", "changes_leaver", "changes_agency", "changes_sickness", "changes_pathway", "changes_reallocation"]],
  ["What the child has of it", ["worker_changes", "same_worker_all_year", "relationship", "moves", "disruptions", "decision_wait"]],
  ["What it costs", ["cost_per_child_year"]],
];

/**
 * @param {Element} place
 * @param {{ histories: Float64Array[], opening: any, unit: string, names: string[], told: any }} found
 */
export function why(place, { histories, opening, unit, names, told }) {
  const title = opening.units.find((/** @type {any} */ one) => one.id === unit)?.title ?? unit;
  const tables = CHAIN.map(([caption, ids]) => {
    const rows = /** @type {string[]} */ (ids).flatMap((id) => {
      const indicator = opening.indicators.find((/** @type {any} */ one) => one.id === id);
      const of = ["culture", "trust", "turnover", "vacancy", "agency", "caseload"].includes(id) ? "authority" : unit;
      const found = indicator ? differences(histories, opening, of, id) : [];
      if (found.length === 0) return [];
      const { decimals } = indicator;
      return [[`${indicator.title} (${indicator.unit})`, printed(level(histories, opening, 0, of, id), decimals + 1), printed(level(histories, opening, 1, of, id), decimals + 1), signed(mean(found), decimals + 2)]];
    });
    return rows.length ? tableOf(String(caption), ["Measure", `A: ${names[0]}`, `B: ${names[1]}`, "B less A"], rows) : undefined;
  });
  fill(
    place,
    make("p", {}, `Means of ${histories.length} histories, ${title}; culture, trust, posts and caseload of the whole authority.`),
    ...tables,
    told && make("h3", {}, `What a run with ${told.replications} replications tells`),
    told && make("pre", { tabindex: 0 }, told.ending),
  );
}

/** @type {Record<string, string>} */
const GRADES = {
  A: "strong evidence", B: "some evidence", C: "weak or indirect evidence", D: "assumption, no measurement",
};

/** @param {Element} place @param {any} told @param {string} show */
export function restsOn(place, told, show) {
  const behind = told.quantities.filter((/** @type {any} */ one) => one.headlines.includes(show));
  const listed = behind.length ? behind : told.quantities;
  const grades = Object.keys(GRADES).map((grade) => [grade, listed.filter((/** @type {any} */ one) => one.grade === grade)]);
  const counts = grades.map(([grade, own]) => `${own.length} of grade ${grade} (${GRADES[/** @type {string} */ (grade)]})`).join(", ");
  fill(
    place,
    make("p", { class: "inset" }, `${listed.length} quantities stand behind ${behind.length ? "this measure" : "the headlines"}: ${counts}.`),
    ...grades.filter(([, own]) => own.length).map(([grade, own]) =>
      make("details", {}, make("summary", {}, `Grade ${grade}: ${own.length} ${own.length === 1 ? "quantity" : "quantities"}, ${GRADES[/** @type {string} */ (grade)]}`),
        tableOf(`Quantities of grade ${grade}`, ["Quantity", "Value", "Range", "Source"], own.map((/** @type {any} */ one) => [
          one.label, `${short(one.value)} ${one.unit}`, `${short(one.low)} to ${short(one.high)}`, one.overridden ? `${one.source}; here ${one.overridden}` : one.source])))),
    make("h3", {}, "Open questions"),
    make("p", {}, "Each history draws a position on each question on which none is taken."),
    make("ul", {}, ...told.questions.map((/** @type {any} */ one) => make("li", {}, make("strong", {}, `${one.id} `), one.question, one.taken ? ` Taken here: ${one.taken}.` : ` Open: ${one.positions.map((/** @type {string[]} */ position) => position[0]).join(", ")}.`))),
  );
}

/** @param {Element} place @param {any} told */
export function ownFigures(place, told) {
  const rows = told.figures.map((/** @type {any} */ one) => [
    one.title, `${printed(one.published, one.decimals)} (${one.year})`,
    one.mean === null ? "not defined" : `${printed(one.mean, one.decimals)} (${printed(one.low, one.decimals)} to ${printed(one.high, one.decimals)})`,
    one.off ? "off" : one.enough ? "within" : "too few histories to say"]);
  fill(
    place,
    make("p", { class: "inset" }, told.verdict),
    rows.length > 0 && tableOf(`Published figures beside the model's first year, ${told.replications} histories`, ["Figure", "Published", "Simulated, and the middle 95%", ""], rows),
    ...told.starts.map((/** @type {string} */ sentence) => make("p", {}, sentence)),
  );
}

/** A number in few digits. @param {number} value */
function short(value) {
  return Number(value.toPrecision(3)).toLocaleString("en-GB", { maximumFractionDigits: 6 });
}
