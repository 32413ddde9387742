// @ts-check
// The two worlds on the bench: what each sets against the common part of the scenario file.

/** @typedef {{ name: string, set: [string, string][] }} World */

/** The worlds with which a scenario is opened. @param {any} opening @returns {World[]} */
export function worldsOf(opening) {
  const named = opening.arms.findIndex((/** @type {any} */ arm) => arm.name === opening.second);
  const second = named > 0 ? named : 1;
  return [0, second].map((at) => {
    const { name, set } = opening.arms[at];
    return { name, set: set.map((/** @type {[string, string]} */ pair) => [...pair]) };
  });
}

/** What a world sets at a path; undefined where it leaves the file as it is. @param {World} world @param {string} path */
export function valueOf(world, path) {
  return world.set.find(([known]) => known === path)?.[1];
}

/**
 * A world in which a path is set, or left as the file has it.
 * @param {World} world
 * @param {string} path
 * @param {string | undefined} value as TOML
 * @returns {World}
 */
export function withValue(world, path, value) {
  const set = world.set.filter(([known]) => known !== path);
  if (value !== undefined) set.push([path, value]);
  return { ...world, set };
}

/** A value as a reader sees it. @param {string} value @param {any} [control] */
export function inWords(value, control) {
  const at = control ? control.values.findIndex((/** @type {string} */ known) => isSame(known, value)) : -1;
  if (at >= 0 && control.words[at]) return control.words[at];
  if (value === "true") return "yes";
  if (value === "false") return "no";
  if (value === "[]") return "none";
  if (value.startsWith("[") || value.startsWith("{")) return "as in the file";
  const text = value.replace(/^"(.*)"$/, "$1");
  return /^-?\d+\.0$/.test(text) ? text.slice(0, -2) : text;
}

/** Whether two values as TOML are the same number or text. @param {string} one @param {string} other */
export function isSame(one, other) {
  return one === other || (one.trim() !== "" && Number(one) === Number(other));
}

/**
 * Names of the worlds: their own while they are as they were, else what they set.
 * @param {World[]} worlds
 * @param {any} opening the scenario as it was opened
 * @param {any[]} controls
 */
export function named(worlds, opening, controls) {
  const names = worlds.map((world, own) => {
    const same = opening.arms.find((/** @type {World} */ arm) => isAlike(arm, world));
    if (same) return same.name;
    // What the other world has not comes first: a name that is cut still tells them apart.
    const other = worlds[1 - own];
    const isOwn = (/** @type {[string, string]} */ [path, value]) => !other || !isSame(valueOf(other, path) ?? "", value);
    const said = (/** @type {[string, string]} */ [path, value]) => {
      const control = controls.find((one) => one.path === path);
      if (path === "practice" && value === "[]") return "no practice";
      return `${control?.label ?? path}${control?.words.length ? ":" : ""} ${inWords(value, control)}`;
    };
    // What goes on from an arm that the other world is has the name of that arm, and what it adds.
    const base = other && other.set.length > 0 && other.set.every(([path]) => valueOf(world, path) !== undefined) && opening.arms.find((/** @type {World} */ arm) => isAlike(arm, other));
    if (base) return inFull([base.name, ...world.set.filter(isOwn).map(said)]);
    const set = [...world.set.filter(isOwn), ...world.set.filter((pair) => !isOwn(pair))];
    return inFull(set.map(said)) || "As the file has it";
  });
  // A run refuses two arms of one name.
  if (names[0] === names[1]) names[1] = `${names[1]} (B)`;
  return worlds.map((world, at) => ({ ...world, name: names[at] }));
}

/** Longest name of a world that is made of what it sets. */
const LONGEST = 90;

/** As many whole parts as a name holds, and how many more there are. @param {string[]} parts */
function inFull(parts) {
  let many = parts.length;
  const name = () => `${parts.slice(0, many).join(", ")}${many < parts.length ? ` and ${parts.length - many} more` : ""}`;
  while (many > 1 && name().length > LONGEST) many -= 1;
  return name().slice(0, LONGEST);
}

/** @param {World} one @param {World} other */
export function isAlike(one, other) {
  const own = (/** @type {World} */ world) => [...world.set].sort().map((pair) => pair.join("=")).join(";");
  return own(one) === own(other);
}

/**
 * The state of the page as it stands in the address after `#`.
 * @param {Record<string, any>} state
 */
export function toHash(state) {
  return `#${encodeURIComponent(JSON.stringify(state))}`;
}

/** What an address says; nothing where it says nothing that can be read. @param {string} hash @returns {Record<string, any>} */
export function ofHash(hash) {
  try {
    const state = JSON.parse(decodeURIComponent(hash.replace(/^#/, "")) || "{}");
    return state && typeof state === "object" && !Array.isArray(state) ? state : {};
  } catch {
    return {};
  }
}

/** Whether something written is two worlds. @param {any} written */
export function isWorlds(written) {
  const isPair = (/** @type {any} */ pair) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === "string");
  return Array.isArray(written) && written.length === 2 && written.every((world) => typeof world?.name === "string" && Array.isArray(world.set) && world.set.every(isPair));
}

/**
 * What an address or a session says of a scenario, without what nobody can show.
 * @param {Record<string, any>} written
 * @param {any} opening the scenario as it was opened
 */
export function stateOf(written, opening) {
  const isOf = (/** @type {any[]} */ all, /** @type {any} */ id) => all.some((one) => one.id === id);
  const isNumber = (/** @type {any} */ number) => Number.isInteger(number) && number >= 0;
  return {
    worlds: isWorlds(written.worlds) ? written.worlds : undefined,
    authority: typeof written.authority === "string" ? written.authority : undefined,
    history: isNumber(written.history) ? Math.min(written.history, 9999) : (opening.history ?? 1) - 1,
    unit: isOf(opening.units, written.unit) ? written.unit : opening.unit,
    show: isOf(opening.indicators, written.show) ? written.show : opening.show,
    step: opening.steps[written.step] ? written.step : -1,
    rounds: written.rounds && typeof written.rounds === "object" ? written.rounds : {},
  };
}
