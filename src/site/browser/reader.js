/**
 * The one script of readers' pages. Without it every page is whole; with it a reader can switch the marks of claims
 * off, read in a plain view, see times as their own clock shows them, share by the system's sheet, and read the pages
 * kept for them without a network. Choices stay in this browser: no cookie, nothing is sent.
 */
(() => {
  const root = document.documentElement;
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  /** Classes that a choice puts on the page while it is on (`reading`) or off (`no-marks`). */
  const classes = { marks: { name: "no-marks", on: false }, reading: { name: "reading", on: true } };

  /** @param {string} key */
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  /** @param {string} key @param {string} value */
  const keep = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Whoever keeps nothing chooses for this page alone.
    }
  };

  /** @param {string} choice @param {boolean} isOn */
  const apply = (choice, isOn) => {
    if (choice === "marks" || choice === "reading")
      root.classList.toggle(classes[choice].name, isOn === classes[choice].on);
    if (choice === "times") for (const time of document.querySelectorAll("time")) showTime(time, isOn);
  };

  /** @type {WeakMap<Element, string>} */
  const printed = new WeakMap();
  /** @param {HTMLTimeElement} time @param {boolean} isOwn */
  const showTime = (time, isOwn) => {
    // A bare day has no hour that could be another elsewhere.
    if (!time.dateTime.includes("T")) return;
    if (!printed.has(time)) printed.set(time, time.textContent ?? "");
    if (!isOwn) {
      time.textContent = printed.get(time) ?? "";
      return;
    }
    const at = new Date(time.dateTime);
    const language = time.closest("[lang]")?.getAttribute("lang") ?? "en";
    const clock = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(at);
    time.textContent = `${clock} (${ago(at, language)})`;
  };

  /** @param {Date} at @param {string} language */
  const ago = (at, language) => {
    const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    const minutes = (at.getTime() - Date.now()) / 60_000;
    const size = Math.abs(minutes);
    if (size < 60) return words.format(Math.round(minutes), "minute");
    if (size < 1_440) return words.format(Math.round(minutes / 60), "hour");
    if (size < 43_200) return words.format(Math.round(minutes / 1_440), "day");
    if (size < 525_600) return words.format(Math.round(minutes / 43_200), "month");
    return words.format(Math.round(minutes / 525_600), "year");
  };

  for (const button of document.querySelectorAll("button[data-choice]")) {
    const choice = button.getAttribute("data-choice") ?? "";
    const isOnFirst = button.getAttribute("aria-pressed") === "true";
    const isOn = (kept(choice) ?? String(isOnFirst)) === "true";
    button.setAttribute("aria-pressed", String(isOn));
    apply(choice, isOn);
    button.addEventListener("click", () => {
      const next = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(next));
      keep(choice, String(next));
      apply(choice, next);
    });
  }

  for (const button of document.querySelectorAll("button[data-share]")) {
    button.addEventListener("click", async () => {
      const url = button.getAttribute("data-share") ?? location.href;
      if ("share" in navigator) {
        // Whoever closes the sheet has changed their mind; that is no fault.
        await navigator.share({ title: document.title, url }).catch(() => {});
        return;
      }
      await /** @type {Navigator} */ (navigator).clipboard.writeText(url);
      button.textContent = button.getAttribute("data-done");
    });
  }
  root.classList.add("can");

  /** The pages that can be read without a network, on the page that says there is none. */
  const listKept = async () => {
    const list = document.querySelector("[data-kept]");
    if (!list || !("caches" in window)) return;
    const pages = await caches.open("attribune-pages-1");
    for (const request of [...(await pages.keys())].reverse()) {
      const path = new URL(request.url).pathname;
      if (path === "/offline") continue;
      const text = await (await pages.match(request))?.text();
      const link = document.createElement("a");
      link.href = path;
      link.textContent = new DOMParser().parseFromString(text ?? "", "text/html").title || path;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
  };
  void listKept();

  if (own.dataset.offline === undefined || !("serviceWorker" in navigator)) return;
  const wasKept = navigator.serviceWorker.controller !== null;
  addEventListener("load", async () => {
    const reader = encodeURIComponent(new URL(own.src).pathname);
    await navigator.serviceWorker.register(`/service-worker.js?reader=${reader}`).catch(() => {});
    // The page on which a reader comes in was fetched before anybody could keep it.
    if (!wasKept) (await navigator.serviceWorker.ready).active?.postMessage("keep");
  });
})();
