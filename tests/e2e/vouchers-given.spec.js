// From an agreement at the table to a voucher at the till, with the phone in the resident's hand: live, then without a network.

import { codesIn } from "./barcode.js";
import { button, field, link, makePlan, navigation, onScreen, open } from "./steps.js";
import { enrol, expect, expectedErrors, hold, isSafe, pair, test, unlock } from "./paired.js";

test.use({ expectedErrors });

const words = /(?<!\p{L})(bon|bonnen|voucher|beloning|waardering|compensatie|cadeaukaart)(?!\p{L})/iu;

/** The words about rewards that a person, a screen reader or somebody who searches the phone could find. */
async function traces(phone) {
  const stored = await phone.evaluate(async () => {
    const names = await caches.keys();
    const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, names, kept]);
  });
  const all = [await phone.content(), await phone.locator("body").ariaSnapshot(), stored];
  return all.map((text) => text.match(words)?.[0]).filter(Boolean);
}

test("agreed, announced, given: the phone follows, and the code works without a network", async ({ paired: { tablet, phone, link: enrolment } }) => {
  test.setTimeout(240_000);
  await makePlan(phone, ["Zoek het nummer op"]);
  await enrol(tablet, enrolment);
  await pair(phone, tablet);
  await isSafe(phone);
  await open(phone, "/");
  await phone.waitForFunction(() => navigator.serviceWorker.controller !== null);

  await link(tablet, "Bekijk de brug").click();
  await expect(tablet.getByText("Zoek het nummer op").first()).toBeVisible();
  const id = new URL(tablet.url()).pathname.split("/").at(-1);
  await link(tablet, "Gesprek").click();
  await button(tablet, "Begin het gesprek").click();
  // Live: nobody touches the phone.
  await expect(phone.getByText("Je gesprek is bezig")).toBeVisible();
  await tablet.getByRole("navigation", { name: "Delen van het gesprek" }).getByRole("button", { name: /Afspreken/ }).click();
  await tablet.getByRole("checkbox", { name: "Zoek het nummer op" }).check();
  await button(tablet, "Spreek dit samen af").click();
  await hold(tablet, "Inwoner zegt ja");
  await expect(tablet.getByText("Inwoner heeft ja gezegd, samen op één scherm")).toBeVisible();
  await hold(tablet, "Begeleider zegt ja");
  await expect(tablet.getByRole("heading", { name: "Dit is afgesproken" })).toBeVisible();
  await isSafe(phone);
  await open(phone, "/");
  await expect(phone.getByText("Je gesprek is bezig")).toBeVisible();
  expect(await traces(phone)).toEqual([]);

  await tablet.goto(`/begeleider/inwoner/${id}/bonnen`);
  await unlock(tablet);
  await button(tablet, "Vertel over bonnen").click();
  await button(tablet, "Ja, laat bonnen zien").click();
  await expect(navigation(phone).getByRole("link", { name: "Bonnen" })).toBeVisible();
  await expect(phone.getByText("Er is iets nieuws")).toBeVisible();

  // Vandaag shows it at once if it arrives just after the app was opened; here it arrives while the person is on another screen.
  await open(phone, "/plan");
  await button(tablet, "Geef een waardering").click();
  await field(tablet, "Hoeveel euro?").fill("25");
  await field(tablet, "Waarvoor is deze bon?").fill("Je zocht het zelf op.");
  await field(tablet, "Code").fill("8412093755261180");
  await field(tablet, "Regel voor de winkel (mag leeg)").fill("Scan als cadeaukaart");
  await button(tablet, "Geef de bon").click();
  await expect(tablet.getByText(/De bon is gegeven/)).toBeVisible();

  // It is celebrated when the app is opened next, not in the middle of something else.
  await expect(async () => {
    await phone.goto("/");
    await onScreen(phone, "Je krijgt een bon van €\u00a025");
  }).toPass({ timeout: 90_000 });
  await expect(phone.getByText("Je zocht het zelf op.")).toBeVisible();
  await expect(phone.getByText("Van Begeleider")).toBeVisible();

  await phone.context().setOffline(true);
  await open(phone, "/bonnen");
  await phone.getByRole("link", { name: /Je zocht het zelf op/ }).click();
  await onScreen(phone, "€\u00a025");
  const drawing = phone.getByRole("img", { name: "QR-code van deze bon" });
  expect(await codesIn(await drawing.screenshot())).toEqual([{ format: "QRCode", text: "8412093755261180" }]);
  await button(phone, "Ik heb deze bon gebruikt").click();
  await button(phone, "Ja, gebruikt").click();
  await expect(phone.getByText(/^Gebruikt op/)).toBeVisible();
  await phone.context().setOffline(false);
  await isSafe(phone);
  await expect(tablet.getByText(/gebruikt/i).first()).toBeVisible();
});
