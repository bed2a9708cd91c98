// Stores the resident's app on the phone: its files at install, later requests as they happen, and its page for every
// address inside it. Also shows reminders while the app is closed (`worker/push.js`).
//
// A new version waits until the person accepts it (SKIP_WAITING), so that nothing is replaced under a half-filled
// form.

import { clientsClaim } from "workbox-core";
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { listen } from "./worker/push.js";

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
clientsClaim();

// Files that the program requests later, such as texts that not everybody may read yet, are stored from the first
// request and kept over updates. The network comes first, so that texts and program are of the same version.
const kept = "mijn-brug-kept";
const notKept = /^\/(demo|begeleider|v1)\//;

async function networkFirst({ request }) {
  const cache = await caches.open(kept);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const answer = await cache.match(request);
    if (answer) return answer;
    throw error;
  }
}

registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname.endsWith(".json") && !notKept.test(url.pathname), networkFirst);

// A new version refreshes the stored files; those that are not available now stay as they were.
async function renew() {
  const cache = await caches.open(kept);
  await Promise.allSettled((await cache.keys()).map((request) => cache.add(request)));
}

self.addEventListener("install", (event) => event.waitUntil(renew()));

// The caseworker's pages and the service's own addresses do not belong to the resident's app.
const denylist = [/^\/begeleider(\/|$)/, /^\/v1\//, /^\/healthz$/];
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist }));

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") self.skipWaiting();
});

listen(self);
