// A plan of many years, and megabytes of text: the screens stay short and fast, and nothing is lost.

import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.js";
import { begin, button, field, inOwnWords, onScreen, open } from "./steps.js";

const GOALS = 300;
const MINI_STEPS = 1000;

const id = (kind, number) => `${kind}${number.toString(16).padStart(14, "0")}`;

/** The example plan with many goals, one of which has many mini-steps. */
async function withLargePlan(page) {
  const example = JSON.parse(await readFile(new URL("../../public/demo/nl.json", import.meta.url), "utf8"));
  const last = example.entries.at(-1);
  let { lamport } = last;
  const add = (event) => example.entries.push({ ...last, lamport: ++lamport, role: "resident", event });
  for (let n = 0; n < GOALS; n++) add({ goal_set: { goal: id("a0", n), domain: "thuis.wonen", wish: `Doel nummer ${n}` } });
  add({ urgency_chosen: { domain: "thuis.wonen" } });
  add({ step_added: { step: id("b0", 0), goal: id("a0", 0), title: "Alles opruimen" } });
  for (let n = 0; n < MINI_STEPS; n++) {
    add({ mini_step_added: { mini_step: id("c0", n), step: id("b0", 0), title: `Ministap nummer ${n}`, when: {}, fits_in_a_day: true } });
    if (n % 2) add({ mini_step_done: { mini_step: id("c0", n), day: "2026-11-20", skill: "took_a_step" } });
  }
  await page.route("**/demo/*.json", (route) => route.fulfill({ json: example }));
}

const height = (page) => page.evaluate(() => document.documentElement.scrollHeight);

test("three hundred goals and a thousand mini-steps load in parts, and print all at once", async ({ page }) => {
  await withLargePlan(page);
  await open(page, "/plan?demo");
  const goals = page.getByRole("heading", { level: 2, name: /^Doel nummer/ });
  await expect(goals.first()).toBeVisible();
  expect(await height(page)).toBeLessThan(6000);
  const shown = await goals.count();
  await page.getByRole("button", { name: /^Toon meer \(\d+\)$/ }).first().click();
  await expect(goals).toHaveCount(shown + 10);
  // The focus stays on the button.
  await expect(page.getByRole("button", { name: /^Toon meer/ }).first()).toBeFocused();

  await open(page, "/brug?demo");
  await expect(page.getByRole("link", { name: /Doel nummer 0/ })).toBeVisible();
  expect(await height(page)).toBeLessThan(6000);

  await open(page, `/plan/doel/${id("a0", 0)}?demo`);
  const steps = page.getByRole("link", { name: /^Ministap nummer/ });
  await expect(steps.first()).toBeVisible();
  expect(await height(page)).toBeLessThan(6000);
  // Finished mini-steps are collapsed; both lists show more on request.
  expect(await steps.count()).toBeLessThan(60);
  const more = page.getByRole("button", { name: /^Toon meer/ });
  while (await more.count()) await more.first().click();
  await expect(steps).toHaveCount(MINI_STEPS / 2 + 3);

  await open(page, "/plan/terugblik?demo");
  expect(await height(page)).toBeLessThan(9000);
  await open(page, "/gesprek?demo");
  expect(await height(page)).toBeLessThan(6000);
  await open(page, "/meer/afdrukken?demo");
  await expect(page.getByRole("heading", { level: 2, name: /^Doel nummer/ })).toHaveCount(GOALS);
  await expect(page.getByText(/^(Gedaan|Te doen)?.*Ministap nummer/)).toHaveCount(MINI_STEPS);
});

test("two megabytes of text are cut to the limit at once, and saved", async ({ page }) => {
  await begin(page);
  const full = "De tekst is te lang. Het einde paste er niet meer bij.";
  await page.goto("/plan/nieuw-doel/thuis.wonen");
  await inOwnWords(page);
  const wish = field(page, "Wat wil jij?");
  await wish.fill("Mijn wens. ");
  await expect(page.getByText(full)).toHaveCount(0);
  // Like a paste, and then like a program that fills in the field.
  await wish.press("End");
  await page.keyboard.insertText("é".repeat(2_000_000));
  await expect(wish).toHaveValue(/^Mijn wens\. é{99989}$/);
  await expect(page.getByText(full)).toBeVisible();
  await wish.fill(`Mijn wens. ${"é".repeat(2_000_000)}`);
  await expect(wish).toHaveValue(/^Mijn wens\. é{99989}$/);
  await wish.fill("Mijn wens");
  await expect(page.getByText(full)).toHaveCount(0);
  await button(page, "Dit is mijn doel").click();
  await onScreen(page, "Wat doe je eerst?");
  await expect(page.getByText("Mijn wens")).toBeVisible();
});
