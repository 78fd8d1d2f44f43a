// @ts-check
// A passage with the words of a row in colours, and edges that can be moved by dragging and by the arrow keys.

import { element } from "./dom.js";
import { words } from "./points.js";

/**
 * @typedef {"content" | "source" | "cue"} Part
 * @typedef {[number, number][]} Spans in units of the text
 * @typedef {{part: Part, spans: Spans, kind: string}} Marked
 * @typedef {"start" | "end"} Side
 */

/** The parts, and which of two shows its colour where they lie on one another: the later. @type {Part[]} */
export const PARTS = ["content", "source", "cue"];

/** @param {Spans} spans @returns {[number, number] | null} */
export function bounds(spans) {
  const [first] = spans;
  const last = spans.at(-1);
  return first && last ? [first[0], last[1]] : null;
}

/**
 * The paragraphs of a text with their marks.
 * @param {string} text
 * @param {[number, number][]} stretches
 * @param {Marked[]} marked
 */
export function passage(text, stretches, marked) {
  return stretches.map(([start, end]) => {
    const paragraph = element("p");
    const ends = marked.flatMap(({ spans }) => spans.flat()).filter((at) => at > start && at < end);
    const cuts = [...new Set([start, ...ends, end])].sort((a, b) => a - b);
    for (const [place, from] of cuts.slice(0, -1).entries()) {
      paragraph.append(piece(text, [from, cuts[place + 1] ?? end], marked));
    }
    return paragraph;
  });
}

/** @param {string} text @param {[number, number]} stretch @param {Marked[]} marked */
function piece(text, [start, end], marked) {
  const covers = marked.filter(({ spans }) => spans.some((span) => span[0] <= start && end <= span[1]));
  const shown = covers.sort((a, b) => PARTS.indexOf(a.part) - PARTS.indexOf(b.part)).at(-1);
  const made = element(shown ? "mark" : "span", text.slice(start, end));
  if (shown) made.className = shown.part === "content" ? shown.kind : shown.part;
  if (covers.some(({ part }) => part === "content")) made.classList.add("said");
  made.dataset.at = String(start);
  return made;
}

/** The place in the text at a point of the screen, if there is text. @param {number} x @param {number} y */
function unitAt(x, y) {
  const of = /** @type {any} */ (document);
  const found = of.caretPositionFromPoint?.(x, y);
  const range = found ? null : of.caretRangeFromPoint?.(x, y);
  return unitOf(found?.offsetNode ?? range?.startContainer, found?.offset ?? range?.startOffset ?? 0);
}

/** @param {Node | null | undefined} node @param {number} offset */
function unitOf(node, offset) {
  const within = node instanceof Element ? node : node?.parentElement;
  const piece = within?.closest("[data-at]");
  return piece instanceof HTMLElement ? Number(piece.dataset.at) + (node instanceof Element ? 0 : offset) : null;
}

/** The words that are selected in a place, without blanks around them. @param {HTMLElement} place @param {string} text @returns {[number, number] | null} */
export function selected(place, text) {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!place.contains(range.startContainer) || !place.contains(range.endContainer)) return null;
  const [from, to] = [unitOf(range.startContainer, range.startOffset), unitOf(range.endContainer, range.endOffset)];
  if (from === null || to === null) return null;
  const picked = text.slice(from, to);
  const start = from + picked.length - picked.trimStart().length;
  const end = start + picked.trim().length;
  return start < end ? [start, end] : null;
}

/** The edges of parts, moved within what is shown. */
export class Edges {
  /**
   * @param {HTMLElement} place
   * @param {string} text
   * @param {() => {parts: Record<Part, Spans>, stretches: [number, number][], kind: string}} now
   * @param {() => void} moved
   */
  constructor(place, text, now, moved) {
    Object.assign(this, { place, text, now, moved });
    this.place = place;
    this.text = text;
    this.now = now;
    this.moved = moved;
    /** @type {{part: Part, side: Side} | null} */
    this.dragged = null;
    const end = new AbortController();
    this.end = () => end.abort();
    const { signal } = end;
    document.addEventListener("pointermove", (event) => this.drag(event), { signal });
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => this.drop(), { signal });
  }

  /** Shows the passage with its edges. */
  draw() {
    const { parts, stretches, kind } = this.now();
    const marked = PARTS.map((part) => ({ part, spans: parts[part], kind }));
    const shown = passage(this.text, stretches, marked);
    this.place.replaceChildren(...shown);
    for (const part of PARTS) {
      const ends = bounds(parts[part]);
      if (!ends) continue;
      this.put(this.handle(part, "start", ends[0]), ends[0], "start");
      this.put(this.handle(part, "end", ends[1]), ends[1], "end");
    }
  }

  /** @param {HTMLElement} handle @param {number} at @param {Side} side */
  put(handle, at, side) {
    /** @type {HTMLElement[]} */
    const pieces = Array.from(this.place.querySelectorAll("[data-at]"));
    const starts = (/** @type {HTMLElement} */ it) => Number(it.dataset.at);
    const ends = (/** @type {HTMLElement} */ it) => starts(it) + (it.textContent?.length ?? 0);
    if (side === "start") pieces.find((it) => starts(it) === at)?.before(handle);
    else pieces.find((it) => ends(it) === at)?.after(handle);
  }

  /** @param {Part} part @param {Side} side @param {number} at */
  handle(part, side, at) {
    const made = element("span");
    made.className = `edge ${side}`;
    made.dataset.part = part;
    made.dataset.side = side;
    made.tabIndex = 0;
    const stops = this.stops(part, side);
    const near = side === "start" ? this.text.slice(at, at + 40) : this.text.slice(Math.max(0, at - 40), at);
    const told = side === "start" ? `before “${near.split(/\s/u).slice(0, 3).join(" ")}”` : `after “${near.split(/\s/u).slice(-3).join(" ")}”`;
    const own = { role: "slider", "aria-label": `${side === "start" ? "Start" : "End"} of the ${part}`, "aria-valuetext": told };
    const values = { "aria-valuemin": stops[0] ?? at, "aria-valuemax": stops.at(-1) ?? at, "aria-valuenow": at };
    for (const [name, value] of Object.entries({ ...own, ...values })) made.setAttribute(name, String(value));
    made.addEventListener("keydown", (event) => this.key(event, part, side, at));
    made.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      made.focus();
      this.dragged = { part, side };
      this.place.classList.add("dragging");
    });
    return made;
  }

  /** Where an edge can stand: at the words that are shown, and not beyond the other edge. @param {Part} part @param {Side} side */
  stops(part, side) {
    const { parts, stretches } = this.now();
    const spans = parts[part];
    const [first, last] = [spans[0], spans.at(-1)];
    const all = stretches.flatMap((stretch) => words(this.text, stretch)).map((word) => word[side]);
    return all.filter((at) => (side === "start" ? at < (first?.[1] ?? 0) : at > (last?.[0] ?? 0)));
  }

  /** @param {KeyboardEvent} event @param {Part} part @param {Side} side @param {number} at */
  key(event, part, side, at) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = this.stops(part, side);
    const byWord = step > 0 ? stops.find((stop) => stop > at) : stops.findLast((stop) => stop < at);
    // With Shift by a single letter: words can be glued together in a text.
    const next = event.shiftKey ? at + step : byWord;
    if (next !== undefined) this.move(part, side, next);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (!this.dragged) return;
    const at = unitAt(event.clientX, event.clientY);
    if (at === null) return;
    const { part, side } = this.dragged;
    const stops = this.stops(part, side);
    const near = stops.reduce((best, stop) => (Math.abs(stop - at) < Math.abs(best - at) ? stop : best), stops[0] ?? at);
    this.move(part, side, near);
  }

  drop() {
    this.dragged = null;
    this.place.classList.remove("dragging");
  }

  /** @param {Part} part @param {Side} side @param {number} to */
  move(part, side, to) {
    const { parts, stretches } = this.now();
    const spans = parts[part].map((span) => /** @type {[number, number]} */ ([...span]));
    const span = side === "start" ? spans[0] : spans.at(-1);
    const isShown = stretches.some(([start, end]) => to >= start && to <= end);
    if (!span || !isShown) return;
    span[side === "start" ? 0 : 1] = to;
    if (span[0] >= span[1] || parts[part].flat().join() === spans.flat().join()) return;
    parts[part] = spans;
    this.draw();
    /** @type {HTMLElement | null} */
    const handle = this.place.querySelector(`.edge[data-part="${part}"][data-side="${side}"]`);
    handle?.focus();
    this.moved();
  }
}
