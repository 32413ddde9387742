// @ts-check
// What stands under a picture: the counts that matter in words, and what the signs mean.
import { fill, make, tableOf } from "./dom.js";
import { printed } from "./figures.js";
import { cultureInWords, shape } from "./paint.js";

/** What matters of a world in a month, under its picture. @param {Element} figure @param {import("./scene.js").Scene} scene @param {string} name @param {string} month */
export function counters(figure, scene, name, month) {
  const group = scene.hasRemit() ? 1 : 0;
  const years = scene.sum("child_months", group) / 12;
  const changes = scene.sum("changes", group);
  const moves = scene.sum("moves", group);
  const all = (/** @type {string} */ counter) => scene.told.providers.reduce((sum, _, at) => sum + (scene.counter("open", at) ? scene.counter(counter, at) : 0), 0);
  const practice = scene.told.providers.findIndex((one, at) => one.practice && scene.counter("open", at) > 0);
  const of = practice < 0 ? 0 : practice;
  const rate = (/** @type {number} */ count) => (years > 0 ? ` (${printed(count / years, 2)} a year each)` : "");
  const entries = [
    ["Changes of case holder", `${changes}${rate(changes)}`],
    ["Moves", `${moves}${rate(moves)}`],
    ["Posts", `${all("filled")} of ${all("posts")} employed, ${all("agency")} agency, ${all("vacant")} vacant, ${all("sick")} sick`],
    [scene.told.providers[of].name, `${scene.counter("cases", of)} young people, ${cultureInWords(scene.counter("culture", of))}`],
  ];
  fill(/** @type {Element} */ (figure.querySelector("dl")), ...entries.map(([term, words]) => make("div", {}, make("dt", {}, term), make("dd", {}, words))));
  figure.querySelector("canvas")?.setAttribute("aria-label", `${name}, ${month}: ${entries.map(([term, words]) => `${term} ${words}`).join("; ")}. Counts are of ${group ? "the children of the remit" : "all children"}. Click a dot to follow a child.`);
}

/** Of what the legend in a place was made. @type {WeakMap<Element, string>} */
const drawn = new WeakMap();

/** The shapes of placements and the other signs. @param {Element} place @param {string[]} placements in words @param {import("./paint.js").Colours} colours */
export function legend(place, placements, colours) {
  const likeness = JSON.stringify([placements, colours]);
  if (drawn.get(place) === likeness) return;
  drawn.set(place, likeness);
  const signs = [["disc", `${placements[0]} or ${placements[1]}`], ["square", placements[2]], ["triangle", placements[3]],
    ["diamond", placements[4]], ["ring", placements[5]], ["cross", placements[6]], ["half", "care leaver"]];
  fill(
    place,
    ...signs.map(([kind, word]) => {
      const canvas = make("canvas", { width: 28, height: 28 });
      const pen = canvas.getContext("2d");
      pen.fillStyle = pen.strokeStyle = kind === "half" ? colours.leaver : colours.ink;
      shape(pen, kind, 14, 14, 8);
      return make("span", {}, canvas, word);
    }),
    make("span", { class: "ring change" }, "new case holder this month"),
    make("span", { class: "ring move" }, "moved this month"),
    make("span", {}, "desks: filled employed, A agency, crossed off sick, dotted vacant"),
  );
}

/** Every service of both worlds in a month. @param {import("./scene.js").Scene[]} scenes @param {string} caption */
export function monthTable(scenes, caption) {
  const rows = scenes.flatMap((scene, at) => scene.told.providers.map((provider, index) => {
    const of = (/** @type {string} */ counter) => scene.counter(counter, index);
    const counts = ["posts", "filled", "sick", "agency", "vacant", "cases"].map(of);
    return [`${"AB"[at]} ${provider.name}`, ...counts, of("culture").toFixed(2), of("changes"), of("moves")];
  }));
  return tableOf(caption, ["Service", "Posts", "Employed", "Of them sick", "Agency", "Vacant", "Young people", "Culture", "Changes of case holder in the month", "Moves in the month"], rows);
}
