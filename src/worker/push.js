// Reminders that come while the app is closed: shown, counted on the app's icon, and opened by a tap.
//
// The service knows nothing but a tag and sends a text that says nothing. The person's own words, when they chose to see them, were
// written into a note by the app (`src/device/notes.rs`).

/** The cache with the notes of page and service worker. */
const NOTES = "mijn-brug-notes";
const WORDS = "/notes/words";
const UNSEEN = "/notes/unseen";

/** The tag of a test message; `src/resident/state/reminders/testing.rs` sends it. */
const TEST = "test";

/** How long an open page may take to say that it goes where the tap leads, in milliseconds. */
const ANSWER_WITHIN = 1000;

/** What is shown when a message can't be read. A phone takes the subscription away from who shows nothing. */
const NEUTRAL = {
  nl: "Je hebt een herinnering. Tik om te lezen.",
  en: "You have a reminder. Tap to read it.",
};

/** Reads JSON; undefined for anything else. */
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
      // What takes the place of an earlier one rings anew: the word two hours before a meeting must be heard too.
      renotify: true,
      data: { path: tag === "" || tag === TEST ? "/" : `/herinnering/${tag}` },
    },
  };
}

/** The page that a tap goes to: one that is looked at, else any; undefined when none of the resident's is open. */
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

/** Shows a message. */
async function show(worker, event) {
  // Safari gives a declarative message as a notification, others as data.
  const { notification, data } = event;
  const text = notification ? JSON.stringify({ notification: plain(notification) }) : data?.text();
  const { title, options } = toShow(text, await noted(WORDS).catch(() => undefined));
  await worker.registration.showNotification(title, options);
  const pages = await windows(worker);
  for (const page of pages) page.postMessage({ shown: options.tag });
  if (options.tag !== TEST && !pages.some((page) => page.visibilityState === "visible")) await count(worker, options.tag);
}

const plain = ({ title, body, lang, tag }) => ({ title, body, lang, tag });

/** The number on the app's icon: how many were shown since the app was opened last. */
async function count({ navigator }, tag) {
  if (!navigator.setAppBadge || !navigator.locks) return;
  // One after the other: of two messages at once, both count.
  await navigator.locks.request(UNSEEN, async () => {
    const tags = [...new Set([...((await noted(UNSEEN)) ?? []), tag])];
    await (await caches.open(NOTES)).put(UNSEEN, new Response(JSON.stringify(tags)));
    await navigator.setAppBadge(tags.length);
  });
}

/** Goes to what a notification is about: in an open page without loading it anew, so that nothing half filled in is lost. */
async function open(worker, path) {
  const page = pageFor(await windows(worker));
  if (!page) return worker.clients.openWindow(path);
  await page.focus().catch(() => {});
  if (await goes(page, path)) return undefined;
  return page.navigate(path).catch(() => worker.clients.openWindow(path));
}

/** Tells a page where to go; whether it answers. */
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

/** Subscribes anew with the same key. The app tells the service at its next start; when this fails, it also subscribes. */
async function renew(worker, { oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  if (newSubscription || !options) return;
  const { userVisibleOnly, applicationServerKey } = options;
  await worker.registration.pushManager.subscribe({ userVisibleOnly, applicationServerKey }).catch(() => {});
}

/** Has a service worker listen to messages, taps and changed subscriptions. */
export function listen(worker) {
  worker.addEventListener("push", (event) => event.waitUntil(show(worker, event)));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification.data?.path ?? "/"));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(worker, event)));
}
