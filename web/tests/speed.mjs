// How many times as fast the small network is with simd128 as without, in one browser and one run:
// node speed.mjs PAGE PLAIN SEEDS. PAGE and PLAIN are folders with the two modules, which take turns.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [page = "", plain = "", seeds = ""] = process.argv.slice(2);
const need = createRequire(resolve(process.env.TOOLS ?? "target/browser", "package.json"));
const { chromium } = need("playwright-core");
const texts = readdirSync(seeds).filter((name) => name.endsWith(".txt")).map((name) => readFileSync(join(seeds, name), "utf8"));
const words = texts.join(" ").split(/\s+/u).length;
const files = { "/simd": join(page, "sayso.bin"), "/plain": join(plain, "sayso.bin") };
const server = createServer((request, response) => {
  const path = files[request.url];
  response.writeHead(200, { "content-type": path ? "application/octet-stream" : "text/html" });
  response.end(path ? readFileSync(path) : "<!doctype html><title>Speed</title>");
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const tab = await browser.newPage();
await tab.goto(`http://127.0.0.1:${server.address().port}/`);
const seconds = await tab.evaluate(measured, texts);
await browser.close();
server.close();

/** The fastest of five rounds of each module, and the rows. */
async function measured(texts) {
  const load = async (name) => {
    const body = (await fetch(name)).body.pipeThrough(new DecompressionStream("gzip"));
    const answer = new Response(body, { headers: { "content-type": "application/wasm" } });
    return (await WebAssembly.instantiateStreaming(answer)).instance.exports;
  };
  const read = (module, text) => {
    const head = new TextEncoder().encode(JSON.stringify({ model: "small", name: "a.txt" }));
    const body = new TextEncoder().encode(text);
    const place = module.sayso_input(head.length + body.length);
    const input = new Uint8Array(module.memory.buffer, place, head.length + body.length);
    input.set(head);
    input.set(body, head.length);
    module.sayso_begin(head.length);
    const length = module.sayso_next();
    const line = new TextDecoder().decode(new Uint8Array(module.memory.buffer, module.sayso_output(), length));
    module.sayso_next();
    return line;
  };
  const modules = { simd: await load("/simd"), plain: await load("/plain") };
  const found = { simd: { best: Infinity, lines: "" }, plain: { best: Infinity, lines: "" } };
  for (let round = 0; round < 6; round += 1) {
    for (const [name, module] of Object.entries(modules)) {
      const began = performance.now();
      const lines = texts.map((text) => read(module, text)).join("");
      // The first round makes the code.
      if (round > 0) found[name].best = Math.min(found[name].best, (performance.now() - began) / 1000);
      found[name].lines = lines;
    }
  }
  return found;
}

assert.equal(seconds.simd.lines, seconds.plain.lines, "both modules find the same");
const factor = seconds.plain.best / seconds.simd.best;
const told = ({ best }) => `${Math.round(words / best)} words a second`;
console.log(`with simd128 ${told(seconds.simd)}, without ${told(seconds.plain)}: ${factor.toFixed(1)} times`);
assert.ok(factor >= 3, "at least 3 times");
