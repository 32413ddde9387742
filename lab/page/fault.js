// @ts-check
// What went wrong, in a sentence at the head of the page.
import { byId, fill, make } from "./dom.js";

/** Shows a fault, or none. @param {string} words */
export function fault(words) {
  fill(byId("faults"), words && make("pre", {}, words), words && make("button", { type: "button", onclick: () => fault("") }, "Close"));
}
