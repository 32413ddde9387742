// @ts-check
// Tabs as readers of screens know them: one list, arrows move, only what is open is filled.
import { fill, make } from "./dom.js";

/**
 * @param {Element} list
 * @param {Element} panels
 * @param {{ id: string, title: string, open: (panel: HTMLElement) => void }[]} tabs
 */
export function tabbed(list, panels, tabs) {
  let shown = -1;
  const buttons = tabs.map((tab, at) => make("button", {
    type: "button", role: "tab", id: `tab-${tab.id}`, "aria-controls": `panel-${tab.id}`, "aria-selected": "false", tabindex: at ? -1 : 0,
    onclick() {
      show(at === shown ? -1 : at);
      // What opens below the window would be seen by nobody.
      if (shown >= 0) list.parentElement?.scrollIntoView({ block: "start" });
    },
    onkeydown(/** @type {KeyboardEvent} */ event) {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      buttons[(to + tabs.length) % tabs.length].focus();
    },
  }, tab.title));
  const boxes = tabs.map((tab) => make("div", { role: "tabpanel", id: `panel-${tab.id}`, "aria-labelledby": `tab-${tab.id}`, hidden: true }));
  fill(list, ...buttons);
  fill(panels, ...boxes);
  /** @param {number} at */
  function show(at) {
    shown = at;
    list.parentElement?.classList.toggle("open", at >= 0);
    buttons.forEach((button, other) => {
      button.setAttribute("aria-selected", String(other === at));
      button.tabIndex = other === Math.max(0, at) ? 0 : -1;
      boxes[other].hidden = other !== at;
    });
    if (at >= 0) tabs[at].open(boxes[at]);
  }
  return {
    /** Closes what is open, and keeps nothing of it. */
    close() {
      show(-1);
      for (const box of boxes) fill(box);
    },
    /** Fills the open tab again. */
    renew: () => show(shown),
    /** Opens a tab by id. @param {string} id */
    open: (id) => show(tabs.findIndex((tab) => tab.id === id)),
    /** Whether a tab is open. @param {string} id */
    isOpen: (id) => shown >= 0 && tabs[shown].id === id,
  };
}
