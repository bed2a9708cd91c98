// The caseworker's app besides the review: the list of residents, help that was asked, closing, colleagues, the lock, and a start
// without a network.

import { findings, openDetails, tabOrder } from "./axe.js";
import { tryAllSizes } from "./layout.js";
import { button, field, link, makePlan, onScreen, open, radio } from "./steps.js";
import { colleagueCode, enrol, expect, expectedErrors, isSafe, join, pair, PASSPHRASE, test, unlock } from "./paired.js";

test.use({ expectedErrors, isHeard: true });

const QUESTION = "Welk nummer moet ik bellen?";

/** A resident with one mini-step in a domain that is shared, paired with the tablet. */
async function pairedPlan({ phone, tablet, link: address }) {
  await makePlan(phone, ["Bel de woningbouw"]);
  await enrol(tablet, address);
  await pair(phone, tablet);
  await isSafe(phone);
}

/** Asks for help with the next mini-step. */
async function askHelp(phone) {
  await open(phone, "/");
  await phone.getByRole("link", { name: "Niet gelukt" }).or(button(phone, "Niet gelukt")).click();
  await phone.getByRole("button", { name: /Vraag hulp/ }).click();
  await field(phone, "Wat wil je vragen?").fill(QUESTION);
  await button(phone, "Bewaar mijn vraag").click();
  // The question is stored once its field is gone from the screen; leaving earlier would store nothing.
  await expect(field(phone, "Wat wil je vragen?")).toHaveCount(0);
  await isSafe(phone);
}

/** Goes to an address inside the app without a reload, which would lock it. */
const go = (page, path) =>
  page.evaluate((path) => {
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);

const row = (page, name = /Inwoner zonder naam/) => page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("link", { name }) });

test("a request for help appears in the list, is answered once, and is read by the resident", async ({ paired }) => {
  const { phone, tablet } = paired;
  await tablet.clock.install();
  await pairedPlan(paired);
  await askHelp(phone);
  await go(tablet, "/begeleider/");
  // Nobody touches the tablet: it polls by itself.
  await expect(async () => {
    await tablet.clock.fastForward("01:05");
    await expect(row(tablet).getByText("Vraagt om hulp")).toBeVisible({ timeout: 8_000 });
  }).toPass({ timeout: 30_000 });
  await radio(tablet, "Vraagt om hulp").check();
  await expect(tablet.getByText("1 inwoner", { exact: true })).toBeVisible();
  await row(tablet).getByRole("link").click();
  await expect(tablet.getByText(QUESTION, { exact: true })).toBeVisible();

  await button(tablet, "Stuur antwoord").click();
  await expect(tablet.getByText("Schrijf hier nog iets op.")).toBeVisible();
  await field(tablet, "Jouw antwoord").fill("x".repeat(501));
  await button(tablet, "Stuur antwoord").click();
  await expect(tablet.getByText(/De tekst is te lang: 501/)).toBeVisible();
  await field(tablet, "Jouw antwoord").fill("Bel 14 0172, keuze 2.");
  await button(tablet, "Stuur antwoord").click();
  await expect(field(tablet, "Jouw antwoord")).toHaveCount(0);
  await expect(tablet.getByText("Antwoord: Bel 14 0172, keuze 2.")).toBeVisible();
  await link(tablet, "Terug").click();
  await expect(tablet.getByText("Niemand gevonden")).toBeVisible();

  await isSafe(phone);
  await open(phone, "/");
  await expect(phone.getByText("Bel 14 0172, keuze 2.").first()).toBeVisible({ timeout: 20_000 });
});

test("a case is closed and reopened, and found by its label", async ({ paired }) => {
  const { tablet } = paired;
  await pairedPlan(paired);
  await link(tablet, "Bekijk de brug").click();
  await tablet.getByText("Voor het team", { exact: true }).click();
  await field(tablet, "Eigen kenmerk").fill("Dossier 12");
  await field(tablet, "Eigen kenmerk").blur();
  // Nobody gave a name, so the team's label is shown instead.
  await onScreen(tablet, "Dossier 12");
  await openDetails(tablet);
  await button(tablet, "Rond de begeleiding af").click();
  await expect(tablet.getByText("De begeleiding van deze inwoner is afgerond.")).toBeVisible();
  await link(tablet, "Terug").click();
  await onScreen(tablet, "Inwoners");
  const labelled = row(tablet, /Dossier 12/);
  await expect(labelled).toHaveCount(0);
  await radio(tablet, "Afgerond").check();
  await expect(labelled.getByText(/Afgerond/)).toBeVisible();
  await labelled.getByRole("link").click();
  await button(tablet, "Begin de begeleiding weer").click();
  await expect(tablet.getByText("De begeleiding van deze inwoner is afgerond.")).toHaveCount(0);
});

test("a colleague joins with a code and takes over, and the first device sees it", async ({ paired, otherPhone }) => {
  const { tablet, running } = paired;
  await pairedPlan(paired);
  const text = await colleagueCode(tablet);
  const laptop = await otherPhone({ baseURL: running.url, viewport: { width: 1280, height: 800 }, isMobile: false });
  await join(laptop, "ABCD-EFGH-JKMN");
  await expect(laptop.getByText("Er is een teken anders.", { exact: false })).toBeVisible();
  await field(laptop, "De code van je collega").fill(text);
  await button(laptop, "Doe mee").click();
  await onScreen(laptop, "Inwoners");
  await expect(tablet.getByText("Collega doet nu mee")).toBeVisible();

  await row(laptop).getByRole("link").click();
  await expect(laptop.getByText("Bel de woningbouw").first()).toBeVisible();
  await laptop.getByText("Voor het team", { exact: true }).click();
  await button(laptop, "Neem over van Begeleider").click();
  await expect(laptop.getByText("Begeleider: Collega")).toBeVisible();

  await link(tablet, "Naar het team").click();
  const theirs = tablet.getByRole("group").filter({ hasText: "Collega" });
  // The laptop waits a second before it sends.
  await expect(async () => {
    await tablet.evaluate(() => dispatchEvent(new Event("online")));
    await expect(theirs.getByText("1 inwoner", { exact: true })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await theirs.getByText("Collega", { exact: true }).click();
  await button(tablet, "Neem Inwoner zonder naam over").click();
  await expect(tablet.getByText("Begeleider (jij)")).toBeVisible();
  await expect(theirs.getByText("0 inwoners")).toBeVisible();
});

test("ten idle minutes lock every tab, and half-typed text is kept, sealed meanwhile", async ({ paired }) => {
  const { phone, tablet } = paired;
  await tablet.clock.install();
  await pairedPlan(paired);
  await askHelp(phone);
  await link(tablet, "Bekijk de brug").click();
  await field(tablet, "Jouw antwoord").fill("kanarie-antwoord");
  const other = await tablet.context().newPage();
  await other.goto("/begeleider/");
  await unlock(other);
  await onScreen(other, "Inwoners");
  await tablet.clock.fastForward("09:00");
  await expect(field(tablet, "Jouw antwoord")).toHaveValue("kanarie-antwoord");
  await tablet.clock.fastForward("11:00");
  for (const page of [tablet, other]) await expect(field(page, "Je wachtwoord")).toBeVisible();
  const kept = await tablet.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(kept).not.toContain("kanarie");
  await field(tablet, "Je wachtwoord").fill("iets anders dan eerst");
  await button(tablet, "Open").click();
  await expect(tablet.getByText(/Dit wachtwoord klopt niet/)).toBeVisible();
  await unlock(tablet);
  await expect(field(tablet, "Jouw antwoord")).toHaveValue("kanarie-antwoord");
});

test("a lost passphrase: the device forgets, and a colleague can let it in again", async ({ paired }) => {
  const { tablet } = paired;
  await pairedPlan(paired);
  await button(tablet, "Sluit af").click();
  await tablet.getByText("Wachtwoord vergeten?").click();
  await expect(tablet.getByText(/Van inwoners is niets weg/).first()).toBeVisible();
  await button(tablet, "Haal het team van dit apparaat").click();
  await button(tablet, "Ja, haal het eraf").click();
  await onScreen(tablet, "Doe mee met je team");
  const kept = await tablet.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  const records = await tablet.evaluate(
    () =>
      new Promise((resolve) => {
        const opened = indexedDB.open("mijn-brug-begeleider");
        opened.onsuccess = () => {
          const get = opened.result.transaction("records").objectStore("records").count();
          get.onsuccess = () => resolve(get.result);
        };
      }),
  );
  expect(kept).toContain("mijn-brug-begeleider");
  expect(records).toBe(0);
});

test("the app starts without a network, with the list and a plan from the device", async ({ paired }) => {
  const { phone, tablet } = paired;
  const fetched = [];
  phone.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await pairedPlan(paired);
  await expect(tablet.getByRole("link", { name: "Bekijk de brug" })).toBeVisible();
  await link(tablet, "Bekijk de brug").click();
  await expect(tablet.getByText("Bel de woningbouw").first()).toBeVisible();
  await tablet.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await tablet.context().setOffline(true);
  await tablet.goto("/begeleider/");
  await unlock(tablet);
  await onScreen(tablet, "Inwoners");
  await expect(tablet.getByText("Wacht op internet")).toBeVisible();
  await row(tablet).getByRole("link").click();
  await expect(tablet.getByText("Bel de woningbouw").first()).toBeVisible();
  await link(tablet, "Gesprek").click();
  await onScreen(tablet, "Gesprek");
  await tablet.context().setOffline(false);

  // Neither program stores the other's files.
  expect(fetched.filter((path) => /caseworker|begeleider/.test(path))).toEqual([]);
  const names = await tablet.evaluate(() => caches.keys());
  expect(names.filter((name) => !name.startsWith("begeleider-"))).toEqual([]);
  const stored = await phone.evaluate(async () => {
    const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(stored.filter((path) => /caseworker|begeleider/.test(path))).toEqual([]);
});

test("axe finds nothing, Tab reaches everything, and every size holds with any letters", async ({ paired }) => {
  test.setTimeout(240_000);
  const { phone, tablet } = paired;
  await pairedPlan(paired);
  await askHelp(phone);
  await link(tablet, "Bekijk de brug").click();
  await expect(tablet.getByText(QUESTION, { exact: true })).toBeVisible();
  const own = new URL(tablet.url()).pathname;
  const found = [];
  const others = ["koppelen", "team", "team/collega", "team/onderzoek", "bonnen", "bonnen/regels", "bonnen/codes"];
  for (const path of ["/begeleider/", own, ...others.map((path) => `/begeleider/${path}`)]) {
    await go(tablet, path);
    await expect(tablet.getByRole("heading", { level: 1 })).toBeFocused();
    if (path === own) await expect(tablet.getByText(QUESTION, { exact: true })).toBeVisible();
    await openDetails(tablet);
    for (const theme of ["light", "dark"]) {
      await tablet.evaluate((theme) => document.documentElement.setAttribute("data-theme", theme), theme);
      for (const finding of await findings(tablet, theme === "light" ? [] : ["color-contrast"])) found.push(`${path} ${theme}: ${finding}`);
    }
    for (const fault of await tryAllSizes(tablet)) found.push(`${path} ${fault}`);
    await tablet.setViewportSize({ width: 320, height: 256 });
    const reached = await tabOrder(tablet);
    expect(reached[0]?.text, path).toBe("Naar de inhoud");
    for (const { isCovered, what } of reached) if (isCovered) found.push(`${path}: a bar lies over ${what}`);
    const missed = await tablet.evaluate(() =>
      [...document.querySelectorAll("a[href], button, input, textarea, summary")]
        .filter((it) => it.checkVisibility() && !("reached" in it.dataset) && it.type !== "radio")
        .map((it) => it.outerHTML.slice(0, 120)),
    );
    expect(missed, path).toEqual([]);
    await tablet.setViewportSize({ width: 1024, height: 768 });
  }
  expect(found).toEqual([]);
});
