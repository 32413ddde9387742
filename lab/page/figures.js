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
 * The difference of the second world from the first in each history; histories in which it is not defined have none.
 * @param {Float64Array[]} histories
 * @param {any} opening
 * @param {string} unit
 * @param {string} indicator
 */
export function differences(histories, opening, unit, indicator) {
  const [first, second] = [0, 1].map((arm) => placeOf(opening, arm, unit, indicator));
  return histories.map((values) => values[second] - values[first]).filter((difference) => !Number.isNaN(difference));
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

/**
 * The scale of a picture of differences: zero in the middle, wide enough for all of them and for the guesses.
 * @param {number[]} differences
 * @param {number[]} guesses
 * @param {number} least
 */
export function scale(differences, guesses, least) {
  const far = [...differences, ...guesses].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const reach = Math.max(far, least * 2, 1e-9) * 1.05;
  const step = roundStep(2 * reach, 8);
  return { reach: Math.ceil(reach / step) * step, step };
}

/**
 * Dots in columns: of each difference its column, and how high it stands in it.
 * @param {number[]} differences
 * @param {number} reach
 * @param {number} columns an odd number, so that zero has a column of its own
 */
export function dots(differences, reach, columns) {
  const heights = new Array(columns).fill(0);
  return differences.map((difference) => {
    const share = (difference + reach) / (2 * reach);
    const column = Math.max(0, Math.min(columns - 1, Math.floor(share * columns)));
    heights[column] += 1;
    return { column, height: heights[column], difference };
  });
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
