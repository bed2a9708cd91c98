// Reminders that arrive while the app is closed: shown, counted on the app's icon, and opened by a tap.
//
// The service only knows a tag and sends a neutral text. If the person chose to see their own words, the app wrote
// them into a note (`src/device/worker_cache.rs`).

/** The cache with the notes of the page and the service worker. */
const NOTES = "mijn-brug-notes";
const WORDS = "/notes/words";
const UNSEEN = "/notes/unseen";

/** The tag of a test message, which `src/resident/reminders/testing.rs` sends. */
const TEST = "test";

/** How long an open page may take to answer that it handles the tap, in milliseconds. */
const ANSWER_WITHIN = 1000;

/** Shown if a message cannot be read. A browser revokes the subscription of an app that shows nothing. */
const NEUTRAL = {
  nl: "Je hebt een herinnering. Tik om te lezen.",
  en: "You have a reminder. Tap to read it.",
};

/** Parses JSON; undefined if it is invalid. */
function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What to show for a message.
 *
 * @param {string | undefined} text the message: the declarative form of https://www.w3.org/TR/push-api/
 * @param {{ lang?: string, words?: { tag: string, title: string, body: string }[] } | undefined} note the person's own words
 * @returns {{ title: string, options: NotificationOptions }}
 */
export function toShow(text, note) {
  const sent = read(text)?.notification ?? {};
  const tag = typeof sent.tag === "string" && /^[\w-]{1,32}$/.test(sent.tag) ? sent.tag : "";
  const lang = sent.lang ?? note?.lang ?? "nl";
  const own = note?.words?.find((words) => words.tag === tag);
  const neutral = { title: sent.title ?? "Mijn Brug", body: sent.body ?? NEUTRAL[lang] ?? NEUTRAL.nl };
  const { title, body } = own ?? neutral;
  return {
    title,
    options: {
      body,
      lang,
      dir: "ltr",
      icon: "/icons/icon-192.png",
      badge: "/icons/badge-96.png",
      tag: tag || "reminder",
      // A notification that replaces an earlier one alerts again: the reminder two hours before an appointment must be
      // noticed too.
      renotify: true,
      data: { path: tag === "" || tag === TEST ? "/" : `/herinnering/${tag}` },
    },
  };
}

/** The page to open after a tap: a visible one, or else any; undefined if none of the resident's pages is open. */
export function pageFor(pages) {
  const ours = pages.filter(({ url }) => {
    const { pathname, search } = new URL(url);
    return !/^\/begeleider(\/|$)/.test(pathname) && !search.startsWith("?demo");
  });
  return ours.find((page) => page.visibilityState === "visible") ?? ours[0];
}

async function noted(name) {
  const answer = await (await caches.open(NOTES)).match(name);
  return answer && read(await answer.text());
}

const windows = (worker) => worker.clients.matchAll({ type: "window", includeUncontrolled: true });

/** Shows a message as a notification. */
async function show(worker, event) {
  // Safari passes a declarative message as a notification, others as data.
  const { notification, data } = event;
  const text = notification ? JSON.stringify({ notification: plain(notification) }) : data?.text();
  const { title, options } = toShow(text, await noted(WORDS).catch(() => undefined));
  await worker.registration.showNotification(title, options);
  const pages = await windows(worker);
  for (const page of pages) page.postMessage({ shown: options.tag });
  if (options.tag !== TEST && !pages.some((page) => page.visibilityState === "visible")) await count(worker, options.tag);
}

const plain = ({ title, body, lang, tag }) => ({ title, body, lang, tag });

/** Updates the badge on the app's icon: the number of notifications since the app was last opened. */
async function count({ navigator }, tag) {
  if (!navigator.setAppBadge || !navigator.locks) return;
  // One at a time, so that two simultaneous messages both count.
  await navigator.locks.request(UNSEEN, async () => {
    const tags = [...new Set([...((await noted(UNSEEN)) ?? []), tag])];
    await (await caches.open(NOTES)).put(UNSEEN, new Response(JSON.stringify(tags)));
    await navigator.setAppBadge(tags.length);
  });
}

/**
 * Opens what a notification is about. Navigates inside an open page without reloading it, so that no half-filled form
 * is lost.
 */
async function open(worker, path) {
  const page = pageFor(await windows(worker));
  if (!page) return worker.clients.openWindow(path);
  await page.focus().catch(() => {});
  if (await goes(page, path)) return undefined;
  return page.navigate(path).catch(() => worker.clients.openWindow(path));
}

/** Tells a page where to go. Resolves to whether it answers in time. */
function goes(page, path) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const impatient = setTimeout(resolve, ANSWER_WITHIN, false);
    port1.onmessage = () => {
      clearTimeout(impatient);
      resolve(true);
    };
    page.postMessage({ path }, [port2]);
  });
}

/**
 * Subscribes again with the same key. The app tells the service at its next start; if this fails, the app also
 * subscribes.
 */
async function renew(worker, { oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  if (newSubscription || !options) return;
  const { userVisibleOnly, applicationServerKey } = options;
  await worker.registration.pushManager.subscribe({ userVisibleOnly, applicationServerKey }).catch(() => {});
}

/** Makes a service worker handle messages, taps and changed subscriptions. */
export function listen(worker) {
  worker.addEventListener("push", (event) => event.waitUntil(show(worker, event)));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification.data?.path ?? "/"));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(worker, event)));
}
