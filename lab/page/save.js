// @ts-check
// Save and share: the scenario as a file that `swplab run` reads, the picture, the session, a link; and a session opened again.
import { fill, make, offer, svg } from "./dom.js";
import { unitOfDifference } from "./figures.js";
import { picture } from "./sheet.js";
import { isWorlds, toHash } from "./settings.js";

/** A name of a file made of words. @param {string} words */
export function fileName(words) {
  return words.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "laboratory";
}

/** What a file of a session holds; nothing where it is none. @param {string} text @returns {any} */
export function sessionOf(text) {
  try {
    const session = JSON.parse(text);
    const isSession = typeof session?.scenario === "string" && typeof session.source_text === "string" && isWorlds(session.worlds);
    return isSession ? session : undefined;
  } catch {
    return undefined;
  }
}

/** What is said of a session that was opened. @param {{ rounds: Record<string, import("./guess.js").Guess>, step: number }} app */
export function keptWords({ rounds, step }) {
  const guesses = Object.values(rounds).reduce((sum, round) => sum + round.guesses.length + round.noIdea, 0);
  const where = step >= 0 ? `step ${step + 1} of the tour, ` : "";
  return `The session is open, as it was kept: ${where}${guesses} ${guesses === 1 ? "guess" : "guesses"}, those without an idea counted in.`;
}

/** A link to a view, and what must be said of it. @param {{ protocol: string, href: string }} where @param {Record<string, any>} state */
export function linkOf(where, state) {
  const link = `${where.href.split("#")[0]}${toHash(state)}`;
  const isFile = where.protocol === "file:";
  return { link, words: isFile ? "The page is a file of this computer, and so is the link. Elsewhere open the page's file and put behind its address what stands in the link from # on, or open the session there." : "It opens this view wherever the page is reached." };
}

/**
 * @param {Element} place
 * @param {import("./app.js").App} app
 * @param {() => { canvases: HTMLCanvasElement[], names: string[], paper: string, title: string }} pictures as they are when they are kept
 * @param {(text: string) => void} open a session that was chosen
 * @param {() => string} kept what is said of a session that was opened: asked when the panel is laid out, which may come late
 */
export async function saving(place, app, pictures, open, kept) {
  const name = fileName(`${app.original.title} ${app.worlds.map((world) => world.name).join(" or ")}`);
  // What was laid out for other worlds is not kept for these.
  for (const button of place.querySelectorAll("button")) button.disabled = true;
  const text = await app.saved().catch(() => undefined);
  // Another change came meanwhile: the panel is laid out again when it is opened.
  if (text === undefined) return;
  const said = make("p", { role: "status", class: "sub" }, kept());
  const chosen = make("input", { type: "file", hidden: true, accept: ".json,application/json", onchange: async () => chosen.files[0] && open(await chosen.files[0].text()) });
  const file = (/** @type {string} */ ending, /** @type {string} */ type, /** @type {() => string} */ content) => () => offer(`${name}${ending}`, type, content());
  fill(
    place,
    make("div", { class: "steps" },
      make("button", { type: "button", onclick: file(".toml", "text/plain", () => text) }, "Scenario as a file"),
      make("button", { type: "button", onclick: file("-session.json", "application/json", () => JSON.stringify(app.session(text), null, 2)) }, "Session as a file"),
      make("button", { type: "button", onclick: () => picture(name, pictures()) }, "Both worlds as a picture"),
      make("button", { type: "button", disabled: !app.guess.isOpen, onclick: () => drawing(name, app) }, "Distribution as a drawing"),
      make("button", { type: "button", onclick: () => copied(app, said) }, "Copy a link to this view")),
    said,
    !app.guess.isOpen && make("p", { class: "sub" }, "The distribution can be drawn once its guesses are locked."),
    make("div", { class: "steps" }, make("button", { type: "button", onclick: () => chosen.click() }, "Open a session"), chosen),
    make("p", {}, "The session holds the worlds, the month, the history and every guess of the tour. The scenario holds the two worlds as its arms. ", make("code", {}, `swplab run ${name}.toml`), ` gives the same numbers to the last bit; the dots of this page are its replications 0 to ${app.planned - 1}.`),
    make("details", {}, make("summary", {}, "The file"), make("pre", { tabindex: 0 }, text)),
  );
}

/** Colours stand in the style sheet; a drawing that leaves the page takes them along, with what it is of. @param {string} name @param {import("./app.js").App} app */
function drawing(name, app) {
  const shown = document.querySelector("#distribution svg");
  if (!shown) return;
  const copy = /** @type {SVGElement} */ (shown.cloneNode(true));
  const [from, to] = [shown, copy].map((one) => [...one.querySelectorAll("*")]);
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    for (const property of ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family", "text-anchor"]) {
      to[at].setAttribute(property, style.getPropertyValue(property));
    }
  });
  const { opening } = /** @type {any} */ (app.current);
  const found = (/** @type {any[]} */ all, /** @type {string} */ id) => all.find((one) => one.id === id);
  const indicator = found(opening.indicators, app.show);
  const unit = found(opening.units, app.unit)?.title ?? "";
  const words = [opening.title, `${indicator.title}, ${unitOfDifference(indicator.unit)}. ${unit}.`, `A: ${app.worlds[0].name}`, `B: ${app.worlds[1].name}`, `B less A, one dot for each of ${app.histories.length} histories. ${opening.authorities.map((/** @type {any} */ one) => one.name).join(", ")}, from ${opening.start}.`];
  const [, , width, height] = (copy.getAttribute("viewBox") ?? "0 0 620 296").split(" ").map(Number);
  const head = 20 * words.length + 8;
  copy.setAttribute("viewBox", `0 ${-head} ${width} ${height + head}`);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
  copy.prepend(svg("rect", { x: 0, y: -head, width, height: height + head, fill: paper }));
  words.forEach((line, at) => copy.append(svg("text", { x: 6, y: 20 * (at + 1) - head, fill: ink, "font-size": at ? 14 : 17, "font-weight": at ? "normal" : "bold", "font-family": "Arial, Helvetica, sans-serif" }, line)));
  offer(`${name}.svg`, "image/svg+xml", copy.outerHTML);
}

/** @param {import("./app.js").App} app @param {HTMLElement} said */
function copied(app, said) {
  const { link, words } = linkOf(location, app.state());
  const say = (/** @type {string} */ first) => {
    said.textContent = `${first} ${words}`;
  };
  const failed = () => say("The link stands in the address of the page; it could not be copied from here.");
  if (!navigator.clipboard) failed();
  else navigator.clipboard.writeText(link).then(() => say("The link is copied."), failed);
}
