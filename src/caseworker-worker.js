// Stores the caseworker's app on the device: all of its files at install, and its page for every address inside it. It
// is served as /begeleider/sw.js, so it does not control the resident's pages.
//
// A new version waits until the person accepts it (SKIP_WAITING), so that nothing is replaced under a half-filled
// form.

import { clientsClaim, setCacheNameDetails } from "workbox-core";
import { createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

// The resident's worker deletes outdated caches whose names contain "-precache-" and its scope, and its scope is a
// prefix of this one's. A name without "-precache-" protects the caches of this worker.
setCacheNameDetails({ prefix: "begeleider", precache: "files", suffix: "1" });

precacheAndRoute(self.__WB_MANIFEST);
clientsClaim();
registerRoute(new NavigationRoute(createHandlerBoundToURL("/begeleider/index.html")));

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") self.skipWaiting();
});
