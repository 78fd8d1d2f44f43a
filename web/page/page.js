// @ts-check
// The page: articles in, texts with marks and a table out. What finds the statements stands behind it, in
// back.js: a server, or the pipeline in the browser itself.

import * as back from "./back.js";
import { choose, chooseMark, wireDetail } from "./detail.js";
import { find } from "./dom.js";
import { ofDrop, ofInput, uploads } from "./files.js";
import { follow } from "./marks.js";
import { wireReview } from "./review.js";
import { readAll, stop, tellTrouble } from "./reading.js";
import { filterAll, kinds, showAll } from "./results.js";
import { SAMPLE } from "./sample.js";
import { downloads } from "./saving.js";

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
    find("status").textContent = "Paste an article first, or choose files.";
    find("text").focus();
    return;
  }
  void readAll([{ name: "text.txt", docId: "text", bytes: async () => new TextEncoder().encode(text).buffer }]);
}

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
  find("stop").addEventListener("click", () => stop());
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
  const table = find("table");
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
  follow(find("texts"), chooseMark);
  for (const button of document.querySelectorAll("[data-download]")) {
    const kind = /** @type {HTMLElement} */ (button).dataset.download ?? "";
    button.addEventListener("click", () => downloads[kind]?.());
  }
  find("print").addEventListener("click", () => print());
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
const ABOUT = { large: "the most right", auto: "small, and large where it is unsure", small: "faster", rules: "fastest, quotations and plain statements" };

wireInput();
wireDrop();
wireResults();
wireDetail();
wireReview();
void start();
