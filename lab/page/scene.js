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
 *   changes: number, moves: number, since: number, place: string, slot: number, was: { place: string, slot: number } | undefined,
 *   changedAt: number, movedAt: number }} Person
 * @typedef {{ month: number, what: string, contract: number }} Happening
 * @typedef {{ provider: number, cycle: number, awarded: number | null, opens: number | null, ends: number | null,
 *   ended: number | null, fate: string, cause: string }} Contract
 * @typedef {{ months: number, counters: string[], group_counters: string[], placements: string[],
 *   providers: { name: string, practice: boolean }[], teams: { provider: number, stage: string }[],
 *   contracts: Contract[], events: Happening[] }} Told
 */

/** Where those stand whose case nobody holds. */
const DOOR = "door";

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
    /** Slots that are taken, by place. @type {Map<string, boolean[]>} */
    this.slots = new Map();
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
    this.slots = new Map();
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
    /** @type {number} */
    let at = this.read;
    const next = () => marks[at++];
    const [met, posts, changed] = [next(), next(), next()];
    for (let i = 0; i < met; i += 1) {
      this.people.push({
        high: next(), low: next(), born: next() | 0, state: 0, placement: NONE, post: NONE, remit: false, changes: 0,
        moves: 0, since: 0, place: "", slot: -1, was: undefined, changedAt: -1, movedAt: -1,
      });
    }
    /** Posts that change team and take their people with them. @type {Set<number>} */
    const carried = new Set();
    for (let i = 0; i < posts; i += 1) {
      const post = next();
      const [provider, team, seat, holder] = [next(), next(), next(), next()];
      const isAnother = this.posts[post]?.holder !== holder && month > 0;
      if (this.posts[post] && this.posts[post].team !== team) carried.add(post);
      this.posts[post] = {
        provider, team, seat: seat % 8, isBeyond: seat >= 8, holder,
        changedAt: isAnother ? month : (this.posts[post]?.changedAt ?? -1),
      };
    }
    /** @type {number[]} */
    const touched = [];
    for (let i = 0; i < changed; i += 1) {
      const who = next();
      const person = this.people[who];
      const [state, placement, post, remit, changes, moves] = [next(), next(), next(), next(), next(), next()];
      if (changes > person.changes) person.changedAt = month;
      if (moves > person.moves) person.movedAt = month;
      if (state > 0 && person.state === 0) person.since = month;
      if (state === 0 && person.state > 0 && this.ended.length === 0) this.stay.set(who, (this.stay.get(who) ?? 0) + month - person.since);
      if (remit === 1) this.ever.add(who);
      Object.assign(person, { state, placement, post, remit: remit === 1, changes, moves });
      touched.push(who);
    }
    this.read = at;
    if (posts > 0) this.widen();
    if (carried.size > 0) {
      this.people.forEach((person, who) => {
        if (person.state && carried.has(person.post)) touched.push(who);
      });
    }
    this.seat([...new Set(touched)]);
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
    if (person.state === 0) return "";
    const post = this.posts[person.post];
    if (!post) return DOOR;
    return this.isShown(post.provider) ? `p${person.post}` : `t${this.hall(post.team)}`;
  }

  /** Gives those who changed their place the first free slot of the new one; all others stay. @param {number[]} touched */
  seat(touched) {
    const moving = touched.filter((who) => this.placeOf(this.people[who]) !== this.people[who].place);
    for (const who of moving) {
      const person = this.people[who];
      person.was = { place: person.place, slot: person.slot };
      const taken = this.slots.get(person.place);
      if (taken) taken[person.slot] = false;
      person.place = "";
      person.slot = -1;
    }
    for (const who of moving) {
      const person = this.people[who];
      person.place = this.placeOf(person);
      if (!person.place) continue;
      const taken = this.slots.get(person.place) ?? [];
      this.slots.set(person.place, taken);
      const free = taken.indexOf(false);
      person.slot = free < 0 ? taken.length : free;
      taken[person.slot] = true;
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
