// Reading rows by hand in the page: nothing is lost, and the command line says the same of what was said.

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, chromium, done, executablePath, opened, paths, picture, same, sayso, scratch, test } from "./harness.mjs";

/** A browser of its own that can be killed, and whose profile another can go on with. */
async function killable(profile) {
  const args = ["--headless=new", "--no-sandbox", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
  const child = spawn(executablePath, args, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  let told = "";
  for await (const piece of child.stderr) {
    told += piece;
    if (/ws:\/\/\S+/u.test(told)) break;
  }
  child.stderr.resume();
  const browser = await chromium.connectOverCDP(told.match(/ws:\/\/\S+/u)?.[0]);
  const [page] = browser.contexts()[0].pages();
  const kill = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    process.kill(-child.pid, "SIGKILL");
    await gone;
    await browser.close().catch(() => {});
  };
  return { page, kill };
}

async function at(page, url) {
  await page.goto(url);
  await page.waitForSelector("html[data-ready]");
}

/** Has the articles read, and their rows drawn. */
async function begin(page, { order, size, seed, files = paths }) {
  await page.selectOption("#model", "rules");
  await page.setInputFiles("#files", files);
  await done(page);
  await page.click("#review-open");
  await page.selectOption("#review-order", order);
  await page.fill("#review-size", String(size));
  if (seed !== undefined) await page.fill("#review-seed", String(seed));
  await page.click("#review-begin button");
  await page.waitForSelector("#desk:not([hidden])");
}

const left = async (page) => Number(/, (\d+) left/u.exec((await page.textContent("#desk-place")) ?? "")?.[1]);

/** Says something of a row, and waits for the next. */
async function say(page, work) {
  const before = await page.textContent("#desk-place");
  await work();
  await page.waitForFunction((it) => document.querySelector("#desk")?.hidden || document.querySelector("#desk-place")?.textContent !== it, before);
}

async function mend(page, speaker) {
  await page.keyboard.press("m");
  await page.selectOption("#mend-speaker", { label: "somebody else…" });
  await page.fill("#mend-other", speaker);
  const end = page.locator('.edge[data-part="content"][data-side="end"]');
  await end.focus();
  await page.keyboard.press("ArrowLeft");
  await page.click("#mend button[type=submit]");
}

async function saved(page, kind, folder) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(`[data-save=${kind}]`)]);
  const path = join(folder, file.suggestedFilename());
  writeFileSync(path, readFileSync(await file.path()));
  return path;
}

/** What the command line makes of table and corrections: the corrected table, and what it tells. */
function applied(folder) {
  const run = spawnSync(sayso, ["apply", "statements.csv"], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(run.status, 0, run.stderr);
  return run;
}

/** The plan that `sayso review` draws of a table. */
function drawn(folder, ...how) {
  const corrections = join(mkdtempSync(join(scratch, "plan-")), "own.jsonl");
  const args = ["review", join(folder, "statements.csv"), ...paths, "--corrections", corrections, ...how];
  execFileSync(sayso, args, { input: "", stdio: ["pipe", "ignore", "pipe"] });
  return JSON.parse(readFileSync(corrections, "utf8").split("\n")[1]);
}

test("forty rows are read, killed twice and nothing lost, and the command line says the same", async (url) => {
  const profile = mkdtempSync(join(scratch, "profile-"));
  let { page, kill } = await killable(profile);
  await at(page, url());
  await begin(page, { order: "random", size: 40, seed: 7 });
  for (let row = 0; row < 40; row += 1) {
    assert.equal(await left(page), 40 - row);
    const key = row % 7 === 3 ? "r" : row % 11 === 10 ? "?" : "a";
    await say(page, () => (row % 7 === 5 ? mend(page, `Mended ${row}`) : page.keyboard.press(key)));
    if (row !== 13 && row !== 27) continue;
    await kill();
    ({ page, kill } = await killable(profile));
    await at(page, url());
    await page.click("#kept-list button");
    await page.waitForSelector("#desk:not([hidden])");
  }
  await page.keyboard.press("u");
  await page.waitForSelector("#desk:not([hidden])");
  await say(page, () => page.keyboard.press("r"));
  const folder = mkdtempSync(join(scratch, "review-"));
  const corrections = await saved(page, "corrections", folder);
  await saved(page, "table", folder);
  const corrected = await saved(page, "corrected", folder);
  const { stdout, stderr } = applied(folder);
  same(readFileSync(corrected, "utf8"), stdout, "corrected table");
  const sentence = await page.textContent("#figures-sentence");
  assert.ok(sentence?.includes("seed 7") && stderr.includes(sentence), `${sentence}\n--- not in\n${stderr}`);
  assert.equal(await page.locator("#figures-rows tr").count(), 3);
  const lines = readFileSync(corrections, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines[1], drawn(folder, "--sample", "40", "--seed", "7"));
  await kill();
});

test("the least sure rows come first, as on the command line", async (url) => {
  const { page, context, troubles } = await opened(url());
  await begin(page, { order: "least-sure", size: 30 });
  const folder = mkdtempSync(join(scratch, "review-"));
  await saved(page, "table", folder);
  const corrections = await saved(page, "corrections", folder);
  const plan = JSON.parse(readFileSync(corrections, "utf8").split("\n")[1]);
  assert.deepEqual(plan, drawn(folder, "--least-sure", "30"));
  await page.keyboard.press("a");
  await page.waitForFunction(() => document.querySelector("#figures-sentence")?.textContent.includes("not drawn at random"));
  assert.deepEqual(troubles, []);
  await context.close();
});

const article = join(scratch, "rain.txt");
const TEXT = "“Rain 🌧 is near,” said Ada Obi, the mayor. She added that it would snow.\n\nTom Ode thinks of leaving. He said that the road was closed.\n";
writeFileSync(article, TEXT);

test("a whole article is read by keyboard alone, with what it lacks", async (url) => {
  const { page, context, troubles } = await opened(url());
  await begin(page, { order: "articles", size: 1, seed: 1, files: [article] });
  while (!((await page.textContent("#desk-place")) ?? "").includes("missing")) await say(page, () => page.keyboard.press("a"));
  await page.keyboard.press("+");
  await page.focus("#mend-content-take");
  await page.keyboard.press("Enter");
  const edge = async (part, side) => page.focus(`.edge[data-part="${part}"][data-side="${side}"]`);
  await edge("content", "end");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
  await page.focus("#mend-source-take");
  await page.keyboard.press("Enter");
  await edge("source", "end");
  await page.keyboard.press("Shift+ArrowRight");
  assert.match((await page.getAttribute('.edge[data-part="source"][data-side="end"]', "aria-valuetext")) ?? "", /^after “/u);
  await page.focus("#mend-type");
  await page.keyboard.type("att");
  await page.focus("#mend button[type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#desk-facts dt:has-text('Added S')");
  await page.focus("#desk-place");
  await page.keyboard.press("d");
  await page.waitForSelector("#figures-rows tr:has-text('statements found')");
  const folder = mkdtempSync(join(scratch, "review-"));
  for (const kind of ["corrections", "table"]) await saved(page, kind, folder);
  const corrected = readFileSync(await saved(page, "corrected", folder), "utf8");
  const { stdout, stderr } = applied(folder);
  same(corrected, stdout, "corrected table");
  assert.match(corrected, /S4,,“R,,“Rain 🌧 is,direct,attitude,.*,added,none,,,S1/u);
  assert.ok(stderr.includes((await page.textContent("#figures-sentence")) ?? "?"), stderr);
  // The file that was downloaded opens the review again where it ended.
  await page.evaluate(() => document.querySelector("#review-told")?.replaceChildren());
  await page.setInputFiles("#review-file", join(folder, "statements.csv.review.jsonl"));
  await page.waitForFunction(() => document.querySelector("#review-told")?.textContent.startsWith("All of this is read"));
  await page.keyboard.press("u");
  await page.waitForFunction(() => document.querySelector("#review-told")?.textContent.startsWith("Taken back: that rain"));
  assert.deepEqual(troubles, []);
  await context.close();
});

test("edges are dragged, words are selected, and a broken file of corrections is told of", async (url) => {
  const { page, context } = await opened(url());
  await begin(page, { order: "least-sure", size: 5, files: [article] });
  await page.keyboard.press("m");
  const content = () => page.textContent("#mend-content");
  const before = await content();
  const place = (words) =>
    page.evaluate((it) => {
      const walker = document.createTreeWalker(document.querySelector("#passage"), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const start = node.textContent.indexOf(it);
        if (start < 0) continue;
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, start + it.length);
        const box = range.getBoundingClientRect();
        return { left: box.left + 1, right: box.right - 1, y: box.top + box.height / 2 };
      }
    }, words);
  const edge = await page.locator('.edge[data-part="content"][data-side="end"]').boundingBox();
  const [words = ""] = before.split(/[\s,]+/u).slice(-2);
  const to = await place(words);
  await page.mouse.move(edge.x + edge.width / 2, edge.y + edge.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.right - 20, to.y, { steps: 4 });
  await page.mouse.move(to.right, to.y, { steps: 2 });
  await page.mouse.up();
  const after = await content();
  assert.ok(before.startsWith(after) && after.endsWith(words) && after.length < before.length, `${before} to ${after}`);
  const cue = await place("road");
  await page.mouse.move(cue.left, cue.y);
  await page.mouse.down();
  await page.mouse.move(cue.right, cue.y, { steps: 3 });
  await page.mouse.up();
  await page.click("#mend-cue-take");
  assert.equal(await page.textContent("#mend-cue"), "road");
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden("#mend"));
  await page.click("#review-close");
  assert.ok(await page.isVisible("#results"));
  await page.click("#review-open");
  const broken = join(scratch, "broken.jsonl");
  const line = (rest) => `{"do":"row","doc_id":"rain","statement_id":"S1",${rest}}\n`;
  writeFileSync(broken, `${line('"verdict":"accept"')}${line('"verdict":"perhaps"')}${line('"verdict":"reject"').replace("S1", "S77")}`);
  await page.setInputFiles("#review-file", broken);
  await page.waitForFunction(() => document.querySelector("#review-told")?.textContent.includes("line 2"));
  assert.match((await page.textContent("#review-told")) ?? "", /1 row of the corrections are not in this table/u);
  writeFileSync(broken, "doc_id,content\n");
  await page.setInputFiles("#review-file", broken);
  await page.waitForFunction(() => document.querySelector("#review-told")?.textContent.includes("no file of corrections"));
  await context.close();
});

for (const [width, colorScheme] of [[1280, "light"], [390, "dark"]]) {
  test(`reading by hand is accessible at ${width} pixels, ${colorScheme}`, async (url) => {
    const options = { viewport: { width, height: 844 }, colorScheme, bypassCSP: true, reducedMotion: "reduce" };
    const { page, context } = await opened(url(), options);
    await page.click("#sample");
    await done(page);
    await page.click("#review-open");
    await accessible(page, "what to read");
    await picture(page, `review-begin-${width}-${colorScheme}`);
    await page.selectOption("#review-order", "random");
    await page.click("#review-begin button");
    await page.waitForSelector("#desk:not([hidden])");
    await say(page, () => page.keyboard.press("a"));
    await accessible(page, "a row");
    await picture(page, `review-${width}-${colorScheme}`);
    await page.keyboard.press("m");
    await accessible(page, "mending");
    await picture(page, `review-mend-${width}-${colorScheme}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide`);
    await page.keyboard.press("Escape");
    await page.click("#keys");
    await page.focus("#desk-place");
    const place = await page.textContent("#desk-place");
    await page.keyboard.press("a");
    await page.waitForTimeout(200);
    assert.equal(await page.textContent("#desk-place"), place, "letters can be switched off");
    await page.click("#review-close");
    await page.waitForSelector("#kept:not([hidden])");
    await accessible(page, "kept reviews");
    await page.click("#kept-list button:has-text('Forget')");
    await page.click("#kept-list button:has-text('Forget it for good')");
    await page.waitForSelector("#kept[hidden]", { state: "attached" });
    await context.close();
  });
}
