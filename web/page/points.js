// @ts-check
// Places in a text: rows count code points, the browser counts units of UTF-16.

/**
 * @param {string} text
 * @returns {{toUnit: (point: number) => number, toPoint: (unit: number) => number}}
 */
export function points(text) {
  if (!/[\u{d800}-\u{dfff}]/u.test(text) && !/[\u{10000}-\u{10ffff}]/u.test(text)) {
    return { toUnit: (point) => point, toPoint: (unit) => unit };
  }
  /** The unit at which each code point begins. @type {number[]} */
  const units = [];
  let unit = 0;
  for (const letter of text) {
    units.push(unit);
    unit += letter.length;
  }
  units.push(unit);
  return { toUnit: (point) => units[Math.min(point, units.length - 1)] ?? 0, toPoint: (at) => below(units, at) };
}

/** How many of the rising numbers are smaller. @param {number[]} numbers @param {number} limit */
function below(numbers, limit) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The paragraphs: parted by blank lines where there are any, else each line is one.
 * @param {string} text
 * @returns {[number, number][]}
 */
export function paragraphs(text) {
  const gap = /\n[^\S\n]*\n/u.test(text) ? /\n\s*\n/gu : /\n/gu;
  /** @type {[number, number][]} */
  const found = [];
  let start = 0;
  for (const { index, 0: { length } } of [...text.matchAll(gap), { index: text.length, 0: "" }]) {
    if (text.slice(start, index).trim() !== "") found.push([start, index]);
    start = index + length;
  }
  return found;
}

/** The words of a stretch and the marks between them. @param {string} text @param {[number, number]} stretch */
export function words(text, [start, end]) {
  const found = text.slice(start, end).matchAll(/[\p{L}\p{N}]+(?:['’\-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu);
  return Array.from(found, (word) => ({ start: start + word.index, end: start + word.index + word[0].length }));
}
