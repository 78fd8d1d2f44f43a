// @ts-check
// What somebody chooses or drops, in the order and under the names that the command line gives.

/** @typedef {{name: string, docId: string, bytes: () => Promise<ArrayBuffer>}} Upload */
/** @typedef {{path: string, file: File, inFolder: boolean}} Chosen */

/** Endings that are read in a folder; a table beside articles mostly describes them. */
const IN_FOLDERS = ["txt", "md", "text", "html", "htm", "xhtml", "warc", "wet", "docx", "docm"];
const KNOWN = [...IN_FOLDERS, "csv", "tsv", "tab", "json", "jsonl", "ndjson", "jsonlines", "parquet", "pq"];

/** The ending of a name, without one that means compression. @param {string} name */
function ending(name) {
  const plain = name.replace(/\.(gz|zst)$/iu, "");
  return plain.includes(".") ? plain.slice(plain.lastIndexOf(".") + 1).toLowerCase() : "";
}

/** The name without the endings that mean a format and compression. @param {string} name */
export function stem(name) {
  const plain = name.replace(/\.(gz|zst)$/iu, "");
  return KNOWN.includes(ending(name)) ? plain.slice(0, plain.lastIndexOf(".")) : name;
}

/** @param {string[]} a @param {string[]} b */
function byNames(a, b) {
  for (let place = 0; place < Math.min(a.length, b.length); place += 1) {
    const [one = "", other = ""] = [a[place], b[place]];
    if (one !== other) return one < other ? -1 : 1;
  }
  return a.length - b.length;
}

/**
 * The files to be read, and how many of each ending a folder has that are not.
 * @param {Chosen[]} chosen
 * @returns {{uploads: Upload[], passedOver: Map<string, number>}}
 */
export function uploads(chosen) {
  /** @type {Map<string, number>} */
  const passedOver = new Map();
  const visible = chosen.filter(({ path }) => !path.split("/").some((part) => part.startsWith(".") || part.startsWith("~$")));
  const kept = visible.filter(({ path, inFolder }) => {
    const kind = ending(path);
    if (!inFolder || IN_FOLDERS.includes(kind)) return true;
    passedOver.set(kind, (passedOver.get(kind) ?? 0) + 1);
    return false;
  });
  const split = kept.map((one) => ({ ...one, parts: one.path.split("/") }));
  split.sort((a, b) => byNames(a.parts, b.parts));
  const depth = isOneFolder(split.map(({ parts }) => parts)) ? 1 : 0;
  const names = split.map(({ parts }) => parts.slice(depth).join("/"));
  /** @type {Map<string, number>} */
  const stems = new Map();
  names.forEach((name) => stems.set(stem(name), (stems.get(stem(name)) ?? 0) + 1));
  const found = split.map(({ file }, place) => {
    const name = names[place] ?? file.name;
    const docId = (stems.get(stem(name)) ?? 0) > 1 ? name : stem(name);
    return { name, docId, bytes: () => file.arrayBuffer() };
  });
  return { uploads: found, passedOver };
}

/** Whether all lie in one folder, which their names then leave out, as the command line does. @param {string[][]} paths */
function isOneFolder(paths) {
  return paths.every((path) => path.length > 1 && path[0] === paths[0]?.[0]);
}

/** What an input for files holds. @param {HTMLInputElement} input @returns {Chosen[]} */
export function ofInput(input) {
  return Array.from(input.files ?? []).map((file) => {
    const path = file.webkitRelativePath || file.name;
    return { path, file, inFolder: path.includes("/") };
  });
}

/** What was dropped, folders with all that is in them. @param {DataTransfer} data @returns {Promise<Chosen[]>} */
export async function ofDrop(data) {
  const entries = Array.from(data.items).map((item) => item.webkitGetAsEntry?.() ?? null);
  const known = entries.filter((entry) => entry !== null);
  if (known.length === 0) {
    return Array.from(data.files).map((file) => ({ path: file.name, file, inFolder: false }));
  }
  const found = await Promise.all(known.map((entry) => within(entry, "", false)));
  return found.flat();
}

/**
 * @param {FileSystemEntry} entry
 * @param {string} folder
 * @param {boolean} inFolder
 * @returns {Promise<Chosen[]>}
 */
async function within(entry, folder, inFolder) {
  const path = folder + entry.name;
  if (entry.isFile) {
    const one = /** @type {FileSystemFileEntry} */ (entry);
    /** @type {File} */
    const file = await new Promise((resolve, reject) => one.file(resolve, reject));
    return [{ path, file, inFolder }];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {Chosen[][]} */
  const found = [];
  // A reader gives some hundred entries at a time, and none after the last.
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found.flat();
    found.push(...(await Promise.all(some.map((inner) => within(inner, `${path}/`, true)))));
  }
}
