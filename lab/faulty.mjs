// Engines with a fault planted in them, as bytes of WebAssembly: for those who see what the page makes of it.

/** A section of a module. @param {number} kind @param {number[]} content all shorter than 128 bytes */
const section = (kind, content) => [kind, content.length, ...content];
const name = (text) => [text.length, ...Buffer.from(text)];
const HEAD = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const [I32, END, UNREACHABLE, I32_CONST] = [0x7f, 0x0b, 0x00, 0x41];

/** An engine that says nothing and does this when a history is to begin. @param {number[]} code */
function beginning(code) {
  const body = (instructions) => [instructions.length + 2, 0, ...instructions, END];
  const [nought, one] = [0, 1];
  const exported = [["memory", 2, 0], ["room", 0, 0], ["words_at", 0, 1], ["words_length", 0, 2], ["begin", 0, 3]];
  return Uint8Array.from([
    ...HEAD,
    ...section(1, [2, 0x60, 0, 1, I32, 0x60, 1, I32, 1, I32]),
    ...section(3, [4, one, nought, nought, one]),
    ...section(5, [1, 0, 1]),
    ...section(7, [exported.length, ...exported.flatMap(([word, kind, at]) => [...name(word), kind, at])]),
    ...section(10, [4, ...[0, 0, 0].flatMap(() => body([I32_CONST, 0])), ...body(code)]),
  ]);
}

/** One that traps. */
export const trapping = () => beginning([UNREACHABLE]);

/** One that never ends: a loop that goes on at its own beginning. */
export const endless = () => beginning([0x03, 0x40, 0x0c, 0, END, UNREACHABLE]);

/**
 * A module whose memory may grow by so many megabytes and no more.
 * @param {Uint8Array} wasm
 * @param {number} megabytes
 */
export function withAtMost(wasm, megabytes) {
  let at = HEAD.length;
  const number = () => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = wasm[at++];
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (byte < 0x80) return value;
    }
  };
  const written = (value) => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...written(Math.floor(value / 0x80))]);
  const parts = [wasm.subarray(0, at)];
  while (at < wasm.length) {
    const begins = at;
    const kind = wasm[at++];
    const length = number();
    const ends = at + length;
    if (kind === 5) {
      // One memory, without a most: how many pages of 64 KiB it begins with.
      at += 2;
      const pages = number();
      const content = [1, 1, ...written(pages), ...written(pages + 16 * megabytes)];
      parts.push(Uint8Array.from([5, ...written(content.length), ...content]));
    } else {
      parts.push(wasm.subarray(begins, ends));
    }
    at = ends;
  }
  return Buffer.concat(parts);
}
