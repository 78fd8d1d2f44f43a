// @ts-check
// The page: articles in, texts with marks and a table out. What finds the statements stands behind it, in
// back.js: a server, or the pipeline in the browser itself.

import * as back from "./back.js";
import { chart, speakers } from "./chart.js";
import { ofDrop, ofInput, uploads } from "./files.js";
import { filterArticle, follow, reach, shows } from "./marks.js";
import { SAMPLE } from "./sample.js";
import { csv, download, jsonLines, union } from "./table.js";
import { reasons } from "./why.js";

/**
 * @typedef {import("./table.js").Row} Row
 * @typedef {import("./why.js").Why} Why
 * @typedef {{doc_id: string, title: string, columns: string[], html: string, rows: Row[], whys: Why[]}} Article
 * @typedef {Partial<Article> & {error?: string, warning?: string}} Line
 * @typedef {{row: Row, why: Why, place: number, element: HTMLTableRowElement}} Statement
 */

/** How long the page works before it lets the browser draw, in milliseconds: half of a frame. */
const SLICE = 8;

/** @param {string} id @returns {any} */
const find = (id) => document.getElementById(id);
const [results, texts, table, status, troubles] = ["results", "texts", "table", "status", "troubles"].map(find);
/** @type {HTMLInputElement[]} */
const kinds = Array.from(document.querySelectorAll("input.kind"));

/** @type {Article[]} */
let articles = [];
/** @type {Statement[]} */
let statements = [];
/** What stops the reading that is under way. @type {AbortController | null} */
let stopping = null;
/** The filtering that is under way, so that a later one ends it. */
let filtering = 0;

/** Lets the browser draw once the page has worked for a slice. */
function breather() {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE) return;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  };
}

/** @param {string} name @param {string} [text] */
function element(name, text = "") {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

// --- Reading ---

/** @param {import("./files.js").Upload[]} files */
async function readAll(files) {
  stopping?.abort();
  const own = new AbortController();
  stopping = own;
  begin(files.length);
  /** The lines of files that are under way; those behind them wait for their turn. */
  const open = files.slice(0, back.atOnce).map((file) => gathered(file, own.signal));
  try {
    for (const [place, file] of files.entries()) {
      const lines = await open[place];
      const later = files[place + back.atOnce];
      if (later) open.push(gathered(later, own.signal));
      await take(file, lines ?? null, own.signal);
      if (own.signal.aborted) break;
      tellProgress(place + 1, files.length);
    }
  } finally {
    if (stopping === own) end(own.signal.aborted);
  }
}

/**
 * The lines of a file, of which the first is waited for, so that several files are worked on at once.
 * @param {import("./files.js").Upload} file
 * @param {AbortSignal} signal
 */
async function gathered(file, signal) {
  const lines = back.read(file, find("model").value, signal);
  try {
    return { first: await lines.next(), lines };
  } catch (error) {
    return { error: String(error instanceof Error ? error.message : error) };
  }
}

/**
 * @param {import("./files.js").Upload} file
 * @param {Awaited<ReturnType<typeof gathered>> | null} found
 * @param {AbortSignal} signal
 */
async function take(file, found, signal) {
  if (!found || signal.aborted) return;
  if (found.error !== undefined) return tellTrouble(file.name, found.error);
  const breathe = breather();
  try {
    for (let item = found.first; !item.done; item = await found.lines.next()) {
      if (signal.aborted) return;
      takeLine(file, item.value);
      await breathe();
    }
  } catch (error) {
    if (!signal.aborted) tellTrouble(file.name, String(error instanceof Error ? error.message : error));
  }
}

/** @param {import("./files.js").Upload} file @param {Line} line */
function takeLine(file, line) {
  const trouble = line.error ?? line.warning;
  if (trouble !== undefined) tellTrouble(file.name, trouble);
  else addArticle(/** @type {Article} */ (line));
}

/** @param {number} files */
function begin(files) {
  articles = [];
  statements = [];
  texts.replaceChildren();
  table.querySelectorAll("tbody").forEach((/** @type {Element} */ body) => body.remove());
  troubles.replaceChildren();
  troubles.hidden = true;
  find("detail").hidden = true;
  results.hidden = true;
  results.setAttribute("aria-busy", "true");
  find("speaker").replaceChildren(new Option("all", ""));
  find("stop").hidden = false;
  find("progress").hidden = files < 2;
  showAll();
  tellProgress(0, files);
}

/** @param {boolean} stopped */
function end(stopped) {
  stopping = null;
  find("stop").hidden = true;
  find("progress").hidden = true;
  results.setAttribute("aria-busy", "false");
  finishResults();
  const counts = `${statements.length} statements in ${articles.length} ${articles.length === 1 ? "article" : "articles"}`;
  status.textContent = stopped ? `Stopped after ${counts}.` : `${counts}.`;
  if (articles.length > 0 && !stopped) results.focus({ preventScroll: false });
}

/** @param {number} done @param {number} files */
function tellProgress(done, files) {
  find("progress").max = files;
  find("progress").value = done;
  status.textContent = files === 1 ? "Reading…" : `Read ${done} of ${files} files…`;
}

/** @param {string} name @param {string} trouble */
function tellTrouble(name, trouble) {
  troubles.hidden = false;
  // The messages of tables name the file themselves.
  const named = name === "" || trouble.startsWith(name);
  troubles.append(element("li", named ? trouble : `${name}: ${trouble}`));
}

// --- Results ---

/** @param {Article} article */
function addArticle(article) {
  const place = articles.push(article) - 1;
  const template = document.createElement("template");
  // The back has written it, with every sign of the text escaped.
  template.innerHTML = article.html;
  const shown = /** @type {HTMLElement} */ (template.content.firstElementChild);
  shown.dataset.place = String(place);
  texts.append(shown);
  table.append(body(article, place));
  results.hidden = false;
  const first = texts.querySelector("mark[data-s]");
  if (first && !texts.querySelector("mark[tabindex]")) reach(texts, first);
}

/** The rows of an article, under its name. @param {Article} article @param {number} place */
function body(article, place) {
  const made = document.createElement("tbody");
  const heading = element("tr");
  const name = /** @type {HTMLTableCellElement} */ (element("th", article.title));
  name.colSpan = 6;
  name.scope = "rowgroup";
  heading.append(name);
  made.append(heading);
  const depths = depthsOf(article.rows);
  for (const [at, row] of article.rows.entries()) {
    const why = /** @type {Why} */ (article.whys[at]);
    const one = { row, why, place, element: line(row, depths.get(row.statement_id) ?? 0) };
    one.element.dataset.at = String(statements.push(one) - 1);
    made.append(one.element);
  }
  return made;
}

/** How many statements stand around each. @param {Row[]} rows */
function depthsOf(rows) {
  /** @type {Map<string | number | null | undefined, number>} */
  const depths = new Map();
  for (const row of rows) depths.set(row.statement_id, row.within ? (depths.get(row.within) ?? 0) + 1 : 0);
  return depths;
}

/** @param {Row} row @param {number} depth */
function line(row, depth) {
  const made = /** @type {HTMLTableRowElement} */ (element("tr"));
  const id = document.createElement("td");
  const button = element("button", String(row.statement_id));
  button.setAttribute("type", "button");
  id.append(button);
  const speaker = element("td", String(row.speaker || "–"));
  speaker.className = "inner";
  speaker.style.setProperty("--depth", String(depth));
  if (depth > 0) speaker.prepend("↳ ");
  const sure = element("td", sureness(row));
  sure.className = "sure";
  made.append(id, speaker, element("td", String(row.cue)), element("td", String(row.content)), element("td", String(row.kind)), sure);
  return made;
}

/** @param {Row} row */
function sureness(row) {
  const speaker = row.speaker_confidence === null ? "–" : Number(row.speaker_confidence).toFixed(2);
  return `${Number(row.confidence).toFixed(2)} / ${speaker}`;
}

/** What can only be said once all is read. */
function finishResults() {
  for (const { name } of speakers(statements.map(({ row }) => row))) find("speaker").append(new Option(name, name));
  filterAll();
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

async function filterAll() {
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

function showAll() {
  find("speaker").value = "";
  find("type").value = "";
  find("least").value = "0";
  kinds.forEach((kind) => {
    kind.checked = true;
  });
}

// --- One statement ---

/** The statement whose reason is shown, and what had the focus before. */
/** @type {{at: number, before: Element | null}} */
let chosen = { at: -1, before: null };

/** @param {number} at */
function choose(at) {
  const statement = statements[at];
  if (!statement) return;
  const before = find("detail").contains(document.activeElement) ? chosen.before : document.activeElement;
  chosen = { at, before };
  table.querySelector("[aria-current]")?.removeAttribute("aria-current");
  statement.element.setAttribute("aria-current", "true");
  const { row, why } = statement;
  find("detail-title").textContent = `${row.speaker || "Nobody named"} · ${row.statement_id}`;
  const list = document.createElement("dl");
  for (const [term, text] of [...facts(row), ...reasons(why)]) list.append(element("dt", term), element("dd", text));
  find("detail-body").replaceChildren(list);
  find("detail").hidden = false;
  find("detail-title").focus({ preventScroll: true });
}

/** @param {Row} row @returns {[string, string][]} */
function facts(row) {
  /** @type {[string, string | number | null | undefined][]} */
  const all = [
    ["Source", row.source],
    ["Role", row.speaker_role],
    ["Speaker is", row.speaker_kind],
    ["Cue", row.cue],
    ["Content", row.content],
    ["Kind", `${row.kind}, ${row.attribution_type}`],
    ["Within", row.within],
    ["Sure", sureness(row)],
  ];
  return all.filter(([, text]) => text !== null && text !== "").map(([term, text]) => [term, String(text)]);
}

function closeDetail() {
  find("detail").hidden = true;
  table.querySelector("[aria-current]")?.removeAttribute("aria-current");
  if (chosen.before instanceof HTMLElement) chosen.before.focus();
}

/** @param {HTMLElement} mark */
function chooseMark(mark) {
  const place = Number(mark.closest("article")?.dataset.place);
  const at = statements.findIndex((one) => one.place === place && one.row.statement_id === `S${mark.dataset.s}`);
  choose(at);
  statements[at]?.element.scrollIntoView({ block: "nearest" });
}

function showInText() {
  const statement = statements[chosen.at];
  const number = String(statement?.row.statement_id).slice(1);
  const mark = texts.querySelector(`article[data-place="${statement?.place}"] mark[data-s="${number}"]`);
  if (!mark) return;
  closeDetail();
  reach(texts, mark);
  mark.focus();
  mark.scrollIntoView({ block: "center" });
}

// --- Files out ---

/** @type {Record<string, () => Promise<void> | void>} */
const downloads = {
  csv: () => download("statements.csv", "text/csv", csv(columns(), shownRows())),
  excel: () => download("statements.csv", "text/csv", csv(columns(), shownRows(), { spreadsheet: true })),
  jsonl: () => download("statements.jsonl", "application/x-ndjson", jsonLines(columns(), shownRows())),
  report: async () => download("report.html", "text/html", await report()),
};

function columns() {
  return union(articles.map((article) => article.columns));
}

function shownRows() {
  const filter = filterNow();
  return statements.map(({ row }) => row).filter((row) => keeps(filter, row));
}

/** The report of the command line: its own style, script and articles. */
async function report() {
  const parts = ["report.html", "marks.css", "marks.js"].map(async (name) => (await fetch(name)).text());
  const [whole = "", style = "", script = ""] = await Promise.all(parts);
  const page = whole.replace("/* marks.css */", () => style).replace("/* marks.js */", () => script);
  const figure = chart(statements.map(({ row }) => row), articles.length);
  const body = articles.map(({ html }) => html).join("") + figure;
  return page.replace("<!-- articles -->\n", () => body);
}

// --- Files in ---

/** @param {import("./files.js").Chosen[]} chosenFiles */
function readFiles(chosenFiles) {
  const { uploads: files, passedOver } = uploads(chosenFiles);
  if (files.length > 0) void readAll(files);
  if (passedOver.size > 0) {
    const endings = [...passedOver].map(([kind, count]) => `${count} ${kind === "" ? "without an ending" : `.${kind}`}`);
    tellTrouble("", `Passed over in the folder: ${endings.join(", ")}. Choose tables by themselves.`);
  } else if (files.length === 0) {
    tellTrouble("", "Nothing to read there.");
  }
}

function readText() {
  const text = find("text").value;
  if (text.trim() === "") {
    status.textContent = "Paste an article first, or choose files.";
    find("text").focus();
    return;
  }
  void readAll([{ name: "text.txt", docId: "text", bytes: async () => new TextEncoder().encode(text).buffer }]);
}

// --- Wires ---

function wireInput() {
  find("input").addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    readText();
  });
  find("text").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) readText();
  });
  find("sample").addEventListener("click", () => {
    find("text").value = SAMPLE;
    readText();
  });
  for (const name of ["files", "folder"]) {
    const input = find(name);
    find(`choose-${name}`).addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      readFiles(ofInput(input));
      // The same file can be chosen again.
      input.value = "";
    });
  }
  find("stop").addEventListener("click", () => stopping?.abort());
}

function wireDrop() {
  const isFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    find("drop").hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) find("drop").hidden = true;
  });
  document.addEventListener("drop", async (event) => {
    find("drop").hidden = true;
    if (!isFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    readFiles(await ofDrop(event.dataTransfer));
  });
}

function wireResults() {
  [find("speaker"), find("type"), find("least"), ...kinds].forEach((control) => control.addEventListener("input", filterAll));
  find("all").addEventListener("click", () => {
    showAll();
    void filterAll();
  });
  find("chart").addEventListener("click", (/** @type {Event} */ event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    find("speaker").value = find("speaker").value === button.textContent ? "" : button.textContent;
    void filterAll();
  });
  table.addEventListener("click", (/** @type {Event} */ event) => {
    const row = event.target instanceof Element ? event.target.closest("tr[data-at]") : null;
    if (row instanceof HTMLElement) choose(Number(row.dataset.at));
  });
  follow(texts, chooseMark);
  for (const button of document.querySelectorAll("[data-download]")) {
    const kind = /** @type {HTMLElement} */ (button).dataset.download ?? "";
    button.addEventListener("click", () => downloads[kind]?.());
  }
  find("print").addEventListener("click", () => print());
}

function wireDetail() {
  find("detail-close").addEventListener("click", closeDetail);
  find("detail-text").addEventListener("click", showInText);
  document.addEventListener("keydown", (event) => {
    if (find("detail").hidden) return;
    if (event.key === "Escape") closeDetail();
  });
}

/** Which models there are. */
async function start() {
  find("privacy").textContent = back.privacy;
  try {
    const { models } = await back.about();
    find("model").replaceChildren(...models.map((name) => new Option(name, name)));
    find("about-model").textContent = models
      .map((name) => ABOUT[name] && `${name}: ${ABOUT[name]}`)
      .filter(Boolean)
      .join(" · ");
    document.documentElement.dataset.ready = "";
  } catch (error) {
    tellTrouble("", `The page has nothing behind it: ${error instanceof Error ? error.message : error}`);
  }
}

/** @type {Record<string, string>} */
const ABOUT = { large: "the most right", small: "faster", rules: "fastest, quotations and plain statements" };

wireInput();
wireDrop();
wireResults();
wireDetail();
void start();
