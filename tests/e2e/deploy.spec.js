// A new build is deployed while tabs of the old one are open: the page says so, loads the new one on a tap, and keeps a half-filled
// form. A missing file is distinguished from a missing network and from a failing service.

import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "./fixtures.js";
import { serve, web } from "./service.js";
import { button, field, makePlan, onScreen, open } from "./steps.js";

/** A copy of the built app as a later build: every file in assets/ has another name, and one word differs. */
async function laterBuild() {
  const folder = await mkdtemp(path.join(tmpdir(), "mijn-brug-later-"));
  await cp(web, folder, { recursive: true });
  const assets = path.join(folder, "assets");
  const later = (text) => text.replace(/-([\w-]{8})\.(js|css|wasm)\b/g, (_, hash, ending) => `-${hash.replace(/^./, (letter) => (letter === "Z" ? "Y" : "Z"))}.${ending}`);
  for (const name of await readdir(folder, { recursive: true })) {
    const file = path.join(folder, name);
    // Outdated copies: without them, the plain file is served.
    if (name.endsWith(".br")) await rm(file);
    else if (/\.(js|html|css)$/.test(name)) await writeFile(file, later(await readFile(file, "utf8")));
  }
  for (const name of await readdir(assets)) await rename(path.join(assets, name), path.join(assets, later(name)));
  const locale = path.join(folder, "locales/nl.json");
  const texts = JSON.parse(await readFile(locale, "utf8"));
  await writeFile(locale, JSON.stringify({ ...texts, "nav.more": "Meer van nu" }));
  return folder;
}

// What a browser logs about a missing file, and about a service worker that the test blocks.
test.use({ expectedErrors: /Failed to load resource|Failed to fetch|TypeError|WebAssembly|Service Worker registration blocked|instantiateStreaming|Refused to apply style/ });

const NEW = "Er is een nieuwe versie";

/** Runs `work` with a service of the current build, and a function that replaces it by a later one. */
async function overDeploy(work) {
  const folder = await laterBuild();
  let service = await serve();
  const deploy = async () => {
    const { port } = service;
    await service.stop();
    service = await serve({ folder, port });
  };
  try {
    await work({ url: service.url, deploy });
  } finally {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

test("a part of a build that is gone: the new version is offered, and a half-filled form is kept", async ({ otherPhone }) => {
  await overDeploy(async ({ url, deploy }) => {
    const page = await otherPhone({ baseURL: url, serviceWorkers: "block" });
    await makePlan(page, ["Bel de woningbouw"]);
    await open(page, "/afspraak");
    await field(page, "Met wie?").fill("Mijn begeleider");
    await deploy();
    await page.evaluate(() => {
      history.pushState(null, "", "/koppel");
      dispatchEvent(new PopStateEvent("popstate"));
    });
    await expect(page.getByRole("heading", { level: 1, name: NEW })).toBeVisible();
    await expect(page.getByText(/internet/)).toHaveCount(0);
    await button(page.getByRole("main"), "Vernieuw de app").click();
    await expect(field(page, "De code van je begeleider")).toBeVisible();
    await open(page, "/afspraak");
    await expect(field(page, "Met wie?")).toHaveValue("Mijn begeleider");
    await expect(page.getByRole("link", { name: "Meer van nu" })).toBeVisible();
  });
});

test("a cached page whose script is gone says so and loads the new one", async ({ otherPhone }) => {
  await overDeploy(async ({ url, deploy }) => {
    const page = await otherPhone({ baseURL: url, serviceWorkers: "block" });
    const old = await (await fetch(url)).text();
    const oldTeam = await (await fetch(`${url}/begeleider/`)).text();
    await deploy();
    for (const [address, html, heading] of [
      ["/", old, "Welkom bij Mijn Brug"],
      ["/begeleider/", oldTeam, "Doe mee met je team"],
    ]) {
      await page.route(`${url}${address}`, (route) => route.fulfill({ contentType: "text/html", body: html }), { times: 1 });
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1, name: NEW })).toBeVisible();
      await button(page, "Vernieuw de app").click();
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      // Forget the reload, so that the page may offer it again.
      await page.evaluate(() => sessionStorage.clear());
    }
  });
});

test.describe("a part that cannot be loaded", () => {
  test.use({ serviceWorkers: "block" });

  for (const [what, part, page_, title, text] of [
    ["no network", (route) => route.abort(), (route) => route.abort(), "Dit stuk van de app is er nog niet", /Er is nu geen internet\./],
    [
      "a service that is not well",
      (route) => route.fulfill({ status: 503, body: "" }),
      (route) => route.fulfill({ status: 503, body: "" }),
      "Dit stuk van de app is er nog niet",
      /Dat ligt niet aan jou of je toestel\./,
    ],
    ["a file that is gone", (route) => route.fulfill({ status: 404, body: "" }), (route) => route.fallback(), NEW, /Vernieuw de app\./],
  ]) {
    test(`${what} is told by its name`, async ({ page }) => {
      await makePlan(page);
      await page.route("**/assets/split_review*", part);
      await page.route("**/?newest=*", page_);
      await page.evaluate(() => {
        history.pushState(null, "", "/koppel");
        dispatchEvent(new PopStateEvent("popstate"));
      });
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      await expect(page.getByText(text)).toBeVisible();
      await page.unroute("**/assets/split_review*");
      await page.unroute("**/?newest=*");
      if (title === NEW) await button(page, "Vernieuw de app").click();
      else await button(page, "Probeer het nog een keer").click();
      await onScreen(page, "Koppel met je begeleider");
    });
  }
});

test("a missing stylesheet: the app runs without it, and offers the new version", async ({ otherPhone }) => {
  await overDeploy(async ({ url, deploy }) => {
    const page = await otherPhone({ baseURL: url, serviceWorkers: "block" });
    await makePlan(page, ["Bel de woningbouw"]);
    const html = await (await page.request.get("/")).text();
    await deploy();
    // A cache in between still has the page and its scripts, but not its stylesheet.
    await page.route((to) => to.origin === url && to.pathname === "/" && to.search === "", (route) => route.fulfill({ contentType: "text/html", body: html }));
    await page.route("**/assets/*", async (route) => {
      const name = new URL(route.request().url()).pathname;
      if (name.endsWith(".css")) await route.continue();
      else await route.fulfill({ path: path.join(web, name) });
    });
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 2, name: "Bel de woningbouw" })).toBeVisible();
    await expect(page.getByText("Er is een nieuwe versie van deze app.")).toBeVisible();
  });
});

test("texts of another build that lack some: the earlier ones stay", async ({ otherPhone }) => {
  await overDeploy(async ({ url, deploy }) => {
    const page = await otherPhone({ baseURL: url, serviceWorkers: "block" });
    await makePlan(page);
    await open(page, "/meer/weergave");
    await deploy();
    await page.route("**/locales/en.json", (route) => route.fulfill({ json: { "app.name": "Mijn Brug" } }));
    await page.getByRole("radio", { name: "English" }).check();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByRole("link", { name: "Vandaag" })).toBeVisible();
    await expect(page.getByText(/\w\.\w+_?\w*$/).filter({ hasText: /^[a-z_]+\.[a-z_.]+$/ })).toHaveCount(0);
  });
});
