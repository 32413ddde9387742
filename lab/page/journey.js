// @ts-check
// One child, two histories: where she lived and who held her case, under both worlds, on one line of time.
import { fill, make, svg, tableOf } from "./dom.js";

/** @typedef {{ at: number, day: string, event: string, from: string, to: string, cause: string }} Row */
/** @typedef {{ from: number, to: number, what: string }} Spell */

const WIDTH = 1000;
const LANE = 20;

/** Rules by which a child is chosen. @type {Record<string, string>} */
export const RULES = {
  differs: "the child whose changes of case holder differ most",
  most: "the child with most changes of case holder in A",
  moved: "the child who moves most in A",
  long: "the child longest in care with fewest changes in A",
};

/** A name that finds the same child in both worlds. @param {import("./scene.js").Person} person */
export function nameOf(person) {
  return `${person.high}:${person.low}`;
}

/**
 * A child by a rule, among those of the remit where there is one.
 * @param {{ people: import("./scene.js").Person[], ever: Set<number>, stay: Map<number, number> }[]} ends both worlds as the last month leaves them
 * @param {string} rule
 * @returns {import("./scene.js").Person | undefined}
 */
export function chosen(ends, rule) {
  const [first, second] = ends;
  const there = new Map(second.people.map((person) => [nameOf(person), person]));
  const people = first.people.map((person, at) => ({ person, at })).filter(({ at }) => first.ever.size === 0 || first.ever.has(at));
  const scored = people.map(({ person, at }) => {
    const other = there.get(nameOf(person));
    const apart = other ? Math.abs(person.changes - other.changes) : -1;
    const score = { differs: apart, most: person.changes, moved: person.moves, long: (first.stay.get(at) ?? 0) - 24 * person.changes }[rule] ?? 0;
    return { person, score };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best), { person: people[0]?.person, score: -Infinity }).person;
}

/**
 * Spells of living somewhere and of having a case holder, from what was there on the first day and the events since.
 * @param {Row[]} rows
 * @param {{ placement: string, holder: string } | undefined} start
 * @param {number} months
 */
export function spells(rows, start, months) {
  /** @type {Spell[]} */
  const homes = [];
  /** @type {Spell[]} */
  const holders = [];
  const end = (/** @type {Spell[]} */ list, /** @type {number} */ at) => {
    const last = list[list.length - 1];
    if (last && last.to === Infinity) last.to = at;
  };
  const begin = (/** @type {Spell[]} */ list, /** @type {number} */ at, /** @type {string} */ what) => {
    end(list, at);
    list.push({ from: at, to: Infinity, what });
  };
  if (start?.placement) begin(homes, 0, start.placement);
  if (start?.holder) begin(holders, 0, start.holder);
  for (const row of rows.filter((one) => one.at >= 0)) {
    if (row.event === "is-placed" || row.event === "moves") begin(homes, row.at, row.to);
    if (row.event === "has-case-holder") begin(holders, row.at, row.to);
    if (row.event === "leaves-care") end(homes, row.at);
    if (row.event === "service-ends") end(holders, row.at);
  }
  for (const list of [homes, holders]) end(list, months);
  return { homes, holders };
}

/** What tables call placements, as a reader says them. @type {Record<string, string>} */
const HOMES = {
  foster: "foster care", kinship: "relatives or friends", residential: "residential", parents: "parents",
  "semi-independent": "semi-independent", adoption: "adoption", other: "other",
};

/** What tables call events and causes, as a reader says them; what is not here is said as it stands. @type {Record<string, string>} */
const EVENTS = {
  "has-case-holder": "gets a case holder", "changes-status": "legal status changes", "asks-decision": "a decision is asked for",
  "service-ends": "the service ends", "comes-back": "comes back into care",
};
/** @type {Record<string, string>} */
const CAUSES = {
  pathway: "next team of the pathway", leaver: "a worker left", agency: "an agency cover ended", sickness: "long sickness",
  reallocation: "cases were shared out anew", transfer: "another service took over", plan: "care plan", supply: "carer or home no longer there",
};

/** An event as a row of a table. @param {Row} row */
export function eventInWords({ day, event, from, to, cause }) {
  const plain = (/** @type {string} */ word) => word.replace(/-/g, " ");
  const place = (/** @type {string} */ what) => {
    if (what === "") return "";
    if (event === "has-case-holder") return `worker no. ${what}`;
    const days = Math.round(Number(what));
    if (event === "asks-decision") return days < 1 ? "signed on the same day" : `signed after ${days} ${days === 1 ? "day" : "days"}`;
    return HOMES[what] ?? what;
  };
  return [day, EVENTS[event] ?? plain(event), place(from), place(to), CAUSES[cause] ?? plain(cause)];
}

/**
 * @param {Element} place
 * @param {{ rows: Row[], start: any, name: string }[]} lives one for each world
 * @param {number} months
 * @param {number} born month of birth
 */
export function drawn(place, lives, months, born) {
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${lives.length * (2 * LANE + 30) + 20}`, role: "img",
    "aria-label": lives.map((life) => inWords(life, months)).join(" ") });
  const x = (/** @type {number} */ at) => (Math.max(0, at) / months) * WIDTH;
  lives.forEach((life, lane) => {
    const y = lane * (2 * LANE + 30);
    const { homes, holders } = spells(life.rows, life.start, months);
    drawing.append(svg("text", { x: 0, y: y + 14, class: "lifename" }, `${"AB"[lane]}: ${life.name}. Above: where she lives; below: who holds her case.`));
    homes.forEach((spell) => drawing.append(block(spell, x, y + 20, `home ${spell.what}`, HOMES[spell.what] ?? spell.what)));
    holders.forEach((spell, at) => drawing.append(block(spell, x, y + 22 + LANE, `holder ${at % 2 ? "odd" : "even"}`, `worker ${at + 1}`)));
  });
  const foot = lives.length * (2 * LANE + 30) + 12;
  for (let year = 0; year <= months / 12; year += 1) {
    const age = Math.floor((year * 12 - born) / 12);
    // The last one would stand beyond the edge.
    if (age >= 0 && year % 2 === 0) drawing.append(svg("text", { x: x(year * 12), y: foot, class: year * 12 > months - 6 ? "age last" : "age" }, `age ${age}`));
  }
  fill(place, drawing, ...lives.map((life, lane) =>
    make("details", {}, make("summary", {}, `Events in ${"AB"[lane]}, ${life.name}`),
      tableOf(`What happened to this child in ${life.name}`, ["Day", "What", "From", "To", "Why"], life.rows.filter((row) => row.at >= 0 && row.event !== "changes-case-holder").map(eventInWords)))));
}

/** @param {Spell} spell @param {(at: number) => number} x @param {number} y @param {string} kind @param {string} word */
function block(spell, x, y, kind, word) {
  const w = Math.max(1.5, x(spell.to) - x(spell.from) - 1);
  const group = svg("g", { class: kind }, svg("rect", { x: x(spell.from), y, width: w, height: LANE }));
  if (w > word.length * 7.2) group.append(svg("text", { x: x(spell.from) + 4, y: y + 14 }, word));
  return group;
}

/** A life in a sentence. @param {{ rows: Row[], start: any, name: string }} life @param {number} months */
export function inWords(life, months) {
  const { homes, holders } = spells(life.rows, life.start, months);
  const count = (/** @type {number} */ n, /** @type {string} */ word) => `${n} ${word}${n === 1 ? "" : "s"}`;
  return `${life.name}: ${count(holders.length, "case holder")}, ${count(homes.length, "placement")}.`;
}
