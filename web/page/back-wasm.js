// @ts-check
// What stands behind the page: the pipeline as WebAssembly, in a worker, so that the page goes on drawing.

/** @typedef {import("./reading.js").Line} Line */

export const privacy = "Nothing leaves this browser: articles are read on this machine, also without a network.";

/** The worker reads one file after the other. */
export const atOnce = 1;

/** @type {Worker | null} */
let worker = null;
/** @typedef {{line?: string, error?: string}} Answer */
/** Who waits for which answer of the worker. @type {Map<number, (answer: Answer) => void>} */
const waiting = new Map();
let asked = 0;

function started() {
  if (worker !== null) return worker;
  worker = new Worker("worker.js", { type: "module" });
  worker.addEventListener("message", ({ data }) => answered(data.number, data));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    failed(event.message || "the pipeline could not be loaded");
  });
  return worker;
}

/** @param {number} number @param {Answer} answer */
function answered(number, answer) {
  waiting.get(number)?.(answer);
  waiting.delete(number);
}

/** What a fault has left in the memory of the module is unknown. @param {string} error */
function failed(error) {
  worker?.terminate();
  worker = null;
  [...waiting.keys()].forEach((number) => answered(number, { error }));
}

/** @param {object} message @returns {Promise<Answer>} */
function ask(message) {
  return new Promise((resolve) => {
    asked += 1;
    waiting.set(asked, resolve);
    started().postMessage({ ...message, number: asked });
  });
}

/** Asks about a review. @param {object} question @returns {Promise<any>} */
export async function review(question) {
  const { line = "{}", error } = await ask({ review: JSON.stringify(question) });
  const answer = error === undefined ? JSON.parse(line) : { error };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

/** @returns {Promise<{models: string[], version: string}>} */
export async function about() {
  // What the page will need is loaded while somebody looks for an article.
  started().postMessage({ load: true });
  if ("serviceWorker" in navigator && isSecureContext) {
    // Without it the page works all the same, but not without a network.
    navigator.serviceWorker.register("offline.js").catch(() => {});
  }
  return { models: ["small", "rules"], version: "" };
}

/**
 * Has a file read; the lines come in the order of its documents.
 * @param {import("./files.js").Upload} upload
 * @param {string} model
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<Line>}
 */
export async function* read(upload, model, signal) {
  const bytes = await upload.bytes();
  const head = { model, name: upload.name, doc_id: upload.docId };
  // Whoever stops it wants the time back that the module would work on.
  signal.addEventListener("abort", () => failed("stopped"), { once: true });
  let answer = await ask({ head, bytes });
  while (!signal.aborted) {
    if (answer.error !== undefined) {
      if (worker !== null) failed(answer.error);
      throw new Error(answer.error);
    }
    if (answer.line === undefined) return;
    yield JSON.parse(answer.line);
    answer = await ask({ next: true });
  }
}
