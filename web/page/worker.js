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

/** @returns {Promise<Pipeline>} */
async function load() {
  const response = await fetch("sayso.wasm");
  if (!response.ok) throw new Error(`sayso.wasm: status ${response.status}`);
  const { instance } = await instantiated(response);
  return /** @type {any} */ (instance.exports);
}

/** Some servers of files do not know the type of the module, which streaming asks for. @param {Response} response */
async function instantiated(response) {
  if (response.headers.get("content-type")?.startsWith("application/wasm")) {
    return WebAssembly.instantiateStreaming(response);
  }
  return WebAssembly.instantiate(await response.arrayBuffer());
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
