// The page in a real browser: node browser.mjs SAYSO SEEDS [PAGE]
// SAYSO is the program, SEEDS a folder of articles, PAGE the folder of the page alone, where it is built.
// With SHOTS=folder it leaves pictures there; with BACK=alone the server is left out; with ONLY=words,words it runs
// the tests whose names have one of these.

import assert from "node:assert/strict";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { alone, browser, filing, scratch, serving, tests } from "./harness.mjs";
import { newcomer, offline } from "./page.mjs";
import "./review.mjs";

/** Runs all tests on what stands behind the address. */
async function runAll(name, url, own) {
  const only = (process.env.ONLY ?? "").split(",");
  for (const { name: what, run } of [...own, ...tests].filter((it) => only.some((words) => it.name.includes(words)))) {
    const began = Date.now();
    await run(() => url);
    console.log(`ok ${name}: ${what} (${Date.now() - began} ms)`);
  }
}

let failed = false;
try {
  if (process.env.BACK !== "alone") {
    const server = await serving("--model", "rules");
    try {
      await runAll("server", server.url, [{ name: "newcomer", run: newcomer("server", "rules") }]);
    } finally {
      server.stop();
    }
  }
  if (alone !== "" && existsSync(join(alone, "sayso.bin"))) {
    const server = await filing(alone);
    const own = ["rules", "small"].map((model) => ({ name: `newcomer with ${model}`, run: newcomer("wasm", model) }));
    const bytes = readdirSync(alone).reduce((sum, name) => sum + statSync(join(alone, name)).size, 0);
    own.push({ name: "all of it is at most 6 MB", run: async () => assert.ok(bytes <= 6_000_000, `${bytes} bytes`) });
    own.push({ name: "works without a network after the first load", run: offline() });
    await runAll("alone", server.url, own);
    server.stop();
  }
} catch (error) {
  failed = true;
  console.error(error);
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true });
}
process.exit(failed ? 1 : 0);

