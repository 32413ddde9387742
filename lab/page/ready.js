// @ts-check
// Until both worlds are there nothing can be pressed: what waits is pale and inert, and the title says why.
import { byId } from "./dom.js";

/** By what somebody reaches a control; what is dropped is taken here too, or the browser would leave the page for it. */
const WAYS = ["click", "input", "change", "focusin", "keydown", "dragover", "drop"];

/** Holds everything that waits in the frame of the page. @returns {() => void} lets it go */
export function held() {
  const waiting = [...document.querySelectorAll("[inert]")];
  const stop = (/** @type {Event} */ event) => {
    const isDrop = event instanceof DragEvent;
    const isOurs = isDrop || event instanceof KeyboardEvent || waiting.some((part) => part.contains(/** @type {Node} */ (event.target)));
    if (!isOurs) return;
    event.stopImmediatePropagation();
    if (isDrop) event.preventDefault();
    if (event.type === "drop") byId("said").textContent = byId("question").textContent = "The laboratory is not ready yet: drop the file again when both worlds are there.";
  };
  for (const way of WAYS) addEventListener(way, stop, true);
  return () => {
    for (const way of WAYS) removeEventListener(way, stop, true);
    for (const part of waiting) part.removeAttribute("inert");
  };
}

/** What stands there where it never comes to be ready; the fault itself stands below. */
export function never() {
  byId("title").textContent = "The laboratory could not begin.";
  byId("question").textContent = "";
}
