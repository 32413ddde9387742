// @ts-check
// The height of the pictures: what a window has left above the time line and the player, so that all of them are seen at once
// and none lies on another.
import { byId } from "./dom.js";

/** Width up to which one world is shown and the page scrolls. The style sheet has the same. */
const NARROW = 700;
/** Below this no child can be told from another. */
const LEAST = 150;

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
  const { height } = byId("player").getBoundingClientRect();
  // Where the player stays at the top, what is scrolled to stands under it.
  document.documentElement.style.setProperty("--player", innerWidth > NARROW ? `${Math.ceil(height) + 6}px` : "0px");
  if (innerWidth > NARROW) {
    const top = byId("time").getBoundingClientRect().bottom + scrollY - worlds.querySelector("canvas").getBoundingClientRect().height;
    worlds.style.setProperty("--scene", `${heightOf(Math.floor(innerHeight - top - height), innerHeight)}px`);
  }
  return worlds.style.getPropertyValue("--scene") !== before;
}
