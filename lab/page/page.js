// @ts-check
// The page: its parts are made here and told of each other.
import { App, isScenario } from "./app.js";
import { distribution, sentence } from "./chart.js";
import { Clock } from "./clock.js";
import { knobs } from "./controls.js";
import { byId, fill, make } from "./dom.js";
import { differences } from "./figures.js";
import { guessing, unasked } from "./guess.js";
import { nameOf } from "./journey.js";
import { pressed } from "./keys.js";
import { counters, legend, monthTable } from "./legend.js";
import { Picture, coloursOf } from "./paint.js";
import { journey, toldOf } from "./panels.js";
import { saving } from "./save.js";
import { ofHash, toHash, withValue } from "./settings.js";
import { tabbed } from "./tabs.js";
import { happenings, monthName, timeline } from "./timeline.js";
import { ownFigures, restsOn, why } from "./told.js";
import { tour, worldsOfStep } from "./tour.js";

/** Shows a fault, or none. @param {string} words */
export function fault(words) {
  fill(byId("faults"), words && make("pre", {}, words), words && make("button", { type: "button", onclick: () => fault("") }, "Close"));
}

export class Page {
  /** @param {import("./bench.js").Bench} bench @param {() => import("./bench.js").Bench} hireTeller @param {(words: string) => void} say */
  constructor(bench, hireTeller, say) {
    this.hireTeller = hireTeller;
    this.say = say;
    this.loaded = NaN;
    /** @type {{ file: string, text: string }[]} */
    this.files = [];
    /** @type {import("./scene.js").Scene[]} */
    this.scenes = [];
    this.pictures = ["world-a", "world-b"].map((id) => new Picture(byId(id).querySelector("canvas")));
    this.clock = new Clock((month, walks) => this.showMonth(month, walks), (way) => this.draw(way), () => this.showPlaying());
    this.app = new App(bench, {
      opened: () => this.opened(),
      picture: (scenes) => this.pictured(scenes),
      histories: () => this.soon(),
      settled: () => this.settled(),
      refused: fault,
    });
    /** What a run tells of the worlds on the bench. @type {any} */
    this.told = undefined;
    /** The worker that lives the study of these words. @type {import("./bench.js").Bench | undefined} */
    this.teller = undefined;
    this.asked = "";
    /** The picture of the next result, while it is awaited. @type {number | undefined} */
    this.pending = undefined;
    /** Until the address is written. @type {any} */
    this.written = undefined;
    /** @type {import("./paint.js").Colours | undefined} */
    this.colours = undefined;
    /** @type {ReturnType<typeof timeline> | undefined} */
    this.line = undefined;
    this.child = { rule: "differs", name: "" };
    this.tabs = tabbed(byId("tabs"), byId("panels"), [
      { id: "why", title: "Why", open: (panel) => this.tell(panel, () => why(panel, { ...this.found(), told: this.told })) },
      { id: "child", title: "One child", open: (panel) => this.journey(panel) },
      { id: "rests", title: "Rests on", open: (panel) => this.tell(panel, () => this.told && restsOn(panel, this.told, this.app.show)) },
      { id: "figures", title: "Your figures", open: (panel) => this.tell(panel, () => this.told && ownFigures(panel, this.told)) },
      { id: "save", title: "Save", open: (panel) => saving(panel, this.app, this.saved(), (words) => this.say(words)) },
    ]);
  }

  /** @param {{ file: string, text: string }[]} files */
  async begin(files) {
    this.files = files;
    this.listen();
    const state = ofHash(location.hash);
    const first = files.find((one) => one.file === state.scenario) ?? files[0];
    await this.load(first, state);
  }

  /** The profiles that the engine carries are listed when somebody asks for another. */
  async profiles() {
    if (byId("profiles").children.length > 0) return;
    this.teller ??= this.hireTeller();
    const names = await this.teller.ask("carried").catch(() => []);
    fill(byId("profiles"), ...names.map((/** @type {string} */ value) => make("option", { value })));
  }

  /** @param {{ file: string, text: string }} file @param {Record<string, any>} [state] */
  async load(file, state) {
    fault("");
    this.clock.pause();
    this.clock.month = 0;
    if (!this.files.includes(file)) this.files = [...this.files.filter((one) => one.file !== file.file), file];
    fill(byId("scenario"), ...this.files.map((one) => make("option", { value: one.file, selected: one === file }, one.file.replace(/\.toml$/, ""))));
    await this.app.load(file, state);
  }

  /** What hangs on the scenario alone. */
  opened() {
    const { app } = this;
    const { opening } = /** @type {any} */ (app.current);
    fault("");
    this.told = undefined;
    byId("title").textContent = opening.title;
    byId("question").textContent = opening.question;
    byId("authority").value = opening.authorities.map((/** @type {any} */ one) => one.profile).join(", ");
    byId("authority").disabled = app.original.authorities.length > 1;
    byId("tour-open").hidden = app.original.steps.length === 0;
    fill(byId("measure"), ...opening.indicators.map((/** @type {any} */ one) => make("option", { value: one.id, selected: one.id === app.show }, one.title)));
    fill(byId("unit"), ...opening.units.filter((/** @type {any} */ one) => one.paired).map((/** @type {any} */ one) => make("option", { value: one.id, selected: one.id === app.unit }, one.title)));
    document.querySelectorAll(".worldname").forEach((name, at) => {
      name.textContent = app.worlds[at].name;
    });
    this.step();
    this.showControls();
    this.showResult();
  }

  /** The step of the tour, or none. */
  step() {
    const { app } = this;
    tour(byId("tour"), app.original.steps, app.step, { go: (at) => this.go(at), close: () => this.go(-1) });
  }

  /** @param {number} at */
  go(at) {
    const { app } = this;
    const step = app.original.steps[at];
    app.step = step ? at : -1;
    if (step) {
      app.worlds = worldsOfStep(step);
      app.guess = step.question ? unasked() : { ...unasked(), isOpen: true };
    }
    // Who went on meanwhile has left the step, and its title with it.
    app.apply().then(() => document.getElementById(app.step >= 0 ? "tour-title" : "title")?.focus());
  }

  showControls() {
    const { app } = this;
    const step = app.original.steps[app.step];
    const isNamed = (/** @type {any} */ one) => step.controls.includes(one.path);
    const all = app.controls();
    const first = step?.controls.length ? all.filter(isNamed) : app.original.controls.slice(0, 4);
    const move = (/** @type {number} */ world, /** @type {string} */ path, /** @type {string | undefined} */ value) => {
      app.worlds = app.worlds.map((one, at) => (at === world ? withValue(one, path, value) : one));
      app.apply();
    };
    knobs(byId("knobs"), first, app.worlds, move);
    knobs(byId("more").querySelector("div"), all.filter((one) => !first.includes(one)), app.worlds, move);
  }

  /** @param {import("./scene.js").Scene[]} scenes */
  pictured(scenes) {
    this.scenes = scenes;
    this.clock.months = scenes[0].months;
    const slide = byId("month");
    slide.max = String(scenes[0].months);
    this.line = timeline(byId("timeline"), scenes, this.app.worlds.map((world) => world.name));
    this.pictures.forEach((picture, at) => {
      scenes[at].at(Math.min(this.clock.month, scenes[at].months));
      picture.show(scenes[at]);
    });
    byId("history").value = String(this.app.history + 1);
    this.clock.go(this.clock.month);
    this.showLegend();
    this.remember();
    if (this.tabs.isOpen("child")) this.tabs.renew();
  }

  /** @param {number} month @param {boolean} walks */
  showMonth(month, walks) {
    this.scenes.forEach((scene, at) => {
      scene.at(month);
      this.pictures[at].settle(walks);
    });
    if (this.scenes.length === 0) return;
    this.line?.at(month);
    const { start } = this.app.original;
    byId("month").value = String(month);
    byId("month").setAttribute("aria-valuetext", monthName(start, month));
    byId("when").textContent = month === 0 ? `first day, ${monthName(start, 0)}` : monthName(start, month);
    byId("happened").textContent = this.scenes.flatMap((scene, at) => happenings(scene, month).map((words) => `${"AB"[at]} ${words}.`)).join(" ");
    this.scenes.forEach((scene, at) => counters(byId(["world-a", "world-b"][at]), scene, this.app.worlds[at].name, monthName(start, month)));
    if (byId("month-table").open) this.showTable();
  }

  /** @param {number} way */
  draw(way) {
    this.colours ??= coloursOf(document.documentElement);
    for (const picture of this.pictures) picture.draw(this.colours, way);
  }

  showPlaying() {
    byId("play").textContent = this.clock.isPlaying ? "Pause" : "Play";
  }

  /** The months of the table are those of the picture. */
  showTable() {
    fill(byId("month-table").querySelector("div"), monthTable(this.scenes, `${byId("when").textContent}, history ${this.app.history + 1}`));
  }

  showLegend() {
    this.colours ??= coloursOf(document.documentElement);
    legend(byId("legend"), this.scenes[0].told.placements, this.colours);
  }

  /** The result is drawn once a picture, however many histories came. */
  soon() {
    this.pending ??= requestAnimationFrame(() => {
      this.pending = undefined;
      this.showResult();
    });
  }

  found() {
    const { app } = this;
    const opening = app.current?.opening ?? app.original;
    return { histories: app.histories, opening, unit: app.unit, names: app.worlds.map((world) => world.name) };
  }

  showResult() {
    const { app } = this;
    if (!app.current) return;
    const { opening, names } = this.found();
    const indicator = opening.indicators.find((/** @type {any} */ one) => one.id === app.show) ?? opening.indicators[0];
    const shown = app.old ?? { histories: app.histories, opening };
    const found = differences(shown.histories, shown.opening, app.unit, indicator.id);
    const step = app.original.steps[app.step];
    guessing(byId("guess"), app.guess, {
      question: step?.question ?? "", reveal: step?.reveal ?? "", indicator, names, differences: found, isSettled: app.histories.length === app.planned,
    }, (guess) => {
      app.guess = guess;
      this.showResult();
      if (guess.isOpen) this.settled();
    });
    byId("distribution").hidden = !app.guess.isOpen;
    if (!app.guess.isOpen) return;
    const unit = opening.units.find((/** @type {any} */ one) => one.id === app.unit)?.title ?? "";
    distribution(byId("distribution"), { differences: found, planned: app.planned, indicator, guesses: app.guess.guesses, isOld: Boolean(app.old), names, unit, picked: app.history });
  }

  /** One sentence when all histories are there. */
  settled() {
    const { app } = this;
    const { opening, names, histories } = this.found();
    this.showResult();
    if (this.tabs.isOpen("why")) this.tabs.renew();
    if (!app.guess.isOpen || histories.length < app.planned) return;
    const indicator = opening.indicators.find((/** @type {any} */ one) => one.id === app.show);
    this.say(sentence(differences(histories, opening, app.unit, app.show), indicator, names));
  }

  /** Writes the state into the address once the hand rests: a browser takes as long for that as for a picture. */
  remember() {
    clearTimeout(this.written);
    this.written = setTimeout(() => history.replaceState(null, "", toHash(this.app.state())), 300);
  }

  saved() {
    return { canvases: this.pictures.map((picture) => picture.canvas), names: this.app.worlds.map((world) => world.name), paper: getComputedStyle(document.documentElement).getPropertyValue("--paper").trim() };
  }

  /** Lays out what is known, then asks for the words of a run where they are not there. @param {HTMLElement} panel @param {() => void} lay */
  async tell(panel, lay) {
    lay();
    const of = this.app.current?.text ?? "";
    if (this.told || this.asked === of) return;
    this.asked = of;
    const note = make("p", { class: "sub" });
    panel.append(note);
    this.teller ??= this.hireTeller();
    const scenario = { file: this.app.source.file, wanted: { text: of }, profiles: this.app.profiles };
    const told = await toldOf(this.teller, scenario, note, () => this.asked !== of || this.app.current?.text !== of);
    this.asked = "";
    if (!told) return;
    this.told = told;
    this.tabs.renew();
  }

  /** @param {HTMLElement} panel */
  journey(panel) {
    if (this.scenes.length === 0) return;
    journey(panel, this, {
      choose: (rule) => {
        this.child = { rule, name: "" };
        this.journey(panel);
      },
      pick: (person) => this.pick(person),
    });
  }

  /** Marks a child in both worlds. @param {import("./scene.js").Person} person */
  pick(person) {
    this.pictures.forEach((picture, at) => {
      picture.picked = this.scenes[at].people.findIndex((one) => nameOf(one) === nameOf(person));
    });
    this.draw(1);
  }

  listen() {
    const { app, clock } = this;
    const on = (/** @type {string} */ id, /** @type {string} */ event, /** @type {(event: any) => void} */ act) => byId(id).addEventListener(event, act);
    on("scenario", "change", ({ target }) => this.load(/** @type {any} */ (this.files.find((one) => one.file === target.value))));
    on("authority", "focus", () => this.profiles());
    on("authority", "change", ({ target }) => {
      app.authority = target.value.trim() || null;
      app.apply();
    });
    on("tour-open", "click", () => this.go(0));
    on("dark", "click", () => this.dark());
    on("help-open", "click", () => {
      byId("help").hidden = !byId("help").hidden;
      byId("help-open").setAttribute("aria-expanded", String(!byId("help").hidden));
    });
    on("play", "click", () => clock.toggle());
    on("first", "click", () => this.jump(0));
    on("back", "click", () => clock.step(-1));
    on("forward", "click", () => clock.step(1));
    on("event-before", "click", () => this.event(-1));
    on("event-next", "click", () => this.event(1));
    on("month", "input", ({ target }) => this.jump(Number(target.value)));
    on("speed", "change", ({ target }) => {
      clock.speed = Number(target.value);
    });
    on("history", "change", ({ target }) => app.look(Math.max(0, Math.round(Number(target.value) || 1) - 1)));
    on("timeline", "click", ({ clientX }) => this.line && this.jump(this.line.monthAt(clientX)));
    on("measure", "change", ({ target }) => this.measure({ show: target.value }));
    on("unit", "change", ({ target }) => this.measure({ unit: target.value }));
    on("month-table", "toggle", () => this.showTable());
    for (const [id, world] of [["show-a", "a"], ["show-b", "b"]]) on(id, "click", () => this.which(world));
    this.pictures.forEach((picture, at) => picture.canvas.addEventListener("click", (event) => {
      const box = picture.canvas.getBoundingClientRect();
      const who = picture.whoAt(event.clientX - box.left, event.clientY - box.top);
      if (who < 0) return;
      this.child = { rule: "", name: nameOf(this.scenes[at].people[who]) };
      this.tabs.open("child");
    }));
    document.addEventListener("keydown", (event) => pressed(event, this));
    document.addEventListener("visibilitychange", () => document.hidden && clock.pause());
    addEventListener("resize", () => {
      this.pictures.forEach((picture) => picture.fit());
      this.draw(1);
    });
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => this.dropped(event));
    this.which("a");
  }

  /** @param {{ show?: string, unit?: string }} what */
  measure(what) {
    Object.assign(this.app, what);
    this.app.guess = unasked();
    this.showResult();
    this.remember();
  }

  /** @param {number} month */
  jump(month) {
    this.clock.pause();
    this.clock.go(month);
  }

  /** @param {number} way */
  event(way) {
    const months = [...new Set(this.scenes.flatMap((scene) => scene.eventMonths()))].sort((a, b) => a - b);
    const to = way > 0 ? months.find((month) => month > this.clock.month) : months.filter((month) => month < this.clock.month).pop();
    this.jump(to ?? (way > 0 ? this.clock.months : 0));
  }

  /** Which world a narrow page shows. @param {string} world */
  which(world) {
    document.body.dataset.world = world;
    for (const one of ["a", "b"]) byId(`show-${one}`).setAttribute("aria-pressed", String(one === world));
    this.pictures.forEach((picture) => picture.fit());
    this.draw(1);
  }

  dark() {
    const isDark = document.documentElement.classList.toggle("dark");
    byId("dark").setAttribute("aria-pressed", String(isDark));
    this.colours = undefined;
    this.draw(1);
    if (this.scenes.length) this.showLegend();
  }

  /** A scenario or a profile that is dropped on the page: read here, checked by the engine, sent nowhere. @param {DragEvent} event */
  async dropped(event) {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    const text = await file.text();
    if (isScenario(text)) await this.load({ file: file.name, text });
    else await this.app.takeProfile(file.name, text);
  }
}
