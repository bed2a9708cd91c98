// Why a file of the app can't be had, and how the newest build is loaded. A module apart, under a name that stays: it also serves
// a page whose own scripts are gone from the service, so it uses none of them.

const words = {
  nl: {
    again: "Probeer het nog een keer",
    offline: ["Er is nu geen internet", "Mijn Brug heeft één keer internet nodig om te starten. Wat je eerder hebt opgeslagen, is niet weg."],
    newer: ["Er is een nieuwe versie van Mijn Brug", "Deze pagina is nog van de vorige versie. Wat je hebt opgeslagen, is niet weg.", "Nu vernieuwen"],
    service: ["Mijn Brug start nu niet", "Dat ligt niet aan jou of je toestel. Probeer het straks nog een keer. Wat je eerder hebt opgeslagen, is niet weg."],
  },
  en: {
    again: "Try again",
    offline: ["There is no internet right now", "Mijn Brug needs the internet once to start. What you saved before is not lost."],
    newer: ["There is a new version of Mijn Brug", "This page is still of the version before. What you saved is not lost.", "Update now"],
    service: ["Mijn Brug can't start right now", "It's not you or your device. Try again later. What you saved before is not lost."],
  },
};

/** When the page was loaded anew for a newer build, in milliseconds; for as long as the tab lives. */
const RENEWED = "mijn-brug.renewed";
/** Within this time a second loading wouldn't help either: then it's the service that is not well. */
const NOT_AGAIN_WITHIN = 30_000;

const isCaseworkers = () => location.pathname.startsWith("/begeleider");

/** Whether the page was loaded anew a moment ago, and the same is missing. */
function wasRenewed() {
  try {
    return Date.now() - Number(sessionStorage.getItem(RENEWED)) < NOT_AGAIN_WITHIN;
  } catch {
    return false;
  }
}

/** Whether a file of this build was asked for and isn't there. Old browsers don't say; the page itself tells then. */
const isGone = () =>
  performance.getEntriesByType("resource").some(({ name, responseStatus }) => name.includes("/assets/") && [404, 410].includes(responseStatus));

/** The page as the service has it. The address is new each time, so that neither the service worker nor a cache on the way answers. */
async function newestPage() {
  const answer = await fetch(`${isCaseworkers() ? "/begeleider/" : "/"}?newest=${Date.now()}`, { cache: "no-store" });
  return { answer, html: await answer.text() };
}

/** Whether the html is one of ours, and not of somebody else, such as a public network. */
const isOurs = (html) => html.includes('<div id="app">');

/** Whether our html is of another build than this page. */
function isOfAnother(html) {
  const own = document.querySelector('script[type="module"][src^="/assets/"]')?.getAttribute("src");
  return Boolean(own) && !html.includes(own);
}

/**
 * Why a file of this build can't be had.
 *
 * @returns {Promise<"offline" | "newer" | "service">} "newer": the service has another build, or this one's file no more
 */
export async function why() {
  // The browser knows, and a request that can only fail is written to its console.
  if (navigator.onLine === false) return "offline";
  let answer, html;
  try {
    ({ answer, html } = await newestPage());
  } catch {
    return "offline";
  }
  if (answer.status >= 500) return "service";
  // A public network's own page is no internet yet.
  if (!isOurs(html)) return answer.ok ? "offline" : "service";
  return (isOfAnother(html) || isGone()) && !wasRenewed() ? "newer" : "service";
}

/** Waits for something, at most so long. */
const within = (promise, ms) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, ms))]);

/** The service worker of a newer build, once it has all files; undefined when there is none. */
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

/** Loads the newest build, once. Only a person's tap calls this: a page that loads itself anew may never end. */
export async function renew() {
  if (isLeaving) return;
  isLeaving = true;
  try {
    sessionStorage.setItem(RENEWED, String(Date.now()));
  } catch {
    // Then a second try says the same.
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
      // The worker is of the newest build and its copies aren't whole, or a cache on the way keeps an old worker: the page and its
      // files come from the service.
      const kept = isCaseworkers() ? /^begeleider-/ : /-precache-/;
      const names = (await caches.keys()).filter((name) => kept.test(name));
      await Promise.all(names.map((name) => caches.delete(name)));
    }
  }
  // What a cache on the way keeps of the page is fetched anew too.
  await within(fetch(location.href, { cache: "reload" }).catch(() => {}), 5000);
  return reload();
}

/** An element with a text. */
function element(tag, className, content) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = content;
  return made;
}

/** Takes the place of the page: why it didn't start, and the one button that helps. */
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

// Asked for by `first-paint.js`, which is read by browsers that know no `import()`.
if (new URL(import.meta.url).search === "?show") show();
