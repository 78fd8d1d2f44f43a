// @ts-check
// What stands behind the page: a server.

/** @typedef {import("./reading.js").Line} Line */

export const privacy = "Articles go to the server that this page is from, and are not kept there.";

/** How many files are with the server at once: each can be worked on by a core of its own. */
export const atOnce = 4;

/** @returns {Promise<{models: string[], version: string}>} */
export async function about() {
  const response = await fetch("health");
  if (!response.ok) throw new Error(await reason(response));
  return response.json();
}

/**
 * Has a file read; the lines come in the order of its documents.
 * @param {import("./files.js").Upload} upload
 * @param {string} model
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<Line>}
 */
export async function* read(upload, model, signal) {
  const query = new URLSearchParams({ format: "page", model, name: upload.name, doc_id: upload.docId });
  const response = await fetch(`extract?${query}`, {
    method: "POST",
    body: await upload.bytes(),
    headers: { "content-type": "application/octet-stream" },
    signal,
  });
  if (!response.ok || response.body === null) throw new Error(await reason(response));
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = done ? "" : (lines.pop() ?? "");
    for (const line of lines) if (line !== "") yield JSON.parse(line);
    if (done) return;
  }
}

/** Asks about a review. @param {object} question @returns {Promise<any>} */
export async function review(question) {
  const headers = { "content-type": "application/json" };
  const response = await fetch("review", { method: "POST", body: JSON.stringify(question), headers });
  if (!response.ok) throw new Error(await reason(response));
  return response.json();
}

/** Why a request was refused. @param {Response} response */
async function reason(response) {
  try {
    return (await response.json()).error;
  } catch {
    return `the server answers with status ${response.status}`;
  }
}
