// @ts-check
// The panels that ask the engine again: the words of a run, from a study of its own, and the journey of one child.
import { Dropped } from "./bench.js";
import { fill, make } from "./dom.js";
import { RULES, chosen, drawn, nameOf } from "./journey.js";

/** Replications of the study whose sentences are told: as many as the figures of the first year ask for. */
const TOLD = 40;

/**
 * What a run tells of a scenario: a study is lived a replication at a time, so that it can be given up on the way.
 * @param {import("./bench.js").Bench} teller a worker of its own
 * @param {any} scenario what `open` of the worker takes
 * @param {Element} note where it says how far it has come
 * @param {() => boolean} isStale whether the scenario has changed since
 * @returns {Promise<any>} nothing where it was given up
 */
export async function toldOf(teller, scenario, note, isStale) {
  try {
    await teller.open(scenario);
    await teller.ask("beginStudy", TOLD);
    for (let lived = 1; await teller.ask("liveNext"); lived += 1) {
      if (isStale()) return undefined;
      note.textContent = `The page lives ${TOLD} histories once more, apart from the dots, for the sentences of a report: ${lived} are there.`;
    }
    const told = await teller.ask("told");
    return isStale() ? undefined : told;
  } catch (failed) {
    if (!(failed instanceof Dropped)) note.textContent = /** @type {Error} */ (failed).message;
    return undefined;
  }
}

/** Says why a panel is closed, where it is. @param {HTMLElement} panel @param {import("./app.js").App} app @param {boolean} isClosed */
export function closed(panel, app, isClosed) {
  if (!isClosed) return false;
  const how = app.original?.steps[app.step] && !app.original.steps[app.step].question ? "\u201cShow them\u201d opens it" : "write a guess down, or \u201cNo idea\u201d, then \u201cLock and see\u201d";
  fill(panel, make("p", {}, `This tells what the room is asked. At \u201cMany histories\u201d: ${how}.`));
  return true;
}

/**
 * One child, two histories.
 * @param {Element} panel
 * @param {{ app: import("./app.js").App, scenes: import("./scene.js").Scene[], child: { rule: string, name: string } }} page
 * @param {{ choose: (rule: string) => void, pick: (person: import("./scene.js").Person) => void }} act
 */
export async function journey(panel, { app, scenes, child }, act) {
  const select = make("select", { onchange: () => act.choose(select.value) },
    ...Object.entries(RULES).map(([rule, words]) => make("option", { value: rule, selected: rule === child.rule && !child.name }, words)),
    child.name && make("option", { value: "", selected: true }, "the child who was clicked"));
  const place = make("div", { class: "journey" });
  fill(panel, make("label", {}, "Follow ", select), place);
  const ends = scenes.map((scene) => scene.last());
  const named = ends.flatMap((end) => end.people.filter((one) => nameOf(one) === child.name));
  const person = child.name ? named[0] : chosen(ends, child.rule);
  if (!person) return;
  act.pick(person);
  const name = nameOf(person);
  try {
    const asked = { replication: app.history, high: person.high, low: person.low };
    const rows = await Promise.all([0, 1].map((arm) => app.bench.ask("journey", { ...asked, arm }, { seat: arm })));
    const lives = rows.map((own, at) => ({ rows: own, start: scenes[at].first.get(name), name: app.worlds[at].name }));
    drawn(place, lives, scenes[0].months, person.born);
  } catch (failed) {
    if (!(failed instanceof Dropped)) place.textContent = /** @type {Error} */ (failed).message;
  }
}
