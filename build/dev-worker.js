// During development, /sw.js removes what an earlier `cargo xtask serve` on the same port left in the browser.
// Otherwise that service worker would keep showing the old build.

const worker = `
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const forget = async () => {
    await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    await self.registration.unregister();
  };
  event.waitUntil(forget());
});
`;

/** The Vite plugin, for the development server only. @returns {import("vite").Plugin} */
export function devWorker() {
  return {
    name: "dev-worker",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use("/sw.js", (_request, response) => {
        response.setHeader("content-type", "text/javascript");
        response.end(worker);
      });
    },
  };
}
