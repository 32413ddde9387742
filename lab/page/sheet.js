// @ts-check
// Both worlds on one sheet, with what somebody needs who was not there: scenario, month, history, names, signs.
import { offer } from "./dom.js";

const GAP = 24;
const HEAD = 92;
const LINE = 30;
const TYPE = "Arial, Helvetica, sans-serif";

/** @param {string} name @param {{ canvases: HTMLCanvasElement[], names: string[], paper: string, title: string }} pictures */
export function picture(name, { canvases, names, paper, title }) {
  const whole = document.createElement("canvas");
  const signs = [...document.querySelectorAll("#legend span")].map((sign) => ({ shape: /** @type {HTMLCanvasElement | null} */ (sign.querySelector("canvas")), words: sign.textContent ?? "" }));
  whole.width = canvases.reduce((sum, one) => sum + one.width + GAP, GAP);
  const pen = /** @type {CanvasRenderingContext2D} */ (whole.getContext("2d"));
  const tall = Math.max(...canvases.map((one) => one.height));
  pen.font = `17px ${TYPE}`;
  const laid = inLines(signs.map((sign) => pen.measureText(sign.words).width + 52), whole.width - 2 * GAP);
  whole.height = HEAD + tall + GAP + LINE * (Math.max(0, ...laid.map(({ line }) => line)) + 1);
  pen.fillStyle = paper;
  pen.fillRect(0, 0, whole.width, whole.height);
  pen.fillStyle = /^#f/i.test(paper) ? "#0b0c0c" : "#ffffff";
  pen.font = `bold 24px ${TYPE}`;
  pen.fillText(title, GAP, 36, whole.width - 2 * GAP);
  let x = GAP;
  canvases.forEach((canvas, at) => {
    pen.font = `bold 20px ${TYPE}`;
    pen.fillText(`${"AB"[at]}: ${names[at]}`, x, 76, canvas.width);
    pen.drawImage(canvas, x, HEAD);
    x += canvas.width + GAP;
  });
  pen.font = `17px ${TYPE}`;
  signs.forEach(({ shape, words }, at) => {
    const [left, y] = [GAP + laid[at].x, HEAD + tall + GAP + LINE * laid[at].line];
    if (shape) pen.drawImage(shape, left, y - 7, 22, 22);
    pen.fillText(words, left + (shape ? 28 : 0), y + 10);
  });
  whole.toBlob((blob) => {
    if (blob) offer(`${name}.png`, "image/png", blob);
  });
}

/** Where things of these widths stand in lines. @param {number[]} widths @param {number} most */
export function inLines(widths, most) {
  let [x, line] = [0, 0];
  return widths.map((width) => {
    if (x > 0 && x + width > most) [x, line] = [0, line + 1];
    const place = { x, line };
    x += width;
    return place;
  });
}
