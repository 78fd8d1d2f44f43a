// @ts-check
// One statement with all that is known of it, and why its speaker is who is named.

import { element, find } from "./dom.js";
import { reach } from "./marks.js";
import { statements, sureness } from "./results.js";
import { reasons } from "./why.js";

/** @typedef {import("./table.js").Row} Row */

const texts = find("texts");
const table = find("table");

/** The statement whose reason is shown, and what had the focus before. */
/** @type {{at: number, before: Element | null}} */
let chosen = { at: -1, before: null };

/** Shows a statement. @param {number} at */
export function choose(at) {
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

/** Shows the statement of a mark. @param {HTMLElement} mark */
export function chooseMark(mark) {
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

export function wireDetail() {
  find("detail-close").addEventListener("click", closeDetail);
  find("detail-text").addEventListener("click", showInText);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !find("detail").hidden) closeDetail();
  });
}
