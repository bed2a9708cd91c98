// Reminders that fire while the app is closed: what is shown, where a tap leads, and what the service stores. Delivery from a real
// push service to a real browser is tested in Firefox (tests/engines/reminders.test.js).

import { movesOf } from "./axe.js";
import { sendsTo } from "./push-service.js";
import { Phone, choice, expect, keeps, send, test } from "./push-phone.js";
import { serve } from "./service.js";
import { addMiniStep, button, finish, link, makeAppointment, makePlan, onScreen, open, planMiniStep } from "./steps.js";
import { enrol, pair } from "./paired.js";

const NEUTRAL = ["Mijn Brug", "Je hebt een herinnering. Tik om te lezen."];

const inThreeDays = () => new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

/** Makes a plan with one mini-step and a reminder for tomorrow, with notifications on; also returns the request to the service. */
async function reminded(phone) {
  const { page } = phone;
  const plan = await makePlan(page, ["Bel de woningbouw"]);
  await button(page, "Herinner mij morgen om 10.00 uur").click();
  await button(page, "Ja").click();
  await expect(page.getByText("Gelukt. Je krijgt een herinnering.")).toBeVisible();
  return { ...plan, put: await phone.until("PUT") };
}

/** What the service worker may show: the person's own words, or nothing. */
const words = (page) =>
  page.evaluate(async () => {
    const note = await caches.match("/notes/words");
    return note ? note.text() : "";
  });

/** Waits until the note has these words, which the app writes after the choice. */
const noted = (page, wanted) => expect.poll(() => words(page)).toMatch(wanted);

test("a notification says what it is about only when that was chosen, and a tap opens it", async ({ ringing }) => {
  const phone = await ringing.phone();
  const { page } = phone;
  const { put } = await reminded(phone);
  const { tag, lang, page: address } = put.body;
  expect([lang, address]).toEqual(["nl", `${ringing.running.url}/`]);
  await send(ringing.running, phone.subscription, tag);
  const message = await phone.message();
  expect(message).not.toContain("woningbouw");
  await phone.deliver(message);
  await expect.poll(() => phone.notifications()).toEqual([NEUTRAL]);
  await open(page, "/meer/herinneringen");
  await choice(page, /Laat zien waar het over gaat/).check();
  const own = ["Bel de woningbouw", "Tik om je stap te zien."];
  await noted(page, /woningbouw/);
  // With reminders on, the screens know this before they draw, so nothing shifts.
  const moved = await movesOf(page);
  for (const path of ["/meer/herinneringen", "/"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  }
  expect(moved).toEqual([]);
  await phone.deliver(message);
  await expect.poll(() => phone.notifications()).toEqual([own]);
  await phone.tap(tag);
  await onScreen(page, "Bel de woningbouw");
  await expect.poll(() => phone.notifications()).toEqual([]);
  await open(page, "/meer/herinneringen");
  await choice(page, /Laat zien waar het over gaat/).uncheck();
  await expect.poll(() => words(page)).not.toMatch(/woningbouw/);
  await phone.deliver(message);
  await expect.poll(() => phone.notifications()).toEqual([NEUTRAL]);
});

test("an appointment fires twice under one tag, urgently and not after it began, and leads to its own screen", async ({ ringing }) => {
  const phone = await ringing.phone();
  const { page } = phone;
  await page.goto("/");
  await button(page, "Begin").click();
  await onScreen(page, "Waar loop je tegenaan?");
  await phone.switchOn();
  await makeAppointment(page, { withWhom: "Wijkteam", day: inThreeDays(), time: "14:30", place: "Markt 1" });
  await phone.until("PUT", 2);
  const [dayBefore, hoursBefore] = phone.done("PUT").map(({ body }) => body);
  const begins = hoursBefore.due + 7200;
  expect([begins - dayBefore.due, dayBefore.useful, hoursBefore.useful]).toEqual([86_400, 14_400, 7200]);
  expect([dayBefore.urgent, hoursBefore.urgent, dayBefore.tag]).toEqual([true, true, hoursBefore.tag]);
  await open(page, "/meer/herinneringen");
  await choice(page, /Laat zien waar het over gaat/).check();
  await noted(page, /Wijkteam/);
  await phone.deliver(JSON.stringify({ notification: { tag: dayBefore.tag } }));
  const own = ["Je hebt een afspraak", expect.stringMatching(/^Wijkteam, .*14\.30 uur, Markt 1$/)];
  await expect.poll(() => phone.notifications()).toEqual([own]);
  await phone.tap(dayBefore.tag);
  await expect(page).toHaveURL(/\/afspraak\/.+/);
  await expect(page.getByText("Markt 1").first()).toBeVisible();
});

test("a message that cannot be read still shows a notification", async ({ ringing }) => {
  const phone = await ringing.phone();
  await reminded(phone);
  await phone.deliver("\u0000 this is no message");
  await expect.poll(() => phone.notifications()).toEqual([NEUTRAL]);
  await phone.page.goto("/herinnering/nobody-knows-it");
  await onScreen(phone.page, "Je volgende stap");
});

test("the app's badge counts unseen reminders, until the app is opened", async ({ ringing }) => {
  const phone = await ringing.phone();
  const { page } = phone;
  await reminded(phone);
  const [worker] = page.context().serviceWorkers();
  await worker.evaluate(() => (navigator.setAppBadge = async (n) => (self.badge = n)));
  const badge = () => worker.evaluate(() => self.badge);
  await phone.deliver("while the app is open");
  await expect.poll(() => phone.notifications()).toEqual([NEUTRAL]);
  expect(await badge()).toBeUndefined();
  await page.goto("about:blank");
  const message = (tag) => JSON.stringify({ notification: { tag } });
  for (const tag of ["a", "a", "b"]) await phone.deliver(message(tag));
  await expect.poll(badge).toBe(2);
  await page.goto("/");
  await onScreen(page, "Je volgende stap");
  await expect.poll(() => page.evaluate(async () => Boolean(await caches.match("/notes/unseen")))).toBe(false);
});

test("a test message tells which step failed", async ({ ringing }) => {
  const phone = await ringing.phone();
  const { page, push } = phone;
  await reminded(phone);
  await open(page, "/meer/herinneringen");
  await button(page, "Probeer een herinnering").click();
  await phone.deliver(await phone.message());
  await expect(page.getByText("Het werkt. Je telefoon heeft de herinnering laten zien.")).toBeVisible();
  push.answers.set("all", 500);
  await button(page, "Probeer een herinnering").click();
  await expect(page.getByText("De dienst voor herinneringen antwoordt nu niet. Probeer het later weer.")).toBeVisible();
  push.answers.set("all", 410);
  await button(page, "Probeer een herinnering").click();
  await expect(page.getByText(/kent deze app niet meer/)).toBeVisible();
  expect(phone.subscriptions).toHaveLength(2);
});

test("a test message renews a subscription that the push service forgot", async ({ ringing }) => {
  const phone = await ringing.phone();
  const { page, push } = phone;
  await reminded(phone);
  const [first] = phone.subscriptions;
  push.answers.set(first.path, 410);
  await open(page, "/meer/herinneringen");
  await button(page, "Probeer een herinnering").click();
  await expect.poll(() => phone.subscriptions.length).toBe(2);
  await phone.deliver(await phone.message());
  await expect(page.getByText("Het werkt. Je telefoon heeft de herinnering laten zien.")).toBeVisible();
  await expect.poll(() => phone.done("PUT").at(-1).body.subscription.endpoint).toBe(phone.subscription.endpoint);
});

test("after a no to the browser the app says so, and sends nothing", async ({ ringing }) => {
  const phone = await ringing.phone();
  const { page } = phone;
  await makePlan(page);
  await phone.set("answer", "denied");
  await button(page, "Herinner mij morgen om 10.00 uur").click();
  await button(page, "Ja").click();
  await expect(page.getByText("Je telefoon laat geen meldingen van deze app toe.").first()).toBeVisible();
  expect([phone.asked, phone.subscriptions]).toEqual([[], []]);
});

test("withdrawing the permission deletes the reminders at the service, and granting it again restores them", async ({ ringing }) => {
  const phone = await ringing.phone();
  const { page } = phone;
  const { put } = await reminded(phone);
  expect(await keeps(ringing.running, put)).toBe(true);
  await phone.set("permission", "denied");
  await page.reload();
  expect((await phone.until("DELETE")).id).toBe(put.id);
  expect(await keeps(ringing.running, put)).toBe(false);
  await open(page, "/meer/herinneringen");
  await expect(page.getByText("Je telefoon laat geen meldingen van deze app toe.")).toBeVisible();
  await phone.set("permission", "granted");
  await page.reload();
  expect((await phone.until("PUT", 2)).id).toBe(put.id);
});

test("a subscription that is gone at the start is renewed", async ({ ringing }) => {
  const phone = await ringing.phone();
  const { put } = await reminded(phone);
  const [first] = phone.subscriptions;
  await phone.page.evaluate(() => localStorage.removeItem("test.subscription"));
  await phone.page.reload();
  const again = await phone.until("PUT", 2);
  expect([again.id, again.body.subscription.endpoint]).toEqual([put.id, phone.subscription.endpoint]);
  expect(phone.subscription).not.toBe(first);
});

test("a done mini-step fires no more, nor does a reminder that is off", async ({ ringing }) => {
  const phone = await ringing.phone();
  const { page } = phone;
  const { put } = await reminded(phone);
  await finish(page);
  expect((await phone.until("DELETE")).id).toBe(put.id);
  await phone.switchOff();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("test.subscription"))).toBeNull();
});

test.describe("without a network", () => {
  test.use({ expectedErrors: /Failed to load resource|net::ERR_/ });

  test("changes reach the service when the network is back", async ({ ringing }) => {
    const phone = await ringing.phone();
    const { page } = phone;
    const { put, miniSteps } = await reminded(phone);
    await page.context().setOffline(true);
    await open(page, `/plan/ministap/${miniSteps[0]}/herinnering`);
    await page.getByRole("radio", { name: "Geen herinnering" }).check();
    // The button leads to the mini-step's own screen, which has a button with the same name.
    await button(page, "Klaar").click();
    await expect(page.getByText("Er staat geen herinnering.")).toBeVisible();
    await page.context().setOffline(false);
    expect((await phone.until("DELETE")).id).toBe(put.id);
  });
});

test("two phones with one plan have one reminder: it fires on the one that was opened last", async ({ ringing }) => {
  const phone = await ringing.phone();
  const { put } = await reminded(phone);
  const storageState = await phone.page.context().storageState({ indexedDB: true });
  storageState.origins.forEach((origin) => (origin.localStorage = origin.localStorage.filter(({ name }) => !name.startsWith("test."))));
  const other = await ringing.phone({ storageState });
  await other.switchOn();
  const again = await other.until("PUT");
  expect([again.id, again.body.tag]).toEqual([put.id, put.body.tag]);
  expect(again.body.subscription.endpoint).toBe(other.subscription.endpoint);
  await phone.page.reload();
  expect(await phone.until("PUT", 2)).toMatchObject({ id: put.id, body: { subscription: { endpoint: phone.subscription.endpoint } } });
});

test.describe("with a caseworker", () => {
  test.use({ expectedErrors: /Failed to load resource: .*\/v1\// });

  test("pairing moves the reminders to the log, and stopping moves them back", async ({ ringing, otherPhone }) => {
    const { running } = ringing;
    const phone = await ringing.phone();
    const { page } = phone;
    const { put } = await reminded(phone);
    const link = await running.command("team", "create", "Wijkteam Zuid", "--origin", running.url);
    const tablet = await otherPhone({ baseURL: running.url, viewport: { width: 1024, height: 768 }, isMobile: false });
    await enrol(tablet, link.match(/http\S+/)[0]);
    await pair(page, tablet);
    expect(await phone.until("DELETE")).toMatchObject({ id: put.id, search: "" });
    const paired = phone.done("PUT").at(-1);
    expect(paired.body.log).toMatch(/^[0-9a-f]{32}$/);
    expect([paired.id === put.id, paired.body.tag]).toEqual([false, put.body.tag]);
    await open(page, "/meer/delen");
    await button(page, "Stop met delen").click();
    await page.getByRole("dialog").getByRole("button", { name: /Ja/ }).click();
    await expect.poll(() => phone.done("PUT").at(-1)).toMatchObject({ id: put.id });
    expect(phone.done("PUT").at(-1).body.log).toBeUndefined();
  });
});

test("erasing everything deletes the reminders, their words and the subscription", async ({ ringing }) => {
  const phone = await ringing.phone();
  const { page } = phone;
  const { put } = await reminded(phone);
  await open(page, "/meer/wissen");
  await button(page, "Alles wissen").click();
  await page.getByRole("dialog").getByRole("button", { name: /Ja/ }).click();
  await expect(button(page, "Begin")).toBeVisible();
  expect((await phone.until("DELETE")).id).toBe(put.id);
  expect(await page.evaluate(async () => [await caches.has("mijn-brug-notes"), localStorage.getItem("test.subscription")])).toEqual([
    false,
    null,
  ]);
  expect(await keeps(ringing.running, put)).toBe(false);
});

test.describe("a service with limits of its own", () => {
  test.use({ expectedErrors: /Failed to load resource: .*\/v1\/remind/ });

  test("gets as many as it accepts, and another when there is room; its limits are remembered", async ({ ringing, otherPhone }) => {
    const running = await serve({ options: [...sendsTo(ringing.push), "--guest-reminders", "2"] });
    try {
      const phone = await Phone.start(await otherPhone({ baseURL: running.url, permissions: ["notifications"] }), ringing.push);
      const { page } = phone;
      const { step, miniSteps } = await makePlan(page, ["Zoek de brief", "Bel de woningbouw", "Lees de brief"]);
      for (const [place, id] of miniSteps.entries()) {
        await open(page, `/plan/ministap/${id}`);
        if (place === 2) {
          // It is later than the others, so it is the one that exceeds the limit.
          await planMiniStep(page, { day: inThreeDays(), time: "09:15" });
        }
        await page.getByRole("button", { name: place === 2 ? /^Herinner mij .* 9\.15 uur$/ : /^Herinner mij morgen om 10/ }).click();
        await expect(link(page, "Verander de herinnering")).toBeVisible();
      }
      const ids = () => new Set(phone.done("PUT").map(({ id }) => id)).size;
      const refused = () => phone.asked.filter(({ status }) => status >= 400);
      await phone.switchOn();
      await phone.until("PUT", 2);

      // The app starts, but cannot fetch the limits.
      await page.route("**/v1/reminder-limits", (route) => route.abort());
      await page.reload();
      await phone.until("PUT", 4);
      await finish(page);
      await phone.until("DELETE");
      await phone.until("PUT", 5);
      expect([ids(), refused()]).toEqual([3, []]);

      // An older service does not return its limits, so the app assumes the default ones.
      await page.unroute("**/v1/reminder-limits");
      const problem = { type: "about:blank", status: 404, code: "not-found", title: "" };
      await page.route("**/v1/reminder-limits", (route) => route.fulfill({ status: 404, json: problem }));
      await open(page, "/");
      await addMiniStep(page, step, "Schrijf een brief");
      await button(page, "Herinner mij morgen om 10.00 uur").click();
      await expect.poll(() => refused().map(({ status }) => status)).toContain(403);
    } finally {
      await running.stop();
    }
  });
});

test.describe("a service without reminders", () => {
  test.use({ expectedErrors: /404 .*\/v1\/push-key/ });

  test("is explained in plain words", async ({ otherPhone }) => {
    const running = await serve({ options: ["--push-contact", ""] });
    try {
      const page = await otherPhone({ baseURL: running.url });
      await page.goto("/meer/herinneringen");
      await expect(page.getByText(/Hier kan de app je niet herinneren/)).toBeVisible();
    } finally {
      await running.stop();
    }
  });
});
