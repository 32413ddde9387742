// @ts-check
// What hands do: each control of the page, the keys, the window, files that are dropped; and what of the page it sets in motion.
import { isScenario, isToml } from "./app.js";
import { byId } from "./dom.js";
import { fault } from "./fault.js";
import { pressed } from "./keys.js";
import { sessionOf } from "./save.js";

/** Sets in motion what hands do: controls, keys, the window, files. @param {import("./page.js").Page} page */
export function listen(page) {
  const { app, clock } = page;
  const on = (/** @type {string} */ id, /** @type {string} */ event, /** @type {(event: any) => void} */ act) => byId(id).addEventListener(event, act);
  on("scenario", "change", ({ target }) => page.load(/** @type {any} */ (page.files.find((one) => one.file === target.value))));
  on("authority", "focus", () => page.profiles());
  on("authority", "change", ({ target }) => {
    app.authority = target.value.trim() || null;
    app.apply();
  });
  on("tour-open", "click", () => page.go(0));
  on("dark", "click", () => page.dark());
  on("help-open", "click", () => {
    byId("help").hidden = !byId("help").hidden;
    byId("help-open").setAttribute("aria-expanded", String(!byId("help").hidden));
  });
  on("play", "click", () => clock.toggle());
  on("first", "click", () => page.jump(0));
  on("back", "click", () => clock.step(-1));
  on("forward", "click", () => clock.step(1));
  on("event-before", "click", () => page.event(-1));
  on("event-next", "click", () => page.event(1));
  on("month", "input", ({ target }) => page.jump(Number(target.value)));
  on("speed", "change", ({ target }) => {
    clock.speed = Number(target.value);
  });
  on("history", "change", ({ target }) => app.look(Math.min(9999, Math.max(0, Math.round(Number(target.value) || 1) - 1))));
  on("timeline", "click", ({ clientX }) => page.line && page.jump(page.line.monthAt(clientX)));
  on("measure", "change", ({ target }) => page.choose({ show: target.value }));
  on("unit", "change", ({ target }) => page.choose({ unit: target.value }));
  on("month-table", "toggle", () => page.showTable());
  for (const [id, world] of [["show-a", "a"], ["show-b", "b"]]) on(id, "click", () => page.which(world));
  page.pointing.listen();
  document.addEventListener("keydown", (event) => pressed(event, page));
  document.addEventListener("visibilitychange", () => document.hidden && clock.pause());
  addEventListener("resize", () => page.fit(true));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => dropped(event, page));
  page.which("a");
}

/** A scenario or a profile that is dropped on the page: read here, checked by the engine, sent nowhere. @param {DragEvent} event @param {import("./page.js").Page} page */
async function dropped(event, page) {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (!file) return;
  const text = await file.text();
  if (sessionOf(text)) await page.openSession(text);
  else if (isScenario(text)) await page.load({ file: file.name, text });
  else if (isToml(file.name, text)) await page.app.takeProfile(file.name, text);
  else fault(`${file.name} is neither a scenario nor the profile of an authority, which are text of TOML, nor a session of this page.`);
}
