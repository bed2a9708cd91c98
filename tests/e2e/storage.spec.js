// A browser whose storage fails during use: every failure is reported, typed text stays, and the messages are correct.

import { expect, test } from "./fixtures.js";
import { button, field, inOwnWords, makePlan, onScreen, open } from "./steps.js";
import { PASSPHRASE, enrol, expectedErrors, isSafe, pair, test as together } from "./paired.js";

const KEPT = "Je plan staat er nog";

/** The icon that browsers also request when they open a file that is not a page. */
const noPage = /favicon\.ico/;
test.use({ expectedErrors: noPage });

/** Makes `indexedDB.open` fail in this way, this many times, after the next load. */
async function failing(page, times, how = "error") {
  await page.context().addInitScript(() => {
    const open = IDBFactory.prototype.open;
    const error = () => new DOMException("Internal error opening backing store for indexedDB.open.", "UnknownError");
    IDBFactory.prototype.open = function (name, ...version) {
      const times = Number(localStorage.getItem("test.fails") ?? 0);
      if (times === 0) return open.call(this, name, ...version);
      localStorage.setItem("test.fails", times - 1);
      if (localStorage.getItem("test.how") === "throws") throw error();
      const request = new EventTarget();
      Object.defineProperty(request, "error", { get: error });
      setTimeout(() => request.onerror?.(new Event("error")), 10);
      return request;
    };
  });
  await page.evaluate(([times, how]) => Object.assign(localStorage, { "test.fails": times, "test.how": how }), [times, how]);
}

/** The keys in each store of a database. */
const stores = (page, name = "mijn-brug") =>
  page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onerror = reject;
        request.onsuccess = async () => {
          const database = request.result;
          const all = {};
          for (const store of database.objectStoreNames) {
            const keys = database.transaction(store).objectStore(store).getAllKeys();
            all[store] = await new Promise((done) => (keys.onsuccess = () => done(keys.result)));
          }
          database.close();
          resolve(all);
        };
      }),
    name,
  );

/** Clears stores of a database, from a page that does not run the app. */
async function empty(page, names, database = "mijn-brug") {
  await page.goto("/manifest.webmanifest");
  await page.evaluate(
    ([database, names]) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(database);
        request.onsuccess = () => {
          const transaction = request.result.transaction(names, "readwrite");
          for (const name of names) transaction.objectStore(name).clear();
          transaction.oncomplete = () => (request.result.close(), resolve());
          transaction.onabort = reject;
        };
      }),
    [database, names],
  );
}

test("a connection that the browser closes is reopened, however it closed", async ({ page }) => {
  await page.addInitScript(() => {
    window.databases = [];
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...values) {
      const request = open.apply(this, values);
      request.addEventListener("success", () => window.databases.push(request.result));
      return request;
    };
    const lost = new WeakMap();
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...values) {
      const name = lost.get(this);
      if (name === "AbortError") {
        const begun = transaction.apply(this, values);
        begun.abort();
        return begun;
      }
      if (name) throw new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", name);
      return transaction.apply(this, values);
    };
    window.lose = (name) => {
      for (const database of window.databases) {
        if (name === "close") {
          database.close();
          database.dispatchEvent(new Event("close"));
        } else lost.set(database, name);
      }
    };
  });
  const ways = ["UnknownError", "InvalidStateError", "AbortError", "close"];
  await makePlan(page, ways.map((way) => `Stapje ${way}`));
  await open(page, "/");
  for (const way of ways) {
    await expect(page.getByRole("heading", { level: 2, name: `Stapje ${way}` })).toBeVisible();
    await page.evaluate((way) => window.lose(way), way);
    await button(page, "Gelukt").click();
    await onScreen(page, "Het is gelukt");
    await page.goBack();
  }
  await page.reload();
  await expect(button(page, "Gelukt")).toHaveCount(0);
  await open(page, "/plan/terugblik");
  for (const way of ways) await expect(page.getByText(`Stapje ${way}`).first()).toBeVisible();
});

test("a failing start is retried, then reported; nothing new begins, and the plan opens once it can", async ({ page }) => {
  await makePlan(page, ["Bel de woningbouw"]);
  const step = page.getByRole("heading", { level: 2, name: "Bel de woningbouw" });
  const before = await stores(page);
  for (const how of ["error", "throws"]) {
    await failing(page, 1, how);
    await page.goto("/");
    await expect(step, how).toBeVisible();

    await failing(page, 1000, how);
    await page.goto("/");
    await onScreen(page, KEPT);
    await expect(page.getByText(/kopie/), how).toHaveCount(0);
    await expect(button(page, "Begin"), how).toHaveCount(0);
    await page.evaluate(() => localStorage.setItem("test.fails", 0));
    await button(page, "Probeer het nog een keer").click();
    await expect(step, how).toBeVisible();
  }
  expect(await stores(page)).toEqual(before);
});

test("storage that is forbidden later: the existing plan is not replaced by one in memory", async ({ page }) => {
  await makePlan(page, ["Bel de woningbouw"]);
  await page.context().addInitScript(() => {
    if (!localStorage.getItem("test.forbidden")) return;
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  });
  await page.evaluate(() => localStorage.setItem("test.forbidden", 1));
  await page.goto("/");
  await onScreen(page, KEPT);
  await expect(page.getByText(/Deze browser bewaart niets/)).toHaveCount(0);
  await page.evaluate(() => localStorage.removeItem("test.forbidden"));
  await page.reload();
  await expect(page.getByRole("heading", { level: 2, name: "Bel de woningbouw" })).toBeVisible();
});

test("a start without an answer says so, and continues when the answer comes", async ({ page }) => {
  await makePlan(page, ["Bel de woningbouw"]);
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...values) {
      const request = new EventTarget();
      window.answer = () => {
        const real = open.apply(this, values);
        real.onsuccess = (event) => {
          Object.defineProperty(request, "result", { value: real.result });
          request.onsuccess?.(event);
        };
      };
      return request;
    };
  });
  await page.goto("/");
  await onScreen(page, "Het duurt langer dan anders");
  await expect(page.getByText("Wat je hebt bewaard, is niet weg.")).toBeVisible();
  await expect(button(page, "Probeer het nog een keer")).toBeVisible();
  await page.evaluate(() => window.answer());
  await expect(page.getByRole("heading", { level: 2, name: "Bel de woningbouw" })).toBeVisible();
});

test("another tab with an older database is named, and closing it is enough", async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto("/manifest.webmanifest");
  await other.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open("mijn-brug", 1);
        request.onupgradeneeded = () => ["records", "keys"].forEach((name) => request.result.createObjectStore(name));
        request.onsuccess = resolve;
      }),
  );
  await page.goto("/");
  await onScreen(page, "Sluit Mijn Brug in je andere tabbladen");
  await other.close();
  await button(page, "Begin").click();
  await onScreen(page, "Waar loop je tegenaan?");
});

test("a write that never answers is called neither stored nor lost, and appears if it succeeded", async ({ page }) => {
  await page.addInitScript(() => {
    const held = [];
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, ...options) {
      const begun = transaction.call(this, stores, mode, ...options);
      if (window.isSilent && mode === "readwrite") {
        let heard;
        let event;
        Object.defineProperty(begun, "oncomplete", { set: (value) => (heard = value) });
        begun.addEventListener("complete", (it) => (event = it));
        held.push(() => heard?.(event));
      }
      return begun;
    };
    window.answerAll = () => {
      window.isSilent = false;
      held.forEach((answer) => answer());
    };
  });
  await makePlan(page);
  await open(page, "/plan/nieuw-doel/thuis.zorg");
  await inOwnWords(page);
  await page.evaluate(() => (window.isSilent = true));
  await field(page, "Wat wil jij?").fill("Rust in huis");
  await button(page, "Dit is mijn doel").click();
  await expect(page.getByText(/^Bewaren duurt lang\. Misschien is het al gelukt\./)).toBeVisible({ timeout: 20_000 });
  await expect(field(page, "Wat wil jij?")).toHaveValue("Rust in huis");
  await page.evaluate(() => window.answerAll());
  await page.getByRole("navigation").getByRole("link", { name: "Mijn plan" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Rust in huis" })).toBeVisible();
});

test("a newer build in another tab: this one says so at once, cannot overwrite data, and loses no word", async ({ page, context }) => {
  await makePlan(page);
  await open(page, "/plan/nieuw-doel/thuis.zorg");
  await inOwnWords(page);
  await field(page, "Wat wil jij?").fill("Rust in huis");
  const other = await context.newPage();
  await other.goto("/manifest.webmanifest");
  await other.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open("mijn-brug", 1000);
        request.onsuccess = () => (request.result.close(), resolve());
      }),
  );
  await expect(page.getByText("Er is een nieuwe versie van deze app.")).toBeVisible();
  await button(page, "Dit is mijn doel").press("Enter");
  await expect(page.getByText(/te oud en kan niets meer bewaren\. Vernieuw de app\./)).toBeVisible();
  await expect(field(page, "Wat wil jij?")).toHaveValue("Rust in huis");
  await page.goto("/");
  await onScreen(page, "Open de nieuwste versie");
  await expect(button(page, "Vernieuw de app")).toBeVisible();
});

test("erased in another tab: this one never recreates the database, and says so", async ({ page, context }) => {
  await page.addInitScript(() => delete window.BroadcastChannel);
  await makePlan(page);
  await open(page, "/plan/nieuw-doel/thuis.zorg");
  await inOwnWords(page);
  await field(page, "Wat wil jij?").fill("Rust in huis");
  const other = await context.newPage();
  await other.goto("/manifest.webmanifest");
  await other.evaluate(() => new Promise((resolve) => (indexedDB.deleteDatabase("mijn-brug").onsuccess = resolve)));
  await button(page, "Dit is mijn doel").click();
  await expect(page.getByText(/Alles is gewist, in een ander tabblad of door je browser\./)).toBeVisible();
  await expect(field(page, "Wat wil jij?")).toHaveValue("Rust in huis");
  expect(await other.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).not.toContain("mijn-brug");
});

test("one missing store: the app says so, and keeps the rest", async ({ page }) => {
  await makePlan(page, ["Bel de woningbouw"]);
  const { records } = await stores(page);

  // The key is lost: the records stay, and no new key is made for them.
  await empty(page, ["keys"]);
  await page.goto("/");
  await onScreen(page, "De sleutel van je plan is weg");
  await field(page, "De code").fill("geen kaart");
  await button(page, "Open mijn plan").click();
  await expect(page.getByText(/Hier staan er 9\./)).toBeVisible();
  const kept = await stores(page);
  expect([kept.records, kept.keys]).toEqual([records, []]);

  // Everything is lost: an empty plan is not shown as if it were the person's own.
  await empty(page, ["records"]);
  await page.goto("/");
  await onScreen(page, "Je plan staat niet meer op dit toestel");
  await button(page, "Begin opnieuw").click();
  await expect(page.getByText(/^Begin met je brug\./)).toBeVisible();

  // A database with other stores.
  await page.goto("/manifest.webmanifest");
  await page.evaluate(async () => {
    const { version } = (await indexedDB.databases()).find(({ name }) => name === "mijn-brug");
    await new Promise((resolve) => (indexedDB.deleteDatabase("mijn-brug").onsuccess = resolve));
    await new Promise((resolve) => {
      const request = indexedDB.open("mijn-brug", version);
      request.onupgradeneeded = () => request.result.createObjectStore("records").put(new Uint8Array(3), "00");
      request.onsuccess = () => (request.result.close(), resolve());
    });
  });
  await page.goto("/");
  await onScreen(page, "De app kan niet alles lezen");
  expect(await stores(page)).toEqual({ records: ["00"] });
  await button(page, "Alles wissen").click();
  await button(page, "Ja, wis alles").click();
  await expect(button(page, "Begin")).toBeVisible();
});

test("no room for the first key: the app says so, and continues once there is", async ({ page }) => {
  await page.addInitScript(() => {
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (...values) {
      if (!sessionStorage.getItem("test.room")) throw new DOMException("full", "QuotaExceededError");
      return add.apply(this, values);
    };
  });
  await page.goto("/");
  await button(page, "Begin").click();
  await onScreen(page, "Je toestel is vol");
  await page.evaluate(() => sessionStorage.setItem("test.room", 1));
  await button(page, "Probeer het nog een keer").click();
  await onScreen(page, "Waar loop je tegenaan?");
});

together.describe("with a caseworker", () => {
  together.use({ expectedErrors: new RegExp(`${expectedErrors.source}|${noPage.source}`) });

  together("records that are gone come back from the service, a key that is gone from the recovery card; the caseworker's device is as careful", async ({
    paired: { phone, tablet, link },
  }) => {
    await makePlan(phone, ["Bel de woningbouw"]);
    await enrol(tablet, link);
    await pair(phone, tablet);
    await isSafe(phone);
    await open(phone, "/meer/herstelkaart");
    await button(phone, "Laat mijn kaart zien").click();
    const card = (await phone.getByRole("paragraph").filter({ hasText: /^([0-9A-Z]{4}[\s-]*){16}$/ }).first().textContent()).trim();
    const step = phone.getByRole("heading", { level: 2, name: "Bel de woningbouw" });

    await empty(phone, ["records"]);
    await phone.goto("/");
    await expect(step).toBeVisible();

    await empty(phone, ["keys"]);
    await phone.goto("/");
    await onScreen(phone, "De sleutel van je plan is weg");
    await field(phone, "De code").fill(card);
    await button(phone, "Open mijn plan").click();
    await expect(step).toBeVisible();

    await failing(tablet, 1);
    await tablet.goto("/begeleider/");
    await expect(field(tablet, "Je wachtwoord")).toBeVisible();
    await failing(tablet, 1000);
    await tablet.goto("/begeleider/");
    await onScreen(tablet, "Alles staat er nog");
    await tablet.evaluate(() => localStorage.setItem("test.fails", 0));
    await button(tablet, "Probeer het nog een keer").click();
    await field(tablet, "Je wachtwoord").fill(PASSPHRASE);
    await button(tablet, "Open").click();
    await onScreen(tablet, "Inwoners");

    await empty(tablet, ["keys"], "mijn-brug-begeleider");
    await tablet.goto("/begeleider/");
    await expect(tablet.getByText(/staat nog werk van een team\. De sleutel is weg\./)).toBeVisible();
    expect((await stores(tablet, "mijn-brug-begeleider")).records).not.toEqual([]);
  });
});
