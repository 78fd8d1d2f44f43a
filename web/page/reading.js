// @ts-check
// Files through what stands behind the page, one after the other, with what is told meanwhile.

import * as back from "./back.js";
import { breather, element, find, pause } from "./dom.js";
import { addArticle, clear, counts, finish } from "./results.js";

/** @typedef {import("./files.js").Upload} Upload */
/** @typedef {Partial<import("./results.js").Article> & {error?: string, warning?: string}} Line */

/** What stops the reading that is under way. @type {AbortController | null} */
let stopping = null;

export function stop() {
  stopping?.abort();
}

/** @param {Upload[]} files */
export async function readAll(files) {
  stopping?.abort();
  const own = new AbortController();
  stopping = own;
  begin(files.length);
  /** The lines of files that are under way; those behind them wait for their turn. */
  const open = files.slice(0, back.atOnce).map((file) => gathered(file, own.signal));
  try {
    for (const [place, file] of files.entries()) {
      await take(file, (await open[place]) ?? null, own.signal);
      if (own.signal.aborted) break;
      const later = files[place + back.atOnce];
      if (later) open.push(gathered(later, own.signal));
      tellProgress(place + 1, files.length);
    }
  } finally {
    if (stopping === own) await end(own.signal.aborted);
  }
}

/**
 * The lines of a file, of which the first is waited for, so that several files are worked on at once.
 * @param {Upload} file
 * @param {AbortSignal} signal
 */
async function gathered(file, signal) {
  const lines = back.read(file, find("model").value, signal);
  try {
    return { first: await lines.next(), lines };
  } catch (error) {
    return { error: String(error instanceof Error ? error.message : error) };
  }
}

/**
 * @param {Upload} file
 * @param {Awaited<ReturnType<typeof gathered>> | null} found
 * @param {AbortSignal} signal
 */
async function take(file, found, signal) {
  if (!found || signal.aborted) return;
  if (found.error !== undefined) return tellTrouble(file.name, found.error);
  const breathe = breather();
  try {
    for (let item = found.first; !item.done; item = await found.lines.next()) {
      if (signal.aborted) return;
      await takeLine(file, item.value, breathe);
      await breathe();
    }
  } catch (error) {
    if (!signal.aborted) tellTrouble(file.name, String(error instanceof Error ? error.message : error));
  }
}

/** @param {Upload} file @param {Line} line @param {() => Promise<void>} breathe */
async function takeLine(file, line, breathe) {
  const trouble = line.error ?? line.warning;
  if (trouble !== undefined) tellTrouble(file.name, trouble);
  else await addArticle(/** @type {import("./results.js").Article} */ (line), breathe);
}

/** @param {number} files */
function begin(files) {
  clear();
  find("troubles").replaceChildren();
  find("troubles").hidden = true;
  find("stop").hidden = false;
  find("progress").hidden = files < 2;
  tellProgress(0, files);
}

/** @param {boolean} stopped */
async function end(stopped) {
  stopping = null;
  find("stop").hidden = true;
  find("progress").hidden = true;
  find("status").textContent = stopped ? `Stopped after ${counts()}.` : `${counts()}.`;
  await pause();
  await finish();
  // To go there the browser lays out all that is new, which is work enough for one frame.
  await pause();
  if (stopping === null && !stopped && !find("results").hidden) find("results").focus();
}

/** @param {number} done @param {number} files */
function tellProgress(done, files) {
  find("progress").max = files;
  find("progress").value = done;
  find("status").textContent = files === 1 ? "Reading…" : `Read ${done} of ${files} files…`;
}

/** @param {string} name @param {string} trouble */
export function tellTrouble(name, trouble) {
  find("troubles").hidden = false;
  // The messages of tables name the file themselves.
  const named = name === "" || trouble.startsWith(name);
  find("troubles").append(element("li", named ? trouble : `${name}: ${trouble}`));
}
