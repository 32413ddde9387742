// @ts-check
// What many histories come to: paired differences, how many are better, alike and worse, and the bins of the dots.

/**
 * @typedef {{ id: string, title: string, unit: string, decimals: number, better: string, matters: number | null, headline: boolean }} Indicator
 */

/** The place of a value in a history. @param {any} opening @param {number} arm @param {string} unit @param {string} indicator */
export function placeOf(opening, arm, unit, indicator) {
  const u = opening.units.findIndex((/** @type {any} */ one) => one.id === unit);
  const i = opening.indicators.findIndex((/** @type {any} */ one) => one.id === indicator);
  if (u < 0 || i < 0) return -1;
  return (arm * opening.units.length + u) * opening.indicators.length + i;
}

/**
 * The difference of the second world from the first in each history; `NaN` where it is not defined.
 * @param {Float64Array[]} histories
 * @param {any} opening
 * @param {string} unit
 * @param {string} indicator
 */
export function paired(histories, opening, unit, indicator) {
  const [first, second] = [0, 1].map((arm) => placeOf(opening, arm, unit, indicator));
  return histories.map((values) => values[second] - values[first]);
}

/** The same without the histories in which it is not defined. @param {Float64Array[]} histories @param {any} opening @param {string} unit @param {string} indicator */
export function differences(histories, opening, unit, indicator) {
  return paired(histories, opening, unit, indicator).filter((difference) => !Number.isNaN(difference));
}

/** The mean of an arm over the histories in which it is defined. @param {Float64Array[]} histories @param {any} opening @param {number} arm @param {string} unit @param {string} indicator */
export function level(histories, opening, arm, unit, indicator) {
  const at = placeOf(opening, arm, unit, indicator);
  const defined = histories.map((values) => values[at]).filter((value) => !Number.isNaN(value));
  return mean(defined);
}

/** @param {number[]} values */
export function mean(values) {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : NaN;
}

/**
 * How many histories are better and worse by more than what matters, and how many are neither.
 * @param {number[]} differences
 * @param {Indicator} indicator
 */
export function counts(differences, indicator) {
  const least = indicator.matters ?? 0;
  const above = differences.filter((difference) => difference > least).length;
  const below = differences.filter((difference) => difference < -least).length;
  const alike = differences.length - above - below;
  if (indicator.better === "neither") return { better: 0, alike, worse: 0, above, below };
  const isHigher = indicator.better === "higher";
  return { better: isHigher ? above : below, alike, worse: isHigher ? below : above, above, below };
}

/**
 * A round step of a scale: 1, 2 or 5 times a power of ten.
 * @param {number} width
 * @param {number} parts
 */
export function roundStep(width, parts) {
  const raw = width / parts;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((times) => times * power >= raw * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** Where a history stands among those in which the difference is defined; -1 where it does not. @param {Float64Array[]} histories @param {any} opening @param {string} unit @param {string} indicator @param {number} history */
export function placeAmong(histories, opening, unit, indicator, history) {
  if (!histories[history] || differences([histories[history]], opening, unit, indicator).length === 0) return -1;
  return differences(histories.slice(0, history), opening, unit, indicator).length;
}

/**
 * The scale of a picture of differences: as wide as they, the guesses and what matters ask for, zero always on it.
 * @param {number[]} differences
 * @param {number[]} guesses
 * @param {number} least
 */
export function scale(differences, guesses, least) {
  const all = [...differences, ...guesses, -1.5 * least, 1.5 * least, 0];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const width = Math.max(high - low, 1e-9);
  // An empty side keeps enough room to be seen as a side.
  const [from, to] = [Math.min(low, -0.12 * width), Math.max(high, 0.12 * width)];
  const step = roundStep((to - from) * 1.04, 7);
  return { low: Math.floor(from / step + 1e-9) * step, high: Math.ceil(to / step - 1e-9) * step, step };
}

/** Widths of columns that are tried, as parts of the whole picture. */
const COLUMNS = [61, 51, 41, 31, 25];

/**
 * Dots in columns, as large as the highest column allows; wide columns hold several dots side by side. Zero is the
 * middle of a column where some are zero, else it parts two, so that no dot stands on another side than its own. Gives for each difference where its dot stands, in units of the picture.
 * @param {number[]} differences
 * @param {number} span of the scale
 * @param {{ width: number, height: number, largest: number }} room
 */
export function dots(differences, span, { width, height, largest }) {
  const middle = differences.includes(0) ? 0 : 0.5;
  const tried = COLUMNS.map((columns) => {
    const wide = width / columns;
    const at = differences.map((difference) => Math.floor((difference / span) * columns + 0.5 - middle));
    /** @type {Map<number, number>} */
    const many = new Map();
    for (const column of at) many.set(column, (many.get(column) ?? 0) + 1);
    const highest = Math.max(1, ...many.values());
    let size = largest;
    const fits = () => Math.ceil(highest / Math.max(1, Math.floor(wide / size))) * size <= height && size <= Math.max(wide, 1);
    while (size > 1 && !fits()) size -= 0.25;
    return { columns, at, size, across: Math.max(1, Math.floor(wide / size)) };
  });
  const { columns, at, size, across } = tried.reduce((best, one) => (one.size > best.size ? one : best));
  /** @type {Map<number, number>} */
  const stood = new Map();
  const placed = at.map((column) => {
    const before = stood.get(column) ?? 0;
    stood.set(column, before + 1);
    const row = Math.floor(before / across);
    const beside = (before % across) - (across - 1) / 2;
    return { value: ((column + middle) / columns) * span, beside: beside * size, up: (row + 0.5) * size };
  });
  return { placed, size };
}

/** How many decimals a difference is printed with: a narrow interval gets up to two more, as in the report. @param {number[]} differences @param {Indicator} indicator */
export function differencePlaces(differences, { decimals }) {
  const n = differences.length;
  const middle = mean(differences);
  const spread = Math.sqrt(differences.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, n - 1));
  const half = n > 1 ? (1.96 * spread) / Math.sqrt(n) : NaN;
  const isCoarse = (/** @type {number} */ at) => half > 0 && half * 10 ** at < 1.5;
  return isCoarse(decimals) ? (isCoarse(decimals + 1) ? decimals + 2 : decimals + 1) : decimals;
}

/** A number with as many decimals as it needs, at most six. @param {number} value */
export function shortest(value) {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 6 });
}

/** A number in three digits. @param {number} value */
export function inFewDigits(value) {
  return shortest(Number(value.toPrecision(3)));
}

/** A number as it is printed. @param {number} value @param {number} decimals */
export function printed(value, decimals) {
  if (!Number.isFinite(value)) return "not defined";
  const text = Math.abs(value).toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const isZero = Number(text.replace(/,/g, "")) === 0;
  return value < 0 && !isZero ? `\u2212${text}` : text;
}

/** A difference as it is printed, with its sign. @param {number} value @param {number} decimals */
export function signed(value, decimals) {
  const text = printed(value, decimals);
  return value > 0 && Number(text.replace(/,/g, "")) !== 0 ? `+${text}` : text;
}
