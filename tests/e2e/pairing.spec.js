// A resident's phone and a caseworker's tablet, paired through a service of their own: what is shared and what isn't, going offline and
// online again, stopping, and that the service cannot read any of it.

import { PASSPHRASE, enrol, expect, expectedErrors, pair, test, unlock } from "./paired.js";
import { addMiniStep, addStep, begin, button, mark, open, setGoal } from "./steps.js";

const GOOD = /^Ik kan hier blijven/;

test.use({ expectedErrors });

test("pair, share, go offline and on, and stop", async ({ paired: { tablet, phone, link, running } }) => {
  await begin(phone);
  await mark(phone, "thuis.wonen", GOOD);
  const hidden = "Ik voel me vaak slecht.";
  await mark(phone, "welzijn.hoofd", hidden);

  await enrol(tablet, link);
  await pair(phone, tablet);

  // The caseworker sees what is shared; Welzijn only once the resident shares it.
  await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
  await expect(tablet.getByText("Ik kan hier blijven").first()).toBeVisible();
  await expect(tablet.getByText(hidden)).toHaveCount(0);

  // Nothing is lost while offline, and the screen says what it is waiting for.
  await open(phone, "/meer/delen");
  await expect(phone.getByText("De kopie bij je begeleider is gelijk aan je plan")).toBeVisible();
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await phone.context().setOffline(true);
  await mark(phone, "geld.schulden", /^Ik krijg hulp bij mijn schulden/);
  await open(phone, "/meer/delen");
  await expect(phone.getByText("Wacht op internet")).toBeVisible();
  await phone.context().setOffline(false);
  await expect(phone.getByText("De kopie bij je begeleider is gelijk aan je plan")).toBeVisible({ timeout: 20_000 });
  await tablet.reload();
  await unlock(tablet);
  await expect(tablet.getByRole("heading", { name: "Schulden" }).or(tablet.getByText("Schulden")).first()).toBeVisible();

  // Stopping erases the copy, also from the caseworker's app.
  // A locked tablet requests nothing, so it learns of this when it is unlocked.
  await tablet.goto("/begeleider/");
  await button(phone, "Stop met delen").click();
  await button(phone, "Ja, stop met delen").click();
  await expect(phone.getByText("Je deelt niets meer.").first()).toBeVisible();
  await unlock(tablet);
  await expect(tablet.getByText(/deelt het plan niet meer/)).toBeVisible();
  await expect(tablet.getByText("Ik kan hier blijven")).toHaveCount(0);
  await open(phone, "/brug");
  await expect(phone.getByText(/Ik kan hier blijven/).first()).toBeVisible();
  expect(await running.command("check")).toMatch(/./);
});

test("the service keeps, writes and receives nothing that it can read", async ({ paired: { tablet, phone, link, running } }) => {
  const canaries = ["kanarie-doel", "kanarie-stap", "kanarie-ministap", "kanarie-notitie", "Kanarienaam"];
  const traffic = [];
  for (const page of [phone, tablet]) {
    page.on("request", (request) => traffic.push(request.url(), request.postDataBuffer() ?? "", JSON.stringify(request.headers())));
  }
  await begin(phone);
  await mark(phone, "thuis.wonen", GOOD, { note: "kanarie-notitie" });
  await setGoal(phone, "Wonen", "kanarie-doel");
  const step = await addStep(phone, "kanarie-stap");
  await addMiniStep(phone, step, "kanarie-ministap");
  await enrol(tablet, link, "Kanarienaam");
  await pair(phone, tablet);
  await open(phone, "/meer/delen");
  await expect(phone.getByText("De kopie bij je begeleider is gelijk aan je plan")).toBeVisible();
  await tablet.getByRole("link", { name: "Bekijk de brug" }).click();
  await expect(tablet.getByText("kanarie-ministap").first()).toBeVisible();

  const root = await phone.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open("mijn-brug");
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const get = open.result.transaction("keys").objectStore("keys").get("keyring");
          get.onsuccess = () => resolve([...get.result].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
        };
      }),
  );
  expect(root).toMatch(/^[0-9a-f]{64}$/);
  const kept = await running.kept();
  const sent = Buffer.concat(traffic.map((part) => Buffer.from(part)));
  expect(kept.length).toBeGreaterThan(4096);
  for (const canary of [...canaries, PASSPHRASE, root]) {
    for (const [where, bytes] of [["database", kept], ["traffic", sent], ["log", Buffer.from(running.written())]]) {
      expect(bytes.includes(canary), `${canary} in the ${where}`).toBe(false);
    }
  }
  expect(kept.includes(Buffer.from(root, "hex")), "the root key in the database").toBe(false);
  expect(sent.includes(Buffer.from(root, "hex")), "the root key in the traffic").toBe(false);
});
