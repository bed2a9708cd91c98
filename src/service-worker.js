// Keeps the resident's app on the phone: its files at install, what it asks for later from then on, and its page for every
// address inside it. And shows reminders while the app is closed (`worker/push.js`).
//
// A new version waits until the person says so (SKIP_WAITING), so that nothing is swapped under a half-filled form.

import { clientsClaim } from "workbox-core";
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { listen } from "./worker/push.js";

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
clientsClaim();

// What the program asks for later on, such as texts that not everybody may read yet: kept from the first time on, and over
// updates. The network comes first, so that texts and program are of one version.
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

// A new version brings its own texts along; what can't be had now stays as it was.
async function renew() {
  const cache = await caches.open(kept);
  await Promise.allSettled((await cache.keys()).map((request) => cache.add(request)));
}

self.addEventListener("install", (event) => event.waitUntil(renew()));

// The caseworker's pages and the service's own addresses are not the resident's.
const denylist = [/^\/begeleider(\/|$)/, /^\/v1\//, /^\/healthz$/];
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist }));

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") self.skipWaiting();
});

listen(self);
