// @ts-check
// What stands under a picture: the counts that matter in words, and what the signs mean.
import { fill, make, tableOf } from "./dom.js";
import { printed } from "./figures.js";
import { box, cultureInWords, desk, ring, seatOfCrowd, shape } from "./paint.js";

/** Stands where counts would tell what the room is asked. */
export const CLOSED = "Counts and colours open when the guesses are locked.";

/**
 * What matters of a world in a month, under its picture.
 * @param {Element} figure
 * @param {import("./scene.js").Scene} scene
 * @param {string} name
 * @param {string} month
 * @param {boolean} isClosed while it would tell what is asked
 */
export function counters(figure, scene, name, month, isClosed) {
  const list = /** @type {Element} */ (figure.querySelector("dl"));
  const canvas = figure.querySelector("canvas");
  if (isClosed) {
    fill(list, make("div", {}, make("dt", {}, "Closed"), make("dd", {}, CLOSED)));
    canvas?.setAttribute("aria-label", `${name}, ${month}. ${CLOSED}`);
    return;
  }
  const group = scene.hasRemit() ? 1 : 0;
  const years = scene.sum("child_months", group) / 12;
  const changes = scene.sum("changes", group);
  const moves = scene.sum("moves", group);
  const all = (/** @type {string} */ counter) => scene.told.providers.reduce((sum, _, at) => sum + (scene.counter("open", at) ? scene.counter(counter, at) : 0), 0);
  const practice = scene.told.providers.findIndex((one, at) => one.practice && scene.counter("open", at) > 0);
  const of = practice < 0 ? 0 : practice;
  const rate = (/** @type {number} */ count) => (years > 0 ? ` (${printed(count / years, 2)} a year each)` : "");
  const [filled, posts, agency, vacant] = ["filled", "posts", "agency", "vacant"].map(all);
  // Agency workers are there beyond the posts too.
  const extra = filled + agency + vacant - posts;
  const entries = [
    ["Changes of case holder", `${changes}${rate(changes)}`],
    ["Moves", `${moves}${rate(moves)}`],
    ["Posts", `${filled} of ${posts} employed, ${agency} agency${extra > 0 ? ` (${extra} extra)` : ""}, ${vacant} vacant, ${all("sick")} sick`],
    [scene.told.providers[of].name, `${scene.counter("cases", of)} young people, ${cultureInWords(scene.counter("culture", of))}`],
  ];
  fill(list, ...entries.map(([term, words]) => make("div", {}, make("dt", {}, term), make("dd", {}, words))));
  canvas?.setAttribute("aria-label", `${name}, ${month}: ${entries.map(([term, words]) => `${term} ${words}`).join("; ")}. Counts are of ${group ? "the children of the remit" : "all children"}. Click a dot, or press C and Enter, to follow a child.`);
}

/** Of what the legend in a place was made. @type {WeakMap<Element, string>} */
const drawn = new WeakMap();

/**
 * The shapes of placements and the other signs, drawn as the pictures draw them.
 * @param {Element} place
 * @param {import("./scene.js").Told} told
 * @param {import("./paint.js").Colours} colours
 * @param {boolean} isCrowd whether a service is shown as a crowd below a row of bars
 */
export function legend(place, { placements, providers }, colours, isCrowd) {
  const isDesks = !isCrowd || providers.some((one) => one.practice);
  const likeness = JSON.stringify([placements, colours, isCrowd, isDesks]);
  if (drawn.get(place) === likeness) return;
  drawn.set(place, likeness);
  const sign = (/** @type {string} */ words, /** @type {(pen: CanvasRenderingContext2D) => void} */ draw) => {
    const canvas = make("canvas", { width: 32, height: 32 });
    const pen = canvas.getContext("2d");
    pen.fillStyle = pen.strokeStyle = colours.ink;
    draw(pen);
    return make("span", {}, canvas, words);
  };
  const shapes = [["disc", `${placements[0]} or ${placements[1]}`], ["square", placements[2]], ["triangle", placements[3]],
    ["diamond", placements[4]], ["ring", placements[5]], ["cross", placements[6]], ["half", "care leaver"]];
  const seats = ["employed", "off sick", "agency", "vacant"];
  fill(
    place,
    ...shapes.map(([kind, words]) => sign(words, (pen) => {
      if (kind === "half") pen.fillStyle = colours.leaver;
      shape(pen, kind, 16, 16, 9);
    })),
    sign("new case holder this month", (pen) => ring(pen, colours.change, 16, 16, 11)),
    sign("moved this month", (pen) => box(pen, colours.move, 16, 16, 10)),
    ...(isDesks ? seats.map((words, seat) => sign(`desk: ${words}`, (pen) => desk(pen, colours, { seat, changedAt: -1 }, { x: 4, y: 4, h: 25, room: { dot: 14 } }, 0))) : []),
    ...(isCrowd ? seats.map((words, seat) => sign(`post: ${words}`, (pen) => seatOfCrowd(pen, seat, 10, 8, 12, 16))) : []),
  );
}

/** Every service of both worlds in a month. @param {import("./scene.js").Scene[]} scenes @param {string} caption */
export function monthTable(scenes, caption) {
  const rows = scenes.flatMap((scene, at) => scene.told.providers.map((provider, index) => {
    const of = (/** @type {string} */ counter) => scene.counter(counter, index);
    const counts = ["posts", "filled", "sick", "agency", "vacant", "cases"].map(of);
    return [`${"AB"[at]} ${provider.name}`, ...counts, of("culture").toFixed(2), of("changes"), of("moves")];
  }));
  return tableOf(caption, ["Service", "Posts", "Employed", "Of them sick", "Agency, beyond the posts too", "Vacant", "Young people", "Culture", "Changes of case holder in the month", "Moves in the month"], rows);
}
