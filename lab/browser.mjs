// A Chromium without a window, driven through its debugging pipe with Node alone.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NAMES = [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The command of a browser that is at hand, if there is one. */
export function browserAtHand() {
  return NAMES.find((name) => name && spawnSync(name, ["--version"]).status === 0);
}

/** Starts a browser. `page()` opens a page; `close()` ends it. */
export async function browse(command) {
  const profile = mkdtempSync(join(tmpdir(), "swplab-browser-"));
  const flags = ["--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu", "--hide-scrollbars", `--user-data-dir=${profile}`];
  // A container is often run as root, where the browser refuses its own sandbox.
  if (process.getuid?.() === 0) flags.push("--no-sandbox");
  const child = spawn(command, [...flags, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const [, , , toBrowser, fromBrowser] = child.stdio;
  const waiting = new Map();
  const listeners = [];
  let number = 0;
  let pending = "";
  fromBrowser.on("data", (data) => {
    const parts = (pending + data).split("\0");
    pending = parts.pop();
    for (const part of parts) {
      const message = JSON.parse(part);
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (call) (message.error ? call.reject(new Error(message.error.message)) : call.resolve(message.result));
      else for (const listener of listeners) listener(message);
    }
  });
  const send = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      number += 1;
      waiting.set(number, { resolve, reject });
      toBrowser.write(`${JSON.stringify({ id: number, method, params, sessionId })}\0`);
    });

  async function page() {
    const { targetId } = await send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    const requests = [];
    const errors = [];
    listeners.push((message) => {
      if (message.sessionId !== sessionId) return;
      if (message.method === "Network.requestWillBeSent") requests.push(message.params.request.url);
      if (message.method === "Runtime.exceptionThrown") {
        const { exceptionDetails: said } = message.params;
        errors.push(said.exception?.description ?? said.text);
      }
      if (message.method === "Log.entryAdded" && message.params.entry.level === "error") errors.push(message.params.entry.text);
    });
    for (const domain of ["Page", "Network", "Runtime", "Log"]) await send(`${domain}.enable`, {}, sessionId);
    /** The value of an expression, awaited. */
    async function ask(expression, more = {}) {
      const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true, ...more }, sessionId);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    }
    /** Waits until an expression holds. */
    async function until(expression, seconds = 60) {
      const end = Date.now() + 1000 * seconds;
      while (!(await ask(`Boolean(${expression})`))) {
        if (Date.now() > end) throw new Error(`in ${seconds} s it did not come about that ${expression}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    return {
      requests,
      errors,
      ask,
      until,
      send: (method, params) => send(method, params, sessionId),
      go: (url) => send("Page.navigate", { url }, sessionId),
      size: (width, height) => send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 500 }, sessionId),
      picture: async (whole = true) => Buffer.from((await send("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole }, sessionId)).data, "base64"),
      close: () => send("Target.closeTarget", { targetId }),
    };
  }

  async function close() {
    await send("Browser.close").catch(() => undefined);
    await new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve()));
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return { page, close, profile };
}
