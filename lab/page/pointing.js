// @ts-check
// Whom somebody points at: a dot is clicked, or chosen with the keys; her journey opens below.
import { byId } from "./dom.js";
import { RULES, nameOf } from "./journey.js";
import { journey } from "./panels.js";

export class Pointing {
  /** @param {import("./page.js").Page} page */
  constructor(page) {
    this.page = page;
    /** By a rule, or by name. */
    this.child = { rule: Object.keys(RULES)[0], name: "" };
  }

  listen() {
    this.page.pictures.forEach((picture, at) => {
      picture.canvas.addEventListener("click", (event) => {
        const box = picture.canvas.getBoundingClientRect();
        this.at(at, picture.whoAt(event.clientX - box.left, event.clientY - box.top));
        this.follow();
      });
      picture.canvas.addEventListener("keydown", (event) => {
        if (event.key === "Enter") this.follow();
      });
    });
  }

  /** Points at somebody of a world. @param {number} world @param {number} who */
  at(world, who) {
    const person = this.page.scenes[world]?.people[who];
    if (!person) return;
    this.child = { rule: "", name: nameOf(person) };
    this.pick(person);
  }

  /** The next child who is there, or the one before, in the order in which they stand. @param {number} by */
  step(by) {
    // A narrow page shows one world alone.
    const world = Math.max(0, this.page.pictures.findIndex(({ now }) => now.size > 0));
    const picture = this.page.pictures[world];
    const standing = [...picture.now].sort(([, one], [, other]) => one.y - other.y || one.x - other.x).map(([who]) => who);
    if (standing.length === 0) return;
    const now = standing.indexOf(picture.picked);
    const next = now < 0 ? (by > 0 ? 0 : standing.length - 1) : (now + by + standing.length) % standing.length;
    this.at(world, standing[next]);
    this.page.say(`Child ${next + 1} of ${standing.length} is marked in both worlds. Enter opens her two histories.`);
  }

  /** Opens the journey of whom somebody points at, and goes there. */
  follow() {
    if (!this.child.name) return;
    this.page.tabs.open("child");
    byId("tab-child").focus({ preventScroll: true });
    byId("depth").scrollIntoView({ block: "nearest" });
  }

  /** @param {HTMLElement} panel */
  journey(panel) {
    const { app, scenes } = this.page;
    if (scenes.length === 0) return;
    journey(panel, { app, scenes, child: this.child }, {
      choose: (rule) => {
        this.child = { rule, name: "" };
        this.journey(panel);
      },
      pick: (person) => this.pick(person),
    });
  }

  /** Marks a child in both worlds. @param {import("./scene.js").Person} person */
  pick(person) {
    const { page } = this;
    page.pictures.forEach((picture, at) => {
      picture.picked = page.scenes[at].people.findIndex((one) => nameOf(one) === nameOf(person));
    });
    page.draw(1);
  }
}
