import assert from "node:assert/strict";
import { test } from "node:test";
import { desks, rooms, standing, widths } from "../page/layout.js";
import { Picture } from "../page/paint.js";
import { NONE, Scene } from "../page/scene.js";

/** Two services, a team each; two posts; one child who is handed over in month 1 and leaves in month 2. */
function scene() {
  const told = {
    months: 2,
    counters: ["posts", "culture"],
    group_counters: ["child_months", "changes"],
    placements: [],
    providers: [{ name: "Authority", practice: false }, { name: "Practice", practice: true }],
    teams: [{ provider: 0, stage: "looked-after" }, { provider: 1, stage: "" }],
    contracts: [],
    events: [{ month: 1, what: "opens", contract: 0 }, { month: 1, what: "review", contract: 0 }],
  };
  const marks = [
    1, 2, 1, 7, 9, -24 >>> 0, 0, 0, 0, 0, 11, 1, 1, 1, 3, 0, 0, 1, 0, 0, 1, 0, 0,
    0, 1, 1, 1, 1, 1, 0, 12, 0, 1, 2, 1, 1, 1, 1,
    0, 0, 1, 0, 0, NONE, NONE, 0, 1, 1,
  ];
  // By month: posts and culture of both services, then child-months and changes of everybody and of the remit.
  const values = [1, 0, 1, 0.1, 0, 0, 0, 0, 1, 0, 1, 0.2, 1, 1, 1, 1, 1, 0, 1, 0.3, 0, 0, 0, 0];
  return new Scene({ told, values: Float64Array.from(values), marks: Uint32Array.from(marks) });
}

test("a month is the first day and all that changed since", () => {
  const world = scene();
  const [child] = world.people;
  assert.deepEqual([child.high, child.low, child.born, child.state, child.post], [7, 9, -24, 1, 0]);
  world.at(1);
  assert.deepEqual([world.people[0].post, world.people[0].placement, world.people[0].remit], [1, 2, true]);
  assert.deepEqual([world.people[0].changedAt, world.people[0].movedAt, world.posts[1].holder], [1, 1, 12]);
  world.at(2);
  assert.equal(world.people[0].state, 0);
});

test("a month is the same whichever way one comes to it", () => {
  const there = JSON.stringify(scene().at(1).people);
  const world = scene();
  world.at(2).at(0);
  assert.equal(JSON.stringify(world.at(1).people), there);
});

test("counts add up month by month, apart for the remit", () => {
  const world = scene();
  assert.equal(world.sum("changes", 1, 0), 0);
  assert.equal(world.sum("changes", 1, 2), 1);
  assert.equal(world.counter("culture", 1, 2), 0.3);
  assert.ok(world.hasRemit());
  assert.deepEqual(world.eventMonths(), [1]);
  assert.deepEqual([...world.ever], [0]);
  assert.equal(world.stay.get(0), 2);
});

test("who stays keeps her place while another goes", () => {
  const world = scene();
  world.people = [0, 1].map(() => ({ ...world.people[0], place: 0, slot: -1 }));
  world.slots = [];
  world.seat([0, 1]);
  assert.deepEqual(world.people.map((person) => person.slot), [0, 1]);
  world.people[0].state = 0;
  world.seat([0]);
  assert.deepEqual(world.people.map((person) => person.slot), [-1, 1]);
});

test("rooms fill the picture without meeting, and every child stands in the room of her worker", () => {
  const world = scene();
  const made = rooms(world, 400, 300);
  assert.equal(made.length, 2);
  assert.ok(made[0].y + made[0].h <= made[1].y && Math.abs(made[1].y + made[1].h - 300) < 1e-6);
  for (const month of [0, 1]) {
    world.at(month);
    const { people } = standing(world, made);
    const room = made.find((one) => one.team === world.posts[world.people[0].post].team);
    const at = people.get(0);
    assert.ok(at.x > room.x && at.x < room.x + room.w && at.y > room.y && at.y < room.y + room.h);
    assert.equal(desks(world, room).size, 1);
  }
});

test("a world that a narrow page hides has no rooms of another history", () => {
  const box = { width: 400, height: 300 };
  const drawn = [];
  const pen = new Proxy({}, { get: (_, name) => (name === "measureText" ? () => ({ width: 10 }) : (...all) => drawn.push([name, all])), set: () => true });
  const picture = new Picture({ getBoundingClientRect: () => box, getContext: () => pen });
  picture.show(scene());
  picture.draw({});
  assert.ok(picture.rooms.length === 2 && drawn.length > 0);
  box.width = 0;
  drawn.length = 0;
  picture.show(scene());
  picture.draw({});
  assert.deepEqual([picture.rooms.length, picture.now.size, drawn.length], [0, 0, 0]);
});

test("a room is as wide as its title where all titles fit, and the rooms fill the width", () => {
  for (const [work, least, width] of [[[60, 2, 300, 250], [90, 50, 100, 102], 462], [[1, 1], [200, 200], 300], [[5], [40], 500]]) {
    const wide = widths(work, least, width);
    assert.ok(Math.abs(wide.reduce((a, b) => a + b, 0) - width) < 1e-6, `${wide}`);
    if (least.reduce((a, b) => a + b, 0) <= width) assert.ok(wide.every((one, at) => one >= least[at] - 1e-9), `${wide}`);
  }
});
