// @ts-check
// Predict, then see: what the room expects is written down and locked before the result opens. The form stands while
// histories are counted below it: who is writing keeps the field, its text and the keyboard.
import { fill, make } from "./dom.js";
import { counts, differencePlaces, mean, mostOf, shortest, signed, unitOfDifference } from "./figures.js";

/** What the room said to a question; `of` names worlds, measure and unit for which it was locked. @typedef {{ isOpen: boolean, guesses: number[], noIdea: number, of: string }} Guess */
/**
 * @typedef {{ question: string, isAsked: boolean, isOwn: boolean, isTour: boolean, indicator: import("./figures.js").Indicator, names: string[],
 *   differences: number[], isSettled: boolean, reveal: string, of: string, isLast: boolean, next?: () => void }} Asked
 */

/** @returns {Guess} */
export function unasked() {
  return { isOpen: false, guesses: [], noIdea: 0, of: "" };
}

/** A guess as a file or an address has it, or none where it is none. @param {any} written @returns {Guess} */
export function guessOf(written) {
  const guesses = Array.isArray(written?.guesses) ? written.guesses.filter(Number.isFinite) : [];
  const noIdea = Math.max(0, Math.floor(Number(written?.noIdea) || 0));
  return { isOpen: written?.isOpen === true, guesses, noIdea, of: typeof written?.of === "string" ? written.of : "" };
}

/** Whether enough is written down to open the result. @param {Guess} guess */
export function canOpen(guess) {
  return guess.guesses.length > 0 || guess.noIdea > 0;
}

/**
 * A number as people write it: a comma before decimals is a point, one before three digits of a measure without
 * decimals parts thousands. `NaN` where it is none.
 * @param {string} written
 * @param {number} decimals
 */
export function numberOf(written, decimals) {
  const text = written.trim().replace(/[\u2212\u2013]/g, "-").replace(/\s/g, "");
  const isThousands = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text) && (decimals === 0 || text.split(",").length > 2);
  const plain = isThousands ? text.replace(/,/g, "") : text.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

/** Why something written is no guess of a difference; nothing where it is one. @param {string} written @param {import("./figures.js").Indicator} indicator */
export function refusalOf(written, indicator) {
  const number = numberOf(written, indicator.decimals);
  if (!Number.isFinite(number)) return `"${written}" is no number.`;
  const most = mostOf(indicator);
  const scale = `\u2212${shortest(most)} to +${shortest(most)} ${unitOfDifference(indicator.unit)}`;
  return Math.abs(number) > most ? `"${written}" is more than two worlds can differ: a guess is B less A, from ${scale}.` : "";
}

/** What stands in a place, so that it is made again only where it has become another. @type {WeakMap<Element, { kind: string, show: (guess: Guess, asked: Asked) => void }>} */
const standing = new WeakMap();

/**
 * @param {HTMLElement} place
 * @param {Guess} guess
 * @param {Asked} asked
 * @param {(guess: Guess) => void} change
 */
export function guessing(place, guess, asked, change) {
  const kind = guess.isOpen ? "opened" : asked.isAsked ? "form" : "closed";
  let known = standing.get(place);
  if (known?.kind !== kind) {
    known = { kind, show: { form, closed, opened }[kind](place, change) };
    standing.set(place, known);
  }
  known.show(guess, asked);
}

/** Brings what was opened to the eye, and the keyboard to its words. @param {Element} place */
function look(place) {
  /** @type {HTMLElement | null} */ (place.querySelector(".found"))?.focus({ preventScroll: true });
  place.closest("section")?.scrollIntoView({ block: "start" });
}

/** Nothing is asked, but a later step may ask it: the dots come when somebody wants them. @param {Element} place @param {(guess: Guess) => void} change */
function closed(place, change) {
  fill(place, make("div", { class: "guessing" }, "Many histories of these two worlds are counted meanwhile. ",
    make("button", { type: "button", onclick: () => {
      change({ ...unasked(), isOpen: true });
      look(place);
    } }, "Show them")));
  return () => undefined;
}

/** @param {Element} place @param {(guess: Guess) => void} change */
function form(place, change) {
  let guess = unasked();
  /** @type {Asked} */
  let asked;
  const question = make("p", { class: "ask", id: "guess-question" });
  const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", id: "guess-number", "aria-describedby": "guess-question guess-unit" });
  const unit = make("span", { id: "guess-unit" });
  const refusal = make("p", { class: "refusal", role: "status" });
  const list = make("ul", { class: "guesses" });
  const lock = make("button", { type: "button", class: "main", onclick: () => {
    add();
    if (!canOpen(guess)) return;
    change({ ...guess, isOpen: true, of: asked.of });
    look(place);
  } }, "Lock and see");
  const hold = (/** @type {Guess} */ to) => {
    change(to);
    input.focus({ preventScroll: true });
  };
  const add = () => {
    const { value } = input;
    if (value.trim() === "") return;
    const number = numberOf(value, asked.indicator.decimals);
    refusal.textContent = refusalOf(value, asked.indicator);
    if (refusal.textContent) return;
    input.value = "";
    hold({ ...guess, guesses: [...guess.guesses, number] });
  };
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") add();
  });
  input.addEventListener("input", () => {
    lock.disabled = !canOpen(guess) && input.value.trim() === "";
  });
  fill(place, question, make("div", { class: "guessing" }, make("label", {}, "Guess ", input), unit,
    make("button", { type: "button", onclick: add }, "Add"),
    make("button", { type: "button", onclick: () => hold({ ...guess, noIdea: guess.noIdea + 1 }) }, "No idea"), lock), refusal, list);
  let shown = "";
  return (/** @type {Guess} */ now, /** @type {Asked} */ of) => {
    [guess, asked] = [now, of];
    const { indicator, names } = of;
    const likeness = JSON.stringify([of.question, indicator.id, names, guess.guesses, guess.noIdea]);
    lock.disabled = !canOpen(guess) && input.value.trim() === "";
    if (shown === likeness) return;
    shown = likeness;
    question.textContent = of.question || `${indicator.title}: higher or lower with ${names[1]} (B) than with ${names[0]} (A), and by how much?`;
    unit.textContent = `${unitOfDifference(indicator.unit)}, B less A: below 0 where B is lower`;
    const places = Math.max(indicator.decimals, ...guess.guesses.map((value) => (String(value).split(".")[1] ?? "").length));
    const gone = (/** @type {string} */ words, /** @type {Guess} */ to) => make("li", {}, words, make("button", { type: "button", "aria-label": `Take away: ${words}`, onclick: () => hold(to) }, "\u00d7"));
    fill(list, ...guess.guesses.map((value, at) => gone(signed(value, places), { ...guess, guesses: guess.guesses.filter((_, other) => other !== at) })),
      guess.noIdea > 0 && gone(`no idea: ${guess.noIdea}`, { ...guess, noIdea: guess.noIdea - 1 }));
  };
}

/** @param {Element} place @param {(guess: Guess) => void} change */
function opened(place, change) {
  const found = make("div", { class: "found", tabindex: -1 });
  const again = make("button", { type: "button", class: "quiet", onclick: () => {
    change(unasked());
    document.getElementById("guess-number")?.focus();
  } });
  /** @type {(() => void) | undefined} */
  let onward;
  const next = make("button", { type: "button", class: "main", onclick: () => onward?.() }, "Next step");
  fill(place, found, make("div", { class: "steps" }, next, again));
  let shown = "";
  return (/** @type {Guess} */ guess, /** @type {Asked} */ asked) => {
    const { indicator, differences, isSettled, reveal, isOwn, isAsked, isTour, isLast } = asked;
    onward = asked.next;
    next.hidden = !onward;
    const said = [];
    // What was said of other worlds or of another measure is not judged by these.
    const isOf = isOwn && canOpen(guess);
    if (isOf) said.push(isSettled && differences.length > 0 ? debrief(guess, differences, indicator) : "Counting; what the guesses come to is told when all histories are there.");
    const likeness = JSON.stringify([said, reveal, isAsked, isLast]);
    if (shown === likeness) return;
    shown = likeness;
    fill(found, ...said.map((words) => make("p", { class: "debrief" }, words)), reveal && make("p", { class: "inset" }, reveal),
      isLast && make("p", {}, "The tour is done. \u201cSession as a file\u201d under \u201cSave\u201d keeps its worlds and every guess; \u201cOpen a session\u201d there brings them back."));
    again.hidden = isTour && !isAsked;
    again.textContent = isOf || isTour ? "Ask again" : "Ask the room about this measure";
  };
}

/**
 * What the guesses come to beside what was found, and the question for the room.
 * @param {Guess} guess
 * @param {number[]} differences
 * @param {import("./figures.js").Indicator} indicator
 */
export function debrief({ guesses, noIdea }, differences, indicator) {
  const found = mean(differences);
  const least = indicator.matters ?? 0;
  const side = (/** @type {number} */ value) => (Math.abs(value) <= least ? 0 : Math.sign(value));
  const same = guesses.filter((value) => side(value) === side(found)).length;
  const others = guesses.length - same;
  const which = side(found) === 0 ? (least > 0 ? "no difference that matters" : "no difference") : found > 0 ? "higher" : "lower";
  const all = guesses.length === 1 ? "The one guess" : guesses.length === 2 ? "Both guesses" : `All ${guesses.length} guesses`;
  const who = others === 0 ? `${all} said ${which}` : guesses.length === 1 ? `The one guess did not say ${which}` : `${same || "None"} of ${guesses.length} guesses said ${which}`;
  const idle = noIdea > 0 ? `${noIdea} had no idea.` : "";
  const printed = `the mean of the histories is ${signed(found, differencePlaces(differences, indicator))}.`;
  const n = counts(differences, indicator);
  const spread = `In single histories it is above in ${n.above}, below in ${n.below} and alike in ${n.alike}.`;
  const asks = guesses.length === 0 ? "What would you say now, and why?"
    : others === 0 || same === 0 ? `What did ${guesses.length === 1 ? "it" : "they"} rest on?`
    : `What did the other ${others === 1 ? "guess" : "guesses"} rest on?`;
  const first = guesses.length === 0 ? `${printed[0].toUpperCase()}${printed.slice(1)}` : `${who}; ${printed}`;
  return [first, idle, spread, asks].filter(Boolean).join(" ");
}
