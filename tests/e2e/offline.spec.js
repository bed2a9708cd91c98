import { rm } from "node:fs/promises";
import { expect, test } from "./fixtures.js";
import { olderBuild } from "./older-build.js";
import { serve, web } from "./service.js";
import { havePlan } from "./ready-plan.js";
import { button, field, makePlan, mark, onScreen, open } from "./steps.js";

/** Waits until the service worker has all files and controls this page. */
const ready = (page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    }
  });

test.describe("a plan with something on every screen", () => {
  test.use({ isFilled: true });

  test("from the second visit on, every screen opens without a network", async ({ page, context, paths }) => {
    test.setTimeout(240_000);
    await open(page, "/");
    await ready(page);
    await context.setOffline(true);
    for (const address of paths) {
      await open(page, address);
      const pictures = page.getByRole("main").locator("img");
      const missing = () => pictures.evaluateAll((all) => all.filter((it) => !it.complete || it.naturalWidth === 0).length);
      await expect.poll(missing, { message: address }).toBe(0);
    }
    await open(page, "/");
    await button(page, "Gelukt").click();
    await onScreen(page, "Het is gelukt");
  });
});

test("without a network the other language can still be chosen", async ({ page, context }) => {
  await havePlan(page);
  await ready(page);
  await context.setOffline(true);
  await open(page, "/meer/weergave");
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("an update waits until it is accepted, and keeps the plan and a half-written form", async ({ otherPhone }) => {
  test.setTimeout(180_000);
  const folder = await olderBuild();
  const service = await serve({ folder });
  try {
    const page = await otherPhone({ baseURL: service.url });
    await makePlan(page, ["Bel de woningbouw"]);
    await ready(page);
    await open(page, "/");
    await expect(page.getByRole("link", { name: "Menu van toen" })).toBeVisible();

    await service.pause();
    await service.resume(web);
    await open(page, "/afspraak");
    await field(page, "Met wie?").fill("Mijn begeleider");
    await expect(page.getByText("Er is een nieuwe versie van deze app.")).toBeVisible({ timeout: 20_000 });
    // Nothing changes under the form.
    await expect(page.getByRole("link", { name: "Menu van toen" })).toBeVisible();
    await button(page, "Vernieuw de app").click();
    await expect(page.getByRole("link", { name: "Meer", exact: true })).toBeVisible();
    await expect(field(page, "Met wie?")).toHaveValue("Mijn begeleider");
    await expect(page.getByText("Er is een nieuwe versie van deze app.")).toHaveCount(0);
    await open(page, "/");
    await expect(page.getByRole("heading", { name: "Bel de woningbouw" })).toBeVisible();
  } finally {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test("two tabs: what one changes, the other shows", async ({ page, context }) => {
  await havePlan(page, ["Zoek de brief", "Bel de woningbouw"]);
  const other = await context.newPage();
  await open(other, "/");
  await expect(other.getByRole("heading", { name: "Zoek de brief" })).toBeVisible();
  await open(page, "/");
  await button(page, "Gelukt").click();
  await onScreen(page, "Het is gelukt");
  await expect(other.getByRole("heading", { name: "Bel de woningbouw" })).toBeVisible();
});

test("two tabs that open for the first time at once share one key", async ({ page, context }) => {
  const other = await context.newPage();
  await Promise.all([page.goto("/"), other.goto("/")]);
  await Promise.all([button(page, "Begin").click(), button(other, "Begin").click()]);
  await Promise.all([onScreen(page, "Waar loop je tegenaan?"), onScreen(other, "Waar loop je tegenaan?")]);
  await mark(page, "thuis.wonen", /^Ik kan hier blijven/);
  await mark(other, "thuis.zorg", /^Thuis gaat het meestal goed/);
  for (const tab of [page, other]) {
    await open(tab, "/brug");
    await expect(tab.getByText("Ik kan hier blijven. Er moet nog iets beter.")).toBeVisible();
    await expect(tab.getByText("Thuis gaat het meestal goed.")).toBeVisible();
    await expect(tab.getByText(/kan de app niet lezen/)).toHaveCount(0);
  }
});

test.describe("texts that come later", () => {
  // The first request, without a network, fails on purpose.
  test.use({ expectedErrors: /Failed to load resource: .*\/rewards\/nl\.json/ });

  test("are cached from the first time on, also over an update, and not before", async ({ page, context }) => {
    const texts = () => page.evaluate(() => fetch("/rewards/nl.json").then((answer) => answer.ok, () => false));
    await havePlan(page);
    await ready(page);
    await context.setOffline(true);
    expect(await texts()).toBe(false);
    await context.setOffline(false);
    expect(await texts()).toBe(true);
    await context.setOffline(true);
    expect(await texts()).toBe(true);
    // Install the service worker again, as an update does.
    await context.setOffline(false);
    const kept = await page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration()).unregister();
      await navigator.serviceWorker.register("/sw.js");
      await navigator.serviceWorker.ready;
      const cache = await caches.open("mijn-brug-kept");
      return (await cache.keys()).map((request) => new URL(request.url).pathname);
    });
    expect(kept).toEqual(["/rewards/nl.json"]);
  });
});
