// @ts-check
// The controls: a row for each field, a native input for each world. They say what a world sets, nothing more.
import { fill, make } from "./dom.js";
import { inWords, isSame, valueOf } from "./settings.js";

/** Most values that fit side by side as words; more become a slide. */
const FEW = 3;

/**
 * @param {Element} place
 * @param {any[]} controls
 * @param {import("./settings.js").World[]} worlds
 * @param {(world: number, path: string, value: string | undefined) => void} move
 */
export function knobs(place, controls, worlds, move) {
  const kept = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.knob;
  fill(place, ...controls.map((control) => row(control, worlds, move)));
  // A control that is drawn again while it is moved keeps the keyboard.
  if (kept && place.contains(document.activeElement) === false) {
    const again = [...place.querySelectorAll("[data-knob]")].find((one) => /** @type {HTMLElement} */ (one).dataset.knob === kept);
    /** @type {HTMLElement | undefined} */ (again)?.focus({ preventScroll: true });
  }
}

/** @param {any} control @param {import("./settings.js").World[]} worlds @param {(world: number, path: string, value: string | undefined) => void} move */
function row(control, worlds, move) {
  const sides = worlds.map((world, at) => {
    const set = valueOf(world, control.path);
    const options = optionsOf(control, set);
    const current = options.findIndex((option) => (set === undefined ? option.isFile : !option.isFile && isSame(option.value ?? "", set)));
    const key = `${at} ${control.path}`;
    const label = `${control.label}, world ${"AB"[at]}`;
    const isNumbers = options.length > FEW && control.values.every((/** @type {string} */ value) => Number.isFinite(Number(value)));
    const choose = (/** @type {number} */ index) => move(at, control.path, options[index].isFile ? undefined : options[index].value);
    return make("div", { class: "side" }, make("span", { class: `sign world${at}`, "aria-hidden": "true" }, "AB"[at]),
      isNumbers ? slide(options, current, label, key, choose) : choice(options, current, label, key, choose));
  });
  return make("fieldset", { class: "knob" }, make("legend", { title: control.doc || undefined }, control.label), ...sides);
}

/**
 * The values of a control for a world, with what the file itself says among them.
 * @param {any} control
 * @param {string | undefined} set
 * @returns {{ value: string | undefined, words: string, isFile: boolean }[]}
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

/** @param {any[]} options @param {number} current @param {string} label @param {string} key @param {(index: number) => void} choose */
function slide(options, current, label, key, choose) {
  const out = make("output", {}, options[current]?.words ?? "");
  const input = make("input", {
    type: "range", min: 0, max: options.length - 1, step: 1, value: Math.max(0, current), "aria-label": label,
    "aria-valuetext": options[current]?.words, "data-knob": key,
    oninput() {
      const at = Number(input.value);
      out.textContent = options[at].words;
      input.setAttribute("aria-valuetext", options[at].words);
      choose(at);
    },
  });
  return make("span", { class: "slide" }, input, out);
}

/** @param {any[]} options @param {number} current @param {string} label @param {string} key @param {(index: number) => void} choose */
function choice(options, current, label, key, choose) {
  const select = make("select", { "aria-label": label, "data-knob": key, onchange: () => choose(select.selectedIndex) },
    ...options.map((option, at) => make("option", { selected: at === current }, option.words)));
  return select;
}
