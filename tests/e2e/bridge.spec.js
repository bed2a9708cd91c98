import { expect, test } from "./fixtures.js";
import { at, begin, button, field, link, mark, onScreen, open, radio } from "./steps.js";

const rent = /^Ik kan elke maand de huur betalen/;
const noRent = /^Ik heb een huis. Soms kan ik de huur niet betalen/;

/** The row of a domain in the list under the drawing. */
const row = (page, name) => page.getByRole("main").getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });

test("choosing a sentence places the resident, with a note and the wish to talk", async ({ page }) => {
  await begin(page);
  await mark(page, "thuis.wonen", rent, { note: "Sinds mei lukt het.", talk: true });
  await expect(page.getByText("Je plek bij Wonen staat op je brug.")).toBeVisible();
  await expect(row(page, "Wonen")).toContainText("Ik kan elke maand de huur betalen.");
  await expect(row(page, "Wonen")).toContainText("Hier wil ik over praten");
  await page.reload();
  await expect(row(page, "Wonen")).toContainText("Ik kan elke maand de huur betalen.");
  await open(page, "/brug/plek/thuis.wonen");
  await expect(radio(page, rent)).toBeChecked();
  await expect(field(page, "Wil je er iets bij schrijven?")).toHaveValue("Sinds mei lukt het.");
  await expect(page.getByRole("checkbox", { name: "Hier wil ik over praten" })).toBeChecked();
});

test("nothing is preselected, and without a choice the app asks for one", async ({ page }) => {
  await begin(page);
  await open(page, "/brug/plek/thuis.wonen");
  await expect(page.getByRole("radio")).toHaveCount(5);
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await button(page, "Kies deze plek").click();
  await expect(page.getByText("Kies eerst een zin.")).toBeVisible();
});

test("the bridge offers the next domain and says that not all is needed", async ({ page }) => {
  await begin(page);
  await mark(page, "thuis.wonen", rent);
  await expect(page.getByText(/^1 van \d+ gekozen. Je hoeft niet alles te doen.$/)).toBeVisible();
  await link(page, "Volgende: Gezin").click();
  await onScreen(page, "Gezin");
});

test("the most urgent domain is one that has a place", async ({ page }) => {
  await begin(page);
  await open(page, "/brug/dringend");
  await expect(page.getByText("Kies eerst een plek op je brug.")).toBeVisible();
  await mark(page, "thuis.wonen", noRent);
  await link(page, "Kies wat dringend is").click();
  await radio(page, /Wonen/).check();
  await button(page, "Kies dit").click();
  await onScreen(page, "Mijn brug");
  await expect(row(page, "Wonen").first()).toContainText("meest dringend");
  await page.reload();
  await expect(row(page, "Wonen").first()).toContainText("meest dringend");
});

test("a link between two domains is drawn, stored, removed and restored", async ({ page }) => {
  await begin(page);
  await open(page, "/brug/verbanden");
  await button(page, "Zet erbij").click();
  await expect(page.getByText("Kies twee onderwerpen.")).toBeVisible();
  await field(page, "Dit onderwerp").selectOption({ label: "Wonen" });
  await radio(page, "maakt makkelijker").check();
  await field(page, "Dat onderwerp").selectOption({ label: "Hoofd" });
  await button(page, "Zet erbij").click();
  const remove = button(page, "Haal weg: Wonen maakt Hoofd makkelijker");
  await expect(remove).toBeVisible();
  await page.reload();
  await remove.click();
  await expect(page.getByText("Weggehaald: Wonen maakt Hoofd makkelijker.")).toBeVisible();
  await button(page, "Zet terug").click();
  await expect(remove).toBeVisible();
});

test("a domain cannot link to itself", async ({ page }) => {
  await begin(page);
  await open(page, "/brug/verbanden");
  await field(page, "Dit onderwerp").selectOption({ label: "Wonen" });
  await field(page, "Dat onderwerp").selectOption({ label: "Wonen" });
  await button(page, "Zet erbij").click();
  await expect(page.getByText("Kies twee verschillende onderwerpen.")).toBeVisible();
});

test("then and now: what rose, what held, and no blame for what went lower", async ({ page }) => {
  await at(page, "2026-09-03T10:00:00+02:00");
  await begin(page);
  await mark(page, "thuis.wonen", noRent);
  await mark(page, "thuis.gezin", /^Thuis is het meestal rustig/);
  await mark(page, "welzijn.lichaam", /^Ik kan de meeste dingen doen/);
  await expect(page.getByRole("radio")).toHaveCount(0);
  await at(page, "2026-11-23T10:00:00+01:00");
  await mark(page, "thuis.wonen", rent);
  await mark(page, "thuis.gezin", /^Thuis is het meestal rustig/);
  await mark(page, "welzijn.lichaam", /^Ik heb elke dag klachten. Ik heb hulp gevraagd/);
  await open(page, "/brug");
  await expect(row(page, "Wonen").first()).toContainText("1 erbij");
  await expect(row(page, "Gezin").first()).toContainText("hield stand");
  await expect(row(page, "Lichaam").first()).not.toContainText(/minder|eraf|slechter|lager|gezakt/);
  await radio(page, "Toen: 3 september").check();
  await expect(row(page, "Wonen").first()).toContainText("Soms kan ik de huur niet betalen");
  await expect(page.getByText(/Dit hield stand: .*Gezin/)).toBeVisible();
  await expect(page.getByText(/Hier kwam iets bij: .*Wonen/)).toBeVisible();
  await radio(page, "Nu").check();
  await expect(row(page, "Wonen").first()).toContainText("Ik kan elke maand de huur betalen.");
});

test("an earlier place can be read back with its day and note", async ({ page }) => {
  await at(page, "2026-09-03T10:00:00+02:00");
  await begin(page);
  await mark(page, "thuis.wonen", noRent, { note: "De brief ligt er nog." });
  await at(page, "2026-11-23T10:00:00+01:00");
  await mark(page, "thuis.wonen", rent, { note: "" });
  await open(page, "/brug/plek/thuis.wonen");
  await page.getByText("Wat je hier koos").click();
  await expect(page.getByText("Donderdag 3 september")).toBeVisible();
  await expect(page.getByRole("main").getByText("De brief ligt er nog.")).toBeVisible();
});

test("a half-written note survives a reload", async ({ page }) => {
  await begin(page);
  await open(page, "/brug/plek/thuis.wonen");
  await radio(page, rent).check();
  await field(page, "Wil je er iets bij schrijven?").fill("Half geschre");
  await page.reload();
  await expect(field(page, "Wil je er iets bij schrijven?")).toHaveValue("Half geschre");
  await expect(radio(page, rent)).toBeChecked();
});

test("from a place on the bridge, a goal is one tap away", async ({ page }) => {
  await begin(page);
  await mark(page, "thuis.wonen", noRent);
  await open(page, "/brug/plek/thuis.wonen");
  await link(page, "Maak hier een doel van").click();
  await onScreen(page, "Een nieuw doel");
  await expect(radio(page, /^Wonen/)).toBeChecked();
});

test("the drawing has its content in a list too, for people who cannot see it", async ({ page }) => {
  await begin(page);
  await mark(page, "thuis.wonen", rent);
  const tree = await page.getByRole("main").ariaSnapshot();
  expect(tree).toContain("Wonen");
  expect(tree).toContain("Ik kan elke maand de huur betalen.");
});
