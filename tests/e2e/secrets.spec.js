// Passwords, pin codes and other codes also work in the variants that keyboards produce.

import { test as base } from "./fixtures.js";
import { button, field, makePlan, onScreen, open } from "./steps.js";
import { PASSPHRASE, colleagueCode, enrol, expect, expectedErrors, test } from "./paired.js";

const WORDS = "één café crème";

/** Checks each field's name and its hints for keyboards, hidden and shown; a browser must not store a field whose text is visible. */
async function check(page, fields, show) {
  const read = () =>
    Promise.all(
      Object.keys(fields).map(async (name) => {
        const got = await field(page, name).evaluate((input) =>
          ["autocapitalize", "autocorrect", "spellcheck", "autocomplete", "inputmode"].map((it) => input.getAttribute(it)),
        );
        return [name, got];
      }),
    );
  const isShown = (name) => field(page, name).evaluate((input) => input.type === "text");
  const expected = () =>
    Promise.all(
      Object.entries(fields).map(async ([name, [capitals, fills, mode = null]]) => [
        name,
        [capitals, "off", "false", (await isShown(name)) ? "off" : fills, mode],
      ]),
    );
  expect(await read()).toEqual(await expected());
  if (!show) return;
  for (const name of show) await page.getByRole("checkbox", { name, exact: true }).first().check();
  await expect.poll(() => Promise.all(Object.keys(fields).map(isShown))).toContain(true);
  expect(await read()).toEqual(await expected());
}

base("a copy opens with whatever a keyboard makes of its password", async ({ page }) => {
  await makePlan(page);
  await open(page, "/meer/bewaren");
  await field(page, "Bedenk een wachtwoord").fill(`${WORDS} `);
  await field(page, "Nog een keer hetzelfde wachtwoord").fill(WORDS.normalize("NFD"));
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Maak kopie").click()]);
  const copy = await download.path();
  const restore = async (words) => {
    await open(page, "/meer/bewaren");
    await field(page, "Kies je kopie").setInputFiles(copy);
    await field(page, "Het wachtwoord van de kopie").fill(words);
    await button(page, "Zet kopie terug").click();
  };
  for (const words of [WORDS, WORDS.normalize("NFD"), ` ${WORDS}\u200b `, "Één café crème", "één\u00a0café crème"]) {
    await restore(words);
    await expect(button(page, "Bekijk je plan"), words).toBeVisible();
    await button(page, "Bekijk je plan").click();
    await onScreen(page, "Je volgende stap");
  }
  await restore("een cafe creme");
  await expect(page.getByText("Let op hoofdletters en spaties.")).toBeVisible();
});

base("no keyboard corrects a secret, hidden or shown, and no browser keeps a pin code", async ({ page }) => {
  await makePlan(page);
  await open(page, "/meer/bewaren");
  const made = ["none", "new-password"];
  const fields = { "Bedenk een wachtwoord": made, "Nog een keer hetzelfde wachtwoord": made, "Het wachtwoord van de kopie": ["none", "current-password"] };
  await check(page, fields, ["Laat het wachtwoord zien"]);
  await open(page, "/koppel");
  await check(page, { "De code van je begeleider": ["characters", "off"] });
  await open(page, "/herstel");
  await open(page, "/meer/pincode");
  const pin = ["none", "off", "numeric"];
  await check(page, { "Nieuwe pincode": pin, "Nog een keer dezelfde pincode": pin }, ["Laat de pincode zien"]);
  // Digits of another script, with spaces between them.
  await field(page, "Nieuwe pincode").fill("٢٥ ٨٠");
  await field(page, "Nog een keer dezelfde pincode").fill("２５８０");
  await button(page, "Zet pincode aan").click();
  await expect(page.getByText("Je pincode staat aan.")).toBeVisible();
  await page.goto("/");
  await check(page, { "Je pincode": pin }, ["Laat de pincode zien"]);
  await field(page, "Je pincode").fill("2580 ");
  await button(page, "Open").click();
  await onScreen(page, "Je volgende stap");
});

test.use({ expectedErrors });

test("codes and passphrases of the team work however they are typed", async ({ paired, otherPhone }) => {
  const { running, link, tablet, phone } = paired;
  await enrol(tablet, link);
  await tablet.goto("/begeleider/");
  await check(tablet, { "Je wachtwoord": ["none", "current-password"] }, ["Laat het wachtwoord zien"]);
  await field(tablet, "Je wachtwoord").fill(` D${PASSPHRASE.slice(1)}\u00a0`);
  await button(tablet, "Open").click();
  await onScreen(tablet, "Inwoners");

  // O for 0, l for 1, dashes from a word processor, no-break spaces, full-width letters.
  const messy = (code) =>
    `${code.trim().toLowerCase().replaceAll("0", "o").replaceAll("1", "l").replace(/[\s-]+/, "–").replace(/\s+/, "\u00a0—\u200b")} `.replace(/[a-z]/, (letter) =>
      String.fromCodePoint(letter.codePointAt(0) + 0xfee0),
    );
  const code = await colleagueCode(tablet);
  const laptop = await otherPhone({ baseURL: running.url, isMobile: false });
  await laptop.goto("/begeleider/");
  const made = ["none", "new-password"];
  await check(
    laptop,
    { "De code van je collega": ["characters", "off"], "Bedenk een wachtwoord": made, "Nog een keer hetzelfde wachtwoord": made },
    ["Laat het wachtwoord zien"],
  );
  await field(laptop, "De code van je collega").fill(messy(code));
  await field(laptop, "Je voornaam").fill("Collega");
  await field(laptop, "Bedenk een wachtwoord").fill(WORDS);
  await field(laptop, "Nog een keer hetzelfde wachtwoord").fill(`${WORDS.normalize("NFD")} `);
  await button(laptop, "Doe mee").click();
  await onScreen(laptop, "Inwoners");
  await laptop.reload();
  await field(laptop, "Je wachtwoord").fill(WORDS.normalize("NFD"));
  await button(laptop, "Open").click();
  await onScreen(laptop, "Inwoners");

  await makePlan(phone);
  await tablet.getByRole("link", { name: "Inwoners", exact: true }).click();
  await tablet.getByRole("main").getByRole("link", { name: "Nieuwe koppeling" }).click();
  const shown = tablet.getByRole("paragraph").filter({ hasText: /^([0-9A-Z]{4}[\s-]*){3}$/ });
  const typed = messy(await shown.textContent());
  await phone.goto("/koppel");
  await field(phone, "De code van je begeleider").fill(`${running.url}/koppel#${typed}`);
  await button(phone, "Ga verder").click();
  await expect(phone.getByText(/Je koppelt met: .*Wijkteam Zuid/)).toBeVisible();
});
