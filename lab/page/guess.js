// @ts-check
// Predict, then see: what the room expects is written down and locked before the result opens.
import { fill, make } from "./dom.js";
import { counts, mean, signed } from "./figures.js";

/** @typedef {{ isOpen: boolean, guesses: number[], noIdea: boolean }} Guess */

/** @returns {Guess} */
export function unasked() {
  return { isOpen: false, guesses: [], noIdea: false };
}

/** Whether enough is written down to open the result. @param {Guess} guess */
export function canOpen(guess) {
  return guess.guesses.length > 0 || guess.noIdea;
}

/**
 * @param {Element} place
 * @param {Guess} guess
 * @param {{ question: string, indicator: import("./figures.js").Indicator, names: string[], differences: number[], isSettled: boolean, reveal: string }} asked
 * @param {(guess: Guess) => void} change
 */
export function guessing(place, guess, asked, change) {
  if (guess.isOpen) {
    opened(place, guess, asked, change);
    return;
  }
  const { indicator, names } = asked;
  const step = 10 ** -indicator.decimals;
  const input = make("input", { type: "number", step, id: "guess-number", "aria-describedby": "guess-unit" });
  const add = () => {
    const value = Number(input.value);
    if (input.value === "" || !Number.isFinite(value)) return;
    change({ ...guess, guesses: [...guess.guesses, value], noIdea: false });
  };
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") add();
  });
  fill(
    place,
    make("p", { class: "ask" }, asked.question || `${indicator.title}: more or fewer with ${names[1]} than with ${names[0]}, and by how much?`),
    make("div", { class: "guessing" },
      make("label", {}, "Guess ", input),
      make("span", { id: "guess-unit" }, ` ${indicator.unit}, below 0 for lower`),
      make("button", { type: "button", onclick: add }, "Add"),
      make("button", { type: "button", "aria-pressed": guess.noIdea, onclick: () => change({ ...guess, noIdea: !guess.noIdea }) }, "No idea"),
      make("button", { type: "button", class: "main", disabled: !canOpen(guess), onclick: () => change({ ...guess, isOpen: true }) }, "Lock and see")),
    guess.guesses.length > 0 && make("ul", { class: "guesses" }, ...guess.guesses.map((value, at) =>
      make("li", {}, signed(value, indicator.decimals), make("button", {
        type: "button", "aria-label": `Take the guess ${signed(value, indicator.decimals)} away`,
        onclick: () => change({ ...guess, guesses: guess.guesses.filter((_, other) => other !== at) }),
      }, "\u00d7")))),
  );
}

/** @param {Element} place @param {Guess} guess @param {any} asked @param {(guess: Guess) => void} change */
function opened(place, guess, { indicator, differences, isSettled, reveal }, change) {
  const said = [];
  if (isSettled && differences.length > 0) said.push(make("p", { class: "debrief" }, debrief(guess, differences, indicator)));
  if (reveal) said.push(make("p", { class: "inset" }, reveal));
  fill(place, ...said, make("button", { type: "button", class: "quiet", onclick: () => change(unasked()) }, "Ask again"));
}

/**
 * What the guesses come to beside what was found, and the question for the room.
 * @param {Guess} guess
 * @param {number[]} differences
 * @param {import("./figures.js").Indicator} indicator
 */
export function debrief(guess, differences, indicator) {
  const found = mean(differences);
  const printed = signed(found, indicator.decimals + 1);
  if (guess.guesses.length === 0) return `Nobody guessed. The mean of the histories is ${printed}. What would you have said, and why?`;
  const side = (/** @type {number} */ value) => (Math.abs(value) <= (indicator.matters ?? 0) ? 0 : Math.sign(value));
  const same = guess.guesses.filter((value) => side(value) === side(found)).length;
  const n = counts(differences, indicator);
  const spread = `In single histories it is above in ${n.above}, below in ${n.below} and alike in ${n.alike}.`;
  const which = side(found) === 0 ? "no difference that matters" : found > 0 ? "higher" : "lower";
  return `${same} of ${guess.guesses.length} ${guess.guesses.length === 1 ? "guess" : "guesses"} said ${which}; the mean of the histories is ${printed}. ${spread} What did the other guesses rest on?`;
}
