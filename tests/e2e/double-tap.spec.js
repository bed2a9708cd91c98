// An accidental double tap on a slow disk creates only one item. Also tests writes that finish late or fail.

import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import { addMiniStep, addStep, begin, button, field, inOwnWords, link, makePlan, mark, onScreen, open, radio, setGoal } from "./steps.js";
import { enrol, expectedErrors, hold, pair, test as together } from "./paired.js";

/** After its next load, the page's writes finish `late` milliseconds late, or fail, depending on `window.disk`. */
async function slowDisk(page, late = 400) {
  await page.addInitScript((late) => {
    window.disk = { late, isFull: false, written: 0 };
    const { set, get } = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete");
    const isWrite = (transaction) => transaction.mode === "readwrite";
    Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
      get,
      set(hear) {
        const tell = (event) => {
          hear.call(this, event);
          window.disk.written += 1;
        };
        set.call(this, isWrite(this) && hear ? (event) => setTimeout(tell, window.disk.late, event) : hear);
      },
    });
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...values) {
      const request = put.apply(this, values);
      if (window.disk.isFull) {
        Object.defineProperty(this.transaction, "error", { value: new DOMException("full", "QuotaExceededError") });
        this.transaction.abort();
      }
      return request;
    };
  }, late);
}

/** Taps twice on the same place, wherever the first tap leads. */
async function twice(page, name) {
  const pressed = typeof name === "string" ? button(page, name) : name;
  // Away from the bar at the bottom.
  await pressed.evaluate((it) => it.scrollIntoView({ block: "center" }));
  const { x, y, width, height } = await pressed.boundingBox();
  await page.mouse.dblclick(x + width / 2, y + height / 2);
}

const shown = (page, text) => page.getByRole("main").getByText(text, { exact: true });

test("two taps make one goal, step, mini-step, link, appointment, and finish one step", async ({ page }) => {
  await slowDisk(page, 0);
  const { miniSteps } = await makePlan(page, ["Een", "Twee", "Drie"]);
  await page.addInitScript(() => (window.disk.late = 400));

  await open(page, "/");
  await twice(page, "Gelukt");
  await onScreen(page, "Het is gelukt");
  await open(page, "/plan");
  await expect(page.getByText("1 van 3 gedaan")).toBeVisible();

  await open(page, "/plan/nieuw-doel/thuis.zorg");
  await inOwnWords(page);
  await field(page, "Wat wil jij?").fill("Rust in huis");
  await twice(page, "Dit is mijn doel");
  await onScreen(page, "Wat doe je eerst?");
  const goal = new URL(page.url()).pathname.replace(/\/begin$/, "");
  await open(page, goal);
  await field(page, "Welke stap brengt je dichterbij?").fill("Samen praten");
  await twice(page, "Voeg stap toe");
  await onScreen(page, "Wat doe je eerst?");
  await inOwnWords(page);
  await field(page, "Wat ga je doen?").fill("Zet koffie");
  await radio(page, "Ja").check();
  await twice(page, "Zet in mijn plan");
  await onScreen(page, "Staat in je plan");
  const added = new URL(page.url()).pathname.split("/").at(-2);
  await open(page, "/plan");
  await expect(shown(page, "Rust in huis")).toHaveCount(1);
  await open(page, goal);
  await expect(shown(page, "Samen praten")).toHaveCount(1);
  await expect(shown(page, "Zet koffie")).toHaveCount(1);

  await open(page, `/niet-gelukt/${added}`);
  await page.getByRole("button", { name: /^Maak kleiner/ }).click();
  await page.getByRole("textbox").first().fill("Leg kopjes klaar");
  await twice(page, "Zet op mijn lijst");
  await onScreen(page, "Je volgende stap");
  await open(page, goal);
  await expect(shown(page, "Leg kopjes klaar")).toHaveCount(1);

  await open(page, "/afspraak");
  await field(page, "Met wie?").fill("Wijkteam");
  await field(page, "Welke dag?").fill("2030-12-20");
  await twice(page, "Bewaar");
  await onScreen(page, "Je volgende stap");
  await open(page, "/meer/herinneringen");
  await expect(page.getByRole("link", { name: /Wijkteam/ })).toHaveCount(1);

  await open(page, "/brug/verbanden");
  await field(page, "Door dit onderwerp").selectOption({ label: "Wonen" });
  await field(page, "Met dat onderwerp").selectOption({ label: "Hoofd" });
  await twice(page, "Zet dit erbij");
  await expect(page.getByRole("button", { name: /^Haal weg/ })).toHaveCount(1);
  expect(miniSteps).toHaveLength(3);
});

test("after a failure the button works again, with the typed text; then it is saved once", async ({ page }) => {
  await slowDisk(page, 100);
  await begin(page);
  for (const [path, fill, save, done] of [
    ["/plan/nieuw-doel/thuis.zorg", async () => {
      // It is open already when it holds a draft.
      if (!(await field(page, "Wat wil jij?").isVisible())) await inOwnWords(page);
      await field(page, "Wat wil jij?").fill("Rust in huis");
    }, "Dit is mijn doel", "Wat doe je eerst?"],
    ["/afspraak", async () => {
      await field(page, "Met wie?").fill("Wijkteam");
      await field(page, "Welke dag?").fill("2030-12-20");
    }, "Bewaar", /./],
  ]) {
    await open(page, path);
    await fill();
    await page.evaluate(() => (window.disk.isFull = true));
    await twice(page, save);
    await expect(page.getByText(/^Je telefoon is vol/)).toBeVisible();
    await expect(button(page, save)).toBeEnabled();
    await expect(page.getByRole("textbox").first()).not.toHaveValue("");
    await page.evaluate(() => (window.disk.isFull = false));
    await twice(page, save);
    await expect(button(page, save)).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1, name: done })).toBeVisible();
  }
  await open(page, "/plan");
  await expect(shown(page, "Rust in huis")).toHaveCount(1);
});

test("whoever leaves during a save stays where they went, and it is saved", async ({ page }) => {
  await slowDisk(page, 0);
  await makePlan(page, ["Een", "Twee"]);
  await page.addInitScript(() => (window.disk.late = 700));
  for (const [path, fill, save] of [
    ["/plan/nieuw-doel/thuis.zorg", async () => {
      // It is open already when it holds a draft.
      if (!(await field(page, "Wat wil jij?").isVisible())) await inOwnWords(page);
      await field(page, "Wat wil jij?").fill("Rust in huis");
    }, "Dit is mijn doel"],
    ["/", async () => {}, "Gelukt"],
  ]) {
    await open(page, path);
    await fill();
    const before = await page.evaluate(() => window.disk.written);
    await button(page, save).click();
    await link(page, "Meer").click();
    await onScreen(page, "Meer");
    await page.waitForFunction((before) => window.disk.written > before, before);
    await onScreen(page, "Meer");
    expect(new URL(page.url()).pathname).toBe("/meer");
  }
  await open(page, "/plan");
  await expect(shown(page, "Rust in huis")).toHaveCount(1);
  await expect(page.getByText("1 van 2 gedaan")).toBeVisible();
});

test("leaving the review during a save of a note stores it once, and empties the field", async ({ page }) => {
  await slowDisk(page, 0);
  await havePlan(page);
  await open(page, "/gesprek");
  await button(page, "Begin het gesprek").click();
  await onScreen(page, "Welkom");
  await field(page, "Iets om te onthouden").fill("Neem de brief mee.");
  const before = await page.evaluate(() => {
    window.disk.late = 700;
    return window.disk.written;
  });
  await button(page, "Schrijf op").click();
  await link(page, "Later verder").click();
  await expect(field(page, "Iets om te onthouden")).toHaveCount(0);
  await page.waitForFunction((before) => window.disk.written > before, before);
  await open(page, "/gesprek");
  await onScreen(page, "Welkom");
  await expect(shown(page, "Neem de brief mee.")).toHaveCount(1);
  await expect(field(page, "Iets om te onthouden")).toHaveValue("");
});

test("a reload during a save, and the same form again: one record", async ({ page }) => {
  await slowDisk(page, 0);
  await havePlan(page);
  await open(page, "/plan/nieuw-doel/thuis.zorg");
  await inOwnWords(page);
  // The write never completes: the tab is closed, or the phone is switched off.
  await page.evaluate(() => (window.disk.late = 1_000_000));
  await field(page, "Wat wil jij?").fill("Rust in huis");
  await button(page, "Dit is mijn doel").click();
  await expect(button(page, "Dit is mijn doel")).toBeDisabled();
  await page.reload();
  await expect(field(page, "Wat wil jij?")).toHaveValue("Rust in huis");
  await field(page, "Wat wil jij?").fill("Rust en ruimte in huis");
  await button(page, "Dit is mijn doel").click();
  await onScreen(page, "Wat doe je eerst?");
  await open(page, "/plan");
  await expect(page.getByText(/Rust (en ruimte )?in huis/)).toHaveCount(1);
  // The next goal on the same domain is a new one.
  await open(page, "/plan/nieuw-doel/thuis.zorg");
  await button(page, "Ik wil meer rust thuis.").click();
  await onScreen(page, "Wat doe je eerst?");
  await open(page, "/plan");
  await expect(shown(page, "Rust en ruimte in huis")).toHaveCount(1);
  await expect(shown(page, "Ik wil meer rust thuis.")).toHaveCount(1);
});

test("the second of two taps does nothing on a new screen", async ({ page }) => {
  const { miniSteps } = await makePlan(page, ["Een", "Twee"]);
  await open(page, `/plan/ministap/${miniSteps[0]}`);
  await page.evaluate(() => {
    // The worst case: the whole next screen is one button that does harm.
    new MutationObserver(() => {
      if (location.pathname.startsWith("/plan/ministap/") || document.getElementById("harm")) return;
      const harm = document.createElement("button");
      harm.id = "harm";
      harm.style.cssText = "position: fixed; inset: 0; z-index: 9999";
      harm.addEventListener("click", () => document.documentElement.setAttribute("data-harmed", ""));
      document.body.append(harm);
    }).observe(document.body, { childList: true, subtree: true });
  });
  const { x, y, width, height } = await link(page, "Mijn plan").boundingBox();
  const place = { x: x + width / 2, y: y + height / 2 };
  const cdp = await page.context().newCDPSession(page);
  const tap = async () => {
    await cdp.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [place] });
    await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  await tap();
  await expect(page.locator("#harm")).toBeAttached();
  await tap();
  await page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
  await expect(page.locator("html[data-harmed]")).toHaveCount(0);
  await tap();
  await expect(page.locator("html[data-harmed]")).toHaveCount(1);
});

together.describe("at the table", () => {
  together.use({ expectedErrors });

  together("two taps make one in the review and in the caseworker's app", async ({ paired: { tablet, phone, link: enrolment } }) => {
    together.setTimeout(240_000);
    await slowDisk(tablet, 200);
    await begin(phone);
    await mark(phone, "thuis.wonen", /^Ik kan hier blijven/);
    await setGoal(phone, "Wonen", "Een regeling voor de huur");
    const step = await addStep(phone, "Praten met de woningbouw");
    const asked = await addMiniStep(phone, step, "Bel de woningbouw");
    await enrol(tablet, enrolment);
    await pair(phone, tablet);
    await open(phone, `/niet-gelukt/${asked}`);
    await phone.getByRole("button", { name: /^Vraag hulp/ }).click();
    await field(phone, "Wat wil je vragen?").fill("Wat moet ik zeggen?");
    await button(phone, "Bewaar mijn vraag").click();
    await onScreen(phone, "Je volgende stap");

    await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
    await field(tablet, "Jouw antwoord").fill("Zeg dat je een regeling wilt.");
    await twice(tablet, "Stuur antwoord");
    await expect(field(tablet, "Jouw antwoord")).toHaveCount(0);

    await tablet.getByRole("link", { name: "Gesprek" }).click();
    await twice(tablet, "Begin het gesprek");
    await onScreen(tablet, "Welkom");
    const to = async (name) => {
      await tablet.getByRole("navigation", { name: "Delen van het gesprek" }).getByRole("button", { name: new RegExp(name) }).click();
      await onScreen(tablet, name);
    };
    await field(tablet, "Iets om te onthouden").fill("Neem de brief mee.");
    await twice(tablet, "Schrijf op");
    await expect(field(tablet, "Iets om te onthouden")).toHaveValue("");
    await expect(tablet.getByText("Neem de brief mee.")).toHaveCount(1);

    await to("Doel en eerste stap");
    await button(tablet, "Een nieuw doel").click();
    await field(tablet, "Waar gaat het over?").selectOption({ label: "Wonen" });
    await field(tablet, "Wat wil jij?").fill("Meer rust");
    await twice(tablet, "Stel dit voor");
    await expect(field(tablet, "Wat wil jij?")).toHaveCount(0);
    await expect(button(tablet, "Zeg samen ja")).toHaveCount(1);
    await hold(tablet, "Zeg samen ja");
    await expect(tablet.getByRole("heading", { name: "Meer rust" })).toHaveCount(1);

    await to("Afspreken");
    await tablet.getByRole("checkbox", { name: "Bel de woningbouw" }).check();
    await twice(tablet, "Spreek dit samen af");
    await expect(tablet.getByRole("heading", { name: "Spreken we dit af?" })).toHaveCount(1);
    await hold(tablet, "Inwoner zegt ja");
    await hold(tablet, "Begeleider zegt ja");

    await to("Bonnen");
    await button(tablet, "Vertel over bonnen").click();
    await twice(tablet, "Ja, laat bonnen zien");
    await button(tablet, "Beloof een bon").click();
    await tablet.getByRole("checkbox", { name: "Bel de woningbouw" }).check();
    await field(tablet, "Hoeveel euro?").fill("30");
    await twice(tablet, "Beloof dit");
    await expect(tablet.getByRole("heading", { name: "€ 30 beloofd voor:" })).toHaveCount(1);
    await button(tablet, "Geef een waardering").click();
    await field(tablet, "Hoeveel euro?").fill("25");
    await field(tablet, "Waarvoor is deze bon?").fill("Je belde zelf.");
    await field(tablet, "Code").fill("8412 0001");
    await twice(tablet, "Geef de bon");
    const given = tablet.getByRole("listitem").filter({ has: tablet.getByRole("heading", { name: "€ 25 · Je belde zelf." }) });
    await expect(given).toHaveCount(1);
    await twice(tablet, given.getByRole("button", { name: "Ook op papier gegeven" }));

    await to("Volgende keer");
    await field(tablet, "Welke dag?").fill("2030-12-01");
    await twice(tablet, "Stel dit voor");
    await expect(field(tablet, "Welke dag?")).toHaveValue("");
    await expect(button(tablet, "Zeg samen ja")).toHaveCount(1);
    await expect(tablet.getByRole("alert").filter({ hasText: /./ })).toHaveCount(0);
  });
});
