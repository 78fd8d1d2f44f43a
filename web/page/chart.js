// @ts-check
// How often each speaker speaks, as bars: the same element as in the report.

/** As in the report. */
const CHART_ROWS = 40;
const KINDS = ["direct", "indirect", "mixed"];

/**
 * The speakers by how often they speak, and of those that speak as often by name.
 * @param {import("./table.js").Row[]} rows
 */
export function speakers(rows) {
  /** @type {Map<string, Record<string, number>>} */
  const counts = new Map();
  for (const row of rows) {
    const name = String(row.speaker);
    if (name === "") continue;
    const count = counts.get(name) ?? { all: 0 };
    const kind = String(row.kind);
    count.all = (count.all ?? 0) + 1;
    count[kind] = (count[kind] ?? 0) + 1;
    counts.set(name, count);
  }
  const byCount = [...counts].map(([name, count]) => ({ name, all: count.all ?? 0, count }));
  return byCount.sort((a, b) => b.all - a.all || (a.name < b.name ? -1 : 1));
}

/**
 * The chart as HTML, byte for byte that of the report. A test compares them.
 * @param {import("./table.js").Row[]} rows
 * @param {number} articles
 */
export function chart(rows, articles) {
  const ranked = speakers(rows);
  const most = ranked[0]?.all ?? 1;
  const bars = ranked.slice(0, CHART_ROWS).map((one) => bar(one, most));
  const more = ranked.length > CHART_ROWS ? `<p>and ${ranked.length - CHART_ROWS} more</p>\n` : "";
  const counts = [many(rows.length, "statement"), many(articles, "article"), many(ranked.length, "speaker")];
  const caption = `${counts[0]} in ${counts[1]} by ${counts[2]}`;
  return `<figure class="speakers">\n<figcaption>${caption}</figcaption>\n<table>\n${bars.join("")}</table>\n${more}</figure>\n`;
}

/** @param {number} count @param {string} what */
export function many(count, what) {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** @param {{name: string, all: number, count: Record<string, number>}} speaker @param {number} most */
function bar({ name, all, count }, most) {
  const parts = KINDS.filter((kind) => count[kind]).map((kind) => ({ kind, part: count[kind] ?? 0 }));
  const label = parts.map(({ kind, part }) => `${part} ${kind}`).join(", ");
  let at = 0;
  const rects = parts.map(({ kind, part }) => {
    at += part;
    return `<rect class="${kind}" x="${at - part}" width="${part}" height="1"/>`;
  });
  const svg = `<svg class="bar" viewBox="0 0 ${most} 1" preserveAspectRatio="none" role="img" aria-label="${label}">${rects.join("")}</svg>`;
  return `<tr><th scope="row"><button>${escaped(name)}</button></th><td class="n">${all}</td><td>${svg}</td></tr>\n`;
}

/** @type {Record<string, string>} */
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/gu, (sign) => SIGNS[sign] ?? sign);
}
