// @ts-check
// What can be downloaded: the rows that are shown, or all as a report.

import { chart } from "./chart.js";
import { articles, shownRows, statements } from "./results.js";
import { csv, download, jsonLines, union } from "./table.js";

/** @type {Record<string, () => Promise<void> | void>} */
export const downloads = {
  csv: () => download("statements.csv", "text/csv", csv(columns(), shownRows())),
  excel: () => download("statements.csv", "text/csv", csv(columns(), shownRows(), { spreadsheet: true })),
  jsonl: () => download("statements.jsonl", "application/x-ndjson", jsonLines(columns(), shownRows())),
  report: async () => download("report.html", "text/html", await report()),
};

function columns() {
  return union(articles.map((article) => article.columns));
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
