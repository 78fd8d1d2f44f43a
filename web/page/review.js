// @ts-check
// Reading rows by hand: a queue, one row after the other in its paragraph, and a figure in the end.

import { element, find } from "./dom.js";
import { many } from "./chart.js";
import { castOf, isMending, leave, mending, showOther } from "./mending.js";
import { bounds, passage, PARTS } from "./passage.js";
import { paragraphs } from "./points.js";
import { articles } from "./results.js";
import { begun, idOf, reopened, TABLE } from "./reviewed.js";
import * as shelf from "./shelf.js";
import { csv, download } from "./table.js";

/**
 * @typedef {import("./reviewed.js").Review} Review
 * @typedef {import("./reviewed.js").Step} Step
 * @typedef {import("./reviewed.js").One} One
 */

/** @type {Review | null} */
let review = null;
/** How many things are being done or wait for their turn. */
let waiting = 0;
/** What is done last. @type {Promise<void>} */
let turn = Promise.resolve();
/** Whether the whole article is shown. */
let isWhole = false;
/** Lets another window of the browser have the review. */
let release = () => {};

/** @param {string} what */
function tell(what) {
  find("review-told").textContent = what;
}

/** Does one thing after the other, and tells what went wrong. @param {() => Promise<void>} work */
function once(work) {
  waiting += 1;
  turn = turn.then(work).catch((error) => {
    const told = `That failed, and nothing of it was kept: ${error instanceof Error ? error.message : error}`;
    if (review) tell(told);
    else alertTrouble(told);
  }).finally(() => {
    waiting -= 1;
  });
  return turn;
}

/** Shows the reviews that this browser keeps. */
export async function showKept() {
  const all = await shelf.kept().catch(() => []);
  find("kept").hidden = all.length === 0;
  find("kept-list").replaceChildren(...all.map(line));
}

/** @param {shelf.Kept} kept */
function line(kept) {
  const made = element("li", `${kept.title}, begun ${kept.began.slice(0, 16).replace("T", " at ")} `);
  const button = (/** @type {string} */ what, /** @type {() => Promise<void>} */ work) => {
    const own = element("button", what);
    own.setAttribute("type", "button");
    own.setAttribute("aria-label", `${what} the review of ${kept.title}`);
    own.addEventListener("click", () => void once(work));
    made.append(own, " ");
    return own;
  };
  button("Go on with", () => goOn(kept)).textContent = "Go on";
  const away = button("Forget", async () => {
    // The second click means it.
    if (away.dataset.sure === undefined) {
      away.dataset.sure = "";
      away.textContent = "Forget it for good";
      return;
    }
    await shelf.forget(kept);
    await showKept();
  });
  return made;
}

/** @param {shelf.Kept} kept */
async function goOn(kept) {
  if (await taken(kept.id)) show(await reopened(kept));
}

/** Has the review for this window alone; two would overtake each other. @param {number} id */
async function taken(id) {
  release();
  if (!navigator.locks) return true;
  return new Promise((resolve) => {
    void navigator.locks.request(`sayso-review-${id}`, { ifAvailable: true }, (lock) => {
      if (lock === null) {
        alertTrouble("Another window has this review open; close it there first.");
        return resolve(false);
      }
      resolve(true);
      return new Promise((/** @type {(value?: unknown) => void} */ end) => (release = () => end()));
    });
  });
}

/** @param {string} trouble */
function alertTrouble(trouble) {
  find("troubles").hidden = false;
  find("troubles").append(element("li", trouble));
}

/** Opens the review of the rows that were found, where it was left. */
async function openReview() {
  const name = shelf.nameOf(articles);
  const before = (await shelf.kept().catch(() => [])).find(({ table }) => table === name);
  if (before) return goOn(before);
  const made = await begun([...articles]);
  if (made.kept) await taken(made.kept.id);
  show(made);
  await showKept();
}

/** @param {Review} opened */
function show(opened) {
  review = opened;
  isWhole = false;
  document.body.dataset.view = "review";
  find("review").hidden = false;
  tell(opened.kept ? "" : "This browser keeps nothing here: download the corrections before you close the page.");
  tellFaults();
  draw();
  if (!review.said.plan) find("review-title").focus();
}

/** What in the corrections does not fit. */
function tellFaults() {
  if (!review) return;
  const strange = review.said.rows.filter((id) => !review?.find(id)).length;
  const told = [...review.said.faults, ...(strange > 0 ? [`${many(strange, "row")} of the corrections are not in this table`] : [])];
  if (told.length > 0) tell(`${told.join(". ")}.`);
}

function close() {
  leave();
  release();
  release = () => {};
  review = null;
  delete document.body.dataset.view;
  find("review").hidden = true;
  void showKept();
  (articles.length > 0 ? find("review-open") : find("text")).focus();
}

/** Shows what is to be said of now, and what was said. */
function draw() {
  if (!review) return;
  const at = review.next();
  const step = review.steps[at];
  find("desk").hidden = !step;
  find("review-begin").hidden = step !== undefined;
  if (step) drawStep(step, at);
  else if (review.said.plan) tell("All of this is read. You can read more rows, or take the figures.");
  drawFigures();
}

/** @param {Step} step @param {number} at */
function drawStep({ text, one }, at) {
  if (!review) return;
  const left = review.steps.filter((step) => !review?.isDone(step)).length;
  const sure = (/** @type {string} */ name, /** @type {unknown} */ share) => (typeof share === "number" ? `, ${name} ${share.toFixed(2)}` : "");
  const about = one ? `${one.row.statement_id}${sure("confidence", one.row.confidence)}${sure("speaker", one.row.speaker_confidence)}` : "is a statement missing?";
  find("desk-place").textContent = `${at + 1} of ${review.steps.length}, ${left} left: ${text.id} ${about}`;
  const { stretches, marked } = shown({ text, one });
  find("passage").replaceChildren(...passage(text.text, stretches, marked));
  find("desk-facts").replaceChildren(...(one ? facts(one) : added(text.id)));
  for (const button of find("verdicts").querySelectorAll("button")) {
    const { says = "" } = button.dataset;
    button.hidden = one ? says === "done" : ["accept", "mend", "reject", "unsure", "whole"].includes(says);
  }
  find("passage").querySelector("mark")?.scrollIntoView({ block: "nearest" });
  find("desk-place").focus({ preventScroll: true });
}

/** The paragraphs that are shown, and what is marked in them. @param {Step} step */
function shown({ text, one }) {
  const all = paragraphs(text.text);
  if (one) {
    const marked = PARTS.map((part) => ({ part, spans: one.spans[part], kind: String(one.row.kind) }));
    const ends = bounds(marked.flatMap(({ spans }) => spans).sort((a, b) => a[0] - b[0]));
    const last = Math.max(...marked.flatMap(({ spans }) => spans.map((span) => span[1])));
    const around = all.filter(([start, end]) => ends && ends[0] < end && start < last);
    return { stretches: isWhole || around.length === 0 ? all : around, marked };
  }
  const ones = text.rows.filter((row) => review?.verdict(row)?.verdict !== "reject");
  const marked = ones.map((row) => ({ part: /** @type {const} */ ("content"), spans: row.spans.content, kind: String(row.row.kind) }));
  return { stretches: all, marked };
}

/** @param {One} one */
function facts({ row, of }) {
  const about = [row.speaker_kind, row.speaker_role].filter((it) => it !== null && it !== "").join("; ");
  const terms = [
    ["Speaker", `${row.speaker || "nobody is named"}${about === "" ? "" : ` (${about})`}`],
    ["Source", row.source],
    ["Cue", row.cue],
    ["Content", row.content],
    ["Kind", `${row.kind}, ${row.attribution_type}`],
    ["Who speaks here", [...castOf(of).keys()].join(", ")],
  ];
  return terms.filter(([, text]) => text).flatMap(([term, text]) => [element("dt", String(term)), element("dd", String(text))]);
}

/** What was added to an article. @param {string} id */
function added(id) {
  const own = review?.said.added.filter(({ doc_id }) => doc_id === id) ?? [];
  return own.flatMap(({ statement_id, change }) => {
    const words = (change.content ?? []).map(({ text }) => text).join(" […] ");
    return [element("dt", `Added ${statement_id}`), element("dd", `${change.speaker || "nobody"}: ${words}`)];
  });
}

function drawFigures() {
  if (!review) return;
  const { counts, estimates, sentence } = review.said;
  const told = ["accepted", "mended", "rejected", "unsure", "added"].map((name) => `${counts[name] ?? 0} ${name}`);
  find("figures-counts").textContent = `${told.join(", ")}; ${many(counts.articles ?? 0, "article")} read whole`;
  const rows = estimates.flatMap(({ shares }) => shares).map(([what, share]) => {
    const made = element("tr");
    const name = element("th", what);
    name.setAttribute("scope", "row");
    made.append(name, element("td", share));
    return made;
  });
  find("figures-rows").replaceChildren(...rows);
  find("figures-table").hidden = rows.length === 0;
  find("figures-sentence").textContent = sentence;
}

/** What each key and button says of the row. @type {Record<string, (step: Step, open: Review) => Promise<void>>} */
const SAYS = {
  accept: (step, open) => verdict(step, open, { verdict: "accept" }),
  reject: (step, open) => verdict(step, open, { verdict: "reject" }),
  unsure: (step, open) => verdict(step, open, { verdict: "unsure" }),
  done: async ({ text, one }, open) => {
    if (one) return;
    await open.say({ do: "read", doc_id: text.id });
    draw();
  },
  whole: async () => {
    isWhole = !isWhole;
    draw();
  },
};

const KEYS = { a: "accept", m: "mend", r: "reject", "?": "unsure", "+": "add", w: "whole", d: "done", u: "undo" };

/** @param {Step} step @param {Review} open @param {object} what */
async function verdict({ one }, open, what) {
  if (!one) return;
  await open.say({ do: "row", ...idOf(one.row), ...what });
  isWhole = false;
  tell("");
  draw();
}

/** @param {Step} step @param {Review} open */
async function mend(step, open) {
  if (!step.one) return;
  const { stretches } = shown(step);
  const change = await mending({ text: step.text, one: step.one, stretches, tell });
  if (change) await once(() => verdict(step, open, { verdict: "mend", change }));
  else if (review === open) draw();
}

/** @param {Step} step @param {Review} open */
async function add({ text, one }, open) {
  const { stretches } = shown({ text, one });
  const change = await mending({ text, one: null, stretches, tell });
  await once(async () => {
    if (change) {
      const id = { doc_id: text.id, statement_id: open.freeId(text), content_start: change.content?.[0]?.start ?? 0 };
      await open.say({ do: "add", ...id, change });
      tell(`Added as ${id.statement_id}.`);
    }
    if (review === open) draw();
  });
}

/** Takes the last word back. */
async function undo() {
  if (!review) return;
  const { last } = review.said;
  if (!last) return tell("There is nothing to take back.");
  await review.say({ do: "undo" });
  isWhole = false;
  draw();
  const what = last.do === "row" ? `${last.verdict} of ${last.doc_id} ${last.statement_id}` : last.do === "add" ? `the statement ${last.statement_id} that was added` : `that ${last.doc_id} was read whole`;
  tell(`Taken back: ${what}.`);
}

/** What opens a form, which others need not wait for. @type {Record<string, (step: Step, open: Review) => Promise<void>>} */
const OPENS = { mend, add };

/** @param {string} what */
function says(what) {
  // While a word is being kept another would be said of a row that is not seen yet.
  if (isMending() || waiting > 0) return;
  const step = review?.steps[review.next()];
  const open = step && OPENS[what];
  if (open && review) return void open(step, review);
  void once(async () => {
    if (what === "undo") await undo();
    else if (review && step) await SAYS[what]?.(step, review);
  });
}

/** A letter says something where nothing is being typed. @param {KeyboardEvent} event */
function onKey(event) {
  if (!review || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isMending()) return leave();
  const target = event.target instanceof HTMLElement ? event.target : null;
  const isTyping = target?.closest("input:not([type=checkbox]), select, textarea, [role=slider]");
  const what = /** @type {Record<string, string>} */ (KEYS)[event.key];
  if (!what || isTyping || !find("keys").checked) return;
  event.preventDefault();
  says(what);
}

/** @param {Event} event */
function onBegin(event) {
  event.preventDefault();
  void once(async () => {
    const order = find("review-order").value;
    const seed = order === "least-sure" ? {} : { seed: Number(find("review-seed").value) };
    await review?.plan({ order, size: Number(find("review-size").value), ...seed });
    tell("");
    draw();
  });
}

/** @param {File | undefined} file */
async function load(file) {
  if (!file || !review) return;
  const lines = await file.text();
  const made = await begun(review.articles, lines.endsWith("\n") ? lines : `${lines}\n`);
  if (made.kept) await taken(made.kept.id);
  show(made);
}

/** @type {Record<string, (open: Review) => Promise<void> | void>} */
const SAVES = {
  corrections: ({ corrections }) => download(`${TABLE}.review.jsonl`, "application/x-ndjson", corrections),
  table: (open) => download(TABLE, "text/csv", csv(open.columns(), open.allRows())),
  corrected: async (open) => {
    const { table, troubles } = await open.apply();
    download("corrected.csv", "text/csv", table);
    if (troubles.length > 0) tell(`${troubles.join(". ")}.`);
  },
};

export function wireReview() {
  find("review-open").addEventListener("click", () => void once(openReview));
  find("review-close").addEventListener("click", close);
  find("review-begin").addEventListener("submit", onBegin);
  find("review-order").addEventListener("input", () => {
    const order = find("review-order").value;
    find("review-seed-label").hidden = order === "least-sure";
    find("review-size").value = order === "articles" ? "20" : "200";
  });
  find("mend-speaker").addEventListener("input", showOther);
  find("review-load").addEventListener("click", () => find("review-file").click());
  find("review-file").addEventListener("change", () => {
    const [file] = find("review-file").files;
    find("review-file").value = "";
    void once(() => load(file));
  });
  for (const button of document.querySelectorAll("[data-says]")) {
    button.addEventListener("click", () => says(/** @type {HTMLElement} */ (button).dataset.says ?? ""));
  }
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => void once(async () => {
      if (review) await SAVES[/** @type {HTMLElement} */ (button).dataset.save ?? ""]?.(review);
    }));
  }
  document.addEventListener("keydown", onKey);
  void showKept();
}
