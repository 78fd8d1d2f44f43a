// @ts-check
// The articles that were read: texts, table and chart, and which of their statements are shown.

import { chart, many, speakers } from "./chart.js";
import { breather, element, find } from "./dom.js";
import { filterArticle, reach, shows } from "./marks.js";

/**
 * @typedef {import("./table.js").Row} Row
 * @typedef {import("./why.js").Why} Why
 * @typedef {{source: [number, number][], cue: [number, number][], content: [number, number][]}} Places
 * @typedef {{doc_id: string, title: string, columns: string[], text: string, html: string, rows: Row[], whys: Why[], spans: Places[]}} Article
 * @typedef {{row: Row, why: Why, place: number, element: HTMLTableRowElement}} Statement
 */

const texts = find("texts");
const table = find("table");
/** @type {HTMLInputElement[]} */
export const kinds = Array.from(document.querySelectorAll("input.kind"));

/** @type {Article[]} */
export const articles = [];
/** @type {Statement[]} */
export const statements = [];
/** The filtering that is under way, so that a later one ends it. */
let filtering = 0;

/** Makes room for other articles. */
export function clear() {
  articles.length = 0;
  statements.length = 0;
  filtering += 1;
  texts.replaceChildren();
  table.querySelectorAll("tbody").forEach((/** @type {Element} */ body) => body.remove());
  find("detail").hidden = true;
  find("results").hidden = true;
  find("results").setAttribute("aria-busy", "true");
  find("speaker").replaceChildren(new Option("all", ""));
  showAll();
}

/** What there is, in words. */
export function counts() {
  return `${many(statements.length, "statement")} in ${many(articles.length, "article")}`;
}

/** Shows an article; a long one bit by bit. @param {Article} article @param {() => Promise<void>} breathe */
export async function addArticle(article, breathe) {
  const place = articles.push(article) - 1;
  const template = document.createElement("template");
  // The back has written it, with every sign of the text escaped.
  template.innerHTML = article.html;
  const shown = /** @type {HTMLElement} */ (template.content.firstElementChild);
  shown.dataset.place = String(place);
  texts.append(shown);
  find("results").hidden = false;
  await addRows(article, place, breathe);
  const first = texts.querySelector("mark[data-s]");
  if (first && !texts.querySelector("mark[tabindex]")) reach(texts, first);
}

/** The rows of an article, under its name. @param {Article} article @param {number} place @param {() => Promise<void>} breathe */
async function addRows(article, place, breathe) {
  const made = withRole("tbody", "rowgroup");
  const heading = withRole("tr", "row");
  const name = /** @type {HTMLTableCellElement} */ (withRole("th", "rowheader", article.title));
  name.colSpan = 6;
  name.scope = "rowgroup";
  heading.append(name);
  made.append(heading);
  table.append(made);
  const depths = depthsOf(article.rows);
  for (const [at, row] of article.rows.entries()) {
    const why = /** @type {Why} */ (article.whys[at]);
    const one = { row, why, place, element: line(row, depths.get(row.statement_id) ?? 0) };
    one.element.dataset.at = String(statements.push(one) - 1);
    made.append(one.element);
    await breathe();
    // Other articles took the place of these.
    if (articles[place] !== article) return;
  }
}

/** How many statements stand around each. @param {Row[]} rows */
function depthsOf(rows) {
  /** @type {Map<string | number | null | undefined, number>} */
  const depths = new Map();
  for (const row of rows) depths.set(row.statement_id, row.within ? (depths.get(row.within) ?? 0) + 1 : 0);
  return depths;
}

/** A part of the table that stays one where the page is narrow and lays it out otherwise. */
function withRole(/** @type {string} */ name, /** @type {string} */ role, text = "") {
  const made = element(name, text);
  made.setAttribute("role", role);
  return made;
}

/** @param {Row} row @param {number} depth */
function line(row, depth) {
  const made = /** @type {HTMLTableRowElement} */ (withRole("tr", "row"));
  const cell = (/** @type {string} */ text) => withRole("td", "cell", text);
  const id = cell("");
  const button = element("button", String(row.statement_id));
  button.setAttribute("type", "button");
  id.append(button);
  const speaker = cell(String(row.speaker || "–"));
  speaker.className = "inner";
  speaker.style.setProperty("--depth", String(depth));
  if (depth > 0) speaker.prepend("↳ ");
  const sure = cell(sureness(row));
  sure.className = "sure";
  made.append(id, speaker, cell(String(row.cue)), cell(String(row.content)), cell(String(row.kind)), sure);
  return made;
}

/** @param {Row} row */
export function sureness(row) {
  const speaker = row.speaker_confidence === null ? "–" : Number(row.speaker_confidence).toFixed(2);
  return `${Number(row.confidence).toFixed(2)} / ${speaker}`;
}

/** What can only be said once all is read. */
export async function finish() {
  const breathe = breather();
  for (const { name } of speakers(statements.map(({ row }) => row))) {
    find("speaker").append(new Option(name, name));
    await breathe();
  }
  find("results").setAttribute("aria-busy", "false");
  void filterAll();
}

/** The rows that the filters keep. */
export function shownRows() {
  const filter = filterNow();
  return statements.map(({ row }) => row).filter((row) => keeps(filter, row));
}

/** @returns {import("./marks.js").Filter} */
function filterNow() {
  const checked = kinds.filter((kind) => kind.checked).map((kind) => kind.value);
  return {
    speaker: find("speaker").value,
    kinds: new Set(checked),
    type: find("type").value,
    least: Number(find("least").value),
  };
}

/** @param {import("./marks.js").Filter} filter @param {Row} row */
function keeps(filter, row) {
  const { speaker, kind, attribution_type: type, confidence } = row;
  return shows(filter, { speaker: String(speaker), kind: String(kind), type: String(type), sure: Number(confidence) });
}

/** Shows what the filters keep, in texts, table and chart. */
export async function filterAll() {
  filtering += 1;
  const own = filtering;
  const filter = filterNow();
  find("least-shown").textContent = filter.least.toFixed(2);
  const kept = statements.filter(({ row }) => keeps(filter, row));
  find("count").textContent = `${kept.length} of ${statements.length} statements. Sure: of content and source / of the speaker.`;
  showChart(kept.map(({ row }) => row), filter.speaker);
  const breathe = breather();
  for (const { element: shown, row } of statements) {
    shown.hidden = !keeps(filter, row);
    await breathe();
    if (own !== filtering) return;
  }
  for (const article of texts.querySelectorAll("article")) {
    filterArticle(article, filter);
    await breathe();
    if (own !== filtering) return;
  }
}

/** @param {Row[]} rows @param {string} speaker */
function showChart(rows, speaker) {
  const place = find("chart");
  const focused = place.contains(document.activeElement) ? document.activeElement?.textContent : null;
  // Names are escaped in it.
  place.innerHTML = chart(rows, articles.length);
  for (const button of place.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.textContent === speaker));
    if (button.textContent === focused) button.focus();
  }
}

/** Sets the filters to what keeps everything. */
export function showAll() {
  find("speaker").value = "";
  find("type").value = "";
  find("least").value = "0";
  kinds.forEach((kind) => {
    kind.checked = true;
  });
}
