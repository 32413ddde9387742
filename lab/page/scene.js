// @ts-check
// A world month by month, from the packed history of the engine: who sits where, who holds whom. It draws nothing.
// The order of the stream stands in src/laboratory/trace.rs.

/** Stands for no post and no placement. */
export const NONE = 0xffffffff;
export const SEATS = /** @type {const} */ (["employed", "off sick", "agency", "vacant", "closed"]);
const CLOSED = 4;
/** Keys of placements in the order of the engine's terms. */
const PLACEMENTS = ["foster", "kinship", "residential", "parents", "semi-independent", "adoption", "other"];

/**
 * @typedef {{ provider: number, team: number, seat: number, isBeyond: boolean, holder: number, changedAt: number }} Post
 * @typedef {{ high: number, low: number, born: number, state: number, placement: number, post: number, remit: boolean,
 *   changes: number, moves: number, since: number, place: number, slot: number, changedAt: number, movedAt: number }} Person
 * @typedef {{ month: number, what: string, contract: number }} Happening
 * @typedef {{ provider: number, cycle: number, awarded: number | null, opens: number | null, ends: number | null,
 *   ended: number | null, fate: string, cause: string }} Contract
 * @typedef {{ months: number, counters: string[], group_counters: string[], placements: string[],
 *   providers: { name: string, practice: boolean }[], teams: { provider: number, stage: string }[],
 *   contracts: Contract[], events: Happening[] }} Told
 */

/** Places: nowhere, where those stand whose case nobody holds; then those beside each post and in the crowd of each team. */
const NOWHERE = 0;
const DOOR = 1;
const besidePost = (/** @type {number} */ post) => 2 + 2 * post;
const inTeam = (/** @type {number} */ team) => 3 + 2 * team;

export class Scene {
  /** @param {{ told: Told, values: Float64Array, marks: Uint32Array }} trace */
  constructor({ told, values, marks }) {
    this.told = told;
    this.values = values;
    this.marks = marks;
    this.width = told.providers.length * told.counters.length + 2 * told.group_counters.length;
    this.months = told.months;
    this.month = -1;
    /** Marks that have been read. @type {number} */
    this.read = 0;
    /** @type {Post[]} */
    this.posts = [];
    /** @type {Person[]} */
    this.people = [];
    /** Slots that are taken, by place, and below which none is free. @type {{ taken: boolean[], from: number }[]} */
    this.slots = [];
    /** Most people at one desk. */
    this.deepest = 1;
    /** Most posts of a team at one time. @type {Map<number, number>} */
    this.widest = new Map();
    /** Places of the crowd of a team. @type {Map<number, number>} */
    this.fullest = new Map();
    /** Who ever held a place of the remit. @type {Set<number>} */
    this.ever = new Set();
    /** Months for which each was served. @type {Map<number, number>} */
    this.stay = new Map();
    /** Everybody as the last month leaves them. @type {Person[]} */
    this.ended = [];
    /** Where everybody was on the first day, by name. @type {Map<string, { placement: string, holder: string }>} */
    this.first = new Map();
    /** @type {number[]} */
    this.halls = [];
    /** @type {boolean | undefined} */
    this.crowded = undefined;
    this.measure();
  }

  /** Back to before the first day. */
  rewind() {
    this.month = -1;
    this.read = 0;
    this.posts = [];
    this.people = [];
    this.slots = [];
  }

  /** Goes to a month, forwards from where it stands or again from the first day. @param {number} month */
  at(month) {
    const to = Math.max(0, Math.min(month, this.months));
    if (to < this.month) this.rewind();
    while (this.month < to) this.step();
    return this;
  }

  /** Reads one block of the stream. */
  step() {
    const { marks } = this;
    this.month += 1;
    const month = this.month;
    let at = this.read + 3;
    const [met, posts, changed] = marks.subarray(this.read, at);
    for (let i = 0; i < met; i += 1, at += 3) {
      this.people.push({
        high: marks[at], low: marks[at + 1], born: marks[at + 2] | 0, state: 0, placement: NONE, post: NONE, remit: false,
        changes: 0, moves: 0, since: 0, place: NOWHERE, slot: -1, changedAt: -1, movedAt: -1,
      });
    }
    /** Posts that change team and take their people with them. @type {Set<number>} */
    const carried = new Set();
    for (let i = 0; i < posts; i += 1, at += 5) {
      const post = marks[at];
      const before = this.posts[post];
      const team = marks[at + 2];
      const seat = marks[at + 3];
      const holder = marks[at + 4];
      if (before && before.team !== team) carried.add(post);
      this.posts[post] = {
        provider: marks[at + 1], team, seat: seat % 8, isBeyond: seat >= 8, holder,
        changedAt: before?.holder !== holder && month > 0 ? month : (before?.changedAt ?? -1),
      };
    }
    /** @type {Set<number>} */
    const touched = new Set();
    for (let i = 0; i < changed; i += 1, at += 7) {
      const who = marks[at];
      const person = this.people[who];
      const state = marks[at + 1];
      if (marks[at + 5] > person.changes) person.changedAt = month;
      if (marks[at + 6] > person.moves) person.movedAt = month;
      if (state > 0 && person.state === 0) person.since = month;
      if (state === 0 && person.state > 0 && this.ended.length === 0) this.stay.set(who, (this.stay.get(who) ?? 0) + month - person.since);
      person.state = state;
      person.placement = marks[at + 2];
      person.post = marks[at + 3];
      person.remit = marks[at + 4] === 1;
      person.changes = marks[at + 5];
      person.moves = marks[at + 6];
      if (person.remit) this.ever.add(who);
      touched.add(who);
    }
    this.read = at;
    if (posts > 0) this.widen();
    if (carried.size > 0) {
      this.people.forEach((person, who) => {
        if (person.state && carried.has(person.post)) touched.add(who);
      });
    }
    this.seat([...touched]);
  }

  /** The team in whose room a team stands: of those that are a crowd the first of the same service and stage. @param {number} team */
  hall(team) {
    const { provider, stage } = this.told.teams[team];
    if (this.isShown(provider)) return team;
    this.halls[team] ??= this.told.teams.findIndex((one) => one.provider === provider && one.stage === stage);
    return this.halls[team];
  }

  /** Counts the posts of each team. */
  widen() {
    /** @type {Map<number, number>} */
    const posts = new Map();
    for (const post of this.posts) {
      const hall = this.hall(post.team);
      if (post.seat !== CLOSED) posts.set(hall, (posts.get(hall) ?? 0) + 1);
    }
    for (const [team, count] of posts) this.widest.set(team, Math.max(count, this.widest.get(team) ?? 0));
  }

  /** Where a person stands: at a desk, in the crowd of a team, or at the door while nobody holds her case. @param {Person} person */
  placeOf(person) {
    if (person.state === 0) return NOWHERE;
    const post = this.posts[person.post];
    if (!post) return DOOR;
    return this.isShown(post.provider) ? besidePost(person.post) : inTeam(this.hall(post.team));
  }

  /** Gives those who changed their place the first free slot of the new one; all others stay. @param {number[]} touched */
  seat(touched) {
    const moving = touched.filter((who) => this.placeOf(this.people[who]) !== this.people[who].place);
    for (const who of moving) {
      const person = this.people[who];
      const slots = this.slots[person.place];
      if (slots) {
        slots.taken[person.slot] = false;
        slots.from = Math.min(slots.from, person.slot);
      }
      person.place = NOWHERE;
      person.slot = -1;
    }
    for (const who of moving) {
      const person = this.people[who];
      person.place = this.placeOf(person);
      if (person.place === NOWHERE) continue;
      const slots = (this.slots[person.place] ??= { taken: [], from: 0 });
      while (slots.taken[slots.from]) slots.from += 1;
      person.slot = slots.from;
      slots.taken[person.slot] = true;
      const post = this.posts[person.post];
      if (!post) continue;
      if (this.isShown(post.provider)) this.deepest = Math.max(this.deepest, person.slot + 1);
      else this.fullest.set(this.hall(post.team), Math.max(person.slot + 1, this.fullest.get(this.hall(post.team)) ?? 0));
    }
  }

  /** Reads the whole stream once: how much room the fullest month needs, so that a room keeps its size while time passes. */
  measure() {
    this.at(this.months);
    this.people.forEach((person, who) => {
      if (person.state > 0) this.stay.set(who, (this.stay.get(who) ?? 0) + this.months - person.since);
    });
    this.ended = this.people;
    this.rewind();
    this.at(0);
    for (const person of this.people.filter((one) => one.state > 0)) {
      const post = this.posts[person.post];
      this.first.set(`${person.high}:${person.low}`, { placement: PLACEMENTS[person.placement] ?? "", holder: post ? String(post.holder) : "" });
    }
  }

  /** Everybody as the last month leaves them, with who ever held a place of the remit and how long each was served. */
  last() {
    return { people: this.ended, ever: this.ever, stay: this.stay };
  }

  /** Whether a service is shown desk by desk: a practice is, the authority's own teams where they are few. */
  isShown(/** @type {number} */ provider) {
    return this.told.providers[provider].practice || !this.isCrowd();
  }

  /** Whether the authority's own teams are too many to be shown desk by desk. */
  isCrowd() {
    this.crowded ??= this.counter("posts", 0, 0) > 24;
    return this.crowded;
  }

  /** What a counter of a service was in a month. @param {string} counter @param {number} provider @param {number} [month] */
  counter(counter, provider, month = this.month) {
    const at = this.told.counters.indexOf(counter);
    return this.values[month * this.width + provider * this.told.counters.length + at];
  }

  /**
   * What a count of everybody (0) or of the remit (1) came to up to a month.
   * @param {string} counter
   * @param {number} group
   */
  sum(counter, group, month = this.month) {
    const { told } = this;
    const at = told.providers.length * told.counters.length + group * told.group_counters.length
      + told.group_counters.indexOf(counter);
    let sum = 0;
    for (let m = 0; m <= month; m += 1) sum += this.values[m * this.width + at];
    return sum;
  }

  /** Whether anybody ever holds a place of the remit. */
  hasRemit() {
    return this.sum("child_months", 1, this.months) > 0;
  }

  /** Months in which something befell a contract, in order. */
  eventMonths() {
    return [...new Set(this.told.events.map((event) => event.month))].sort((a, b) => a - b);
  }

  /** The posts that stand in the room of a team now, closed ones left out. @param {number} team */
  postsOf(team) {
    return this.posts.flatMap((post, at) => (this.hall(post.team) === team && post.seat !== CLOSED ? [at] : []));
  }
}
