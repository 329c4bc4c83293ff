/** In place of the service worker where the publication keeps nothing: takes an earlier one and all it kept away. */
(() => {
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  worker.addEventListener("install", () => void worker.skipWaiting());
  worker.addEventListener("activate", (event) => {
    const forget = async () => {
      for (const name of await caches.keys()) if (name.startsWith("attribune-")) await caches.delete(name);
      await worker.registration.unregister();
    };
    event.waitUntil(forget());
  });
})();
