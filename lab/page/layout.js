// @ts-check
// Where everything stands in a picture of one world: rooms, desks, dots. Numbers in, numbers out.

/**
 * @typedef {{ x: number, y: number, w: number, h: number }} Box
 * @typedef {Box & { team: number, provider: number, isShown: boolean, title: string, over: Box | undefined, cell: Box, columns: number, dot: number }} Room
 */

/** What the teams of the pathway are called. @type {Record<string, string>} */
const STAGES = {
  "": "Team",
  assessment: "Assessment",
  court: "Court",
  "looked-after": "Looked after",
  "leaving-care": "Leaving care",
};
const TITLE = 19;
const GAP = 6;
/** Width of a letter of a title, about. */
const LETTER = 8.2;
/** Height of the line that names a service over its rooms. */
const OVER = 18;

/**
 * Rooms of a world in a picture of this size: a band for each service, in it a room for each team, as wide as the work
 * that it ever has.
 * @param {import("./scene.js").Scene} scene
 * @param {number} width
 * @param {number} height
 * @returns {Room[]}
 */
export function rooms(scene, width, height) {
  const { providers, teams } = scene.told;
  const bands = providers.flatMap((_, provider) => {
    const isHall = (/** @type {number} */ at) => scene.hall(at) === at && (scene.widest.get(at) ?? 0) > 0;
    const own = teams.flatMap((team, at) => (team.provider === provider && isHall(at) ? [at] : []));
    return own.length ? [{ provider, own, need: need(scene, own, scene.isShown(provider)) }] : [];
  });
  const all = bands.reduce((sum, band) => sum + band.need, 0);
  const free = height - GAP * (bands.length - 1);
  /** @type {Room[]} */
  const made = [];
  let y = 0;
  for (const { provider, own, need: share } of bands) {
    const whole = (free * share) / all;
    // A service of one room has its name there.
    const over = own.length > 1 ? { x: 0, y, w: width, h: OVER } : undefined;
    const h = whole - (over ? OVER : 0);
    if (over) y += OVER;
    const isShown = scene.isShown(provider);
    const work = own.map((team) => (isShown ? scene.widest : scene.fullest).get(team) ?? 1);
    const titles = own.map((team) => titleOf(scene, provider, team, own));
    const wide = widths(work, titles.map((title) => title.length * LETTER + 10), width - GAP * (own.length - 1));
    let x = 0;
    own.forEach((team, at) => {
      const w = wide[at];
      made.push(furnished(scene, { x, y, w, h, team, provider, isShown, title: titles[at], over: at === 0 ? over : undefined }));
      x += w + GAP;
    });
    y += h + GAP;
  }
  return made;
}

/** Widths of rooms by their work, none narrower than its title where all titles fit. @param {number[]} work @param {number[]} least @param {number} width */
export function widths(work, least, width) {
  const asked = least.reduce((a, b) => a + b, 0);
  const floor = least.map((one) => Math.min(one, (one / asked) * width));
  const free = width - floor.reduce((a, b) => a + b, 0);
  const share = work.map((one, at) => Math.max(0, (one / work.reduce((a, b) => a + b, 0)) * width - floor[at]));
  const over = share.reduce((a, b) => a + b, 0);
  return floor.map((one, at) => one + (over > 0 ? (free * share[at]) / over : free / work.length));
}

/** How much height a service asks for, against others. @param {import("./scene.js").Scene} scene @param {number[]} teams @param {boolean} isShown */
function need(scene, teams, isShown) {
  const sum = (/** @type {Map<number, number>} */ sizes) => teams.reduce((all, team) => all + (sizes.get(team) ?? 0), 0);
  // A desk with its children takes the place of some eighty dots of a crowd.
  return Math.max(90, isShown ? 28 * sum(scene.widest) : sum(scene.fullest) / 3);
}

/** @param {import("./scene.js").Scene} scene @param {number} provider @param {number} team @param {number[]} own */
function titleOf(scene, provider, team, own) {
  const { name } = scene.told.providers[provider];
  const stage = STAGES[scene.told.teams[team].stage] ?? scene.told.teams[team].stage;
  return own.length === 1 ? name : stage;
}

/** Desks and dots of a room. @param {import("./scene.js").Scene} scene @param {any} room @returns {Room} */
function furnished(scene, room) {
  const inner = { w: room.w - 2 * GAP, h: room.h - TITLE - GAP };
  if (!room.isShown) {
    const people = Math.max(1, scene.fullest.get(room.team) ?? 1);
    // The strip of posts stands above the crowd.
    const dot = Math.max(1.5, Math.min(13, Math.sqrt((inner.w * Math.max(10, inner.h - 14)) / people) * 0.92));
    return { ...room, cell: { x: 0, y: 0, w: dot, h: dot }, columns: Math.max(1, Math.floor(inner.w / dot)), dot };
  }
  const desks = Math.max(1, scene.widest.get(room.team) ?? 1);
  let best = { columns: 1, dot: 0, w: 0, h: 0 };
  for (let columns = 1; columns <= desks; columns += 1) {
    const w = inner.w / columns;
    const h = inner.h / Math.ceil(desks / columns);
    const dot = dotOf(w, h, scene.deepest);
    if (dot > best.dot) best = { columns, dot, w, h };
  }
  return { ...room, cell: { x: 0, y: 0, w: best.w, h: best.h }, columns: best.columns, dot: best.dot };
}

/** The largest dot with which so many stand beside a desk in a cell. @param {number} w @param {number} h @param {number} people */
function dotOf(w, h, people) {
  for (let dot = 16; dot > 2; dot -= 0.5) {
    const across = Math.floor((w - deskWidth(dot) - 4) / dot);
    if (across > 0 && Math.ceil(people / across) * dot <= h - 3) return dot;
  }
  return 2;
}

/** Width of a desk that goes with a dot. @param {number} dot */
export function deskWidth(dot) {
  return Math.max(8, dot * 1.6);
}

/**
 * The corner of each desk of a room now, by post.
 * @param {import("./scene.js").Scene} scene
 * @param {Room} room
 * @returns {Map<number, Box>}
 */
export function desks(scene, room) {
  /** @type {Map<number, Box>} */
  const placed = new Map();
  scene.postsOf(room.team).forEach((post, at) => {
    const [column, row] = [at % room.columns, Math.floor(at / room.columns)];
    placed.set(post, {
      x: room.x + GAP + column * room.cell.w,
      y: room.y + TITLE + row * room.cell.h,
      w: room.cell.w,
      h: room.cell.h,
    });
  });
  return placed;
}

/** The middle of a child's dot beside a desk. @param {Box} desk @param {Room} room @param {number} slot */
export function besideDesk(desk, room, slot) {
  const left = desk.x + deskWidth(room.dot) + 4;
  const across = Math.max(1, Math.floor((desk.w - deskWidth(room.dot) - 4) / room.dot));
  return {
    x: left + (slot % across) * room.dot + room.dot / 2,
    y: desk.y + Math.floor(slot / across) * room.dot + room.dot / 2 + 1,
  };
}

/** The middle of a dot in a crowd. @param {Room} room @param {number} slot */
export function inCrowd(room, slot) {
  return {
    x: room.x + GAP + (slot % room.columns) * room.dot + room.dot / 2,
    y: room.y + TITLE + 14 + Math.floor(slot / room.columns) * room.dot + room.dot / 2,
  };
}

/**
 * Where every desk and every person stands now.
 * @param {import("./scene.js").Scene} scene
 * @param {Room[]} rooms
 * @returns {{ desks: Map<number, Box & { room: Room }>, people: Map<number, { x: number, y: number, dot: number }> }}
 */
export function standing(scene, rooms) {
  /** @type {Map<number, Box & { room: Room }>} */
  const all = new Map();
  for (const room of rooms) for (const [post, box] of desks(scene, room)) all.set(post, { ...box, room });
  /** @type {Map<number, { x: number, y: number, dot: number }>} */
  const people = new Map();
  scene.people.forEach((person, who) => {
    const desk = person.state ? all.get(person.post) : undefined;
    if (!desk) return;
    const { room } = desk;
    const at = room.isShown ? besideDesk(desk, room, person.slot) : inCrowd(room, person.slot);
    people.set(who, { ...at, dot: room.dot });
  });
  return { desks: all, people };
}
