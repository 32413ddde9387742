// @ts-check
// The controls: a row for each field, a native input for each world. They say what a world sets, nothing more.
import { fill, make } from "./dom.js";
import { inWords, isSame, valueOf } from "./settings.js";

/** Most values that fit side by side as words; more become a slide. */
const FEW = 3;

/**
 * @typedef {{ value: string | undefined, words: string, isFile: boolean }} Option
 * @typedef {(world: number, path: string, value: string | undefined) => void} Move
 * @typedef {{ control: any, at: number, options: Option[], current: number }} Side
 */

/** What stands in a place: of what it was made, and how each input is brought to another value. @type {WeakMap<Element, { likeness: string, move: Move, shows: ((current: number) => void)[] }>} */
const standing = new WeakMap();

/**
 * Shows what the worlds set. Inputs that stand there stay, so that a hand may go on with one that it holds.
 * @param {Element} place
 * @param {any[]} controls
 * @param {import("./settings.js").World[]} worlds
 * @param {Move} move
 */
export function knobs(place, controls, worlds, move) {
  const sides = controls.map((control) => worlds.map((world, at) => sideOf(control, world, at)));
  const likeness = JSON.stringify(sides.flat().map(({ control, at, options }) => [control.path, control.label, at, options.map((option) => [option.words, option.value, option.isFile])]));
  const known = standing.get(place);
  if (known?.likeness === likeness) {
    known.move = move;
    sides.flat().forEach((side, at) => known.shows[at](side.current));
    return;
  }
  const kept = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.knob;
  /** @type {{ likeness: string, move: Move, shows: ((current: number) => void)[] }} */
  const made = { likeness, move, shows: [] };
  standing.set(place, made);
  fill(place, ...sides.map((both) => row(both, made)));
  // A control that is made again keeps the keyboard.
  if (kept && place.contains(document.activeElement) === false) {
    const again = [...place.querySelectorAll("[data-knob]")].find((one) => /** @type {HTMLElement} */ (one).dataset.knob === kept);
    /** @type {HTMLElement | undefined} */ (again)?.focus({ preventScroll: true });
  }
}

/** A control in a world. @param {any} control @param {import("./settings.js").World} world @param {number} at @returns {Side} */
function sideOf(control, world, at) {
  const set = valueOf(world, control.path);
  const options = optionsOf(control, set);
  const current = options.findIndex((option) => (set === undefined ? option.isFile : !option.isFile && isSame(option.value ?? "", set)));
  return { control, at, options, current };
}

/** @param {Side[]} sides @param {{ move: Move, shows: ((current: number) => void)[] }} made */
function row(sides, made) {
  const [{ control }] = sides;
  const inputs = sides.map(({ at, options, current }) => {
    const key = `${at} ${control.path}`;
    const label = `${control.label}, world ${"AB"[at]}`;
    const isNumbers = options.length > FEW && control.values.every((/** @type {string} */ value) => Number.isFinite(Number(value)));
    const choose = (/** @type {number} */ index) => made.move(at, control.path, options[index].isFile ? undefined : options[index].value);
    const { input, show } = (isNumbers ? slide : choice)(options, current, label, key, choose);
    made.shows.push(show);
    return make("div", { class: "side" }, make("span", { class: `sign world${at}`, "aria-hidden": "true" }, "AB"[at]), input);
  });
  return make("fieldset", { class: "knob" }, make("legend", { title: control.doc || undefined }, control.label), ...inputs);
}

/**
 * The values of a control for a world, with what the file itself says among them.
 * @param {any} control
 * @param {string | undefined} set
 * @returns {Option[]}
 */
export function optionsOf(control, set) {
  const values = [...control.values];
  if (set !== undefined && !values.some((value) => isSame(value, set))) values.push(set);
  const { written } = control;
  const options = values
    .filter((value) => written === null || !isSame(value, written))
    .map((value) => ({ value, words: inWords(value, control), isFile: false }));
  const own = { value: written ?? undefined, words: written === null ? "as the evidence has it" : inWords(written, control), isFile: true };
  const isNumbers = written !== null && [...values, written].every((value) => Number.isFinite(Number(value)));
  if (!isNumbers) return [own, ...options];
  return [own, ...options].sort((one, other) => Number(one.value) - Number(other.value));
}

/** @param {Option[]} options @param {number} current @param {string} label @param {string} key @param {(index: number) => void} choose */
function slide(options, current, label, key, choose) {
  const out = make("output", {});
  const input = make("input", { type: "range", min: 0, max: options.length - 1, step: 1, "aria-label": label, "data-knob": key });
  const show = (/** @type {number} */ at) => {
    const shown = Math.max(0, at);
    input.value = String(shown);
    out.textContent = options[shown].words;
    input.setAttribute("aria-valuetext", options[shown].words);
  };
  input.addEventListener("input", () => {
    show(Number(input.value));
    choose(Number(input.value));
  });
  show(current);
  return { input: make("span", { class: "slide" }, input, out), show };
}

/** @param {Option[]} options @param {number} current @param {string} label @param {string} key @param {(index: number) => void} choose */
function choice(options, current, label, key, choose) {
  const input = make("select", { "aria-label": label, "data-knob": key, onchange: () => choose(input.selectedIndex) }, ...options.map((option) => make("option", {}, option.words)));
  const show = (/** @type {number} */ at) => {
    input.selectedIndex = Math.max(0, at);
  };
  show(current);
  return { input, show };
}
