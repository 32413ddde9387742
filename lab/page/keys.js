// @ts-check
// The keys. Where somebody writes or chooses they belong to the field.
import { byId } from "./dom.js";

/**
 * @param {KeyboardEvent} event
 * @param {{ clock: import("./clock.js").Clock, jump: (month: number) => void, event: (way: number) => void, dark: () => void, which: (world: string) => void, pointing: import("./pointing.js").Pointing }} page
 */
export function pressed(event, page) {
  const { tagName } = /** @type {HTMLElement} */ (event.target);
  const isField = ["INPUT", "SELECT", "TEXTAREA"].includes(tagName);
  const isButton = event.key === " " && ["BUTTON", "SUMMARY"].includes(tagName);
  if (event.ctrlKey || event.metaKey || event.altKey || isField || isButton) return;
  const faster = (/** @type {number} */ by) => {
    const speed = byId("speed");
    speed.selectedIndex = Math.max(0, Math.min(speed.options.length - 1, speed.selectedIndex + by));
    page.clock.speed = Number(speed.value);
  };
  /** @type {Record<string, () => void>} */
  const keys = {
    " ": () => page.clock.toggle(),
    ArrowRight: () => page.clock.step(1),
    ArrowLeft: () => page.clock.step(-1),
    Home: () => page.jump(0),
    End: () => page.jump(page.clock.months),
    n: () => page.event(1),
    p: () => page.event(-1),
    s: () => faster(-1),
    f: () => faster(1),
    c: () => page.pointing.step(event.shiftKey ? -1 : 1),
    d: () => page.dark(),
    a: () => page.which("a"),
    b: () => page.which("b"),
  };
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
