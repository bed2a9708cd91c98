// Browsers in which an interface is missing, empty or broken: the app starts, the main flows work, and nothing is offered that cannot work.

import { expect, test as base } from "./fixtures.js";
import { INTERFACES, takeAway, waysOf, WAYS } from "./missing-apis.js";
import { enrol, expectedErrors, unlock } from "./paired.js";
import { serve } from "./service.js";
import { button, link, makePlan, navigation, onScreen, open, title } from "./steps.js";

/** One mini-step for each way to fail. */
const STEPS = ["Bel de woningbouw", "Zoek de brief", "Vraag hulp", "Schrijf het op"];

const test = base.extend({
  /** A phone with a plan, made once per process of the test runner. */
  planned: [
    async ({ browser }, use) => {
      let state;
      await use(async () => {
        if (state) return state;
        const context = await browser.newContext({ baseURL: process.env.MIJN_BRUG_URL, locale: "nl-NL" });
        await makePlan(await context.newPage(), STEPS);
        state = await context.storageState({ indexedDB: true });
        await context.close();
        return state;
      });
    },
    { scope: "worker" },
  ],
  storageState: async ({ planned }, use) => use(await planned()),
});

/** A page of that phone in a browser that fails in this way. */
async function failing(context, rows, way, { isNew = true } = {}) {
  const page = await context.newPage();
  // Look like a first visit, if the browser can tell.
  if (isNew) await page.addInitScript(() => { try { localStorage.removeItem("mijn-brug.begun"); } catch { /* No storage. */ } });
  await page.addInitScript(takeAway, { rows, way });
  return page;
}

/** Goes from Welkom over a finished mini-step to Meer, and reloads there. */
async function walk(page) {
  await page.goto("/");
  const begin = button(page, "Begin");
  await expect(begin.or(title(page, "Je volgende stap"))).toBeVisible();
  if (await begin.isVisible()) {
    await begin.click();
    await onScreen(page, "Waar loop je tegenaan?");
    await link(navigation(page), "Vandaag").click();
  }
  await button(page, "Gelukt").click();
  await onScreen(page, "Het is gelukt");
  await link(navigation(page), "Mijn plan").click();
  await onScreen(page, "Mijn plan");
  await link(navigation(page), "Meer").click();
  await onScreen(page, "Meer");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** Whether a screen offers something, checked once the screen is there. */
const offers = {
  voice: (page) => button(page, "Lees voor").count(),
  async notifications(page) {
    await open(page, "/meer/herinneringen");
    const known = page.getByRole("checkbox", { name: /Herinneringen op deze telefoon/ }).or(page.getByRole("switch", { name: /Herinneringen op deze telefoon/ }));
    await expect(known.or(page.getByText(/kan je niet herinneren|kan de app je niet herinneren|laat geen meldingen/)).first()).toBeVisible();
    return known.count();
  },
  async keeping(page) {
    await open(page, "/meer");
    return button(page, "Vraag je browser om het te bewaren").count();
  },
  async printing(page) {
    await open(page, "/meer/afdrukken");
    return button(page, "Print").count();
  },
};

/** What must not be offered without an interface, */
const NEEDS = {
  speechSynthesis: "voice",
  SpeechSynthesisUtterance: "voice",
  Notification: "notifications",
  PushManager: "notifications",
  caches: "notifications",
  "navigator.serviceWorker": "notifications",
  "navigator.storage": "keeping",
  print: "printing",
};

/** and in which ways this can be detected before the interface is used. */
const KNOWN = { SpeechSynthesisUtterance: ["missing", "throws"], PushManager: ["missing", "throws"], print: ["missing"] };
const canBeKnown = (path, way) => (KNOWN[path] ?? ["missing", "empty", "throws"]).includes(way);

/** Removes several unrelated interfaces in one walk: every sixth of the table. `ONE=caches` tries one alone. */
const GROUPS = 6;
const groups = process.env.ONE
  ? [INTERFACES.filter(({ path }) => path === process.env.ONE)]
  : Array.from({ length: GROUPS }, (_, group) => INTERFACES.filter((_, place) => place % GROUPS === group));
const n = INTERFACES.flatMap(waysOf).length;

for (const rows of groups) {
  test(`without ${rows.map(({ path }) => path).join(", ")} (of ${INTERFACES.length} in ${n} cases)`, async ({ context }) => {
    for (const way of WAYS) {
      await test.step(way, async () => {
        const page = await failing(context, rows.filter((row) => waysOf(row).includes(way)), way);
        await walk(page);
        for (const { path } of rows) {
          const need = NEEDS[path];
          if (need && canBeKnown(path, way)) expect(await offers[need](page), `${need} without ${path}, ${way}`).toBe(0);
        }
        await page.close();
      });
    }
  });
}

test("all of them at once", async ({ context }) => {
  for (const way of WAYS) {
    const page = await failing(context, INTERFACES, way);
    await walk(page);
    await page.close();
  }
});

test("with every interface, everything is offered", async ({ page }) => {
  await open(page, "/");
  for (const [name, offer] of Object.entries(offers)) {
    // A browser that already granted persistent storage need not be asked.
    if (name !== "keeping") expect(await offer(page), name).toBe(1);
  }
});

test("a print window that does not open: what to do instead", async ({ page }) => {
  await page.addInitScript(() => (window.print = () => {}));
  await open(page, "/meer/afdrukken");
  await button(page, "Print").click();
  await expect(page.getByText("Zie je geen scherm om te printen?")).toBeVisible();
  await page.evaluate(() => (window.print = () => window.dispatchEvent(new Event("beforeprint"))));
  await button(page, "Print").click();
  await expect(page.getByText("Zie je geen scherm om te printen?")).toHaveCount(0);
});

test("a voice that stays silent: it says so", async ({ page }) => {
  await page.addInitScript(() => (SpeechSynthesis.prototype.speak = () => {}));
  await open(page, "/plan");
  await button(page, "Lees voor").click();
  await expect(page.getByText("Voorlezen lukt nu niet.")).toBeVisible();
});

test("a browser without dialogs asks in the page", async ({ page }) => {
  await page.addInitScript(() => { delete HTMLDialogElement.prototype.showModal; });
  await open(page, "/meer/wissen");
  await button(page, "Alles wissen").click();
  await expect(page.getByText("Weet je het zeker?")).toBeVisible();
  await button(page, "Nee, bewaar alles").click();
  await expect(page.getByText("Weet je het zeker?")).toBeHidden();
  await onScreen(page, "Alles wissen");
});

test.describe("a caseworker's browser", () => {
  test.use({ storageState: undefined, expectedErrors });

  test("opens, shows the list and locks, with all of them failing", async ({ context, otherPhone }) => {
    const running = await serve();
    try {
      const made = await running.command("team", "create", "Wijkteam Zuid", "--origin", running.url);
      const tablet = await otherPhone({ baseURL: running.url, viewport: { width: 1024, height: 768 }, isMobile: false });
      await enrol(tablet, made.match(/http\S+/)[0]);
      for (const way of WAYS) {
        const page = await failing(tablet.context(), INTERFACES, way, { isNew: false });
        await page.goto("/begeleider/");
        await unlock(page);
        await onScreen(page, "Inwoners");
        await link(navigation(page), "Team").click();
        await onScreen(page, "Team");
        expect(await button(page, "Lees voor").count(), way).toBe(way === "silent" ? 1 : 0);
        await button(page, "Sluit af").click();
        await expect(page.getByLabel("Je wachtwoord")).toBeVisible();
        await page.close();
      }
    } finally {
      await running.stop();
    }
  });
});

test.describe("where the program cannot run", () => {
  test.use({ storageState: undefined, expectedErrors: /ERR_ABORTED|Failed to load|no source of randomness/ });

  for (const [what, breakIt, heading] of [
    ["is too old for module scripts", () => { delete HTMLScriptElement.prototype.noModule; }, "Deze browser is te oud"],
    ["has no whole numbers of any size", () => { delete window.BigInt; }, "Deze browser is te oud"],
    ["has no :has", () => { CSS.supports = () => false; }, "Deze browser is te oud"],
    ["has a WebAssembly of before references", () => { WebAssembly.validate = () => false; }, "Deze browser is te oud"],
    ["has WebAssembly switched off", () => { delete window.WebAssembly; }, "Deze browser houdt Mijn Brug tegen"],
    ["has an empty WebAssembly", () => { window.WebAssembly = {}; }, "Deze browser houdt Mijn Brug tegen"],
    ["refuses WebAssembly", () => { WebAssembly.Module = () => { throw new WebAssembly.CompileError("refused"); }; }, "Deze browser houdt Mijn Brug tegen"],
    ["has no crypto", () => { Object.defineProperty(window, "crypto", { value: undefined }); }, "Hier kan Mijn Brug je plan niet beveiligen"],
    ["has a crypto that throws", () => { Crypto.prototype.getRandomValues = () => { throw new Error("no entropy"); }; }, "Hier kan Mijn Brug je plan niet beveiligen"],
    ["has a crypto that does nothing", () => { Crypto.prototype.getRandomValues = (bytes) => bytes; }, "Hier kan Mijn Brug je plan niet beveiligen"],
  ]) {
    test(`a browser that ${what} is told so, kindly, in both languages`, async ({ page }) => {
      test.setTimeout(30_000);
      await page.addInitScript(breakIt);
      for (const path of ["/", "/begeleider/"]) {
        await page.goto(path);
        await onScreen(page, heading);
        await expect(page.getByText("Wat je eerder hebt opgeslagen, is niet weg.")).toBeVisible();
        await expect(button(page, "Probeer het nog een keer")).toBeVisible();
      }
      await page.evaluate(() => localStorage.setItem("mijn-brug.language", '"en"'));
      await page.goto("/");
      await expect(button(page, "Try again")).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  }

  test("the program is not downloaded in vain", async ({ page }) => {
    const ended = [];
    page.on("requestfailed", (request) => ended.push(request.url()));
    let letGo;
    const isShown = new Promise((resolve) => (letGo = resolve));
    await page.route("**/*.wasm", async (route) => {
      await isShown;
      // The page has cancelled the request in the meantime.
      await route.continue().catch(() => {});
    });
    await page.addInitScript(() => { delete window.BigInt; });
    await page.goto("/");
    await onScreen(page, "Deze browser is te oud");
    letGo();
    await expect.poll(() => ended.filter((url) => url.endsWith(".wasm")).length).toBeGreaterThan(0);
  });

  test("randomness that disappears later makes no key of zeros", async ({ page }) => {
    await page.goto("/");
    await expect(button(page, "Begin")).toBeVisible();
    await page.evaluate(() => (Crypto.prototype.getRandomValues = (bytes) => bytes));
    const thrown = page.waitForEvent("pageerror");
    await button(page, "Begin").click();
    await onScreen(page, "Hier kan Mijn Brug je plan niet beveiligen");
    await thrown;
  });

  test("texts that cannot be loaded: it says so, and continues when they can", async ({ page }) => {
    await page.route("**/welcome/nl.json", (route) => route.abort());
    await page.goto("/");
    await onScreen(page, "Mijn Brug start nu niet");
    await page.unroute("**/welcome/nl.json");
    await page.route("**/locales/nl.json", (route) => route.abort());
    await button(page, "Probeer het nog een keer").click();
    await button(page, "Begin").click();
    await onScreen(page, "Dit stuk van de app is er nog niet");
    await page.unroute("**/locales/nl.json");
    await button(page, "Probeer het nog een keer").click();
    await onScreen(page, "Waar loop je tegenaan?");
  });

  test("a language chosen while other texts load applies to them too", async ({ page }) => {
    let letGo;
    const held = new Promise((resolve) => (letGo = resolve));
    await page.route("**/locales/nl.json", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/");
    await page.getByRole("radio", { name: "English" }).check();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    letGo();
    await button(page, "Begin").click();
    await onScreen(page, "What is difficult right now?");
    await expect(page.getByRole("link", { name: "Today" })).toBeVisible();
  });
});
