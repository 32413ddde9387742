// @ts-check
// One world on a canvas, drawn from its state alone: rooms, desks with who sits there, children as dots.
import { deskWidth, rooms, standing } from "./layout.js";

/** How children's placements are drawn: a shape each, so that nothing rests on colour. */
export const SHAPES = ["disc", "disc", "square", "triangle", "diamond", "ring", "cross"];

/** @typedef {{ ink: string, paper: string, line: string, pale: string, room: string, warm: string, cold: string, change: string, move: string, picked: string, leaver: string }} Colours */

/** The colours of the page as its style sheet has them now. @param {Element} root @returns {Colours} */
export function coloursOf(root) {
  const style = getComputedStyle(root);
  /** @type {any} */
  const colours = {};
  for (const name of ["ink", "paper", "line", "pale", "room", "warm", "cold", "change", "move", "picked", "leaver"]) {
    colours[name] = style.getPropertyValue(`--${name}`).trim();
  }
  return colours;
}

/** A canvas with one world on it. */
export class Picture {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    /** @type {import("./scene.js").Scene | undefined} */
    this.scene = undefined;
    /** @type {import("./layout.js").Room[]} */
    this.rooms = [];
    /** Where people stood a month ago, while they walk. @type {Map<number, { x: number, y: number }>} */
    this.before = new Map();
    /** @type {Map<number, { x: number, y: number, dot: number }>} */
    this.now = new Map();
    /** @type {Map<number, any>} */
    this.desks = new Map();
    this.picked = -1;
    /** Whether colour and number of the culture are left out, while a question waits. */
    this.isClosed = false;
  }

  /** Another history. @param {import("./scene.js").Scene} scene */
  show(scene) {
    this.scene = scene;
    this.fit();
  }

  /** Fits the canvas to its place on the page. */
  fit() {
    const { canvas, scene } = this;
    const ratio = globalThis.devicePixelRatio || 1;
    const { width, height } = canvas.getBoundingClientRect();
    // A narrow page shows one world: the other has no rooms until it is shown, least of all those of another history.
    this.size = undefined;
    this.rooms = [];
    this.settle(false);
    if (!scene || width < 2) return;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    this.size = { width, height, ratio };
    this.rooms = rooms(scene, width, height);
    this.settle(false);
  }

  /** Reads where everybody stands; they walk there from where they stood, or are there at once. @param {boolean} walks */
  settle(walks) {
    if (!this.scene) return;
    this.before = walks ? this.now : new Map();
    const { desks, people } = standing(this.scene, this.rooms);
    this.desks = desks;
    this.now = people;
  }

  /** Draws. @param {Colours} colours @param {number} way how far people have walked, 0 to 1 */
  draw(colours, way = 1) {
    const { scene, size } = this;
    const pen = this.canvas.getContext("2d");
    if (!scene || !size || !pen) return;
    pen.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
    pen.clearRect(0, 0, size.width, size.height);
    for (const room of this.rooms) this.room(pen, colours, room);
    for (const [post, box] of this.desks) {
      if (box.room.isShown) desk(pen, colours, scene.posts[post], box, scene.month);
    }
    this.people(pen, colours, way);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Colours} colours @param {import("./layout.js").Room} room */
  room(pen, colours, room) {
    const scene = /** @type {import("./scene.js").Scene} */ (this.scene);
    const culture = this.isClosed ? 0 : scene.counter("culture", room.provider);
    const told = this.isClosed ? "" : cultureInWords(culture);
    pen.globalAlpha = Math.min(0.55, 0.1 + Math.abs(culture) * 1.6);
    pen.fillStyle = Math.abs(culture) < 0.005 ? colours.room : culture > 0 ? colours.warm : colours.cold;
    pen.fillRect(room.x, room.y, room.w, room.h);
    pen.globalAlpha = 1;
    pen.strokeStyle = colours.line;
    pen.lineWidth = 1;
    pen.setLineDash(scene.counter("open", room.provider) ? [] : [4, 4]);
    pen.strokeRect(room.x + 0.5, room.y + 0.5, room.w - 1, room.h - 1);
    pen.setLineDash([]);
    pen.fillStyle = colours.ink;
    pen.font = "bold 14px Arial, Helvetica, sans-serif";
    pen.textBaseline = "top";
    const { name } = scene.told.providers[room.provider];
    const isAlone = !this.rooms.some((one) => one !== room && one.provider === room.provider);
    written(pen, room.title, isAlone ? told : "", room.x + 4, room.y + 3, room.w - 10);
    if (room.over) written(pen, name, told, room.over.x, room.over.y + 1, room.over.w);
    if (!room.isShown) strip(pen, colours, scene, room);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Colours} colours @param {number} way */
  people(pen, colours, way) {
    const scene = /** @type {import("./scene.js").Scene} */ (this.scene);
    const eased = way * way * (3 - 2 * way);
    for (const [who, to] of this.now) {
      const person = scene.people[who];
      const from = this.before.get(who);
      const x = from ? from.x + (to.x - from.x) * eased : to.x;
      const y = from ? from.y + (to.y - from.y) * eased : to.y;
      const r = Math.max(0.8, to.dot * 0.38);
      pen.fillStyle = person.state === 2 ? colours.leaver : colours.ink;
      pen.strokeStyle = pen.fillStyle;
      shape(pen, person.state === 2 ? "half" : SHAPES[person.placement] ?? "disc", x, y, r);
      if (person.changedAt === scene.month && scene.month > 0) ring(pen, colours.change, x, y, r + 2);
      if (person.movedAt === scene.month && scene.month > 0) box(pen, colours.move, x, y, r + 3);
      if (who === this.picked) {
        ring(pen, colours.picked, x, y, r + 5);
        ring(pen, colours.picked, x, y, r + 7);
      }
    }
  }

  /** Who stands nearest to a point of the canvas; -1 where nobody does. @param {number} x @param {number} y */
  whoAt(x, y) {
    let [nearest, least] = [-1, 14 * 14];
    for (const [who, at] of this.now) {
      const away = (at.x - x) ** 2 + (at.y - y) ** 2;
      if (away < least) [nearest, least] = [who, away];
    }
    return nearest;
  }
}

/** A name and, where both fit, what stands at the end of its line.
 * @param {CanvasRenderingContext2D} pen @param {string} name @param {string} end @param {number} x @param {number} y @param {number} width */
function written(pen, name, end, x, y, width) {
  // A narrow room has a narrow name, and not a part of it.
  pen.fillText(name, x, y, width);
  const wide = pen.measureText(end).width;
  if (end && pen.measureText(name).width + wide + 12 < width) pen.fillText(end, x + width - wide, y);
}

/** The index of culture in a sign and a number. @param {number} culture */
export function cultureInWords(culture) {
  const sign = culture > 0.005 ? "\u25b2" : culture < -0.005 ? "\u25bc" : "\u25a0";
  const number = `${culture < 0 ? "\u2212" : "+"}${Math.abs(culture).toFixed(2)}`;
  return `culture ${sign} ${number}`;
}

/** A desk: whole where somebody is employed, broken for an agency worker, crossed while she is sick, empty where vacant.
 * @param {CanvasRenderingContext2D} pen @param {Colours} colours @param {{ seat: number, changedAt: number }} post @param {any} at @param {number} month */
export function desk(pen, colours, post, at, month) {
  const w = deskWidth(at.room.dot);
  const h = Math.min(at.h - 3, Math.max(8, at.room.dot * 1.4));
  const [x, y] = [at.x + 0.5, at.y + 1.5];
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 1.5;
  pen.setLineDash(post.seat === 2 ? [2, 2] : post.seat === 3 ? [1, 4] : []);
  pen.fillStyle = post.seat === 0 ? colours.ink : colours.paper;
  if (post.seat === 0) pen.fillRect(x, y, w, h);
  pen.strokeRect(x, y, w, h);
  pen.setLineDash([]);
  if (post.seat === 1) {
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + w, y + h);
    pen.moveTo(x + w, y);
    pen.lineTo(x, y + h);
    pen.stroke();
  }
  if (post.seat === 2 && w >= 12) {
    pen.fillStyle = colours.ink;
    pen.font = `bold ${Math.min(11, h)}px Arial, Helvetica, sans-serif`;
    pen.textBaseline = "middle";
    pen.textAlign = "center";
    pen.fillText("A", x + w / 2, y + h / 2 + 0.5);
    pen.textAlign = "left";
  }
  if (post.changedAt === month && month > 0) {
    pen.strokeStyle = colours.change;
    pen.lineWidth = 2;
    pen.strokeRect(x - 2, y - 2, w + 4, h + 4);
  }
}

/** The posts of a room of the crowd, one small desk each.
 * @param {CanvasRenderingContext2D} pen @param {Colours} colours @param {import("./scene.js").Scene} scene @param {import("./layout.js").Room} room */
function strip(pen, colours, scene, room) {
  const posts = scene.postsOf(room.team);
  const step = Math.min(10, (room.w - 12) / Math.max(1, posts.length));
  const w = Math.max(1, step - 1.5);
  posts.forEach((at, number) => {
    const { seat } = scene.posts[at];
    const x = room.x + 6 + number * step;
    pen.fillStyle = colours.ink;
    seatOfCrowd(pen, seat, x, room.y + 21, w, 9);
  });
}

/** A post of a crowd: a bar of full height where somebody is employed, half where it is an agency worker, a hair where
 * she is off sick, a foot where nobody is there.
 * @param {CanvasRenderingContext2D} pen @param {number} seat @param {number} x @param {number} y @param {number} w @param {number} h */
export function seatOfCrowd(pen, seat, x, y, w, h) {
  if (seat === 0) pen.fillRect(x, y, w, h);
  else if (seat === 2) pen.fillRect(x, y + h / 2, w, h / 2);
  else if (seat === 1) pen.fillRect(x + w / 2 - 0.5, y, Math.max(1, w / 8), h);
  else pen.fillRect(x, y + h - 1, w, Math.max(1, h / 8));
}

/** @param {CanvasRenderingContext2D} pen @param {string} kind @param {number} x @param {number} y @param {number} r */
export function shape(pen, kind, x, y, r) {
  pen.beginPath();
  switch (kind) {
    case "square":
      pen.rect(x - r, y - r, 2 * r, 2 * r);
      break;
    case "triangle":
      pen.moveTo(x, y - r * 1.15);
      pen.lineTo(x + r * 1.1, y + r * 0.9);
      pen.lineTo(x - r * 1.1, y + r * 0.9);
      pen.closePath();
      break;
    case "diamond":
      pen.moveTo(x, y - r * 1.25);
      pen.lineTo(x + r * 1.25, y);
      pen.lineTo(x, y + r * 1.25);
      pen.lineTo(x - r * 1.25, y);
      pen.closePath();
      break;
    case "ring":
      pen.lineWidth = Math.max(1, r * 0.45);
      pen.arc(x, y, r * 0.8, 0, 2 * Math.PI);
      pen.stroke();
      return;
    case "cross":
      pen.lineWidth = Math.max(1, r * 0.6);
      pen.moveTo(x - r, y - r);
      pen.lineTo(x + r, y + r);
      pen.moveTo(x + r, y - r);
      pen.lineTo(x - r, y + r);
      pen.stroke();
      return;
    case "half":
      pen.arc(x, y, r, Math.PI, 0);
      pen.closePath();
      break;
    default:
      pen.arc(x, y, r, 0, 2 * Math.PI);
  }
  pen.fill();
}

/** @param {CanvasRenderingContext2D} pen @param {string} colour @param {number} x @param {number} y @param {number} r */
export function ring(pen, colour, x, y, r) {
  pen.strokeStyle = colour;
  pen.lineWidth = 1.6;
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.stroke();
}

/** @param {CanvasRenderingContext2D} pen @param {string} colour @param {number} x @param {number} y @param {number} r */
export function box(pen, colour, x, y, r) {
  pen.strokeStyle = colour;
  pen.lineWidth = 1.6;
  pen.strokeRect(x - r, y - r, 2 * r, 2 * r);
}
