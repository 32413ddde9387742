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

/** The unit of a difference: what has 0 on an index is nothing to it. @param {string} unit */
export function unitOfDifference(unit) {
  return unit.replace(/ from an? .*$/, "").replace(/, [\d,.]+ to [\d,.]+$/, "");
}

/** The most by which two worlds can differ in a measure: the length of its scale; `Infinity` where it has no ends. @param {Indicator} indicator */
export function mostOf({ unit }) {
  if (unit.startsWith("index points")) return 2;
  const [, low, high] = unit.match(/, ([\d.]+) to ([\d.]+)$/) ?? [];
  if (high) return Number(high) - Number(low);
  return unit === "%" || unit.startsWith("% of ") ? 100 : Infinity;
}

/** Widths of columns that are tried, as parts of the whole picture. */
const COLUMNS = [61, 51, 41, 31, 25];

/**
 * The column in which a difference stands: its number, its middle and its width, in units of the difference. Columns begin
 * anew where colours change, at zero and at what matters, so that a dot lies where its colour says.
 * @param {number} difference
 * @param {{ wide: number, least: number, isZero: boolean }} columns their width, what matters, whether some are zero
 */
export function columnOf(difference, { wide, least, isZero }) {
  const size = Math.abs(difference);
  const side = Math.sign(difference);
  // Those that are zero stand in a column of their own around it.
  const half = isZero ? wide / 2 : 0;
  const inner = Math.max(0, Math.floor((least - half) / wide + 1e-9));
  if (size === 0 || (size <= least && inner === 0)) return { number: 0, middle: 0, width: least > 0 && inner === 0 ? 2 * least : wide };
  const isInner = size <= least;
  const begin = isInner || least === 0 ? half : least;
  const width = isInner ? (least - half) / inner : wide;
  const at = Math.max(0, Math.min(Math.floor((size - begin) / width + 1e-9), isInner ? inner - 1 : Infinity));
  return { number: side * (at + 1 + (isInner ? 0 : inner)), middle: side * (begin + (at + 0.5) * width), width };
}

/**
 * Dots in columns, as large as the highest column allows; wide columns hold several dots side by side. No dot stands on
 * another side of what matters than its own, nor of zero where the band of what does not matter is wide enough. Gives for each difference where its dot stands, in units of the picture.
 * @param {number[]} differences
 * @param {number} span of the scale
 * @param {number} least what matters, 0 where nothing is too little
 * @param {{ width: number, height: number, largest: number }} room
 */
export function dots(differences, span, least, { width, height, largest }) {
  const isZero = differences.includes(0);
  const tried = COLUMNS.map((columns) => {
    const at = differences.map((difference) => columnOf(difference, { wide: span / columns, least, isZero }));
    /** How many stand in each column, and how wide it is in the picture. @type {Map<number, { many: number, wide: number }>} */
    const filled = new Map();
    for (const column of at) filled.set(column.number, { many: (filled.get(column.number)?.many ?? 0) + 1, wide: (column.width / span) * width });
    let size = largest;
    const fits = () => [...filled.values()].every(({ many, wide }) => Math.ceil(many / across(wide, size)) * size <= height && size <= wide + 1e-9);
    while (size > 1 && !fits()) size -= 0.25;
    return { at, size };
  });
  const { at, size } = tried.reduce((best, one) => (one.size > best.size ? one : best));
  /** @type {Map<number, number>} */
  const stood = new Map();
  const placed = at.map((column) => {
    const before = stood.get(column.number) ?? 0;
    stood.set(column.number, before + 1);
    const abreast = across((column.width / span) * width, size);
    const beside = (before % abreast) - (abreast - 1) / 2;
    return { value: column.middle, beside: beside * size, up: (Math.floor(before / abreast) + 0.5) * size };
  });
  return { placed, size };
}

/** How many dots stand side by side in a column. @param {number} wide @param {number} size */
function across(wide, size) {
  return Math.max(1, Math.floor(wide / size + 1e-9));
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
