// The page read: from articles to a table and back, by mouse and by keyboard.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { accessible, done, downloaded, extracted, opened, paths, picture, same, scratch, test } from "./harness.mjs";

/** From an empty page to a table, with the rows of the command line. */
export function newcomer(back, model) {
  return async (url) => {
    const { page, context, troubles } = await opened(url());
    await page.selectOption("#model", model);
    await page.setInputFiles("#files", paths);
    await done(page);
    same(await downloaded(page, "csv"), extracted(model, ...paths), "CSV");
    same(await downloaded(page, "excel"), extracted(model, "--excel", ...paths), "CSV for spreadsheets");
    same(await downloaded(page, "jsonl"), extracted(model, "--format", "jsonl", ...paths), "JSON lines");
    same(await downloaded(page, "report"), extracted(model, "--format", "html", ...paths), "report");
    await page.selectOption("#speaker", { index: 1 });
    const name = await page.inputValue("#speaker");
    await page.waitForFunction(() => document.querySelectorAll("tr[data-at]:not([hidden])").length < document.querySelectorAll("tr[data-at]").length);
    const rows = (await downloaded(page, "jsonl")).trim().split("\n").map((line) => JSON.parse(line));
    assert.ok(rows.length > 0 && rows.every((row) => row.speaker === name), name);
    assert.deepEqual(troubles, [], back);
    await context.close();
  };
}

const tables = join(scratch, "tables");
mkdirSync(tables);
writeFileSync(join(tables, "a.csv"), 'id,title,text\r\n1,"One, ""=2""","“Rain is near,” said Ada Obi."\r\n2,=Two,"Ada Obi said it rains."\r\n');
writeFileSync(join(tables, "b.jsonl"), '{"url": "u", "7": "x", "text": "Ada Obi said that it would snow."}\n');
writeFileSync(join(tables, "torn.jsonl"), '{"text": "Ada Obi said that it would snow."}\n{"text": \n');

test("tables keep their columns, and what cannot be read is named", async (url) => {
  const { page, context } = await opened(url());
  await page.selectOption("#model", "rules");
  const good = ["a.csv", "b.jsonl"].map((name) => join(tables, name));
  await page.setInputFiles("#files", good);
  await done(page);
  for (const [kind, ...how] of [["csv"], ["excel", "--excel"], ["jsonl", "--format", "jsonl"]]) {
    same(await downloaded(page, kind), extracted("rules", ...how, ...good), kind);
  }
  await page.setInputFiles("#files", join(tables, "torn.jsonl"));
  await page.waitForSelector("#troubles li");
  await done(page);
  assert.match((await page.textContent("#troubles")) ?? "", /torn\.jsonl.*line 2/u);
  assert.equal(await page.locator("tr[data-at]").count(), 1);
  await context.close();
});

/** A document of Word of one paragraph: an archive whose parts are not compressed. */
function word(text) {
  const content = Buffer.from(`<w:document><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`);
  const name = Buffer.from("word/document.xml");
  const sizes = Buffer.alloc(12);
  [crc32(content), content.length, content.length].forEach((number, at) => sizes.writeUInt32LE(number, 4 * at));
  // Version, flags and method, time and day; then lengths of the name and of what else there is.
  const about = Buffer.concat([Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]), sizes, Buffer.from([name.length, 0, 0, 0])]);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), about, name, content]);
  const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), about, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  [[8, 1], [10, 1]].forEach(([at, number]) => end.writeUInt16LE(number, at));
  [[12, central.length], [16, local.length]].forEach(([at, number]) => end.writeUInt32LE(number, at));
  return Buffer.concat([local, central, end]);
}

const folder = join(tables, "articles");
mkdirSync(join(folder, "may"), { recursive: true });
for (const [name, text] of [["b.txt", "Rain"], ["a.txt", "Snow"], ["a.md", "Hail"], ["may/1.txt", "Fog"], [".kept.txt", "Sleet"]]) {
  writeFileSync(join(folder, name), `${text} is near, Ada Obi said.`);
}
writeFileSync(join(folder, "d.docx"), word("Sleet is near, Tom Ode said."));
writeFileSync(join(folder, "~$d.docx"), "open");
writeFileSync(join(folder, "x.csv"), "text\nRain is near, Ada Obi said.\n");

test("a folder is read in the order and under the names of the command line", async (url) => {
  const { page, context } = await opened(url());
  await page.selectOption("#model", "rules");
  for (const of of [folder, join(folder, "may")]) {
    await page.setInputFiles("#folder", of);
    await done(page);
    same(await downloaded(page, "csv"), extracted("rules", of), of);
    if (of === folder) assert.ok((await downloaded(page, "csv")).includes("\r\nd,S1,Tom Ode,"), "a document of Word");
    if (of === folder) assert.match((await page.textContent("#troubles")) ?? "", /Passed over in the folder: 1 \.csv/u);
  }
  await context.close();
});

test("keyboard alone leads from the text to the reason and back", async (url) => {
  const { page, context, troubles } = await opened(url());
  await page.focus("#text");
  await page.keyboard.type("“Rain is near,” said Ada Obi, the mayor. She added that it would snow.");
  const tabTo = async (selector) => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((it) => document.activeElement?.matches(it), selector)) return;
    }
    assert.fail(`${selector} is not reached by Tab`);
  };
  await tabTo("button[type=submit]");
  await page.keyboard.press("Enter");
  await done(page);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "results");
  await tabTo("#texts mark");
  assert.match((await page.textContent(".tip")) ?? "", /^Ada Obi · direct/u);
  await page.keyboard.press("ArrowRight");
  assert.match((await page.textContent(".tip")) ?? "", /^Ada Obi · indirect/u);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "detail-title");
  assert.match((await page.textContent("#detail")) ?? "", /Taken up“[^”]+”, at \d+/u);
  await page.keyboard.press("Escape");
  assert.ok(await page.evaluate(() => document.activeElement?.matches("#texts mark")));
  await tabTo("#table button");
  await page.keyboard.press("Enter");
  assert.ok(await page.isVisible("#detail"));
  await tabTo("#detail-close");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement?.matches("#table button")));
  assert.deepEqual(troubles, []);
  await context.close();
});

for (const [width, colorScheme] of [[1280, "light"], [390, "light"], [1280, "dark"], [390, "dark"]]) {
  test(`accessible at ${width} pixels, ${colorScheme}`, async (url) => {
    const options = { viewport: { width, height: 844 }, colorScheme, bypassCSP: true, reducedMotion: "reduce" };
    const { page, context } = await opened(url(), options);
    await accessible(page, "empty");
    await picture(page, `empty-${width}-${colorScheme}`);
    await page.click("#sample");
    await done(page);
    await accessible(page, "results");
    await picture(page, `results-${width}-${colorScheme}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide`);
    await page.click("#table tr[data-at] button");
    await accessible(page, "detail");
    await picture(page, `detail-${width}-${colorScheme}`);
    const report = await downloaded(page, "report");
    await page.setContent(report);
    await accessible(page, "report");
    await picture(page, `report-${width}-${colorScheme}`);
    await context.close();
  });
}

const styleOf = (page, selector, name, pseudo) =>
  page.evaluate(([it, of, part]) => getComputedStyle(document.querySelector(it), part)[of], [selector, name, pseudo ?? null]);

test("print has what was found and no controls, and tells marks apart without colours", async (url) => {
  const { page, context } = await opened(url());
  await page.click("#sample");
  await done(page);
  await page.emulateMedia({ media: "print" });
  for (const hidden of ["#input", "#results > nav", ".downloads", "footer"]) assert.ok(await page.isHidden(hidden), hidden);
  for (const shown of ["#texts article", "#table tr[data-at]", ".speakers"]) assert.ok(await page.locator(shown).first().isVisible(), shown);
  assert.notEqual(await styleOf(page, "#texts mark.source", "borderBottomStyle"), "none");
  assert.equal(await styleOf(page, "#texts mark.cue", "fontStyle"), "italic");
  await picture(page, "print-results");
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 10_000);
  await page.emulateMedia({ media: "screen" });
  await page.click("#review-open");
  await page.selectOption("#review-order", "random");
  await page.click("#review-begin button");
  await page.keyboard.press("a");
  await page.waitForSelector("#figures-table:not([hidden])");
  await page.emulateMedia({ media: "print" });
  for (const hidden of ["#verdicts", "#review-close", "#results"]) assert.ok(await page.isHidden(hidden), hidden);
  for (const shown of ["#passage mark", "#figures-rows", "#figures-sentence"]) assert.ok(await page.locator(shown).first().isVisible(), shown);
  await picture(page, "print-review");
  await context.close();
});

test("forced colours hide nothing that colours tell", async (url) => {
  const { page, context } = await opened(url(), { bypassCSP: true, forcedColors: "active" });
  await page.click("#sample");
  await done(page);
  assert.match(await styleOf(page, "#texts mark.source", "textDecorationLine"), /underline/u);
  assert.equal(await styleOf(page, "#texts mark.cue", "fontStyle"), "italic");
  await page.selectOption("#type", "attitude");
  await page.waitForSelector("#texts mark.off");
  const [on, off] = [await styleOf(page, "#texts mark:not(.off)", "backgroundColor"), await styleOf(page, "#texts mark.off", "backgroundColor")];
  assert.notEqual(on, off, "what is filtered out");
  await accessible(page, "results");
  await page.click("#table tr[data-at]:not([hidden]) button");
  assert.notEqual(await styleOf(page, '#table tr[aria-current="true"]', "outlineStyle"), "none");
  await picture(page, "forced-results");
  await page.click("#detail-close");
  await page.click("#review-open");
  await page.click("#review-begin button");
  await page.waitForSelector("#desk:not([hidden])");
  await page.keyboard.press("m");
  await page.waitForSelector(".edge");
  assert.notEqual(await styleOf(page, ".edge", "backgroundColor", "::before"), await styleOf(page, "body", "backgroundColor"), "edges");
  await accessible(page, "mending");
  await picture(page, "forced-review");
  await context.close();
});

test("the first result is there at once", async (url) => {
  const { page, context } = await opened(url());
  const began = Date.now();
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  await page.click("#sample");
  await page.waitForSelector("tr[data-at]");
  const took = Date.now() - began;
  console.log(`  first result, with all loading: ${took} ms`);
  if (process.env.QUIET_MACHINE) assert.ok(took <= 1200, `${took} ms`);
  await context.close();
});

test("hundreds of articles block no frame", async (url) => {
  const { page, context } = await opened(url());
  await page.selectOption("#model", "rules");
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((it) => (globalThis.longest = Math.max(globalThis.longest, it.duration)))).observe({ type: "longtask" });
  });
  const text = paths.map((path) => readFileSync(path, "utf8"));
  const lines = Array.from({ length: 300 }, (_, at) => JSON.stringify({ id: String(at), text: text[at % text.length] }));
  // One that is as long as a book chapter.
  lines.push(JSON.stringify({ id: "long", text: text.join("\n\n").repeat(8) }));
  await page.setInputFiles("#files", { name: "many.jsonl", mimeType: "text/plain", buffer: Buffer.from(lines.join("\n")) });
  await done(page);
  await page.selectOption("#type", "attitude");
  await page.waitForTimeout(1000);
  const longest = await page.evaluate(() => globalThis.longest);
  console.log(`  longest task: ${longest} ms, rows: ${await page.locator("tr[data-at]").count()}`);
  assert.ok(longest <= (process.env.QUIET_MACHINE ? 100 : 500), `${longest} ms`);
  await context.close();
});

/** The page opens and works again when nothing can be fetched. */
export function offline() {
  return async (url) => {
    const { page, context } = await opened(url());
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(async () => (await caches.open("sayso").then((kept) => kept.keys())).some((it) => it.url.endsWith("sayso.bin")));
    await context.setOffline(true);
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    await page.click("#sample");
    await done(page);
    assert.ok((await page.locator("tr[data-at]").count()) > 5);
    await context.close();
  };
}
