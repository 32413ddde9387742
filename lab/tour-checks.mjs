// What a room does with the tour, in a browser: nobody is asked one thing and judged by another, and nothing tells the
// answer before the guesses are locked.

/** Opens what is asked, as a room that has no idea. */
export const OPEN = `(() => {
  const press = (words) => [...document.querySelectorAll("#guess button")].find((one) => one.textContent === words)?.click();
  press("No idea");
  press("Lock and see");
  press("Show them");
})()`;

const lived = "laboratory.app.histories.length === laboratory.app.planned";
const text = (id) => `document.getElementById("${id}").textContent`;

/** @param {any} page @param {(holds: boolean, words: string) => void} check @param {string} scenario */
export async function checkTour(page, check, scenario) {
  const load = `laboratory.load(laboratory.files.find((file) => file.file === "${scenario}"), {})`;
  await page.ask(load);
  const steps = await page.ask("laboratory.app.original.steps");
  const first = steps.findIndex((step) => step.question);
  const type = async (letters) => {
    for (const key of letters) {
      await page.send("Input.dispatchKeyEvent", { type: "keyDown", key, text: key });
      await page.send("Input.dispatchKeyEvent", { type: "keyUp", key });
      await new Promise((done) => setTimeout(done, 60));
    }
  };
  const enter = () => page.send("Input.dispatchKeyEvent", { type: "keyDown", key: "Enter", text: "\r", windowsVirtualKeyCode: 13 });
  const field = "document.activeElement.id === 'guess-number'";

  // A measure, a month and an open panel are left behind where the tour goes on.
  await page.ask("laboratory.go(0)");
  await page.until(lived);
  check(await page.ask("document.getElementById('distribution').hidden"), "the first step shows no dots of what is asked later");
  await page.ask(OPEN);
  await page.ask("laboratory.choose({ show: 'moves' }), laboratory.tabs.open('why'), laboratory.jump(30)");
  const isShut = `!/\\d\\.\\d/.test(${text("panel-why")}) && document.getElementById("distribution").hidden && document.getElementById("measure").disabled`;
  const isNoTab = "!document.querySelector('[role=tab][aria-selected=true]')";
  check(await page.ask(`(laboratory.go(${first}), ${isShut} && ${isNoTab})`), "a panel that was left open closes with the question, at once");
  await page.until(`document.activeElement.id === "tour-title" && document.activeElement.textContent === ${JSON.stringify(steps[first].title)}`);
  check(await page.ask(`document.activeElement !== document.body && laboratory.app.month === 0 && laboratory.app.show === ${JSON.stringify(steps[first].show)}`), "a step begins on its first day with its own measure");
  check(await page.ask(isShut), "and stays closed");

  // While histories are counted: the field, its text and the keyboard.
  await page.until("document.getElementById('guess-number')");
  await page.ask("document.getElementById('guess-number').focus()");
  await type("0,12");
  await page.until(lived);
  check(await page.ask(`${field} && document.getElementById('guess-number').value === "0,12"`), "what is written stays while histories are counted");
  await enter();
  await type("-3d");
  check(await page.ask(`${field} && !document.documentElement.classList.contains("dark") && laboratory.app.guess.guesses.join() === "0.12"`), "after a guess the field is ready for the next, and keys are letters there");
  await enter();
  check(await page.ask(`${text("guess")}.includes("is no number") && laboratory.app.guess.guesses.length === 1`), "what is no number is refused in a sentence");
  await page.ask("document.getElementById('guess-number').value = ''");

  // Everything that tells the answer.
  await page.ask("laboratory.jump(40), document.getElementById('month-table').open = true");
  await page.until("document.getElementById('month-table').textContent.length > 30");
  check(await page.ask("[...document.querySelectorAll('.counters, #month-table div')].every((one) => !/\\d/.test(one.textContent)) && laboratory.pictures.every((one) => one.isClosed)"), "counts and colours are closed while a question waits");
  for (const tab of ["why", "child"]) {
    await page.ask(`laboratory.tabs.open("${tab}")`);
    check(await page.ask(`!/\\d/.test(${text(`panel-${tab}`)}) && !document.querySelector("#panel-${tab} svg")`), `"${tab}" is closed while a question waits`);
  }
  await page.ask("laboratory.tabs.open('save')");
  await page.until("document.querySelectorAll('#panel-save button').length > 4");
  const draws = "[...document.querySelectorAll('#panel-save button')].find((one) => one.textContent.startsWith('Distribution'))";
  check(await page.ask(`${draws}.disabled`), "nor can the dots be saved");
  await page.ask("(() => { const { app, tabs } = laboratory; const { saved } = app; app.saved = () => new Promise((answer) => { globalThis.answer = () => { app.saved = saved; saved.call(app).then(answer); }; }); tabs.renew(); })()");
  check(await page.ask("[...document.querySelectorAll('#panel-save button')].every((one) => one.disabled)"), "nor anything of the worlds before while the file of these is made");
  await page.ask("answer()");
  await page.until("[...document.querySelectorAll('#panel-save button')].some((one) => !one.disabled)");

  await page.ask("[...document.querySelectorAll('#guess button')].find((one) => one.textContent === 'Lock and see').click()");
  check(await page.ask("document.activeElement.className === 'found' && !document.getElementById('distribution').hidden"), "after the lock the keyboard stands at what was found");
  await page.until(`!${draws}.disabled`);
  check(await page.ask("/guess/.test(document.querySelector('.debrief').textContent) && !document.getElementById('measure').disabled"), "and the guess is judged");
  await page.ask("laboratory.choose({ show: 'moves' })");
  check(await page.ask("!document.querySelector('.debrief') && document.querySelectorAll('#distribution .guess').length === 0"), "by no other measure than that which was asked");
  const session = await page.ask("JSON.stringify(laboratory.app.session(''))");
  const address = await page.ask("new Promise((done) => setTimeout(() => done(location.hash), 500))");
  check(decodeURIComponent(address).includes('"month":40') && decodeURIComponent(address).includes('"guesses":[0.12]'), "the address holds month and guesses");
  await page.ask(load);
  await page.ask("laboratory.tabs.open('save')");
  await page.ask(`laboratory.openSession(${JSON.stringify(session)})`);
  await page.until("/The session is open.*1 guess,/.test(document.querySelector('#panel-save [role=status]')?.textContent) && /replications 0 to 199/.test(document.getElementById('panel-save').textContent)");
  check(await page.ask(`laboratory.app.step === ${first} && laboratory.clock.month === 40 && laboratory.app.guess.isOpen && laboratory.app.rounds["step ${first + 1}"].guesses.join() === "0.12"`), "a session is opened as it was kept");

  // A step that names a month stops there, with its words, and goes on from there.
  const stopped = steps.findIndex((step) => step.stop);
  if (stopped >= 0) {
    const { month, says } = steps[stopped].stop;
    await page.ask(`laboratory.go(${stopped}), document.getElementById("speed").value = "30", document.getElementById("speed").dispatchEvent(new Event("change"))`);
    await page.until(`laboratory.app.step === ${stopped} && laboratory.app.histories.length > 0 && laboratory.clock.month === 0`);
    const play = "document.getElementById('play').click()";
    await page.ask(play);
    await page.until(`!laboratory.clock.isPlaying && laboratory.clock.month > 0`);
    check(await page.ask(`laboratory.clock.month === ${month} && ${text("happened")}.includes(${JSON.stringify(says)}) && ${text("said")}.includes(${JSON.stringify(says)})`), `step ${stopped + 1} stops by itself in month ${month} and says why`);
    await page.ask(play);
    await page.until(`laboratory.clock.month > ${month}`);
    check(await page.ask(`!${text("happened")}.includes(${JSON.stringify(says)})`), "and goes on from there");
    await page.ask("laboratory.clock.pause()");
  }

  // What is shown is drawn year by year, of the same histories, and closes with its question.
  await page.ask(load);
  await page.ask(`laboratory.go(${first})`);
  check(await page.ask("document.getElementById('years').hidden"), "no year is shown while a question waits");
  await page.until(lived);
  await page.ask(OPEN);
  const drawn = "document.querySelector('#years:not(.old) svg')";
  await page.until(drawn);
  const years = await page.ask("laboratory.app.original.years.length");
  check(await page.ask(`document.querySelectorAll("#years tbody tr").length <= ${years} && document.querySelectorAll("#years tbody tr").length > 0 && ${text("years")}.includes("200 histories")`), "the years are drawn of all histories, each a row of a table");
  await page.ask("(() => { const knob = document.querySelector('#knobs [data-knob]'); if (knob.tagName === 'SELECT') knob.selectedIndex = (knob.selectedIndex + 1) % knob.options.length; else knob.value = String((Number(knob.value) + 1) % (Number(knob.max) + 1)); knob.dispatchEvent(new Event(knob.tagName === 'SELECT' ? 'change' : 'input')); })()");
  await page.until("laboratory.app.histories.length < laboratory.app.planned && document.getElementById('years').classList.contains('old')");
  check(await page.ask("document.querySelector('#years svg') !== null"), "while other worlds are counted the years of those before are pale");
  await page.until(`${lived} && ${drawn}`);

  // What may not be read before hands go up is closed with the step; the end of a tour says so, and is no dead button.
  await page.ask("laboratory.tabs.open('why')");
  check(await page.ask(`(laboratory.go(${steps.length - 1}), ${isNoTab} && ${text("panel-why")} === "")`), "no panel of the step before stands open in the next");
  await page.until(`document.querySelector("#tour-steps .stepcount").textContent === "Step ${steps.length} of ${steps.length}"`);
  await page.ask(OPEN);
  check(await page.ask(`/The tour is done/.test(${text("guess")}) && ![...document.querySelectorAll('#tour-steps button.main')].some((one) => one.disabled)`), "the last step says that it is the last, and leads to what keeps the session");
  const wide = "document.getElementById('measure').getBoundingClientRect().width";
  const widths = await page.ask(`laboratory.app.current.opening.indicators.slice(0, 40).map(({ id }) => { laboratory.choose({ show: id }); document.getElementById('measure').value = id; return ${wide}; })`);
  check(new Set(widths).size === 1, "the field of the measure stays as wide as it is whatever is chosen");
  const last = steps[steps.length - 1];
  check(await page.ask(`document.title.startsWith(document.getElementById("title").textContent) && ${JSON.stringify(last.second.map(([path]) => path))}.every((path) => [...document.querySelectorAll("#knobs [data-knob]")].some((one) => one.dataset.knob.endsWith(" " + path)))`), "what a step sets apart stands under what differs");

  // What a tab opens is brought to the eye.
  await page.ask("scrollTo(0, 0), document.getElementById('tab-figures').click()");
  check(await page.ask("(() => { const box = document.getElementById('panel-figures').getBoundingClientRect(); return box.top > 0 && box.top < innerHeight / 2; })()"), "what a tab opens is seen");

  // A child is chosen with the keys.
  await page.ask("document.querySelector('#world-a canvas').focus()");
  await page.send("Input.dispatchKeyEvent", { type: "keyDown", key: "c", text: "c" });
  await page.send("Input.dispatchKeyEvent", { type: "keyDown", key: "c", text: "c" });
  check(await page.ask("laboratory.pictures[0].picked >= 0 && document.getElementById('said').textContent.startsWith('Child 2 of')"), "a key chooses a child");
  await enter();
  await page.until("document.querySelector('#panel-child svg')");
  check(await page.ask("document.activeElement.id === 'tab-child' && document.getElementById('depth').getBoundingClientRect().top < innerHeight"), "and another follows her");
}
