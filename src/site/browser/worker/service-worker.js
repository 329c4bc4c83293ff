/**
 * Keeps the last pages that a reader read, with their pictures, so that they can be read again without a network. With
 * a network every page comes from it: what is kept is only ever shown where there is none.
 */
(() => {
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const PAGES = "attribune-pages-1";
  const PICTURES = "attribune-pictures-1";
  const PAGES_MAX = 30;
  const PICTURES_MAX = 60;
  /** Larger ones are not kept: all of it stays below 30 times this and 60 times this. */
  const PAGE_BYTES_MAX = 512 * 1024;
  const PICTURE_BYTES_MAX = 512 * 1024;
  const OFFLINE = "/offline";
  const READER = new URL(worker.location.href).searchParams.get("reader");

  worker.addEventListener("install", (event) => {
    const needed = READER ? [OFFLINE, READER] : [OFFLINE];
    event.waitUntil(
      caches
        .open(`${PAGES}-frame`)
        .then((cache) => cache.addAll(needed))
        .then(() => worker.skipWaiting()),
    );
  });

  worker.addEventListener("activate", (event) => {
    const names = [PAGES, PICTURES, `${PAGES}-frame`];
    const forget = async () => {
      for (const name of await caches.keys())
        if (name.startsWith("attribune-") && !names.includes(name)) await caches.delete(name);
      const frame = await caches.open(`${PAGES}-frame`);
      for (const request of await frame.keys()) {
        const path = new URL(request.url).pathname;
        if (path !== OFFLINE && path !== READER) await frame.delete(request);
      }
      await worker.clients.claim();
    };
    event.waitUntil(forget());
  });

  worker.addEventListener("message", (event) => {
    if (event.data !== "keep" || !(event.source instanceof WindowClient)) return;
    const { url } = event.source;
    event.waitUntil(
      fetch(url)
        .then((response) => keep(PAGES, url, response, PAGES_MAX, PAGE_BYTES_MAX))
        .catch(() => {}),
    );
  });

  worker.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== worker.location.origin) return;
    if (request.mode === "navigate") {
      // A meter's sum of yesterday would be a wrong sum: without a network its frame stays empty.
      const frame = () => new Response("", { headers: { "Content-Type": "text/html" } });
      event.respondWith(request.destination === "document" ? readPage(event) : fetch(request).catch(frame));
    } else if (request.destination === "image" && url.pathname.startsWith("/media/")) {
      event.respondWith(readPicture(event));
    } else if (url.pathname === READER) {
      event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
    }
  });

  /** @param {FetchEvent} event */
  async function readPage(event) {
    const { request } = event;
    try {
      const response = await fetch(request);
      const copy = response.clone();
      event.waitUntil(keep(PAGES, request.url, copy, PAGES_MAX, PAGE_BYTES_MAX));
      return response;
    } catch (error) {
      const kept = await caches.match(request, { ignoreSearch: true });
      const offline = kept ?? (await caches.match(OFFLINE));
      if (offline) return offline;
      throw error;
    }
  }

  /** @param {FetchEvent} event */
  async function readPicture(event) {
    const { request } = event;
    const kept = await caches.match(request);
    if (kept) return kept;
    const response = await fetch(request);
    const copy = response.clone();
    event.waitUntil(keep(PICTURES, request.url, copy, PICTURES_MAX, PICTURE_BYTES_MAX));
    return response;
  }

  /**
   * Keeps a public answer as the newest, and lets the oldest go. What is gone from the site is not kept either.
   * @param {string} name @param {string} address @param {Response} response @param {number} max @param {number} bytes_max
   */
  async function keep(name, address, response, max, bytes_max) {
    const url = new URL(address);
    const cache = await caches.open(name);
    const key = url.origin + url.pathname;
    await cache.delete(key);
    const isPrivate = /no-store|private/.test(response.headers.get("Cache-Control") ?? "");
    if (response.status !== 200 || response.redirected || isPrivate || url.search !== "") return;
    const body = await response.blob();
    if (body.size > bytes_max) return;
    const headers = new Headers(response.headers);
    // The body is unpacked by now.
    for (const header of ["Content-Encoding", "Content-Length"]) headers.delete(header);
    await cache.put(key, new Response(body, { status: 200, headers }));
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - max)).map((oldest) => cache.delete(oldest)));
  }
})();
