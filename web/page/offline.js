// @ts-check
// Keeps the files of the page, so that it opens without a network: what the network gives is newer and
// comes first, what was kept stands in for it.

const KEPT = "sayso";
const own = /** @type {any} */ (self);

own.addEventListener("install", (/** @type {any} */ event) => {
  own.skipWaiting();
  event.waitUntil(
    caches.open(KEPT).then(async (kept) => {
      const names = await (await fetch("files.json")).json();
      await kept.addAll(["./", ...names]);
    }),
  );
});

own.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(own.clients.claim()));

own.addEventListener("fetch", (/** @type {any} */ event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== location.origin) return;
  event.respondWith(answered(event.request));
});

/** @param {Request} request */
async function answered(request) {
  const kept = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok) await kept.put(request, response.clone());
    return response;
  } catch (error) {
    const found = await kept.match(request, { ignoreSearch: true });
    if (found) return found;
    throw error;
  }
}
