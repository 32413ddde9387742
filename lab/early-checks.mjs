// What is pressed, typed or dropped before both worlds are there: nothing happens that nobody asked for, no error is told, and
// the page says that it is not ready.

/** Before the engine is unpacked, and while its first answer is awaited. Each holds the page until `goOn` is called. */
const HELD = {
  "before the engine is there": `{
    const compile = WebAssembly.compile.bind(WebAssembly);
    WebAssembly.compile = (...given) => new Promise((goOn) => { globalThis.goOn = goOn; }).then(() => compile(...given));
  }`,
  "before the first answer": `{
    const post = Worker.prototype.postMessage;
    const kept = [];
    globalThis.goOn = () => { Worker.prototype.postMessage = post; for (const [worker, ...given] of kept) post.apply(worker, given); };
    Worker.prototype.postMessage = function (...given) { if (given[0].id) kept.push([this, ...given]); else post.apply(this, given); };
  }`,
};

/** Presses, changes and types everything by script, and drops a file. Runs in the browser. */
function everything() {
  // A summary is the browser's own: no script hears of it, and a hand does not reach it.
  const controls = [...document.querySelectorAll("button, select, input, canvas, #timeline")];
  for (const control of controls) {
    control.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    control.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
  }
  for (const key of [" ", "ArrowRight", "ArrowLeft", "Home", "End", ..."npsfcdab"]) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["name = 3"], "mine.toml"));
  const dropped = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
  document.body.dispatchEvent(dropped);
  return { controls: controls.length, isTaken: dropped.defaultPrevented };
}

/** Middles of everything that can be pressed. Runs in the browser. */
function middles() {
  const boxes = [...document.querySelectorAll("button, select, input, canvas, summary, #timeline")].map((one) => one.getBoundingClientRect());
  return boxes.filter((box) => box.width > 0 && box.bottom < innerHeight).map((box) => [box.left + box.width / 2, box.top + box.height / 2]);
}

/** What the page is, so that one that was pressed early can be laid beside one that was not. Runs in the browser. */
function standing() {
  const { app, clock } = globalThis.laboratory;
  const open = [...document.querySelectorAll("[aria-selected=true], [aria-pressed=true], [aria-expanded=true], details[open]")].map((one) => one.id);
  return JSON.stringify([app.state(), clock.isPlaying, open, document.documentElement.className, document.getElementById("speed").value, document.getElementById("faults").textContent]);
}

/** @param {any} browser @param {(holds: boolean, words: string) => void} check @param {string} address */
export async function checkEarly(browser, check, address) {
  const ready = "globalThis.laboratory?.loaded > 0";
  const fresh = await browser.page();
  await fresh.go(address);
  await fresh.until(ready);
  const expected = await fresh.ask(`(${standing})()`);
  await fresh.close();
  for (const [when, hold] of Object.entries(HELD)) {
    const page = await browser.page();
    await page.size(1280, 800);
    await page.send("Page.addScriptToEvaluateOnNewDocument", { source: hold });
    await page.go(address);
    await page.until("globalThis.goOn");
    const places = await page.ask(`(${middles})()`);
    for (const [x, y] of places) {
      for (const type of ["mousePressed", "mouseReleased"]) await page.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    }
    const { controls, isTaken } = await page.ask(`(${everything})()`);
    const words = await page.ask("document.querySelector('.heading').textContent");
    await page.ask("goOn()");
    await page.until(ready);
    const found = await page.ask(`(${standing})()`);
    const isWhole = controls > 20 && places.length > 8 && isTaken;
    check(isWhole && page.errors.length === 0, `${when} ${controls} controls are pressed, ${places.length} by hand, and a file is dropped: no error is told${page.errors.map((one) => `\n      ${one}`).join("")}`);
    check(/being made ready/.test(words) && /drop the file again/.test(words), `${when} the page says so`);
    check(found === expected, `${when} nothing is set in motion${found === expected ? "" : `\n      ${found}\n      ${expected}`}`);
    await page.ask("document.getElementById('tour-open').click()");
    await page.until("laboratory.app.step === 0 && !document.getElementById('tour').hidden");
    check(await page.ask("document.querySelectorAll('[inert]').length === 0"), `${when} pressed, everything can be pressed after`);
    await page.close();
  }
}
