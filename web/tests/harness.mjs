// What all tests of the page need: the program, servers, a browser, and ways to look at a page.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:http";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";

export const [sayso = "", seeds = "", alone = ""] = process.argv.slice(2).map((path) => resolve(path));
const need = createRequire(resolve(process.env.TOOLS ?? "target/browser", "package.json"));
export const { chromium } = need("playwright-core");
const axe = readFileSync(need.resolve("axe-core/axe.min.js"), "utf8");
export const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const shots = process.env.SHOTS;
const files = readdirSync(seeds).filter((name) => name.endsWith(".txt")).sort();
/** The sample articles. */
export const paths = files.map((name) => join(seeds, name));
/** A folder for the files of the tests. */
export const scratch = mkdtempSync(join(tmpdir(), "sayso-page-"));

/** What the command line writes of the inputs. */
export const extracted = (model, ...rest) =>
  execFileSync(sayso, ["extract", "--quiet", "--model", model, ...rest], { encoding: "utf8", maxBuffer: 1 << 28 });

/** A server of sayso, and where it is. */
export async function serving(...rest) {
  const child = spawn(sayso, ["serve", "--port", "0", ...rest], { stdio: ["ignore", "ignore", "pipe"] });
  let line = "";
  for await (const piece of child.stderr) {
    line += piece;
    if (line.includes("\n")) break;
  }
  return { url: line.split(" ")[0], stop: () => child.kill() };
}

/** A server of files, as dumb as they come. */
export async function filing(folder) {
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? "/", "http://x").pathname.replace(/\/$/u, "/index.html");
    const path = join(folder, name);
    if (!existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" }).end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close(), server };
}

export const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** A page that fails the test where its console shows an error. */
export async function opened(url, options = {}) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  await page.goto(url);
  await page.waitForSelector("html[data-ready]");
  return { page, context, troubles };
}

export const done = (page) => page.waitForSelector('#results[aria-busy="false"]', { timeout: 120_000 });

export async function downloaded(page, kind) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(`[data-download=${kind}]`)]);
  return readFileSync(await file.path(), "utf8");
}

export async function picture(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: !name.includes("detail") });
}

/** No violation of the rules of axe. */
export async function accessible(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const told = violations.map((it) => `${it.id}: ${it.help}\n  ${it.nodes.map((node) => node.html).join("\n  ")}`);
  assert.deepEqual(told, [], where);
}

/** The same text, or the place where it differs. */
export function same(found, expected, what) {
  if (found === expected) return;
  const at = [...found].findIndex((letter, place) => letter !== expected[place]);
  const around = (text) => text.slice(Math.max(0, at - 80), at + 80);
  assert.fail(`${what}, at ${at} of ${expected.length}:\n${around(found)}\n--- not\n${around(expected)}`);
}

/** What is tested, over whatever stands behind the page. */
export const tests = [];
export const test = (name, run) => tests.push({ name, run });
