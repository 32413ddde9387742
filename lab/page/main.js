// @ts-check
// The beginning: the engine is unpacked, workers are hired, the page is made.
import { Bench } from "./bench.js";
import { byId } from "./dom.js";
import { fault } from "./fault.js";
import { Page } from "./page.js";
import { held, never } from "./ready.js";

/** Unpacks the engine and hires workers. */
async function begin() {
  const began = performance.now();
  const letGo = held();
  const packed = Uint8Array.from(atob(byId("engine-data").textContent.trim()), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const module = await WebAssembly.compile(await new Response(unpacked).arrayBuffer());
  const address = URL.createObjectURL(new Blob([byId("worker-source").textContent], { type: "text/javascript" }));
  const hire = () => new Worker(address);
  const say = (/** @type {string} */ words) => {
    byId("said").textContent = words;
  };
  const told = (/** @type {string} */ words) => fault(`The engine stopped and was replaced: ${words}`);
  const bench = new Bench(hire, module, Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2)), told);
  const page = new Page(bench, () => new Bench(hire, module, 1, told), say);
  // Scripts that try the page find it here.
  Object.assign(globalThis, { laboratory: page });
  await page.begin(JSON.parse(byId("scenarios-data").textContent));
  if (page.scenes.length === 0) never();
  else letGo();
  page.loaded = performance.now() - began;
}

if (typeof document !== "undefined" && document.getElementById("engine-data")) {
  begin().catch((failed) => {
    never();
    fault(`The laboratory could not begin: ${failed.message}`);
  });
}
