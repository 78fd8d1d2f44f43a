// @ts-check
// Rows as files: byte for byte what the command line writes. A test compares them.

/** @typedef {Record<string, string | number | null>} Row */

/** The columns before and after those of the input. */
const FIRST = 18;
const LAST = 4;
const SHARES = new Set(["confidence", "speaker_confidence"]);
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;
const CELL_LIMIT = 32767;

/**
 * The columns of all documents together: those of the inputs stand in the order in which they come.
 * @param {string[][]} headers
 */
export function union(headers) {
  const [first = []] = headers;
  const own = new Set(headers.flatMap((header) => header.slice(FIRST, header.length - LAST)));
  return [...first.slice(0, FIRST), ...own, ...first.slice(first.length - LAST)];
}

/** @param {string} name @param {string | number | null | undefined} value */
function text(name, value) {
  if (value === null || value === undefined) return "";
  return typeof value === "number" && SHARES.has(name) ? value.toFixed(2) : String(value);
}

/**
 * CSV as RFC 4180 has it; or, for a spreadsheet program, with a mark of its encoding, no cell that would
 * be a formula, and none longer than it takes.
 * @param {string[]} columns
 * @param {Row[]} rows
 * @param {{spreadsheet?: boolean}} [how]
 */
export function csv(columns, rows, { spreadsheet = false } = {}) {
  const safe = (/** @type {string} */ cell) => cut(FORMULA.test(cell) ? `'${cell}` : cell);
  const field = (/** @type {string} */ cell) => quoted(spreadsheet ? safe(cell) : cell);
  const line = (/** @type {string[]} */ cells) => `${cells.map(field).join(",")}\r\n`;
  const lines = rows.map((row) => line(columns.map((name) => text(name, row[name]))));
  return (spreadsheet ? "\u{feff}" : "") + line(columns) + lines.join("");
}

/** @param {string} cell */
function quoted(cell) {
  return /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** No half of a character is left. @param {string} cell */
function cut(cell) {
  if (cell.length <= CELL_LIMIT) return cell;
  const end = /[\u{d800}-\u{dbff}]$/u.test(cell.slice(0, CELL_LIMIT)) ? CELL_LIMIT - 1 : CELL_LIMIT;
  return cell.slice(0, end);
}

/**
 * One object a line.
 * @param {string[]} columns
 * @param {Row[]} rows
 */
export function jsonLines(columns, rows) {
  const value = (/** @type {string} */ name, /** @type {Row} */ row) => {
    const cell = row[name];
    if (cell === undefined) return '""';
    return typeof cell === "number" ? text(name, cell) : JSON.stringify(cell);
  };
  const object = (/** @type {Row} */ row) =>
    columns.map((name) => `${JSON.stringify(name)}: ${value(name, row)}`).join(", ");
  return rows.map((row) => `{${object(row)}}\n`).join("");
}

/** Hands a file to the browser. @param {string} name @param {string} type @param {string} content */
export function download(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser may begin to read it only after this.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
