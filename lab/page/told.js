// @ts-check
// What stands behind the answer: the sentences of a run's ending, the steps from cause to measure, the quantities with
// their grades and the open questions, and the authority's own figures. The engine makes the words; this lays them out.
import { fill, make, tableOf } from "./dom.js";
import { differencePlaces, differences, inFewDigits, level, mean, printed, signed } from "./figures.js";

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
      return [[`${indicator.title} (${indicator.unit})`, printed(level(histories, opening, 0, of, id), decimals), printed(level(histories, opening, 1, of, id), decimals), signed(mean(found), differencePlaces(found, indicator))]];
    });
    return rows.length ? tableOf(String(caption), ["Measure", `A: ${names[0]}`, `B: ${names[1]}`, "B less A"], rows) : undefined;
  });
  fill(
    place,
    make("p", {}, `Means of ${histories.length} histories. ${title}; culture, trust, posts and caseload of the whole authority.`),
    ...tables,
    told && make("h3", {}, `What a report tells, of ${told.replications} histories only, with single years and what a room would see in them`),
    told && make("p", { class: "sub" }, `The dots and the tables above are of ${histories.length} histories; this text is of the first ${told.replications} of them: its figures differ, most of all those of cost, and its intervals are wider.`),
    told && make("pre", { tabindex: 0 }, told.ending),
  );
}

/** @type {Record<string, string>} */
const GRADES = {
  A: "strong evidence", B: "some evidence", C: "weak or indirect evidence", D: "assumption, no measurement",
};

/** Rows of a table that are laid out before somebody asks for more. */
const AT_FIRST = 30;

/**
 * @param {Element} place
 * @param {HTMLElement[]} turns what the difference turns on
 * @param {any} told
 * @param {import("./figures.js").Indicator} measure
 */
export function restsOn(place, turns, told, measure) {
  if (!told) {
    fill(place, ...turns);
    return;
  }
  const behind = told.quantities.filter((/** @type {any} */ one) => one.headlines.includes(measure.id));
  const listed = behind.length ? behind : told.quantities;
  const grades = Object.keys(GRADES).map((grade) => [grade, listed.filter((/** @type {any} */ one) => one.grade === grade)]);
  const counts = grades.map(([grade, own]) => `${own.length} of grade ${grade} (${GRADES[/** @type {string} */ (grade)]})`).join(", ");
  const list = behind.length
    ? `${listed.length} numbers are read on some way to this measure, \u201c${measure.title}\u201d, as far as the code tells`
    : `No list of its own is kept for \u201c${measure.title}\u201d. ${listed.length} numbers are read on some way to the headlines, as far as the code tells`;
  fill(
    place,
    ...turns,
    make("h3", {}, "All numbers behind it"),
    make("p", { class: "inset" }, `${list}: ${counts}. The list is long on purpose: what this scenario does not switch on, such as contracts where nobody contracts, stands in it too.`),
    ...grades.filter(([, own]) => own.length).map(([grade, own]) =>
      make("details", {}, make("summary", {}, `Grade ${grade}: ${own.length} ${own.length === 1 ? "quantity" : "quantities"}, ${GRADES[/** @type {string} */ (grade)]}`), quantities(grade, own))),
    make("h3", {}, "Open questions"),
    make("p", {}, "Each history draws a position on each question on which none is taken."),
    make("ul", {}, ...told.questions.map((/** @type {any} */ one) => make("li", {}, make("strong", {}, `${one.id} ${one.title}: `), one.question, one.taken ? ` Taken here: ${one.taken}.` : ` Open: ${one.positions.map((/** @type {string[]} */ position) => position[0]).join(", ")}.`))),
  );
}

/** The quantities of a grade, with a field that looks for words in them. @param {string} grade @param {any[]} own */
function quantities(grade, own) {
  const place = make("div", {});
  const field = make("input", { type: "search", oninput: () => lay(AT_FIRST) });
  const lay = (/** @type {number} */ most) => {
    const words = field.value.toLowerCase().split(/\s+/);
    const found = own.filter((one) => words.every((/** @type {string} */ word) => `${one.label} ${one.source} ${one.overridden ?? ""}`.toLowerCase().includes(word)));
    const rows = found.slice(0, most).map((one) => [one.label, `${inFewDigits(one.value)} ${one.unit}`, rangeOf(one), one.overridden ? `${one.source}; here ${one.overridden}` : one.source]);
    fill(place, make("p", { class: "sub", role: "status" }, `${Math.min(most, found.length)} of ${found.length} are shown.`),
      tableOf(`Quantities of grade ${grade}`, ["Quantity", "Value", "Range", "Source"], rows),
      found.length > most && make("button", { type: "button", onclick: () => lay(found.length) }, `Show all ${found.length}`));
  };
  lay(AT_FIRST);
  return make("div", {}, make("label", { class: "filter" }, "Only with the words ", field), place);
}

/** The range of the evidence; a value that was fitted or set may lie outside. @param {any} one */
function rangeOf({ value, low, high }) {
  const range = `${inFewDigits(low)} to ${inFewDigits(high)}`;
  return value < low || value > high ? `${range} in the evidence; the value used lies outside` : range;
}

/** @param {Element} place @param {any} told @param {import("./figures.js").Indicator} measure */
export function ownFigures(place, told, measure) {
  const rows = told.figures.map((/** @type {any} */ one) => [
    one.title, `${printed(one.published, one.decimals)} (${one.year})`,
    one.mean === null ? "not defined" : `${printed(one.mean, one.decimals)} (${printed(one.low, one.decimals)} to ${printed(one.high, one.decimals)})`,
    one.off ? "off" : one.enough ? "within" : "too few histories to say"]);
  const isThere = told.figures.some((/** @type {any} */ one) => one.id === measure.id || one.title === measure.title);
  fill(
    place,
    make("p", { class: "inset" }, told.verdict),
    rows.length > 0 && make("p", {}, isThere
      ? `One of these figures is that of the measure above, \u201c${measure.title}\u201d: of its first year, not of what a change does.`
      : `These are published counts of children and placements. None is of the measure above, \u201c${measure.title}\u201d, and none of culture, direct work, the relationship or what workers do: that they agree says nothing on those.`),
    rows.length > 0 && tableOf(`Published figures beside the model's first year, ${told.replications} histories`, ["Figure", "Published", "Simulated, and the middle 95%", ""], rows),
    ...told.starts.map((/** @type {string} */ sentence) => make("p", {}, sentence)),
  );
}
