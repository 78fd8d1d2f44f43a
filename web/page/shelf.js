// @ts-check
// Where reviews are kept in the browser: the articles with their rows once, and each word of the reader as a
// line of its own, which is on the disk before the next row is shown. A reload or a kill loses nothing.

/**
 * @typedef {import("./results.js").Article} Article
 * @typedef {{id: number, table: string, title: string, began: string}} Kept
 */

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("sayso-review", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("tables");
      request.result.createObjectStore("reviews", { keyPath: "id", autoIncrement: true });
      request.result.createObjectStore("lines", { autoIncrement: true }).createIndex("review", "review");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Writes, and waits until it is on the disk. @param {string[]} stores @param {(of: IDBTransaction) => void} work */
async function written(stores, work) {
  const transaction = (await database()).transaction(stores, "readwrite", { durability: "strict" });
  work(transaction);
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
}

/** @param {string} store */
async function reading(store) {
  return (await database()).transaction(store).objectStore(store);
}

/** All reviews that are kept, the last first. @returns {Promise<Kept[]>} */
export async function kept() {
  return (await asked((await reading("reviews")).getAll())).reverse();
}

/** The corrections of a review. @param {number} id */
export async function corrections(id) {
  /** @type {{line: string}[]} */
  const lines = await asked((await reading("lines")).index("review").getAll(id));
  return lines.map(({ line }) => line).join("");
}

/** @param {string} table @returns {Promise<Article[]>} */
export async function articlesOf(table) {
  return asked((await reading("tables")).get(table));
}

/**
 * Keeps a new review of a table.
 * @param {Omit<Kept, "id">} review
 * @param {Article[]} articles
 * @param {string} lines
 */
export async function keep(review, articles, lines) {
  let id = 0;
  await written(["tables", "reviews", "lines"], (transaction) => {
    transaction.objectStore("tables").put(articles, review.table);
    const request = transaction.objectStore("reviews").add(review);
    request.onsuccess = () => {
      id = Number(request.result);
      transaction.objectStore("lines").add({ review: id, line: lines });
    };
  });
  return id;
}

/** Keeps what was said next. @param {number} review @param {string} line */
export async function add(review, line) {
  await written(["lines"], (transaction) => transaction.objectStore("lines").add({ review, line }));
}

/** Forgets a review, and its articles where no other is of them. @param {Kept} review */
export async function forget(review) {
  const others = (await kept()).filter((other) => other.id !== review.id);
  const isLast = others.every((other) => other.table !== review.table);
  await written(["tables", "reviews", "lines"], (transaction) => {
    transaction.objectStore("reviews").delete(review.id);
    if (isLast) transaction.objectStore("tables").delete(review.table);
    const request = transaction.objectStore("lines").index("review").openCursor(review.id);
    request.onsuccess = () => {
      request.result?.delete();
      request.result?.continue();
    };
  });
}

/** A name for a table by what stands in its rows. @param {Article[]} articles */
export function nameOf(articles) {
  let [one, other, length] = [0x811c9dc5, 0x1b873593, 0];
  for (const { text, rows } of articles) {
    for (const letter of [text, ...rows.map((row) => JSON.stringify(row))].join("\n")) {
      const code = letter.codePointAt(0) ?? 0;
      one = Math.imul(one ^ code, 0x01000193);
      other = Math.imul(other ^ code, 0x85ebca6b) + length;
      length += 1;
    }
  }
  return `${articles.length}-${length}-${one >>> 0}-${other >>> 0}`;
}
