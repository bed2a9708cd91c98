// Paired devices in trouble: a clock that is a year off, and two devices that were offline for a month.

import { enrol, expect, expectedErrors, isSafe, pair, test, unlock } from "./paired.js";
import { button, finish, idInAddress, makePlan, onScreen, open } from "./steps.js";

test.use({ expectedErrors });

for (const [name, moment] of [["behind", "2025-11-23T10:00:00+01:00"], ["ahead", "2027-11-23T10:00:00+01:00"]]) {
  test(`a phone whose clock is a year ${name} pairs, shares and keeps everything`, async ({ paired: { tablet, phone, link } }) => {
    test.setTimeout(240_000);
    await phone.clock.setFixedTime(new Date(moment));
    await tablet.clock.setFixedTime(new Date("2026-11-23T10:00:00+01:00"));
    await makePlan(phone, ["Zoek de brief", "Bel de woningbouw"]);
    await finish(phone);
    await enrol(tablet, link);
    await pair(phone, tablet);
    await isSafe(phone);
    await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
    await expect(tablet.getByText("Bel de woningbouw").first()).toBeVisible();
    // Once the clock is right again, the plan continues where it was.
    await phone.clock.setFixedTime(new Date("2026-11-23T10:00:00+01:00"));
    await finish(phone);
    await open(phone, "/plan/terugblik");
    await expect(phone.getByText("Zoek de brief")).toBeVisible();
    await expect(phone.getByText("Bel de woningbouw")).toBeVisible();
    await isSafe(phone);
  });
}

/** After its next load, the page can store only as many more changes to records as `test.room` says. */
async function smallDisk(page) {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    const seen = new WeakSet();
    let room = Number(localStorage.getItem("test.room") ?? Infinity);
    IDBObjectStore.prototype.put = function (...values) {
      if (this.name === "records" && !seen.has(this.transaction)) {
        seen.add(this.transaction);
        room -= 1;
      }
      if (room < 0) throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, values);
    };
  });
}

test("a pairing on a full disk is finished when there is room, and not called equal before", async ({ paired: { tablet, phone, link } }) => {
  await smallDisk(phone);
  await makePlan(phone, ["Bel de woningbouw"]);
  await enrol(tablet, link);
  // There is room for the pairing itself, but for nothing that is shared.
  await phone.evaluate(() => localStorage.setItem("test.room", "1"));
  await pair(phone, tablet);
  await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
  await phone.evaluate(() => localStorage.setItem("test.room", "0"));
  await open(phone, "/meer/delen");
  await expect(phone.getByText("Je telefoon is vol. Maak ruimte op je telefoon.")).toBeVisible();
  await expect(phone.getByText("De kopie bij je begeleider is gelijk aan je plan")).toHaveCount(0);
  await expect(tablet.getByText("Bel de woningbouw")).toHaveCount(0);

  // A change that was not saved is not shown as saved.
  const home = phone.getByRole("switch", { name: /^Thuis/ });
  await expect(home).toBeChecked();
  await home.click();
  await expect(phone.getByText(/^Je telefoon is vol\. Dit is niet bewaard\./)).toBeVisible();
  await expect(home).toBeChecked();

  await phone.evaluate(() => localStorage.removeItem("test.room"));
  await isSafe(phone);
  await expect(tablet.getByText("Bel de woningbouw").first()).toBeVisible();
});

test("two devices that were offline for a month agree again, and lose nothing", async ({ paired: { tablet, phone, link } }) => {
  test.setTimeout(240_000);
  for (const page of [phone, tablet]) await page.clock.setFixedTime(new Date("2026-10-23T10:00:00+02:00"));
  const { goal } = await makePlan(phone, ["Zoek de brief", "Bel de woningbouw"]);
  await enrol(tablet, link);
  await pair(phone, tablet);
  await isSafe(phone);
  await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
  await expect(tablet.getByText("Bel de woningbouw").first()).toBeVisible();
  const address = tablet.url();

  for (const page of [phone, tablet]) await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await phone.context().setOffline(true);
  await tablet.context().setOffline(true);
  await finish(phone);
  for (const page of [phone, tablet]) await page.clock.setFixedTime(new Date("2026-11-23T10:00:00+01:00"));
  await finish(phone);
  await open(phone, `/plan/doel/${goal}`);
  expect(idInAddress(phone)).toBe(goal);

  await tablet.context().setOffline(false);
  await phone.context().setOffline(false);
  await isSafe(phone);
  await tablet.goto(address);
  await unlock(tablet);
  await open(phone, "/plan/terugblik");
  for (const page of [phone, tablet]) {
    await expect(page.getByText("Zoek de brief").first()).toBeVisible();
    await expect(page.getByText("Bel de woningbouw").first()).toBeVisible();
  }
  await open(phone, "/");
  await onScreen(phone, "Vandaag");
});
