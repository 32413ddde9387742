// @ts-check
// The page: its parts are made here and told of each other.
import { App, monthOf } from "./app.js";
import { Clock } from "./clock.js";
import { knobs } from "./controls.js";
import { byId, fill, make } from "./dom.js";
import { fault } from "./fault.js";
import { listen } from "./hands.js";
import { CLOSED, counters, legend, monthTable } from "./legend.js";
import { Picture, coloursOf } from "./paint.js";
import { closed, toldOf } from "./panels.js";
import { Pointing } from "./pointing.js";
import { Result } from "./result.js";
import { keptWords, saving, sessionOf } from "./save.js";
import { ofHash, toHash, withValue } from "./settings.js";
import { fitStage } from "./stage.js";
import { tabbed } from "./tabs.js";
import { happenings, monthName, timeline } from "./timeline.js";
import { ownFigures, restsOn, why } from "./told.js";
import { tour } from "./tour.js";
import { Turns } from "./turns.js";

/** Tabs that tell of all histories of the worlds and the measure. */
const TOLD = ["why", "rests", "figures"];

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
      histories: () => this.result.soon(),
      settled: () => this.settled(),
      refused: fault,
    });
    this.result = new Result(this.app, (isTurned) => this.guessed(isTurned), (step) => this.go(step));
    this.turns = new Turns(this.app, () => this.tabs.isOpen("rests") && this.tabs.renew());
    this.pointing = new Pointing(this);
    /** What a run tells of the worlds on the bench. @type {any} */
    this.told = undefined;
    /** The worker that lives the study of these words. @type {import("./bench.js").Bench | undefined} */
    this.teller = undefined;
    this.asked = "";
    /** What is said of a session that was opened. */
    this.kept = "";
    /** How far it has come. */
    this.note = make("p", { class: "sub" });
    /** Until the address is written. @type {any} */
    this.written = undefined;
    /** What the tour says at the month that is shown. */
    this.said = "";
    /** @type {import("./paint.js").Colours | undefined} */
    this.colours = undefined;
    /** @type {ReturnType<typeof timeline> | undefined} */
    this.line = undefined;
    this.tabs = tabbed(byId("tabs"), byId("panels"), [
      { id: "why", title: "Why", open: (panel) => closed(panel, this.app, !this.app.guess.isOpen) || this.tell(panel, () => why(panel, { ...this.result.found(), told: this.told })) },
      { id: "child", title: "One child", open: (panel) => closed(panel, this.app, this.app.isWaiting()) || this.pointing.journey(panel) },
      { id: "rests", title: "Rests on", open: (panel) => this.tell(panel, () => restsOn(panel, this.turns.laid(this.result.found().opening), this.told, this.measure())) },
      { id: "figures", title: "Your figures", open: (panel) => this.tell(panel, () => this.told && ownFigures(panel, this.told, this.measure())) },
      { id: "save", title: "Save", open: (panel) => saving(panel, this.app, () => this.saved(), (text) => this.openSession(text), () => this.kept) },
    ]);
  }

  /** @param {{ file: string, text: string }[]} files */
  async begin(files) {
    this.files = files;
    listen(this);
    const state = ofHash(location.hash);
    const first = files.find((one) => one.file === state.scenario);
    const isElsewhere = !first && typeof state.scenario === "string";
    await this.load(first ?? files[0], isElsewhere ? {} : state);
    if (isElsewhere) fault(`The address is of ${state.scenario}, which this page does not hold: drop that file on the page, or open the session.`);
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
    this.kept = "";
    this.clock.pause();
    this.clock.month = monthOf(state);
    if (!this.files.includes(file)) this.files = [...this.files.filter((one) => one.file !== file.file), file];
    fill(byId("scenario"), ...this.files.map((one) => make("option", { value: one.file, selected: one === file }, one.file.replace(/\.toml$/, ""))));
    await this.app.load(file, state);
    byId("scenario").value = this.app.source.file;
  }

  /** What hangs on the scenario alone. */
  opened() {
    const { app } = this;
    const { opening } = /** @type {any} */ (app.current);
    fault("");
    this.told = undefined;
    byId("title").textContent = opening.title;
    document.title = `${opening.title} \u00b7 swplab: the laboratory`;
    byId("question").textContent = opening.question;
    byId("authority").value = opening.authorities.map((/** @type {any} */ one) => one.profile).join(", ");
    byId("authority").disabled = app.original.authorities.length > 1;
    byId("tour-open").hidden = app.original.steps.length === 0;
    this.result.choices();
    document.querySelectorAll(".worldname").forEach((name, at) => {
      name.textContent = app.worlds[at].name;
    });
    for (const id of TOLD) {
      if (this.tabs.isOpen(id)) fill(byId(`panel-${id}`), make("p", { class: "sub" }, "Other worlds are on the bench; this is told again when all their histories are there."));
    }
    this.step();
    this.showControls();
    this.result.show();
  }

  /** The measure that is shown. */
  measure() {
    const { opening } = this.result.found();
    return opening.indicators.find((/** @type {any} */ one) => one.id === this.app.show) ?? opening.indicators[0];
  }

  /** The step of the tour, or none. */
  step() {
    const { app } = this;
    const ask = () => {
      byId("result").scrollIntoView({ block: "start" });
      (document.getElementById("guess-number") ?? byId("guess").querySelector(".found"))?.focus({ preventScroll: true });
    };
    const save = () => {
      this.tabs.open("save");
      byId("depth").scrollIntoView({ block: "start" });
    };
    this.clock.stop = app.original.steps[app.step]?.stop?.month;
    tour(byId("tour"), byId("tour-steps"), app.original.steps, app.step, { go: (at) => this.go(at), close: () => this.go(-1), ask, save });
  }

  /** @param {number} at */
  go(at) {
    const { app } = this;
    this.kept = "";
    this.clock.pause();
    app.go(at);
    if (app.step >= 0) this.clock.month = 0;
    // Who went on meanwhile has left the step, and its title with it.
    app.apply().then(() => {
      // Who is already writing a guess goes on.
      if (document.activeElement?.id === "guess-number") return;
      scrollTo(0, 0);
      document.getElementById(app.step >= 0 ? "tour-title" : "title")?.focus();
    });
    // What the step before had open closes at once, not when the worlds of this one are there: hands go up before it is read.
    this.result.choices();
    this.result.show();
    if (app.step >= 0) this.tabs.close();
    else this.tabs.renew();
  }

  showControls() {
    const { app } = this;
    const step = app.original.steps[app.step];
    // What a step sets apart is seen, whether or not it names it.
    const isNamed = (/** @type {any} */ one) => step.controls.includes(one.path) || step.second.concat(step.first).some((/** @type {string[]} */ [path]) => path === one.path);
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
    this.line = timeline(byId("timeline"), scenes, this.app.worlds.map((world) => world.name), this.app.original.start);
    this.pictures.forEach((picture, at) => {
      scenes[at].at(Math.min(this.clock.month, scenes[at].months));
      picture.show(scenes[at]);
    });
    byId("history").value = String(this.app.history + 1);
    this.clock.go(this.clock.month);
    this.showLegend();
    this.fit();
    for (const id of ["event-before", "event-next"]) byId(id).disabled = scenes.every((scene) => scene.eventMonths().length === 0);
    // What follows the worlds and the history at once.
    if (this.tabs.isOpen("child") || this.tabs.isOpen("save")) this.tabs.renew();
  }

  /** The pictures take the room that is left to them. @param {boolean} [isOther] whether they have another width */
  fit(isOther = false) {
    if (!fitStage() && !isOther) return;
    this.pictures.forEach((picture) => picture.fit());
    this.draw(1);
  }

  /** @param {number} month @param {boolean} walks */
  showMonth(month, walks) {
    this.app.month = month;
    // On the first day both worlds are alike; what comes after tells what is asked.
    const isClosed = this.app.isWaiting() && month > 0;
    this.scenes.forEach((scene, at) => {
      scene.at(month);
      this.pictures[at].isClosed = isClosed;
      this.pictures[at].settle(walks);
    });
    if (this.scenes.length === 0) return;
    if (!this.clock.isPlaying) this.remember();
    this.line?.at(month);
    const { start } = this.app.original;
    byId("month").value = String(month);
    byId("month").setAttribute("aria-valuetext", monthName(start, month));
    byId("when").textContent = month === 0 ? `first day, ${monthName(start, 0)}` : monthName(start, month);
    this.showHappened(month);
    this.scenes.forEach((scene, at) => counters(byId(["world-a", "world-b"][at]), scene, this.app.worlds[at].name, monthName(start, month), isClosed));
    if (byId("month-table").open) this.showTable();
  }

  /** What happened in a month, and what a step of the tour says where it stops. @param {number} month */
  showHappened(month) {
    const { steps, start } = this.app.original;
    const stop = steps[this.app.step]?.stop;
    const words = stop?.month === month ? `${monthName(start, month)}: ${stop.says}` : "";
    const happened = this.scenes.flatMap((scene, at) => happenings(scene, month).map((one) => `${"AB"[at]} ${one}.`)).join(" ");
    fill(byId("happened"), words && make("strong", {}, `${words} `), happened);
    if (words === this.said) return;
    this.said = words;
    if (words) this.say(words);
    this.fit();
  }

  /** @param {number} way */
  draw(way) {
    this.colours ??= coloursOf(document.documentElement);
    for (const picture of this.pictures) picture.draw(this.colours, way);
  }

  showPlaying() {
    byId("play").textContent = this.clock.isPlaying ? "Pause" : "Play";
    if (!this.clock.isPlaying) this.remember();
  }

  /** The months of the table are those of the picture. */
  showTable() {
    const isClosed = this.app.isWaiting() && this.clock.month > 0;
    fill(byId("month-table").querySelector("div"), isClosed ? make("p", {}, CLOSED) : monthTable(this.scenes, `${byId("when").textContent}, history ${this.app.history + 1}`));
  }

  showLegend() {
    this.colours ??= coloursOf(document.documentElement);
    const isCrowd = this.scenes.some((scene) => scene.told.providers.some((_, at) => !scene.isShown(at)));
    legend(byId("legend"), this.scenes[0].told, this.colours, isCrowd);
  }

  /** One sentence when all histories are there. */
  settled() {
    this.result.show();
    if (TOLD.some((id) => this.tabs.isOpen(id))) this.tabs.renew();
    const said = this.result.sentence();
    if (said) this.say(said);
  }

  /** A guess was written down; where the result opened or closed, so does all that tells it. @param {boolean} isTurned */
  guessed(isTurned) {
    this.remember();
    if (!isTurned) return;
    this.clock.go(this.clock.month);
    this.tabs.renew();
    const said = this.result.sentence();
    if (said) this.say(said);
  }

  /** Writes the state into the address once the hand rests: a browser takes as long for that as for a picture. */
  remember() {
    clearTimeout(this.written);
    this.written = setTimeout(() => history.replaceState(null, "", toHash(this.app.state())), 300);
  }

  saved() {
    const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
    const title = `${this.app.current?.opening.title ?? ""}: ${byId("when").textContent}, history ${this.app.history + 1}`;
    return { canvases: this.pictures.map((picture) => picture.canvas), names: this.app.worlds.map((world) => world.name), paper, title };
  }

  /** A session that was kept: everything as it stood. @param {string} text */
  async openSession(text) {
    const session = sessionOf(text);
    if (!session) {
      fault("The file is no session of this page.");
      return;
    }
    this.app.profiles = { ...this.app.profiles, ...session.profiles };
    await this.load({ file: session.scenario, text: session.source_text }, session);
    this.kept = keptWords(this.app);
    this.say(this.kept);
    this.tabs.renew();
  }

  /** Lays out what is known, then asks for the words of a run where they are not there. @param {HTMLElement} panel @param {() => void} lay */
  async tell(panel, lay) {
    lay();
    const of = this.app.current?.text ?? "";
    if (this.told) return;
    panel.append(this.note);
    if (this.asked === of) return;
    this.asked = of;
    this.note.textContent = "";
    this.teller ??= this.hireTeller();
    const scenario = { file: this.app.source.file, wanted: { text: of }, profiles: this.app.profiles };
    const told = await toldOf(this.teller, scenario, this.note, () => this.asked !== of || this.app.current?.text !== of);
    this.asked = "";
    if (!told) return;
    this.told = told;
    this.tabs.renew();
  }

  /** @param {{ show?: string, unit?: string }} what */
  choose(what) {
    this.app.measure(what);
    this.result.show();
    this.remember();
    if (TOLD.some((id) => this.tabs.isOpen(id))) this.tabs.renew();
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
}
