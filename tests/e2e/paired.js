// A resident's phone and a caseworker's tablet at one service, with steps that tests share.

import { expect, test as base } from "./fixtures.js";
import { serve } from "./service.js";
import { button, field, onScreen, open } from "./steps.js";

/** The passphrase of the caseworker's device. */
export const PASSPHRASE = "drie gewone woorden achter elkaar";

/** Starts a service with one team, and provides the link that enrols it, a tablet and a phone. */
export const test = base.extend({
  serviceOptions: [[], { option: true }],
  paired: async ({ otherPhone, serviceOptions }, use) => {
    const running = await serve({ options: serviceOptions });
    try {
      const link = await running.command("team", "create", "Wijkteam Zuid", "--origin", running.url);
      const tablet = await otherPhone({ baseURL: running.url, viewport: { width: 1024, height: 768 }, isMobile: false });
      const phone = await otherPhone({ baseURL: running.url });
      await use({ running, link: link.match(/http\S+/)[0], tablet, phone });
    } finally {
      await running.stop();
    }
  },
});

export { expect };

/** What a browser logs for a request without a network, or about a log that does not exist yet or was erased. */
export const expectedErrors = /Failed to load resource: .*\/v1\//;

/** Enrols the team on the tablet. */
export async function enrol(tablet, link, name = "Begeleider") {
  await tablet.goto(link);
  await field(tablet, "Je voornaam").fill(name);
  await tablet.getByLabel("Bedenk een wachtwoord").fill(PASSPHRASE);
  await tablet.getByLabel("Nog een keer hetzelfde wachtwoord").fill(PASSPHRASE);
  await button(tablet, "Meld aan").click();
  await onScreen(tablet, "Inwoners");
}

/** Unlocks the caseworker's app after a reload. */
export async function unlock(tablet) {
  await field(tablet, "Je wachtwoord").fill(PASSPHRASE);
  await button(tablet, "Open").click();
}

/** The element that shows a code. */
const shownCode = (page) => page.getByRole("paragraph").filter({ hasText: /^([0-9A-Z]{4}[\s-]*){3}$/ });

/** Shows the code with which a colleague joins the team, and returns it. */
export async function colleagueCode(tablet) {
  await tablet.getByRole("link", { name: "Team", exact: true }).click();
  await onScreen(tablet, "Team");
  await tablet.getByRole("link", { name: "Laat een collega meedoen" }).click();
  return shownCode(tablet).textContent();
}

/** Joins the team on a colleague's laptop with a code. */
export async function join(laptop, code, name = "Collega") {
  await laptop.goto("/begeleider/");
  await onScreen(laptop, "Doe mee met je team");
  await field(laptop, "De code van je collega").fill(code);
  await field(laptop, "Je voornaam").fill(name);
  await laptop.getByLabel("Bedenk een wachtwoord").fill(PASSPHRASE);
  await laptop.getByLabel("Nog een keer hetzelfde wachtwoord").fill(PASSPHRASE);
  await button(laptop, "Doe mee").click();
}

/** Pairs the phone's plan with a code of the tablet; the resident may say what to be called. */
export async function pair(phone, tablet, name) {
  await tablet.getByRole("main").getByRole("link", { name: "Nieuwe koppeling" }).click();
  const code = shownCode(tablet);
  await code.waitFor();
  await phone.goto("/koppel");
  await field(phone, "De code van je begeleider").fill((await code.textContent()).toLowerCase());
  await button(phone, "Ga verder").click();
  await phone.getByText(/Je koppelt met: .*Wijkteam Zuid/).waitFor();
  if (name !== undefined) await field(phone, "Hoe wil je genoemd worden?").fill(name);
  await button(phone, "Koppel").click();
  await phone.getByText(/Je bent gekoppeld met/).waitFor();
  await tablet.getByText(/is gekoppeld/).waitFor();
}

/** Waits until the phone and the service hold the same records. */
export async function isSafe(phone) {
  await open(phone, "/meer/delen");
  await phone.getByText("De kopie bij je begeleider is gelijk aan je plan").waitFor();
}

/** Presses a button with the keyboard, and holds it for its second. What it confirms is stored when the button is gone. */
export async function hold(page, name) {
  const held = button(page, name);
  await held.first().waitFor();
  const before = await held.count();
  await held.first().focus();
  await page.keyboard.down("Enter");
  await held.nth(before - 1).waitFor({ state: "detached" });
  await page.keyboard.up("Enter");
}
