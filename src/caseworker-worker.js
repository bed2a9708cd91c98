// Keeps the caseworker's app on the device: all of its files at install, and its page for every address inside it. It lies
// at /begeleider/sw.js, so it has no say over the resident's pages.
//
// A new version waits until the person says so (SKIP_WAITING), so that nothing is swapped under a half-filled form.

import { clientsClaim, setCacheNameDetails } from "workbox-core";
import { createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

// The resident's worker tidies up caches whose names hold "-precache-" and its own address, which this one's address begins with.
setCacheNameDetails({ prefix: "begeleider", precache: "files", suffix: "1" });

precacheAndRoute(self.__WB_MANIFEST);
clientsClaim();
registerRoute(new NavigationRoute(createHandlerBoundToURL("/begeleider/index.html")));

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") self.skipWaiting();
});
