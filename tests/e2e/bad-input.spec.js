// Bad input and a phone in trouble: a clear message, nothing is lost, and the app keeps working.

import { addMiniStep, at, begin, button, field, inOwnWords, kept, makePlan, mark, onScreen, open, openMore, setGoal } from "./steps.js";
import { enrol, expect, isSafe, pair, test, unlock } from "./paired.js";

test.describe("a browser that keeps nothing", () => {
  for (const [how, block] of [
    ["throws", () => (IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); })],
    ["refuses", () => Object.defineProperty(window, "indexedDB", { get: () => null })],
  ]) {
    test(`a database that ${how}: the app says so and goes on`, async ({ page }) => {
      await page.addInitScript(block);
      await page.goto("/");
      await button(page, "Begin").click();
      await expect(page.getByText("Deze browser bewaart niets.")).toBeVisible();
      await page.getByRole("link", { name: "Wonen" }).click();
      await button(page, /^Ik kan hier blijven/).first().click();
      await onScreen(page, "Wonen staat op je brug");
      await expect(page.getByText("Ik kan hier blijven. Er moet nog iets beter.")).toBeVisible();
    });
  }

  test("blocked settings: the app works with those of the page's start", async ({ page }) => {
    await page.addInitScript(() => {
      const blocked = { get: () => { throw new DOMException("no", "SecurityError"); } };
      Object.defineProperty(window, "localStorage", blocked);
      Object.defineProperty(window, "sessionStorage", blocked);
    });
    await page.goto("/");
    await button(page, "Begin").click();
    await onScreen(page, "Waar loop je tegenaan?");
    await mark(page, "thuis.wonen", /^Ik kan hier blijven/);
    await open(page, "/");
    await expect(page.getByText("Wat wil jij bereiken?")).toBeVisible();
    await open(page, "/meer/weergave");
    await page.getByRole("radio", { name: "Donker" }).check();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });
});

test("a full phone: the app says so, and what was typed is still there", async ({ page }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...values) {
      const request = put.apply(this, values);
      if (window.isFull) {
        // Like a browser with a full disk: the transaction is aborted, with the reason.
        const { transaction } = this;
        Object.defineProperty(transaction, "error", { value: new DOMException("full", "QuotaExceededError") });
        transaction.abort();
      }
      return request;
    };
  });
  await makePlan(page);
  await open(page, "/plan/nieuw-doel/thuis.zorg");
  await inOwnWords(page);
  await page.evaluate(() => (window.isFull = true));
  await field(page, "Wat wil jij?").fill("Rust in huis");
  await button(page, "Dit is mijn doel").click();
  await expect(page.getByText(/^Je telefoon is vol\. Dit is niet bewaard\./)).toBeVisible();
  await expect(field(page, "Wat wil jij?")).toHaveValue("Rust in huis");
  await page.evaluate(() => (window.isFull = false));
  await button(page, "Dit is mijn doel").click();
  await onScreen(page, "Wat doe je eerst?");
});

test("a full phone from the first moment: nothing is confirmed that was not stored", async ({ page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  await page.goto("/");
  await button(page, "Begin").click();
  await page.getByRole("link", { name: "Wonen" }).click();
  await button(page, /^Ik kan hier blijven/).first().click();
  await expect(page.getByText(/^Je telefoon is vol\./)).toBeVisible();
  await onScreen(page, "Wonen");
});

test("a record that does not open is reported and kept, and the rest works", async ({ page }) => {
  await makePlan(page, ["Bel de woningbouw"]);
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open("mijn-brug");
        request.onsuccess = () => {
          const transaction = request.result.transaction("records", "readwrite");
          transaction.objectStore("records").put(new Uint8Array(300).fill(7), "0123456789abcdef0123456789abcdef");
          transaction.objectStore("records").put(new Uint8Array(0), "not an id");
          transaction.oncomplete = resolve;
          transaction.onabort = reject;
        };
      }),
  );
  await open(page, "/");
  await expect(page.getByText(/^2 dingen in je plan kan de app niet lezen\. De rest doet het gewoon\./)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Bel de woningbouw" })).toBeVisible();
  await button(page, "Gelukt").click();
  await onScreen(page, "Het is gelukt");
});

test.describe("the bridge's file", () => {
  test.use({ serviceWorkers: "block", expectedErrors: /Failed to load resource|Service Worker registration blocked/ });

  test("an error in it is reported with its place, and earlier choices are kept", async ({ page }) => {
    await begin(page);
    await mark(page, "thuis.wonen", /^Ik kan hier blijven/);
    await page.route("**/bridge/nl.json", async (route) => {
      const answer = await route.fetch();
      const bridge = await answer.json();
      bridge.pillars[0].domains[0].sentences.pop();
      await route.fulfill({ response: answer, json: bridge });
    });
    await open(page, "/brug");
    await expect(page.getByText("De app kan de zinnen nu niet lezen.")).toBeVisible();
    await expect(page.getByText(/^Voor wie de zinnen beheert: .*pillars\[0\]\.domains\[0\]/)).toBeVisible();
    await expect(page.getByText("Ik kan hier blijven. Er moet nog iets beter.")).toBeVisible();
  });

  for (const [what, answer] of [
    ["is no JSON", { contentType: "application/json", body: "{ pillars" }],
    ["is not there", { status: 404, body: "" }],
  ]) {
    test(`that ${what} leaves the plan at work`, async ({ page }) => {
      await makePlan(page, ["Bel de woningbouw"]);
      await page.route("**/bridge/nl.json", (route) => route.fulfill(answer));
      await open(page, "/brug");
      await expect(page.getByText("De app kan de zinnen nu niet lezen.")).toBeVisible();
      await open(page, "/");
      await button(page, "Gelukt").click();
      await onScreen(page, "Het is gelukt");
    });
  }
});

test.describe("the bridge's file, on a screen that needs it", () => {
  test.use({ serviceWorkers: "block", expectedErrors: /Failed to load resource|Service Worker registration blocked/ });

  test("each says so, and shows its content once that is loaded", async ({ page }) => {
    await makePlan(page);
    await mark(page, "thuis.wonen", /^Ik kan hier blijven/);
    const wanted = {
      "/brug": page.getByRole("heading", { name: /^Thuis/ }),
      "/brug/plek/thuis.wonen": page.getByRole("button", { name: /^Ik kan hier blijven/ }),
      "/brug/onderwerp": page.getByRole("link", { name: /^Wonen/ }),
      "/plan/doel": page.getByRole("link", { name: /^Wonen/ }),
      "/meer/afdrukken": page.getByText("Ik kan hier blijven. Er moet nog iets beter."),
    };
    for (const [path, found] of Object.entries(wanted)) {
      await page.route("**/bridge/nl.json", (route) => route.fulfill({ status: 500, body: "" }));
      await open(page, path);
      await expect(page.getByText("De app kan de zinnen nu niet lezen."), path).toBeVisible();
      await page.unroute("**/bridge/nl.json");
      await button(page, "Probeer het nog een keer").click();
      await expect(found.first(), path).toBeVisible();
      await expect(page.getByText("De app kan de zinnen nu niet lezen."), path).toHaveCount(0);
    }
  });

  test("a caseworker is told so too, and never shown a plan that only looks empty", async ({ paired }) => {
    const { phone, tablet, link: address } = paired;
    await makePlan(phone, ["Bel de woningbouw"]);
    await enrol(tablet, address);
    await pair(phone, tablet);
    await isSafe(phone);
    await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
    await expect(tablet.getByText("Een regeling voor de huur").first()).toBeVisible();
    const screen = new URL(tablet.url()).pathname;
    const broken = tablet.getByText("De app kan de zinnen nu niet lezen.");
    for (const [path, found] of [
      [screen, tablet.getByText("Een regeling voor de huur").first()],
      [`${screen}/gesprek`, button(tablet, "Begin het gesprek")],
      [`${screen}/bonnen`, tablet.getByText(/^Spreek eerst samen iets af/).first()],
    ]) {
      await tablet.route("**/bridge/nl.json", (route) => route.fulfill({ status: 500, body: "" }));
      await tablet.goto(path);
      await unlock(tablet);
      await expect(broken, path).toBeVisible();
      await expect(found, path).toHaveCount(0);
      await tablet.unroute("**/bridge/nl.json");
      await button(tablet, "Probeer het nog een keer").click();
      await expect(found, path).toBeVisible();
      await expect(broken, path).toHaveCount(0);
    }
  });
});

test("a clock that jumps back changes no order", async ({ page }) => {
  await at(page, "2026-11-23T10:00:00+01:00");
  const { step } = await makePlan(page, ["Zoek de brief"]);
  await mark(page, "thuis.wonen", /^Ik heb een woning/);
  await at(page, "2024-01-05T10:00:00+01:00");
  await addMiniStep(page, step, "Bel de woningbouw");
  await mark(page, "thuis.wonen", /^Ik kan hier blijven/);
  await open(page, "/brug");
  await expect(page.getByText("Ik kan hier blijven. Er moet nog iets beter.")).toBeVisible();
  await open(page, "/");
  await expect(page.getByRole("heading", { level: 2, name: "Zoek de brief" })).toBeVisible();
  await button(page, "Gelukt").click();
  await onScreen(page, "Het is gelukt");
  await open(page, "/");
  await expect(page.getByRole("heading", { level: 2, name: "Bel de woningbouw" })).toBeVisible();
});

test("a note of 10,000 characters is kept whole; a longer one says what to do and stays in its field", async ({ page }) => {
  const limit = 10_000;
  await begin(page);
  await mark(page, "thuis.wonen", /^Ik kan hier blijven/);
  await open(page, "/brug/geplaatst/thuis.wonen");
  await openMore(page);
  const note = field(page, "Wil je er iets bij schrijven?");
  await note.fill("a".repeat(limit + 1));
  await page.getByRole("heading", { level: 1 }).focus();
  await expect(page.getByText(/^De tekst is te lang: 10001 tekens\. Er passen er 10000\./).first()).toBeVisible();
  await expect(note).toHaveValue("a".repeat(limit + 1));
  await note.fill("b".repeat(limit));
  await page.getByRole("heading", { level: 1 }).focus();
  await kept(page, 1);
  await open(page, "/brug/geplaatst/thuis.wonen");
  await expect(note).toHaveValue("b".repeat(limit));
});

test("a title of 10,000 characters says what to do and is still there after a reload", async ({ page }) => {
  await begin(page);
  await open(page, "/plan/nieuw-doel/thuis.wonen");
  await inOwnWords(page);
  await field(page, "Wat wil jij?").fill("woord ".repeat(1_700));
  await button(page, "Dit is mijn doel").click();
  await expect(page.getByText(/^De tekst is te lang: \d+ tekens\. Er passen er 200\./).first()).toBeVisible();
  await page.reload();
  await expect(field(page, "Wat wil jij?")).toHaveValue("woord ".repeat(1_700));
});

for (const [what, text, direction] of [
  ["right-to-left", "أريد ترتيب أوراقي 🙂", "rtl"],
  ["Hebrew with digits", "לשלם 120 אירו בזמן", "rtl"],
  ["emoji of several parts", "👩‍👩‍👧‍👦 samen 🏳️‍🌈 ♥️", "ltr"],
  ["markup", "<b>dik</b> & <script>alert(1)</script>", "ltr"],
]) {
  test(`${what} in titles and notes is shown as it was written`, async ({ page }) => {
    await begin(page);
    await mark(page, "thuis.wonen", /^Ik kan hier blijven/, { note: text });
    await setGoal(page, "Wonen", text);
    await open(page, "/plan");
    const heading = page.getByRole("main").getByRole("heading", { level: 2 });
    await expect(heading).toHaveText(text);
    expect(await heading.evaluate((it) => getComputedStyle(it).direction)).toBe(direction);
    await open(page, "/brug/geplaatst/thuis.wonen");
    await expect(field(page, "Wil je er iets bij schrijven?")).toHaveValue(text);
  });
}

test("one very long word makes no screen wider than the phone", async ({ page }) => {
  await begin(page);
  const goal = await setGoal(page, "Wonen", "x".repeat(200));
  for (const path of ["/plan", `/plan/doel/${goal}`, "/meer/afdrukken"]) {
    await open(page, path);
    expect(await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
  }
});
