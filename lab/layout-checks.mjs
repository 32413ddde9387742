// Nothing lies on anything: where the parts of the page stand in a step of a tour, at the windows that rooms have.

import { OPEN } from "./tour-checks.mjs";

/** Widths and heights: projectors, laptops, a phone. */
const WINDOWS = [[1024, 768], [1280, 800], [1366, 768], [360, 740]];

/** What is wrong with the boxes of a page that stands at its top. Runs in the browser. */
function faultsAtTop() {
  const parts = ["tour-steps", "tour", "world-a", "world-b", "legend", "timeline", "happened", "player"].map((id) => document.getElementById(id));
  const boxes = parts.map((part) => [part.id, part.getBoundingClientRect()]).filter(([, box]) => box.width > 0 && box.height > 0);
  const faults = [];
  for (const [at, [id, box]] of boxes.entries()) {
    for (const [other, its] of boxes.slice(at + 1)) {
      const isApart = box.right <= its.left + 1 || its.right <= box.left + 1 || box.bottom <= its.top + 1 || its.bottom <= box.top + 1;
      if (!isApart) faults.push(`${id} lies on ${other}`);
    }
    if (box.left < -1 || box.right > innerWidth + 1) faults.push(`${id} hangs over`);
    // In a low window the legend stands below the player.
    if (innerWidth > 700 && id !== "legend" && box.bottom > innerHeight + 1) faults.push(`${id} ends ${Math.round(box.bottom - innerHeight)} below the window`);
  }
  for (const canvas of document.querySelectorAll(".world canvas")) {
    const { height } = canvas.getBoundingClientRect();
    if (height > 0 && height < 240) faults.push(`a picture is ${Math.round(height)} high`);
  }
  for (const one of document.querySelectorAll("button, select, output, .worldname, .pick, .side")) {
    if (one.offsetParent && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline") faults.push(`${one.textContent.slice(0, 30)} is cut`);
  }
  return faults;
}

/** What of these is not wholly seen under the bars that stay at the top, nor the way on in them. Runs in the browser. */
function unseen(selectors) {
  const bars = ["tour-steps", "player"].map((id) => document.getElementById(id)).filter((bar) => getComputedStyle(bar).position === "sticky");
  const top = Math.max(0, ...bars.map((bar) => bar.getBoundingClientRect().bottom));
  const onward = document.querySelector("#tour-steps button.main");
  const box = onward.getBoundingClientRect();
  const isOnward = onward.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)) && box.top >= 0;
  const hidden = selectors.filter((selector) => {
    const box = [...document.querySelectorAll(selector)].find((one) => one.offsetParent || one instanceof SVGElement)?.getBoundingClientRect();
    return !box || box.top < top - 1 || box.bottom > innerHeight + 1;
  });
  return isOnward ? hidden : [...hidden, "Next step"];
}

/** A page hears of its new window with its next picture. */
async function resized(page, width, height) {
  await page.size(width, height);
  await page.ask("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
}

const call = (what, ...given) => `(${what})(${given.map((one) => JSON.stringify(one)).join(", ")})`;

/** Faults of the step that is shown, in every window; afterwards its result is open. @param {any} page @returns {Promise<string[]>} */
export async function layoutOfStep(page) {
  const found = [];
  const isQuestion = await page.ask("laboratory.app.isWaiting()");
  const press = "[...document.querySelectorAll('#tour-steps button')].find((one) => /^To the/.test(one.textContent)).click()";
  const asked = isQuestion ? ["#result h2", "#guess-question", "#guess-number", "#guess button.main"] : ["#result h2", "#guess button"];
  for (const [width, height] of WINDOWS) {
    await resized(page, width, height);
    const at = (faults, where) => found.push(...faults.map((fault) => `${width} by ${height}, ${where}: ${fault}`));
    await page.ask("scrollTo(0, 0), laboratory.jump(0)");
    at(await page.ask(call(faultsAtTop)), "first day");
    if (!isQuestion) {
      await page.ask("laboratory.jump(laboratory.scenes.flatMap((scene) => scene.eventMonths())[0] ?? 36)");
      at(await page.ask(call(faultsAtTop)), "an event");
      const stop = await page.ask("laboratory.clock.stop ?? 0");
      await page.ask(`laboratory.jump(${stop})`);
      if (stop) at(await page.ask(call(faultsAtTop)), "its stop");
    }
    if (await page.ask("laboratory.app.guess.isOpen")) continue;
    await page.ask(press);
    at((await page.ask(call(unseen, asked))).map((one) => `${one} is not seen`), "what is asked");
  }
  for (const [width, height] of WINDOWS) {
    await resized(page, width, height);
    await page.ask(`${OPEN}, scrollTo(0, 0), ${press}`);
    const shown = await page.ask(call(unseen, ["#distribution svg"]));
    found.push(...shown.map((one) => `${width} by ${height}: ${one} is not seen when its question is open`));
  }
  await resized(page, 1024, 768);
  return found;
}
