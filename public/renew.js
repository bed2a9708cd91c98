// Finds out why a file of the app is not available, and loads the newest build. A separate module with a fixed name: it also serves
// a page whose own scripts are gone from the service, so it uses none of them.

const words = {
  nl: {
    again: "Probeer het nog een keer",
    offline: ["Er is nu geen internet", "Mijn Brug heeft één keer internet nodig om te starten. Wat je eerder hebt opgeslagen, is niet weg."],
    newer: ["Er is een nieuwe versie van Mijn Brug", "Deze pagina is nog van de vorige versie. Wat je hebt opgeslagen, is niet weg.", "Vernieuw de app"],
    service: ["Mijn Brug start nu niet", "Dat ligt niet aan jou of je toestel. Probeer het straks nog een keer. Wat je eerder hebt opgeslagen, is niet weg."],
  },
  en: {
    again: "Try again",
    offline: ["There is no internet right now", "Mijn Brug needs the internet once to start. What you saved before is not lost."],
    newer: ["There is a new version of Mijn Brug", "This page is still of the version before. What you saved is not lost.", "Update the app"],
    service: ["Mijn Brug can't start right now", "It's not you or your device. Try again later. What you saved before is not lost."],
  },
};

/** When the page was last reloaded for a newer build, in milliseconds; kept as long as the tab. */
const RENEWED = "mijn-brug.renewed";
/** Within this time, a second reload would not help either: then the service has a problem. */
const NOT_AGAIN_WITHIN = 30_000;

const isCaseworkers = () => location.pathname.startsWith("/begeleider");

/** Whether the page was reloaded a moment ago, and the same file is still missing. */
function wasRenewed() {
  try {
    return Date.now() - Number(sessionStorage.getItem(RENEWED)) < NOT_AGAIN_WITHIN;
  } catch {
    return false;
  }
}

/** Whether a file of this build was requested and is gone. Old browsers do not tell; then the page itself shows it. */
const isGone = () =>
  performance.getEntriesByType("resource").some(({ name, responseStatus }) => name.includes("/assets/") && [404, 410].includes(responseStatus));

/** The page as it is at the service. The address is new each time, so that neither the service worker nor a cache answers. */
async function newestPage() {
  const answer = await fetch(`${isCaseworkers() ? "/begeleider/" : "/"}?newest=${Date.now()}`, { cache: "no-store" });
  return { answer, html: await answer.text() };
}

/** Whether the html is ours, and not that of a public network, for example. */
const isOurs = (html) => html.includes('<div id="app">');

/** Whether our html belongs to another build than this page. */
function isOfAnother(html) {
  const own = document.querySelector('script[type="module"][src^="/assets/"]')?.getAttribute("src");
  return Boolean(own) && !html.includes(own);
}

/**
 * Why a file of this build is not available.
 *
 * @returns {Promise<"offline" | "newer" | "service">} "newer": the service has another build, or no longer has this one's file
 */
export async function why() {
  // Ask the browser first: it would log a request that can only fail.
  if (navigator.onLine === false) return "offline";
  let answer, html;
  try {
    ({ answer, html } = await newestPage());
  } catch {
    return "offline";
  }
  if (answer.status >= 500) return "service";
  // The page of a public network means that there is no internet yet.
  if (!isOurs(html)) return answer.ok ? "offline" : "service";
  return (isOfAnother(html) || isGone()) && !wasRenewed() ? "newer" : "service";
}

/** Waits for a promise for at most `ms` milliseconds. */
const within = (promise, ms) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, ms))]);

/** The service worker of a newer build, once it has all files; undefined if there is none. */
async function newerWorker(registration) {
  if (registration.waiting) return registration.waiting;
  await within(registration.update().catch(() => {}), 10_000);
  const coming = registration.installing;
  if (coming) {
    const settled = new Promise((resolve) => coming.addEventListener("statechange", () => coming.state !== "installing" && resolve()));
    await within(settled, 30_000);
  }
  return registration.waiting;
}

let isLeaving = false;

/** Loads the newest build, once. Call it only for a person's tap: a page that reloads itself may never stop. */
export async function renew() {
  if (isLeaving) return;
  isLeaving = true;
  try {
    sessionStorage.setItem(RENEWED, String(Date.now()));
  } catch {
    // Then a second try gives the same reason.
  }
  const reload = () => location.reload();
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => {});
  if (registration) {
    const worker = await newerWorker(registration);
    if (worker) {
      const taken = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
      worker.postMessage({ type: "SKIP_WAITING" });
      // iPhones often miss the event.
      await within(taken, 2000);
      return reload();
    }
    const isOld = await newestPage().then(({ html }) => isOurs(html) && isOfAnother(html), () => false);
    if (isGone() || isOld) {
      // The worker is of the newest build but its copies are incomplete, or a cache kept an old worker: delete the copies, so that the
      // page and its files come from the service.
      const kept = isCaseworkers() ? /^begeleider-/ : /-precache-/;
      const names = (await caches.keys()).filter((name) => kept.test(name));
      await Promise.all(names.map((name) => caches.delete(name)));
    }
  }
  // Refresh the copy of the page in the browser's cache too.
  await within(fetch(location.href, { cache: "reload" }).catch(() => {}), 5000);
  return reload();
}

/** Creates an element with a text. */
function element(tag, className, content) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = content;
  return made;
}

/** Replaces the page by the reason why it did not start, and a button that helps. */
export async function show() {
  const { again, ...texts } = words[document.documentElement.dataset.language === "en" ? "en" : "nl"];
  const reason = await why();
  const [title, text, act = again] = texts[reason];
  const button = element("button", "nl-button nl-button--primary", act);
  button.type = "button";
  button.addEventListener("click", () => (reason === "newer" ? renew() : location.reload()));
  const box = element("div", "mb-screen", "");
  box.setAttribute("role", "alert");
  box.append(element("h1", "nl-heading nl-heading--level-1", title), element("p", "nl-paragraph", text), button);
  const main = element("main", "", "");
  main.append(box);
  (document.getElementById("app") ?? document.body).replaceChildren(main);
}

// Requested by `first-paint.js`, which also runs in browsers without `import()`.
if (new URL(import.meta.url).search === "?show") show();
