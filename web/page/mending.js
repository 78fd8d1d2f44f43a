// @ts-check
// The form in which a row is mended, or a statement that is missing is added.

import * as back from "./back.js";
import { find } from "./dom.js";
import { bounds, Edges, PARTS, selected } from "./passage.js";
import { words } from "./points.js";

/**
 * @typedef {import("./reviewed.js").Text} Text
 * @typedef {import("./reviewed.js").One} One
 * @typedef {import("./reviewed.js").Change} Change
 * @typedef {import("./passage.js").Part} Part
 * @typedef {import("./passage.js").Spans} Spans
 */

const NOBODY = "–nobody";
const OTHER = "–other";

/** Who speaks in the article, in the order in which they first do. @param {Text} text */
export function castOf(text) {
  /** @type {Map<string, import("./table.js").Row>} */
  const cast = new Map();
  for (const { row } of text.rows) {
    const name = String(row.speaker ?? "");
    if (name !== "" && !cast.has(name)) cast.set(name, row);
  }
  return cast;
}

/** What is being written, and what ends it. @type {{end: () => void, parts: Record<Part, Spans>, text: Text, one: One | null, done: (change: Change | null) => void} | null} */
let open = null;

export const isMending = () => open !== null;

/**
 * Opens the form for a row, or for a statement that the table lacks.
 * @param {{text: Text, one: One | null, stretches: [number, number][], tell: (what: string) => void}} of
 * @returns {Promise<Change | null>} nothing where it was left
 */
export function mending({ text, one, stretches, tell }) {
  open?.done(null);
  const before = one?.spans ?? { content: [], source: [], cue: [] };
  const parts = { ...before };
  if (!one) {
    const picked = selected(find("passage"), text.text);
    if (picked) parts.content = [picked];
  }
  const kind = String(one?.row.kind ?? "indirect");
  const edges = new Edges(find("passage"), text.text, () => ({ parts, stretches, kind }), () => showWords(text, parts));
  fill(text, one);
  edges.draw();
  showWords(text, parts);
  find("mend").hidden = false;
  find("mend-title").textContent = one ? "Mend the row" : "Add a statement that is missing";
  const own = new AbortController();
  const { signal } = own;
  for (const part of PARTS) wirePart(part, { text, parts, stretches, edges, tell, signal });
  return new Promise((resolve) => {
    const done = (/** @type {Change | null} */ change) => {
      edges.end();
      own.abort();
      open = null;
      find("mend").hidden = true;
      resolve(change);
    };
    open = { end: edges.end, parts, text, one, done };
    find("mend").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      keep(tell).catch((error) => tell(`It cannot be kept: ${error instanceof Error ? error.message : error}`));
    }, { signal });
    find("mend-leave").addEventListener("click", () => done(null), { signal });
    (one ? find("mend-speaker") : find("mend-title")).focus();
  });
}

/** Leaves the form as it is. */
export function leave() {
  open?.done(null);
}

/**
 * @param {Part} part
 * @param {{text: Text, parts: Record<Part, Spans>, stretches: [number, number][], edges: Edges, tell: (what: string) => void, signal: AbortSignal}} of
 */
function wirePart(part, { text, parts, stretches, edges, tell, signal }) {
  const put = (/** @type {Spans} */ spans) => {
    parts[part] = spans;
    edges.draw();
    showWords(text, parts);
  };
  // A press would take the selection away.
  find(`mend-${part}-take`).addEventListener("mousedown", (/** @type {Event} */ event) => event.preventDefault(), { signal });
  find(`mend-${part}-take`).addEventListener("click", () => {
    const picked = selected(find("passage"), text.text);
    const near = bounds(parts.content) ?? bounds(parts[part]);
    const stretch = stretches.find(([start, end]) => near && near[0] >= start && near[0] < end) ?? stretches[0];
    const first = stretch && words(text.text, stretch)[0];
    if (picked) put([picked]);
    else if (parts[part].length === 0 && first) put([[first.start, first.end]]);
    else tell(`Select the words of the ${part} in the text first, or move its edges.`);
    /** @type {HTMLElement | null} */
    const edge = find("passage").querySelector(`.edge[data-part="${part}"]`);
    edge?.focus();
  }, { signal });
  find(`mend-${part}-none`)?.addEventListener("click", () => put([]), { signal });
}

/** @param {Text} text @param {One | null} one */
function fill(text, one) {
  const names = [...castOf(text).keys()];
  const options = [...names.map((name) => new Option(name, name)), new Option("nobody", NOBODY), new Option("somebody else…", OTHER)];
  find("mend-speaker").replaceChildren(...options);
  find("mend-speaker").value = String(one?.row.speaker ?? "") || NOBODY;
  find("mend-other").value = "";
  find("mend-type").value = String(one?.row.attribution_type ?? "communication");
  showOther();
}

/** The name of somebody else can be typed only where it is asked for. */
export function showOther() {
  find("mend-other-label").hidden = find("mend-speaker").value !== OTHER;
}

/** @param {Text} text @param {Record<Part, Spans>} parts */
function showWords(text, parts) {
  for (const part of PARTS) {
    const told = parts[part].map(([start, end]) => text.text.slice(start, end)).join(" […] ");
    find(`mend-${part}`).textContent = told === "" ? "none" : told.replace(/\s+/gu, " ");
  }
}

/** Hands over what is otherwise. @param {(what: string) => void} tell */
async function keep(tell) {
  if (!open) return;
  const { parts, text, one, done } = open;
  if (parts.content.length === 0) return tell("A statement has a content; reject the row if there is none.");
  const change = await changed(text, one, parts);
  if (typeof change === "string") return tell(change);
  if (Object.keys(change).length === 0) return tell("Nothing is otherwise than the table has it: accept the row.");
  if (open?.done === done) done(change);
}

/** @param {Text} text @param {One | null} one @param {Record<Part, Spans>} parts @returns {Promise<Change | string>} */
async function changed(text, one, parts) {
  /** @type {Change} */
  const change = {};
  const chosen = find("mend-speaker").value;
  const typed = find("mend-other").value.trim();
  if (chosen === OTHER && typed === "") return "Type who it is.";
  const speaker = chosen === NOBODY ? "" : chosen === OTHER ? typed : chosen;
  if (!one || speaker !== String(one.row.speaker ?? "")) Object.assign(change, ofSpeaker(text, speaker));
  for (const part of PARTS) {
    const is = parts[part];
    const isOther = JSON.stringify(is) !== JSON.stringify(one?.spans[part] ?? []);
    if (!isOther) continue;
    const points = is.map(([start, end]) => [text.toPoint(start), text.toPoint(end)]);
    const pieces = is.map((span, at) => ({ start: points[at]?.[0] ?? 0, end: points[at]?.[1] ?? 0, text: text.text.slice(...span) }));
    if (part === "content") Object.assign(change, await back.review({ ask: "content", text: text.text, spans: points }));
    else change[part] = pieces;
  }
  const type = find("mend-type").value;
  if (!one || type !== one.row.attribution_type) change.attribution_type = type;
  const around = one ? null : outer(text, parts.content);
  if (around) change.within = String(around.row.statement_id);
  return change;
}

/** Names a speaker, with what the table says of them elsewhere. @param {Text} text @param {string} speaker @returns {Change} */
function ofSpeaker(text, speaker) {
  const known = castOf(text).get(speaker);
  if (!known) return { speaker };
  return { speaker, speaker_kind: String(known.speaker_kind), speaker_role: String(known.speaker_role ?? "") };
}

/** The narrowest row in whose content the words stand. @param {Text} text @param {Spans} content */
function outer(text, content) {
  const own = bounds(content);
  if (!own) return null;
  const holding = text.rows.flatMap((one) => {
    const ends = bounds(one.spans.content);
    const holds = ends && ends[0] <= own[0] && own[1] <= ends[1] && (ends[0] !== own[0] || ends[1] !== own[1]);
    return holds ? [{ one, length: ends[1] - ends[0] }] : [];
  });
  return holding.sort((a, b) => a.length - b.length)[0]?.one ?? null;
}
