// @ts-check
// Save and share: the scenario as a file that `swplab run` reads, the picture, the session, a link.
import { fill, make, offer } from "./dom.js";
import { toHash } from "./settings.js";

/** A name of a file made of words. @param {string} words */
export function fileName(words) {
  return words.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "laboratory";
}

/**
 * @param {Element} place
 * @param {import("./app.js").App} app
 * @param {{ canvases: HTMLCanvasElement[], names: string[], paper: string }} pictures
 * @param {(sentence: string) => void} say
 */
export async function saving(place, app, pictures, say) {
  const name = fileName(`${app.original.title} ${app.worlds.map((world) => world.name).join(" or ")}`);
  const text = await app.saved().catch(() => undefined);
  // Another change came meanwhile: the panel is laid out again when it is opened.
  if (text === undefined) return;
  const link = `${location.href.split("#")[0]}${toHash(app.state())}`;
  fill(
    place,
    make("div", { class: "steps" },
      make("button", { type: "button", onclick: () => offer(`${name}.toml`, "text/plain", text) }, "Scenario as a file"),
      make("button", { type: "button", onclick: () => offer(`${name}-session.json`, "application/json", JSON.stringify(app.session(text), null, 2)) }, "Session as a file"),
      make("button", { type: "button", onclick: () => picture(name, pictures) }, "Both worlds as a picture"),
      make("button", { type: "button", onclick: () => drawing(name) }, "Distribution as a drawing"),
      make("button", { type: "button", onclick: () => copied(link, say) }, "Copy a link to this view")),
    make("p", {}, "The file holds the two worlds as its arms. ", make("code", {}, `swplab run ${name}.toml`), ` gives the same numbers to the last bit; the dots of this page are its replications 0 to ${Math.max(0, app.histories.length - 1)}.`),
    make("details", {}, make("summary", {}, "The file"), make("pre", { tabindex: 0 }, text)),
  );
}

/** @param {string} name @param {{ canvases: HTMLCanvasElement[], names: string[], paper: string }} pictures */
function picture(name, { canvases, names, paper }) {
  const whole = document.createElement("canvas");
  const gap = 24;
  whole.width = canvases.reduce((sum, one) => sum + one.width + gap, gap);
  whole.height = Math.max(...canvases.map((one) => one.height)) + 70;
  const pen = /** @type {CanvasRenderingContext2D} */ (whole.getContext("2d"));
  pen.fillStyle = paper;
  pen.fillRect(0, 0, whole.width, whole.height);
  let x = gap;
  canvases.forEach((canvas, at) => {
    pen.fillStyle = paper === "#ffffff" || paper === "#fff" ? "#0b0c0c" : "#ffffff";
    pen.font = "bold 22px Arial, Helvetica, sans-serif";
    pen.fillText(`${"AB"[at]}: ${names[at]}`, x, 36, canvas.width);
    pen.drawImage(canvas, x, 54);
    x += canvas.width + gap;
  });
  whole.toBlob((blob) => {
    if (blob) offer(`${name}.png`, "image/png", blob);
  });
}

/** Colours stand in the style sheet; a drawing that leaves the page takes them along. @param {string} name */
function drawing(name) {
  const shown = document.querySelector("#distribution svg");
  if (!shown) return;
  const copy = /** @type {SVGElement} */ (shown.cloneNode(true));
  const [from, to] = [shown, copy].map((one) => [...one.querySelectorAll("*")]);
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    for (const property of ["fill", "stroke", "stroke-width", "font-size", "font-family", "text-anchor"]) {
      to[at].setAttribute(property, style.getPropertyValue(property));
    }
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  offer(`${name}.svg`, "image/svg+xml", copy.outerHTML);
}

/** @param {string} link @param {(sentence: string) => void} say */
function copied(link, say) {
  const failed = () => say("The link stands in the address of the page; it could not be copied from here.");
  if (!navigator.clipboard) failed();
  else navigator.clipboard.writeText(link).then(() => say("The link is copied."), failed);
}
