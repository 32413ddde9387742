// @ts-check
// The height of the pictures: what a window has left above the time line and the player, so that all of them are seen at once
// and none lies on another.
import { byId } from "./dom.js";

/** Width up to which one world is shown and the page scrolls. The style sheet has the same. */
const NARROW = 700;
/** Below this no child can be told from another: the legend gives its room up first, then the page scrolls. */
const LEAST = 240;

/** @param {number} free what is left, CSS pixels @param {number} window height of the window */
export function heightOf(free, window) {
  const most = Math.min(520, Math.max(210, Math.round(0.36 * window)));
  return Math.round(Math.min(most, Math.max(LEAST, free)));
}

/** Gives the pictures their height; whether it is another than before. */
export function fitStage() {
  const worlds = byId("worlds");
  const before = worlds.style.getPropertyValue("--scene");
  worlds.style.removeProperty("--scene");
  byId("time").before(byId("legend"));
  const player = byId("player");
  const heights = [byId("tour-steps"), player].map((bar) => Math.ceil(bar.getBoundingClientRect().height));
  const [steps, height] = heights;
  // What is scrolled to stands under the bars that stay at the top.
  const { style } = document.documentElement;
  style.setProperty("--steps", `${steps}px`);
  style.setProperty("--bars", `${innerWidth > NARROW ? steps + height + 6 : steps}px`);
  if (innerWidth > NARROW) {
    const free = () => {
      const top = byId("time").getBoundingClientRect().bottom + scrollY - worlds.querySelector("canvas").getBoundingClientRect().height;
      return Math.floor(innerHeight - top - height);
    };
    if (free() < LEAST) player.after(byId("legend"));
    worlds.style.setProperty("--scene", `${heightOf(free(), innerHeight)}px`);
  }
  return worlds.style.getPropertyValue("--scene") !== before;
}
