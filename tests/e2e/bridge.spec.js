import { expect, test } from "./fixtures.js";
import { at, begin, button, field, follow, link, mark, onScreen, open, openMore, radio } from "./steps.js";

const rent = /^Ik kan hier blijven/;
const noRent = /^Ik heb een woning met een groot probleem/;

/** The row of a domain in the list under the drawing. */
const row = (page, name) => page.getByRole("main").getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });

test("one tap on a sentence places the resident; a note and the wish to talk come after", async ({ page }) => {
  await begin(page);
  await mark(page, "thuis.wonen", rent, { note: "Sinds mei lukt het.", talk: true });
  await expect(row(page, "Wonen").first()).toContainText("Ik kan hier blijven. Er moet nog iets beter.");
  await expect(row(page, "Wonen").first()).toContainText("Hier wil ik over praten");
  await page.reload();
  await expect(row(page, "Wonen").first()).toContainText("Ik kan hier blijven. Er moet nog iets beter.");
  await open(page, "/brug/plek/thuis.wonen");
  await expect(button(page, rent).first()).toHaveAttribute("aria-pressed", "true");
  await open(page, "/brug/geplaatst/thuis.wonen");
  await expect(field(page, "Wil je er iets bij schrijven?")).toHaveValue("Sinds mei lukt het.");
  await openMore(page);
  await expect(page.getByRole("checkbox", { name: "Hier wil ik over praten" })).toBeChecked();
});

test("eleven subjects as pictures; nothing is preselected, and an answered one gets a tick and no level", async ({ page }) => {
  await begin(page);
  await expect(page.getByRole("main").getByRole("listitem").getByRole("link")).toHaveCount(12);
  await link(page, "Wonen").click();
  await onScreen(page, "Wonen");
  await expect(page.getByRole("button", { pressed: true })).toHaveCount(0);
  await button(page, noRent).first().click();
  await onScreen(page, "Wonen staat op je brug");
  await link(page, "Nog een onderwerp").click();
  await onScreen(page, "Waar loop je tegenaan?");
  await expect(page.getByRole("link", { name: "Wonen staat op je brug" })).toBeVisible();
  await link(page, "Weet ik niet").click();
  await onScreen(page, "Mijn brug");
});

test("an answer can be undone at once, and the one before it counts again", async ({ page }) => {
  await begin(page);
  await mark(page, "thuis.wonen", noRent);
  await follow(page, "/brug/plek/thuis.wonen");
  await button(page, rent).first().click();
  await expect(page.getByRole("status").filter({ hasText: "Het is bewaard." })).toBeVisible();
  await button(page, "Maak ongedaan").click();
  await onScreen(page, "Wonen");
  await expect(button(page, noRent).first()).toHaveAttribute("aria-pressed", "true");
  // Later there is nothing to undo: an old answer cannot be taken away by accident.
  await open(page, "/brug/geplaatst/thuis.wonen");
  await expect(button(page, "Maak ongedaan")).toHaveCount(0);
});

test("the same answer again offers nothing to undo, so that the earlier one and its note stay", async ({ page }) => {
  await begin(page);
  await mark(page, "thuis.wonen", rent, { note: "Sinds mei lukt het." });
  await follow(page, "/brug/plek/thuis.wonen");
  await button(page, rent).first().click();
  await onScreen(page, "Wonen staat op je brug");
  await expect(field(page, "Wil je er iets bij schrijven?")).toHaveValue("Sinds mei lukt het.");
  await expect(button(page, "Maak ongedaan")).toHaveCount(0);
  for (const isNew of [true, false]) {
    await follow(page, "/brug/plek/werk.werk");
    await button(page, "Geldt niet voor mij").click();
    await onScreen(page, "Werk en meedoen geldt niet voor jou");
    await expect(button(page, "Maak ongedaan")).toHaveCount(isNew ? 1 : 0);
  }
});

test("a subject that does not apply is an answer, without a stone, and can be answered after all", async ({ page }) => {
  await begin(page);
  await follow(page, "/brug/plek/werk.werk");
  await button(page, "Geldt niet voor mij").click();
  await onScreen(page, "Werk en meedoen geldt niet voor jou");
  await expect(link(page, "Hier iets aan doen")).toHaveCount(0);
  await link(page, "Nog een onderwerp").click();
  await follow(page, "/brug");
  await expect(row(page, "Werk en meedoen").first()).toContainText("Geldt niet voor mij");
  await follow(page, "/brug/plek/werk.werk");
  await button(page, /^Ik zoek uit wat ik wil/).first().click();
  await onScreen(page, "Werk en meedoen staat op je brug");
});

test("'geldt niet voor mij' for every subject leaves a calm bridge with a way on", async ({ page }) => {
  test.setTimeout(60_000);
  await begin(page);
  const domains = ["thuis.wonen", "thuis.zorg", "welzijn.lichaam", "welzijn.hoofd", "welzijn.mensen", "geld.rondkomen", "geld.schulden", "leren.taal", "leren.computer", "leren.opleiding", "werk.werk"];
  for (const domain of domains) {
    await follow(page, `/brug/plek/${domain}`);
    await button(page, "Geldt niet voor mij").click();
    await page.getByRole("heading", { level: 1, name: /geldt niet voor jou$/ }).waitFor();
  }
  await follow(page, "/brug");
  await onScreen(page, "Mijn brug");
  await expect(page.getByText("Geldt niet voor mij")).toHaveCount(11);
  await expect(link(page, "Kies een onderwerp")).toBeVisible();
});

test("the bridge always shows the way on: a first answer, a goal on it, and that goal", async ({ page }) => {
  await begin(page);
  await follow(page, "/brug");
  await expect(link(page, "Kies een onderwerp")).toBeVisible();
  await mark(page, "thuis.wonen", noRent);
  await link(page, "Wonen: iets doen").click();
  await onScreen(page, "Wat wil je bereiken?");
  await button(page, "Ik wil een eigen woning.").click();
  await onScreen(page, "Wat doe je eerst?");
  await mark(page, "welzijn.hoofd", /^Ik voel me meestal goed/);
  await link(page, "Kies wat dringend is").first().click();
  await radio(page, /Wonen/).check();
  await button(page, "Kies dit onderwerp").click();
  await onScreen(page, "Mijn brug");
  await link(page, "Bekijk je doel").click();
  await onScreen(page, "Ik wil een eigen woning.");
});

test("the most urgent domain is one that has a place", async ({ page }) => {
  await begin(page);
  await open(page, "/brug/dringend");
  await expect(page.getByText("Kies eerst een plek op je brug.")).toBeVisible();
  await mark(page, "thuis.wonen", noRent);
  await link(page, "Kies wat dringend is").first().click();
  await radio(page, /Wonen/).check();
  await button(page, "Kies dit onderwerp").click();
  await onScreen(page, "Mijn brug");
  await expect(row(page, "Wonen").first()).toContainText("meest dringend");
  await page.reload();
  await expect(row(page, "Wonen").first()).toContainText("meest dringend");
});

test("a link between two domains is drawn, stored, removed and restored", async ({ page }) => {
  await begin(page);
  await open(page, "/brug/verbanden");
  await button(page, "Zet dit erbij").click();
  await expect(page.getByText("Kies twee onderwerpen.")).toBeVisible();
  await field(page, "Door dit onderwerp").selectOption({ label: "Wonen" });
  await radio(page, "gaat het beter").check();
  await field(page, "Met dat onderwerp").selectOption({ label: "Hoofd" });
  await button(page, "Zet dit erbij").click();
  const remove = button(page, "Haal weg: Door mijn woonplek gaat het beter met mijn hoofd");
  await expect(remove).toBeVisible();
  await page.reload();
  await remove.click();
  await expect(page.getByText("Weggehaald: Door mijn woonplek gaat het beter met mijn hoofd.")).toBeVisible();
  await button(page, "Zet terug").click();
  await expect(remove).toBeVisible();
});

test("a domain cannot link to itself", async ({ page }) => {
  await begin(page);
  await open(page, "/brug/verbanden");
  await field(page, "Door dit onderwerp").selectOption({ label: "Wonen" });
  await field(page, "Met dat onderwerp").selectOption({ label: "Wonen" });
  await button(page, "Zet dit erbij").click();
  await expect(page.getByText("Kies twee verschillende onderwerpen.")).toBeVisible();
});

test("then and now: what rose, what held, and no blame for what went lower", async ({ page }) => {
  await at(page, "2026-09-03T10:00:00+02:00");
  await begin(page);
  await mark(page, "thuis.wonen", noRent);
  await mark(page, "thuis.zorg", /^Thuis gaat het meestal goed/);
  await mark(page, "welzijn.lichaam", /^Ik kan de meeste dingen doen/);
  await at(page, "2026-11-23T10:00:00+01:00");
  await mark(page, "thuis.wonen", rent);
  await mark(page, "thuis.zorg", /^Thuis gaat het meestal goed/);
  await mark(page, "welzijn.lichaam", /^Mijn lichaam houdt mij vaak tegen/);
  await open(page, "/brug");
  await expect(row(page, "Wonen").first()).toContainText("1 hoger");
  await expect(row(page, "Thuis en zorg").first()).toContainText("goed gebleven");
  await expect(row(page, "Lichaam").first()).not.toContainText(/minder|eraf|slechter|lager|gezakt/);
  await radio(page, "Toen: 3 september").check();
  await expect(row(page, "Wonen").first()).toContainText("Ik heb een woning met een groot probleem.");
  await expect(page.getByText(/Dit is goed gebleven: .*Thuis en zorg/)).toBeVisible();
  await expect(page.getByText(/Dit gaat beter: .*Wonen/)).toBeVisible();
  await radio(page, "Nu").check();
  await expect(row(page, "Wonen").first()).toContainText("Ik kan hier blijven. Er moet nog iets beter.");
});

test("an earlier place can be read back with its day and note", async ({ page }) => {
  await at(page, "2026-09-03T10:00:00+02:00");
  await begin(page);
  await mark(page, "thuis.wonen", noRent, { note: "De brief ligt er nog." });
  await at(page, "2026-11-23T10:00:00+01:00");
  await mark(page, "thuis.wonen", rent, { note: "" });
  await open(page, "/brug/plek/thuis.wonen");
  await page.getByText("Wat je hier hebt gekozen").click();
  await expect(page.getByText("Donderdag 3 september")).toBeVisible();
  await expect(page.getByRole("main").getByText("De brief ligt er nog.")).toBeVisible();
});

test("a half-written note survives a reload", async ({ page }) => {
  await begin(page);
  await mark(page, "thuis.wonen", rent);
  await open(page, "/brug/geplaatst/thuis.wonen");
  await openMore(page);
  await field(page, "Wil je er iets bij schrijven?").fill("Half geschre");
  await page.reload();
  await expect(field(page, "Wil je er iets bij schrijven?")).toHaveValue("Half geschre");
});

test("the drawing has its content in a list too, for people who cannot see it", async ({ page }) => {
  await begin(page);
  await mark(page, "thuis.wonen", rent);
  const tree = await page.getByRole("main").ariaSnapshot();
  expect(tree).toContain("Wonen");
  expect(tree).toContain("Ik kan hier blijven. Er moet nog iets beter.");
});
