// @ts-check
// The pipeline on a thread of its own. Asked for a line, it gives the next one, or none after the last.

/**
 * @typedef {{memory: WebAssembly.Memory, sayso_input(bytes: number): number, sayso_begin(head: number): void,
 *   sayso_next(): number, sayso_output(): number}} Pipeline
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

/** @param {Pipeline} pipeline @param {object} head @param {ArrayBuffer} bytes */
function begin(pipeline, head, bytes) {
  const start = new TextEncoder().encode(JSON.stringify(head));
  const place = pipeline.sayso_input(start.length + bytes.byteLength);
  const input = new Uint8Array(pipeline.memory.buffer, place, start.length + bytes.byteLength);
  input.set(start);
  input.set(new Uint8Array(bytes), start.length);
  pipeline.sayso_begin(start.length);
}

/** @param {Pipeline} pipeline */
function nextLine(pipeline) {
  const length = pipeline.sayso_next();
  if (length === 0) return undefined;
  return new TextDecoder().decode(new Uint8Array(pipeline.memory.buffer, pipeline.sayso_output(), length));
}

addEventListener("message", async ({ data }) => {
  try {
    const pipeline = await loaded();
    if (data.load) return;
    if (data.head) begin(pipeline, data.head, data.bytes);
    postMessage({ line: nextLine(pipeline) });
  } catch (error) {
    if (data.load) loading = null;
    else postMessage({ error: `the pipeline failed: ${error instanceof Error ? error.message : error}` });
  }
});
