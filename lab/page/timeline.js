// @ts-check
// The contracts of both worlds along the months: tender and award, transfer, reviews, ends; and where the clock stands.
import { fill, make, svg } from "./dom.js";

const WIDTH = 1000;
const LANE = 26;
const MARKS = /** @type {Record<string, [string, string]>} */ ({
  awarded: ["T", "contract awarded"],
  opens: ["\u25b6", "children transferred, or the contract goes on"],
  review: ["", "review"],
  extended: ["+", "extended"],
  ends: ["\u2716", "contract ends"],
});
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The name of the month that ends with so many months lived; the first day is that of the figures. @param {string} start @param {number} month */
export function monthName(start, month) {
  const [year, first] = start.split("-").map(Number);
  const at = year * 12 + (first - 1) + month;
  return `${MONTHS[((at % 12) + 12) % 12]} ${Math.floor(at / 12)}`;
}

/** The calendar years of a time line, each from which month lived to which. @param {string} start @param {number} months */
export function yearsOf(start, months) {
  const [year, month, day] = start.split("-").map(Number);
  // Months until the first year ends: a first day late in its month is its end.
  const first = (day > 15 ? 12 : 13) - month;
  const parts = [];
  for (let from = 0, at = 0; from < months; at += 1) {
    const to = Math.min(months, first + 12 * at);
    if (to > from) parts.push({ year: year + at, from, to });
    from = to;
  }
  return parts;
}

/** What happened in a month, in words. @param {import("./scene.js").Scene} scene @param {number} month */
export function happenings(scene, month) {
  return scene.told.events
    .filter((event) => event.month === month)
    .map((event) => {
      const contract = scene.told.contracts[event.contract];
      const name = scene.told.providers[contract.provider].name;
      if (event.what === "ends") {
        return `${name}: contract ${contract.fate}${contract.cause && contract.cause !== "none" ? ` (${contract.cause})` : ""}`;
      }
      return `${name}: ${MARKS[event.what]?.[1] ?? event.what}`;
    });
}

/**
 * @param {Element} place
 * @param {import("./scene.js").Scene[]} scenes
 * @param {string[]} names
 * @param {string} start the first day
 */
export function timeline(place, scenes, names, start) {
  const months = scenes[0].months;
  const x = (/** @type {number} */ month) => (month / months) * WIDTH;
  const drawing = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${LANE * 2}`, preserveAspectRatio: "none", role: "img",
    "aria-label": scenes.map((scene, at) => `${names[at]}: ${inWords(scene)}`).join(" "),
  });
  for (const { from } of yearsOf(start, months)) drawing.append(svg("line", { x1: x(from), x2: x(from), y1: 0, y2: LANE * 2, class: "year" }));
  scenes.forEach((scene, lane) => {
    const y = lane * LANE;
    for (const contract of scene.told.contracts) {
      if (contract.opens === null || contract.opens > months) continue;
      const end = contract.ended ?? months;
      drawing.append(svg("rect", { x: x(Math.max(0, contract.opens)), y: y + 6, width: Math.max(1, x(end) - x(Math.max(0, contract.opens))), height: LANE - 12, class: `term world${lane}` }));
    }
    for (const event of scene.told.events) {
      const at = x(event.month);
      if (event.what === "review") drawing.append(svg("line", { x1: at, x2: at, y1: y + 5, y2: y + LANE - 5, class: "review" }));
      else drawing.append(svg("line", { x1: at, x2: at, y1: y + 1, y2: y + LANE - 1, class: `mark ${event.what}` }));
    }
  });
  const clock = svg("line", { x1: 0, x2: 0, y1: 0, y2: LANE * 2, class: "clock" });
  drawing.append(clock);
  const lanes = make("div", { class: "lanes" }, ...names.map((name, lane) => make("span", { class: `lane world${lane}` }, `${"AB"[lane]}`)));
  const years = yearsOf(start, months).map(({ year, from, to }) => {
    // A part too short for its number goes without.
    const label = make("span", {}, to - from > 5 ? String(year) : "");
    label.style.flexGrow = String(to - from);
    return label;
  });
  fill(place, lanes, make("div", { class: "line" }, drawing, make("div", { class: "years", "aria-hidden": "true" }, ...years)));
  return {
    /** Moves the clock. @param {number} month */
    at(month) {
      clock.setAttribute("x1", String(x(month)));
      clock.setAttribute("x2", String(x(month)));
    },
    /** The month under a point of the page. @param {number} clientX */
    monthAt(clientX) {
      const box = drawing.getBoundingClientRect();
      return Math.round(((clientX - box.left) / box.width) * months);
    },
  };
}

/** The contracts of a world in a sentence. @param {import("./scene.js").Scene} scene */
export function inWords(scene) {
  const { contracts, providers } = scene.told;
  if (contracts.length === 0) return "no contract.";
  const each = contracts.map((contract) => {
    const { name } = providers[contract.provider];
    if (contract.opens === null) return `${name}, ${contract.fate}`;
    const years = ((contract.ended ?? scene.months) - contract.opens) / 12;
    return `${name}, ${years.toFixed(1)} years, ${contract.fate}`;
  });
  return `${each.join("; ")}.`;
}
