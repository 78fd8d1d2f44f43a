// @ts-check
// The pipeline on a thread of its own. Asked for a line, it gives the next one, or none after the last.

/**
 * @typedef {{memory: WebAssembly.Memory, sayso_input(bytes: number): number, sayso_begin(head: number): void,
 *   sayso_next(): number, sayso_review(): number, sayso_output(): number}} Pipeline
 */

/** @type {Promise<Pipeline> | null} */
let loading = null;

function loaded() {
  loading ??= load();
  return loading;
}

/**
 * The module lies compressed, because servers of files mostly send files as they are.
 * @returns {Promise<Pipeline>}
 */
async function load() {
  const response = await fetch("sayso.bin");
  if (!response.ok || response.body === null) throw new Error(`sayso.bin: status ${response.status}`);
  const plain = response.body.pipeThrough(new DecompressionStream("gzip"));
  const headers = { "content-type": "application/wasm" };
  const { instance } = await WebAssembly.instantiateStreaming(new Response(plain, { headers }));
  return /** @type {any} */ (instance.exports);
}

/** @param {Pipeline} pipeline @param {Uint8Array[]} parts */
function give(pipeline, parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const place = pipeline.sayso_input(length);
  const input = new Uint8Array(pipeline.memory.buffer, place, length);
  let at = 0;
  for (const part of parts) {
    input.set(part, at);
    at += part.length;
  }
}

/** @param {Pipeline} pipeline @param {object} head @param {ArrayBuffer} bytes */
function begin(pipeline, head, bytes) {
  const start = new TextEncoder().encode(JSON.stringify(head));
  give(pipeline, [start, new Uint8Array(bytes)]);
  pipeline.sayso_begin(start.length);
}

/** What the module has written. @param {Pipeline} pipeline @param {number} length */
function output(pipeline, length) {
  if (length === 0) return undefined;
  return new TextDecoder().decode(new Uint8Array(pipeline.memory.buffer, pipeline.sayso_output(), length));
}

/** @param {Pipeline} pipeline @param {any} asked */
function answer(pipeline, asked) {
  if (asked.review !== undefined) {
    give(pipeline, [new TextEncoder().encode(asked.review)]);
    return output(pipeline, pipeline.sayso_review());
  }
  if (asked.head) begin(pipeline, asked.head, asked.bytes);
  return output(pipeline, pipeline.sayso_next());
}

addEventListener("message", async ({ data }) => {
  const { number } = data;
  try {
    const pipeline = await loaded();
    if (!data.load) postMessage({ number, line: answer(pipeline, data) });
  } catch (error) {
    if (data.load) loading = null;
    else postMessage({ number, error: `the pipeline failed: ${error instanceof Error ? error.message : error}` });
  }
});
