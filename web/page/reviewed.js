// @ts-check
// A review: its articles, what is to be read of them, and what was said so far. What is drawn, counted and put
// into the table is for the code behind the page, the same as on the command line.

import * as back from "./back.js";
import { points } from "./points.js";
import * as shelf from "./shelf.js";
import { union } from "./table.js";

/**
 * @typedef {import("./table.js").Row} Row
 * @typedef {import("./results.js").Article} Article
 * @typedef {import("./passage.js").Part} Part
 * @typedef {import("./passage.js").Spans} Spans
 * @typedef {{start: number, end: number, text: string}} Piece
 * @typedef {{speaker?: string, speaker_kind?: string, speaker_role?: string, source?: Piece[], cue?: Piece[],
 *   content?: Piece[], kind?: string, attribution_type?: string, paragraph?: number, sentence?: number,
 *   within?: string}} Change
 * @typedef {{doc_id: string, statement_id: string, content_start?: number}} RowId
 * @typedef {RowId & {do: string, verdict: string, change?: Change}} Verdict
 * @typedef {{order: string, seed?: number, of: number, rows?: RowId[], doc_ids?: string[]}} Plan
 * @typedef {{rows: Verdict[], added: (RowId & {change: Change})[], read: string[], plan: Plan | null, last: any,
 *   counts: Record<string, number>, estimates: {shares: [string, string][]}[], sentence: string, faults: string[]}} Said
 * @typedef {{id: string, text: string, toUnit: (point: number) => number, toPoint: (unit: number) => number, rows: One[]}} Text
 * @typedef {{row: Row, of: Text, spans: Record<Part, Spans>}} One
 * @typedef {{text: Text, one: One | null}} Step
 */

/** The name of the table that the page gives to be downloaded. */
export const TABLE = "statements.csv";
const BEGIN = { do: "begin", version: 1, table: TABLE, offsets: "chars" };
/** Columns of sayso's own stand around those of the input. */
const [FIRST, LAST] = [18, 4];

/** @param {RowId | Row} id */
export function idOf(id) {
  const { doc_id, statement_id, content_start } = /** @type {any} */ (id);
  return { doc_id, statement_id, ...(content_start === null || content_start === undefined ? {} : { content_start }) };
}

/** @param {RowId | Row} id */
const key = (id) => JSON.stringify(Object.values(idOf(id)));

/** The article with the places of its rows. @param {Article} article @returns {Text} */
function placed({ doc_id: id, text, rows, spans }) {
  const { toUnit, toPoint } = points(text);
  /** @type {Text} */
  const made = { id, text, toUnit, toPoint, rows: [] };
  const units = (/** @type {[number, number][]} */ all) => all.map(([start, end]) => /** @type {[number, number]} */ ([toUnit(start), toUnit(end)]));
  made.rows = rows.map((row, at) => {
    const { content = [], source = [], cue = [] } = spans[at] ?? {};
    return { row, of: made, spans: { content: units(content), source: units(source), cue: units(cue) } };
  });
  return made;
}

/** A review that is open. */
export class Review {
  /** @param {Article[]} articles @param {shelf.Kept | null} kept @param {string} corrections */
  constructor(articles, kept, corrections) {
    this.articles = articles;
    this.kept = kept;
    this.corrections = corrections;
    /** @type {Map<string, Text>} */
    this.texts = new Map();
    /** @type {Map<string, One>} */
    this.rows = new Map();
    for (const article of articles) {
      const text = placed(article);
      // Of several of one name the first is shown, as on the command line.
      if (!this.texts.has(text.id)) this.texts.set(text.id, text);
      for (const one of text.rows) if (!this.rows.has(key(one.row))) this.rows.set(key(one.row), one);
    }
    /** @type {Said} */
    this.said = { rows: [], added: [], read: [], plan: null, last: null, counts: {}, estimates: [], sentence: "", faults: [] };
    /** @type {Map<string, Verdict>} */
    this.verdicts = new Map();
    /** @type {Step[]} */
    this.steps = [];
  }

  /** Reads anew what was said. */
  async refresh() {
    this.said = await back.review({ ask: "said", table: TABLE, corrections: this.corrections });
    this.verdicts = new Map(this.said.rows.map((verdict) => [key(verdict), verdict]));
    const plan = this.said.plan;
    const ofRows = (plan?.rows ?? []).flatMap((id) => {
      const one = this.find(id);
      return one ? [{ text: one.of, one }] : [];
    });
    const ofTexts = (plan?.doc_ids ?? []).flatMap((id) => {
      const text = this.texts.get(id);
      return text ? [...text.rows.map((one) => ({ text, one })), { text, one: null }] : [];
    });
    this.steps = [...ofRows, ...ofTexts];
  }

  /** @param {RowId} id */
  find(id) {
    const one = this.rows.get(key(id));
    if (one || id.content_start !== undefined) return one;
    return this.texts.get(id.doc_id)?.rows.find(({ row }) => row.statement_id === id.statement_id);
  }

  /** What was said of a row. @param {One} one */
  verdict({ row }) {
    const { doc_id, statement_id } = idOf(row);
    return this.verdicts.get(key(row)) ?? this.verdicts.get(key({ doc_id, statement_id }));
  }

  /** @param {Step} step */
  isDone({ text, one }) {
    return one ? this.verdict(one) !== undefined : this.said.read.includes(text.id);
  }

  /** The place of what is to be read next; -1 where all is read. */
  next() {
    return this.steps.findIndex((step) => !this.isDone(step));
  }

  /** Says something more: it is kept before anything else is shown. @param {object} entry */
  async say(entry) {
    const line = `${JSON.stringify(entry)}\n`;
    if (this.kept) await shelf.add(this.kept.id, line);
    this.corrections += line;
    await this.refresh();
  }

  /** Draws what is to be read. @param {{order: string, seed?: number, size: number}} how */
  async plan(how) {
    const few = (/** @type {Row} */ row) => ({ ...idOf(row), confidence: row.confidence, speaker_confidence: row.speaker_confidence });
    const asked = how.order === "articles" ? { doc_ids: this.articles.map(({ doc_id }) => doc_id) } : { rows: this.allRows().map(few) };
    await this.say(await back.review({ ask: "plan", ...how, ...asked }));
  }

  allRows() {
    return this.articles.flatMap(({ rows }) => rows);
  }

  /** The table with what was said put in. @returns {Promise<{table: string, troubles: string[]}>} */
  apply() {
    const columns = this.columns().slice(FIRST, -LAST);
    return back.review({ ask: "apply", columns, rows: this.allRows(), corrections: this.corrections });
  }

  columns() {
    return union(this.articles.map((article) => article.columns));
  }

  /** A name that no statement of the article has. @param {Text} text */
  freeId(text) {
    const numbers = [...text.rows.map(({ row }) => row), ...this.said.added.filter(({ doc_id }) => doc_id === text.id)];
    const last = Math.max(0, ...numbers.map(({ statement_id: id }) => Number(String(id).slice(1)) || 0));
    return `S${last + 1}`;
  }
}

/** A new review of articles, kept in the browser where that can be. @param {Article[]} articles @param {string} [lines] */
export async function begun(articles, lines = `${JSON.stringify(BEGIN)}\n`) {
  const [first] = articles;
  const title = articles.length > 1 ? `${first?.title} and ${articles.length - 1} more` : String(first?.title);
  const about = { table: shelf.nameOf(articles), title, began: new Date().toISOString() };
  const id = await shelf.keep(about, articles, lines).catch(() => null);
  const review = new Review(articles, id === null ? null : { ...about, id }, lines);
  await review.refresh();
  return review;
}

/** A review that is kept. @param {shelf.Kept} kept */
export async function reopened(kept) {
  const review = new Review(await shelf.articlesOf(kept.table), kept, await shelf.corrections(kept.id));
  await review.refresh();
  return review;
}
