// @ts-check
// What the page and the report do with a text in marks: filter, point at, go through.

/**
 * What is shown; an empty speaker or type, and no kind or all, mean any.
 * @typedef {{speaker: string, kinds: Set<string>, type: string, least: number}} Filter
 */

/**
 * @param {Filter} filter
 * @param {{speaker: string, kind: string, type: string, sure: number}} one
 */
export function shows(filter, one) {
  return (
    (filter.speaker === "" || one.speaker === filter.speaker) &&
    filter.kinds.has(one.kind) &&
    (filter.type === "" || one.type === filter.type) &&
    one.sure >= filter.least
  );
}

/** @param {HTMLElement} mark */
function statementOf(mark) {
  const { speaker = "", kind = "", type = "", sure = "0" } = mark.dataset;
  return { speaker, kind, type, sure: Number(sure) };
}

/**
 * Takes the colour from what the filter leaves out, and hides the article where a speaker is asked for
 * who does not speak in it.
 * @param {HTMLElement} article
 * @param {Filter} filter
 */
export function filterArticle(article, filter) {
  let any = false;
  for (const mark of marksIn(article)) {
    const on = shows(filter, statementOf(mark));
    mark.classList.toggle("off", !on);
    any ||= on;
  }
  article.hidden = filter.speaker !== "" && !any;
}

/** @param {ParentNode} root @returns {HTMLElement[]} */
function marksIn(root) {
  return Array.from(root.querySelectorAll("mark[data-s]"));
}

/** @param {HTMLElement} mark @returns {HTMLElement[]} */
function sameStatement(mark) {
  const article = mark.closest("article");
  return article ? Array.from(article.querySelectorAll(`mark[data-s="${mark.dataset.s}"]`)) : [mark];
}

/** What a mark says of its statement, in a line. @param {HTMLElement} mark */
function told(mark) {
  const { speaker, kind, type, sure, within } = mark.dataset;
  const outer = within && mark.closest("article")?.querySelector(`mark[data-s="${within}"]`);
  const by = outer instanceof HTMLElement ? ` · as told by ${outer.dataset.speaker || "nobody named"}` : "";
  return `${speaker || "nobody named"} · ${kind} · ${type} · ${sure}${by}`;
}

/**
 * Shows who speaks at the mark that is pointed at or gone to, and goes from statement to statement with
 * the arrow keys: one mark at a time can be reached with Tab.
 * @param {HTMLElement} root
 * @param {(mark: HTMLElement) => void} choose what a click or Enter does
 */
export function follow(root, choose = () => {}) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  document.body.append(tip);
  /** @type {HTMLElement[]} */
  let lit = [];
  /** @param {HTMLElement} mark */
  const show = (mark) => {
    hide();
    lit = sameStatement(mark);
    lit.forEach((other) => other.classList.add("on"));
    mark.removeAttribute("title");
    tip.textContent = told(mark);
    tip.hidden = false;
    const place = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const left = Math.max(4, Math.min(place.left, innerWidth - tip.offsetWidth - 8));
    const above = place.top - tip.offsetHeight - 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 0 ? above : place.bottom + 6}px`;
  };
  const hide = () => {
    lit.forEach((mark) => mark.classList.remove("on"));
    lit = [];
    tip.hidden = true;
  };
  /** A mark within another covers it: the innermost counts. @param {Event} event */
  const at = (event) => {
    const mark = event.target instanceof Element ? event.target.closest("mark[data-s]") : null;
    return mark instanceof HTMLElement && root.contains(mark) ? mark : null;
  };
  root.addEventListener("mouseover", (event) => {
    const mark = at(event);
    if (mark) show(mark);
  });
  root.addEventListener("mouseout", hide);
  root.addEventListener("focusin", (event) => {
    const mark = at(event);
    if (mark) show(mark);
  });
  root.addEventListener("focusout", hide);
  root.addEventListener("click", (event) => {
    const mark = at(event);
    if (!mark) return;
    reach(root, mark);
    show(mark);
    choose(mark);
  });
  root.addEventListener("keydown", (event) => {
    const mark = at(event);
    if (!mark) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      next(root, mark, step)?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(mark);
    } else if (event.key === "Escape") {
      hide();
    }
  });
}

/** Lets Tab reach this mark and no other. @param {HTMLElement} root @param {HTMLElement} mark */
export function reach(root, mark) {
  root.querySelectorAll("mark[tabindex]").forEach((other) => other.removeAttribute("tabindex"));
  mark.tabIndex = 0;
}

/**
 * The first mark of the statement after or before this one, which Tab can reach from then on.
 * @param {HTMLElement} root
 * @param {HTMLElement} mark
 * @param {number} step
 */
function next(root, mark, step) {
  /** @type {Map<Element | null, Set<string>>} */
  const seen = new Map();
  const firsts = marksIn(root).filter((one) => {
    const article = /** @type {HTMLElement | null} */ (one.closest("article"));
    if (article?.hidden || one.classList.contains("off")) return false;
    const numbers = seen.get(article) ?? new Set();
    seen.set(article, numbers);
    const number = one.dataset.s ?? "";
    return !numbers.has(number) && numbers.add(number);
  });
  const own = firsts.findIndex((one) => sameStatement(one).includes(mark));
  const found = firsts[own + step];
  if (found) reach(root, found);
  return found;
}

/** Wires the controls of a report. */
export function startReport() {
  const find = (/** @type {string} */ id) => /** @type {HTMLSelectElement} */ (document.getElementById(id));
  const speaker = find("speaker");
  const type = find("type");
  const least = find("least");
  /** @type {HTMLInputElement[]} */
  const kinds = Array.from(document.querySelectorAll("input.kind"));
  /** @type {HTMLElement[]} */
  const all = Array.from(document.querySelectorAll("article"));
  // The chart shows those who speak most; the list has all, these first.
  /** @type {HTMLButtonElement[]} */
  const buttons = Array.from(document.querySelectorAll(".speakers button"));
  const most = buttons.map((button) => button.textContent ?? "");
  const others = marksIn(document).map((mark) => mark.dataset.speaker ?? "").sort();
  for (const name of new Set(most.concat(others))) {
    if (name !== "") speaker.append(new Option(name, name));
  }
  const filter = () => {
    const checked = kinds.filter((kind) => kind.checked).map((kind) => kind.value);
    const wanted = { speaker: speaker.value, kinds: new Set(checked), type: type.value, least: Number(least.value) };
    all.forEach((article) => filterArticle(article, wanted));
    const shown = document.querySelector("output");
    if (shown) shown.textContent = wanted.least.toFixed(2);
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      speaker.value = button.textContent ?? "";
      filter();
      // The chart may fill the screen, so that nothing would be seen to happen.
      document.querySelector("article:not([hidden])")?.scrollIntoView();
    });
  }
  [speaker, type, least, ...kinds].forEach((control) => control.addEventListener("input", filter));
  follow(document.body);
  const first = marksIn(document)[0];
  if (first) reach(document.body, first);
}
