// @ts-check
// The guided tour: steps written in the scenario, each with its worlds, its controls and, where it asks, a question.
import { fill, make } from "./dom.js";
import { isAlike } from "./settings.js";

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} bar where the steps are gone through; it stays in sight wherever the page is scrolled to
 * @param {any[]} steps
 * @param {number} at
 * @param {{ go: (step: number) => void, close: () => void, ask: () => void, save: () => void }} act
 */
export function tour(place, bar, steps, at, act) {
  place.hidden = bar.hidden = at < 0 || steps.length === 0;
  if (place.hidden) return;
  const step = steps[at];
  fill(place, make("p", {}, step.text));
  fill(
    bar,
    make("p", { class: "stepcount" }, `Step ${at + 1} of ${steps.length}`),
    make("h2", { id: "tour-title", tabindex: -1 }, step.title),
    make("div", { class: "steps" },
      make("button", { type: "button", disabled: at === 0, onclick: () => act.go(at - 1) }, "Back"),
      at + 1 < steps.length
        ? make("button", { type: "button", class: "main", onclick: () => act.go(at + 1) }, "Next step")
        : make("button", { type: "button", class: "main", onclick: act.save }, "To \u201cSave\u201d"),
      make("button", { type: "button", onclick: act.ask }, step.question ? "To the question" : "To the histories"),
      make("button", { type: "button", class: "quiet", onclick: act.close }, "Leave", make("span", { class: "wide" }, " the tour"))),
  );
}

/** The worlds of a step. @param {any} step @returns {import("./settings.js").World[]} */
export function worldsOfStep(step) {
  return [step.first, step.second].map((set) => ({ name: "", set: set.map((/** @type {[string, string]} */ pair) => [...pair]) }));
}

/** Whether what is shown is what a step is about. @param {any} step @param {{ worlds: import("./settings.js").World[], show: string, unit: string }} shown */
export function isStepOf(step, { worlds, show, unit }) {
  return step.show === show && step.unit === unit && worldsOfStep(step).every((world, at) => isAlike(world, worlds[at]));
}

/** Whether a step before asked of the same worlds and was answered. @param {any[]} steps @param {number} at @param {Record<string, { isOpen: boolean }>} rounds */
export function wasOpened(steps, at, rounds) {
  const worlds = worldsOfStep(steps[at]);
  return steps.slice(0, at).some((step, before) => step.question && rounds[`step ${before + 1}`]?.isOpen && isStepOf(step, { ...step, worlds }));
}
