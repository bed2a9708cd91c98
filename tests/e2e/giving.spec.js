// What a caseworker gives: policy, stock, announcement, promise, voucher, withdrawal, and the overview.

import { readFile } from "node:fs/promises";
import { findings } from "./axe.js";
import { photoOf } from "./barcode.js";
import { button, field, finish, kept, makePlan, navigation, onScreen, radio, title } from "./steps.js";
import { colleagueCode, enrol, expect, expectedErrors, hold, join, pair, test } from "./paired.js";

test.use({ expectedErrors });

/** A paired phone and tablet, with one action that both agreed on; the tablet shows the sixth part of the review. */
async function agreed({ tablet, phone, link }) {
  await makePlan(phone);
  await enrol(tablet, link);
  await pair(phone, tablet);
  await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
  await expect(tablet.getByText("Bel de woningbouw").first()).toBeVisible();
  await tablet.getByRole("link", { name: "Gesprek" }).click();
  await button(tablet, "Begin het gesprek").click();
  await onScreen(tablet, "Welkom");
  await expect(part(tablet, "Bonnen")).toHaveCount(0);
  await part(tablet, "Afspreken").click();
  await onScreen(tablet, "Afspreken");
  await tablet.getByRole("checkbox", { name: "Bel de woningbouw" }).check();
  await button(tablet, "Spreek dit samen af").click();
  await hold(tablet, "Inwoner zegt ja");
  await hold(tablet, "Begeleider zegt ja");
  await expect(tablet.getByRole("heading", { name: "Dit is afgesproken" })).toBeVisible();
  await part(tablet, "Bonnen").click();
  await onScreen(tablet, "Bonnen");
}

const part = (page, name) =>
  page.getByRole("navigation", { name: "Delen van het gesprek" }).getByRole("button", { name: new RegExp(name) });

async function announce(tablet) {
  await button(tablet, "Vertel over bonnen").click();
  await button(tablet, "Ja, laat bonnen zien").click();
  await expect(button(tablet, "Geef een waardering")).toBeVisible();
}

async function appreciate(tablet, { amount, reason, code }) {
  await button(tablet, "Geef een waardering").click();
  await field(tablet, "Hoeveel euro?").fill(amount);
  await field(tablet, "Waarvoor is deze bon?").fill(reason);
  if (code !== undefined) await field(tablet, "Code").fill(code);
  await button(tablet, "Geef de bon").click();
}

const screen = (tablet, name) => tablet.getByRole("navigation", { name: "Menu" }).getByRole("link", { name, exact: true }).click();

const accessible = async (page) => expect(await findings(page)).toEqual([]);

test("from the announcement to a voucher on the phone, and a promise that is kept", async ({ paired }) => {
  test.setTimeout(180_000);
  const { tablet, phone } = paired;
  await agreed(paired);
  await expect(navigation(phone).getByRole("link", { name: "Bonnen" })).toHaveCount(0);
  await announce(tablet);
  await accessible(tablet);

  await button(tablet, "Beloof een bon").click();
  await tablet.getByRole("checkbox", { name: "Bel de woningbouw" }).check();
  await field(tablet, "Hoeveel euro?").fill("61");
  await button(tablet, "Beloof dit").click();
  await expect(tablet.getByText("Dit bedrag past niet bij de regels van het team.")).toBeVisible();
  await field(tablet, "Hoeveel euro?").fill("30");
  await button(tablet, "Beloof dit").click();
  await expect(tablet.getByRole("heading", { name: "€ 30 beloofd voor:" })).toBeVisible();

  await appreciate(tablet, { amount: "25", reason: "Je belde zelf.", code: "é" });
  await expect(tablet.getByText(/^Een code heeft 1 tot 64 gewone letters/)).toBeVisible();
  await field(tablet, "Code").fill("8412 0001");
  await button(tablet, "Geef de bon").click();
  await expect(tablet.getByRole("heading", { name: "€ 25 · Je belde zelf." })).toBeVisible();
  await accessible(tablet);

  // The promise waits until what was agreed is done; then its voucher is worth the promised amount and needs a code of its own.
  await expect(button(tablet, "Geef deze bon")).toHaveCount(0);
  // What is open on the tablet stays open when something arrives from the phone, and when another voucher is given.
  const first = tablet.getByRole("listitem").filter({ has: tablet.getByRole("heading", { name: "€ 25 · Je belde zelf." }) });
  const code = first.getByText("8412 0001");
  await first.getByText("Code", { exact: true }).click();
  await expect(code).toBeVisible();
  await phone.goto("/");
  await onScreen(phone, "Je krijgt een bon van €\u00a025");
  await phone.getByRole("link", { name: "Verder" }).click();
  await finish(phone);
  await button(tablet, "Geef deze bon").click();
  await expect(tablet.getByText("€ 30, zoals beloofd.")).toBeVisible();
  await expect(code).toBeVisible();
  await expect(field(tablet, "Waarvoor is deze bon?")).toHaveValue("Je hebt gedaan wat we hebben afgesproken: Bel de woningbouw.");
  await field(tablet, "Code").fill("84120001");
  await button(tablet, "Geef de bon").click();
  await expect(tablet.getByText("Deze code is al van een andere bon. Neem een andere code.")).toBeVisible();
  await field(tablet, "Code").fill("8412 0002");
  await button(tablet, "Geef de bon").click();
  await expect(tablet.getByRole("heading", { name: /^€\s30 · Je hebt gedaan wat we hebben afgesproken/ })).toBeVisible();
  await expect(tablet.getByText("beloofd voor:")).toHaveCount(0);
  await expect(code).toBeVisible();

  // Both vouchers are on the phone.
  await phone.goto("/bonnen");
  await expect(phone.getByText(/Je belde zelf/).first()).toBeVisible();
  await expect(phone.getByText(/Je hebt gedaan wat we hebben afgesproken/).first()).toBeVisible();

  // A voucher is withdrawn, with a reason.
  await first.getByRole("button", { name: "Neem de bon terug" }).click();
  await button(tablet, "Neem terug").click();
  await expect(tablet.getByText("Schrijf op waarom.")).toBeVisible();
  await field(tablet, "Waarom neem je de bon terug?").fill("De code werkt niet.");
  await button(tablet, "Neem terug").click();
  await expect(tablet.getByText("Teruggenomen: De code werkt niet.")).toBeVisible();
  // The resident sees the reason too.
  await expect(phone.getByText("Teruggenomen: De code werkt niet.")).toBeVisible();
});

test("codes come from the stock, amounts from the policy, and the overview adds up", async ({ paired }) => {
  test.setTimeout(180_000);
  const { tablet } = paired;
  await agreed(paired);
  await announce(tablet);
  await button(tablet, "Geef een waardering").click();
  await expect(tablet.getByText("Uit de voorraad")).toHaveCount(0);
  await tablet.getByRole("link", { name: "Later verder" }).click();

  // A policy with contradictory numbers is refused; a consistent one is saved.
  await screen(tablet, "Bonnen");
  await onScreen(tablet, "Bonnen");
  await expect(tablet.getByText("Er is nog niets gegeven.")).toBeVisible();
  await tablet.getByRole("link", { name: "Regels" }).click();
  await field(tablet, "Laagste bedrag van een bon").fill("60,01");
  await field(tablet, "Laagste bedrag van een bon").blur();
  await expect(tablet.getByText("Het laagste bedrag (€ 60,01) is hoger dan het hoogste (€ 60).")).toBeVisible();
  await field(tablet, "Laagste bedrag van een bon").fill("10");
  await field(tablet, "Budget voor een heel jaar, in euro").fill("40");
  await tablet.getByRole("heading", { level: 1 }).focus();
  await kept(tablet, 2);
  await accessible(tablet);

  // A list of codes is added as a whole or not at all.
  await tablet.getByRole("link", { name: "Terug" }).click();
  await tablet.getByRole("link", { name: "Voorraad codes" }).click();
  await field(tablet, "Codes, een op elke regel").fill("AB 1\nAB2\nab1");
  await field(tablet, "Hoeveel euro is elke code waard?").fill("25");
  await button(tablet, "Zet in de voorraad").click();
  await expect(tablet.getByText("Regel 3 is dezelfde code als regel 1.")).toBeVisible();
  await field(tablet, "Codes, een op elke regel").fill(`AB 1\n${"9".repeat(4000)}`);
  await button(tablet, "Zet in de voorraad").click();
  await expect(tablet.getByText("Regel 2 heeft 4000 tekens. Er passen er 64.")).toBeVisible();
  await field(tablet, "Codes, een op elke regel").fill("AB 1\r\nAB2\n\n");
  await button(tablet, "Zet in de voorraad").click();
  await expect(tablet.getByText("2 codes staan in de voorraad.")).toBeVisible();
  await expect(tablet.getByText(/^2 × €\s25, te gebruiken tot en met/)).toBeVisible();
  await accessible(tablet);

  // There are two codes, but the budget allows only one voucher.
  await screen(tablet, "Inwoners");
  await tablet.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await tablet.getByRole("main").getByRole("link", { name: "Bonnen" }).click();
  await appreciate(tablet, { amount: "20", reason: "Je hield vol." });
  await expect(tablet.getByText(/^Er is geen vrije code van €\s20/)).toBeVisible();
  await field(tablet, "Hoeveel euro?").fill("25");
  await button(tablet, "Geef de bon").click();
  await expect(tablet.getByRole("heading", { name: "€ 25 · Je hield vol." })).toBeVisible();
  await appreciate(tablet, { amount: "25", reason: "Je ging door." });
  await expect(tablet.getByText(/^Het budget van dit jaar is te klein/)).toBeVisible();

  await screen(tablet, "Bonnen");
  await expect(tablet.getByText(/Nog €\s15 te geven in \d+\. Al gegeven: €\s25\./)).toBeVisible();
  await expect(tablet.getByText("1 code in de voorraad")).toBeVisible();
  await expect(tablet.getByRole("row").nth(1)).toHaveText(/Waardering.*Begeleider.*1.*€\s25/);
  await accessible(tablet);
  const download = tablet.waitForEvent("download");
  await button(tablet, "Bewaar als tabel (CSV)").click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toMatch(/^\uFEFFMaand;Soort;Begeleider;Aantal;Euro\r\n\d{4}-\d\d;Waardering;Begeleider;1;25,00\r\n$/);
});

test("two offline colleagues give the same code: the later one is told, and its voucher gets another code", async ({ paired, otherPhone }) => {
  test.setTimeout(240_000);
  const { tablet, phone, running } = paired;
  await agreed(paired);
  await announce(tablet);
  await tablet.getByRole("link", { name: "Later verder" }).click();
  await screen(tablet, "Bonnen");
  await tablet.getByRole("link", { name: "Voorraad codes" }).click();
  await field(tablet, "Codes, een op elke regel").fill("ANDERS-1");
  await field(tablet, "Hoeveel euro is elke code waard?").fill("25");
  await button(tablet, "Zet in de voorraad").click();
  await expect(tablet.getByText("1 code staat in de voorraad.")).toBeVisible();
  const laptop = await otherPhone({ baseURL: running.url, viewport: { width: 1280, height: 800 }, isMobile: false });
  await join(laptop, await colleagueCode(tablet));
  await onScreen(laptop, "Inwoners");
  await screen(tablet, "Inwoners");

  for (const [page, reason] of [[tablet, "Je belde zelf."], [laptop, "Je hield vol."]]) {
    await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
    await page.getByRole("main").getByRole("link", { name: "Bonnen" }).click();
    await expect(button(page, "Geef een waardering")).toBeVisible();
    await page.context().setOffline(true);
    await button(page, "Geef een waardering").click();
    await radio(page, "Ik typ een code").check();
    await field(page, "Hoeveel euro?").fill("25");
    await field(page, "Waarvoor is deze bon?").fill(reason);
    await field(page, "Code").fill("DEZELFDE-1");
    await button(page, "Geef de bon").click();
    await expect(page.getByText(/De bon is gegeven/)).toBeVisible();
  }

  await tablet.context().setOffline(false);
  // Once the phone shows the earlier voucher, which it receives by itself, the service has it.
  await expect(async () => {
    await phone.goto("/");
    // Wait longer than the voucher may take to arrive, or the next try would find it seen.
    await expect(title(phone, "Je krijgt een bon van €\u00a025")).toBeVisible();
  }).toPass({ timeout: 90_000 });
  await laptop.context().setOffline(false);
  await expect(laptop.getByText("Een collega had dezelfde code al gegeven.")).toBeVisible();
  await expect(laptop.getByText("De bon van €\u00a025 voor Inwoner zonder naam heeft nu een andere code.")).toBeVisible();
  await expect(tablet.getByText("Een collega had dezelfde code al gegeven.")).toHaveCount(0);

  const showsCode = async (reason, code) => {
    await phone.goto("/bonnen");
    // Wait for both: one that arrives during the press would move the other.
    await expect(phone.getByRole("link", { name: /Je belde zelf|Je hield vol/ })).toHaveCount(2);
    await phone.getByRole("link", { name: reason }).click();
    await onScreen(phone, "€\u00a025");
    await expect(phone.getByRole("main")).toContainText(code);
  };
  await showsCode(/Je belde zelf/, "DEZELFDE-1");
  await showsCode(/Je hield vol/, "ANDERS-1");
});

test("codes are read from a photo in the gallery, in any browser", async ({ paired, context }) => {
  const { tablet, link } = paired;
  await enrol(tablet, link);
  await screen(tablet, "Bonnen");
  await tablet.getByRole("link", { name: "Voorraad codes" }).click();
  const choose = (name, mimeType, buffer) => field(tablet, "Foto van een code").setInputFiles({ name, mimeType, buffer });
  const table = await context.newPage();
  const buffer = await photoOf(table, [["EAN13", "4006381333931"], ["QRCode", "BON-77 AB"]]);

  // The code reader is stored on the device with the rest of the app.
  await tablet.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await tablet.context().setOffline(true);
  await choose("brief.pdf", "application/pdf", Buffer.from("%PDF-1.4 geen foto"));
  await expect(tablet.getByText(/^De foto kan nu niet worden gelezen/)).toBeVisible();
  await choose("tafel.jpg", "image/jpeg", await photoOf(table, []));
  await expect(tablet.getByText(/^Er staat geen code op deze foto/)).toBeVisible();
  await choose("kaarten.jpg", "image/jpeg", buffer);
  await expect(field(tablet, "Codes, een op elke regel")).toHaveValue(/^(4006381333931\nBON-77 AB|BON-77 AB\n4006381333931)$/);
  await expect(tablet.getByText(/^Er staat geen code/)).toHaveCount(0);
});
