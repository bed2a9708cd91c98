// Keeps the resident's app on the phone: all of its files at install, and its page for every address inside it.
//
// A new version waits until the person says so (SKIP_WAITING), so that nothing is swapped under a half-filled form.

import { clientsClaim } from "workbox-core";
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
clientsClaim();

// The caseworker's pages and the service's own addresses are not the resident's.
const denylist = [/^\/begeleider(\/|$)/, /^\/v1\//, /^\/healthz$/];
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist }));

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") self.skipWaiting();
});
