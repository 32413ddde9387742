// A Firefox without a window, driven through its own remote port (Marionette) with Node alone.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NAMES = [process.env.FIREFOX, "firefox-esr", "firefox"];

/** Nothing is asked of any network, and no first page is shown. */
const PREFERENCES = {
  "marionette.port": 0,
  "app.update.disabledForTesting": true,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

/** The command of a Firefox that is at hand, if there is one. */
export function firefoxAtHand() {
  return NAMES.find((name) => name && spawnSync(name, ["--version"]).status === 0);
}

const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** The port that it opened; it writes it down in its profile. */
async function portOf(profile) {
  const file = join(profile, "MarionetteActivePort");
  for (let tries = 0; tries < 600; tries += 1) {
    if (existsSync(file) && readFileSync(file, "utf8").trim()) return Number(readFileSync(file, "utf8"));
    await rest(100);
  }
  throw new Error("Firefox opened no port in a minute.");
}

/** Sends commands as `length:[0, id, name, parameters]` and reads answers written the same way. */
async function wire(port) {
  const socket = connect(port, "127.0.0.1");
  await new Promise((done, failed) => socket.once("connect", done).once("error", failed));
  const waiting = new Map();
  let [pending, number] = [Buffer.alloc(0), 0];
  socket.on("data", (data) => {
    pending = Buffer.concat([pending, data]);
    for (;;) {
      const colon = pending.indexOf(":");
      const length = Number(pending.subarray(0, Math.max(0, colon)));
      if (colon < 0 || pending.length < colon + 1 + length) return;
      const message = JSON.parse(pending.subarray(colon + 1, colon + 1 + length));
      pending = pending.subarray(colon + 1 + length);
      // What it says first is who it is.
      if (!Array.isArray(message)) continue;
      const [, id, fault, answer] = message;
      const call = waiting.get(id);
      waiting.delete(id);
      if (fault) call?.reject(new Error(`${fault.error}: ${fault.message}`));
      else call?.resolve(answer);
    }
  });
  const send = (name, parameters = {}) =>
    new Promise((resolve, reject) => {
      number += 1;
      waiting.set(number, { resolve, reject });
      const text = JSON.stringify([0, number, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  return { send, end: () => socket.end() };
}

/** Starts it. `ask` gives the value of an expression of the page; `close()` ends it. */
export async function firefox(command) {
  const profile = mkdtempSync(join(tmpdir(), "swplab-firefox-"));
  const lines = Object.entries(PREFERENCES).map(([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});`);
  writeFileSync(join(profile, "user.js"), lines.join("\n"));
  const child = spawn(command, ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile, "about:blank"], { stdio: "ignore" });
  // Who fails on the way leaves nothing running.
  process.once("exit", () => child.kill());
  const { send, end } = await wire(await portOf(profile));
  await send("WebDriver:NewSession", { capabilities: { alwaysMatch: { pageLoadStrategy: "normal" } } });
  await send("WebDriver:SetTimeouts", { script: 120000, pageLoad: 60000 });

  /** The value of an expression, awaited. */
  async function ask(expression) {
    const script = `const page = window; const laboratory = page.laboratory; const document = page.document; return (async () => { const value = await (${expression}); return JSON.stringify(value === undefined ? null : value); })();`;
    const { value } = await send("WebDriver:ExecuteScript", { script, args: [] });
    return value === null ? null : JSON.parse(value);
  }

  /** Something of the browser itself. */
  async function within(script) {
    await send("Marionette:SetContext", { value: "chrome" });
    const { value } = await send("WebDriver:ExecuteScript", { script, args: [], sandbox: "system" });
    await send("Marionette:SetContext", { value: "content" });
    return value;
  }

  /** Notes every request that any page makes from here on. */
  const watch = () => within(`
    if (globalThis.swplabAsked) return;
    globalThis.swplabAsked = [];
    Services.obs.addObserver((subject) => {
      const channel = subject.QueryInterface(Ci.nsIHttpChannel);
      // What the browser asks for itself is none of the page's.
      if (!channel.loadInfo.triggeringPrincipal.isSystemPrincipal) globalThis.swplabAsked.push(channel.URI.spec);
    }, "http-on-modify-request");`);

  /** Faults that were told of a file, and what was asked of a network since \`watch\`. */
  const told = async (address) => JSON.parse(await within(`
    const faults = Services.console.getMessageArray().filter((one) => one instanceof Ci.nsIScriptError && !(one.flags & Ci.nsIScriptError.warningFlag) && one.sourceName.startsWith(${JSON.stringify(address)}));
    return JSON.stringify({ errors: faults.map((one) => one.errorMessage), requests: globalThis.swplabAsked ?? [] });`));

  async function until(expression, seconds = 60) {
    const last = Date.now() + 1000 * seconds;
    while (!(await ask(`Boolean(${expression})`))) {
      if (Date.now() > last) throw new Error(`in ${seconds} s it did not come about that ${expression}`);
      await rest(20);
    }
  }

  async function close() {
    await send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => undefined);
    end();
    await new Promise((done) => (child.exitCode === null ? child.once("exit", done) : done()));
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }

  return {
    ask, until, watch, told, close,
    go: (url) => send("WebDriver:Navigate", { url }),
    size: (width, height) => send("WebDriver:SetWindowRect", { x: 0, y: 0, width, height }),
    picture: async () => Buffer.from((await send("WebDriver:TakeScreenshot", { full: true })).value, "base64"),
  };
}
