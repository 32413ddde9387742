// @ts-check
// The guided tour: steps written in the scenario, each with its worlds, its controls and, where it asks, a question.
import { fill, make } from "./dom.js";

/**
 * @param {HTMLElement} place
 * @param {any[]} steps
 * @param {number} at
 * @param {{ go: (step: number) => void, close: () => void }} act
 */
export function tour(place, steps, at, act) {
  place.hidden = at < 0 || steps.length === 0;
  if (place.hidden) return;
  const step = steps[at];
  fill(
    place,
    make("p", { class: "stepcount" }, `Step ${at + 1} of ${steps.length}`),
    make("h2", { id: "tour-title", tabindex: -1 }, step.title),
    make("p", {}, step.text),
    make("div", { class: "steps" },
      make("button", { type: "button", disabled: at === 0, onclick: () => act.go(at - 1) }, "Back"),
      make("button", { type: "button", class: "main", disabled: at + 1 === steps.length, onclick: () => act.go(at + 1) }, "Next step"),
      make("button", { type: "button", class: "quiet", onclick: act.close }, "Leave the tour")),
  );
}

/** The worlds of a step. @param {any} step */
export function worldsOfStep(step) {
  return [step.first, step.second].map((set) => ({ name: "", set: set.map((/** @type {[string, string]} */ pair) => [...pair]) }));
}
