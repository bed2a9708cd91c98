// Other software that changes the page: a browser's translation, a dictionary, text after the `#`, the phone's back button, an
// on-screen keyboard that takes half the screen, software that fills in forms.

import { expect, test } from "./fixtures.js";
import { havePlan } from "./ready-plan.js";
import { begin, button, field, inOwnWords, link, makePlan, navigation, onScreen, open, radio } from "./steps.js";

test.use({ isHeard: true });

/** Does what a browser's translation does: replaces every text with an element of its own, including text added later. */
const translate = () => {
  const all = () => {
    const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement.closest("svg, font, [translate=no]")) continue;
      const font = document.createElement("font");
      font.textContent = text.data;
      text.replaceWith(font);
    }
    document.documentElement.lang = "pl";
  };
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(all).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
};

/** What a dictionary or a reading aid does: wraps parts of each text in elements of its own. */
const mark = () => {
  const all = () => {
    const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      if (text.data.trim().length < 4 || text.parentElement.closest("svg, mark")) continue;
      const rest = text.splitText(2);
      const marked = document.createElement("mark");
      rest.replaceWith(marked);
      marked.append(rest);
    }
  };
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(all).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
};

/** All visible text of the page, without spaces: wrapped parts of a word may get some between them. */
const words = (page) => page.evaluate(() => document.body.innerText.replace(/\s+/g, ""));

/** Walks through the app by taps, and returns the text of each screen. */
async function walk(page) {
  const seen = [];
  const note = async (where) => {
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    seen.push(`${where}: ${await words(page)}`);
  };
  const go = async (name, where) => {
    await page.getByRole("main").or(navigation(page)).getByRole("link", { name }).first().click();
    await expect(page).toHaveURL(where);
    await note(`${name}`);
  };
  await open(page, "/");
  await note("Vandaag");
  await go(/^Mijn brug/, /\/brug$/);
  await go(/^Mijn plan/, /\/plan$/);
  await page.getByRole("main").getByRole("link").first().click();
  await expect(page).toHaveURL(/\/plan\/.+/);
  await note("the first link of Mijn plan");
  for (const [row, where] of [[/Pincode/, /pincode/], [/je gegevens omgaan/, /gegevens/], [/Even rust/, /rust/], [/Alles wissen/, /wissen/], [/Weergave/, /weergave/]]) {
    await go(/^Meer$/, /\/meer$/);
    await go(row, where);
  }
  // Texts that change in place.
  await radio(page, "English").check();
  await expect(navigation(page).getByRole("link").first()).toHaveText("Today");
  await note("English");
  await radio(page, "Nederlands").check();
  await expect(navigation(page).getByRole("link").first()).toHaveText("Vandaag");
  await note("Nederlands");
  await go(/^Mijn plan/, /\/plan$/);
  await page.getByRole("link", { name: /^Nieuw doel/ }).click();
  await expect(page).toHaveURL(/\/plan\/doel/);
  // Software that marks parts of words changes the names of links, so it is found by its place.
  await page.getByRole("main").getByRole("listitem").nth(9).getByRole("link").click();
  await expect(page).toHaveURL(/nieuw-doel/);
  await page.locator("summary").first().click();
  await button(page, "Dit is mijn doel").click();
  await expect(page.getByRole("alert").filter({ hasText: /./ }).first()).toBeVisible();
  await note("a form with what is missing");
  await go(/^Vandaag/, /\/$/);
  await button(page, "Gelukt").click();
  await onScreen(page, "Het is gelukt");
  await note("Gelukt");
  await page.goBack();
  await note("back");
  return seen;
}

test.describe("a plan with something on every screen", () => {
  test.use({ isFilled: true });

  for (const [what, software] of [["translates", translate], ["marks parts of words", mark]]) {
    test(`software that ${what} leaves no word of one screen on another`, async ({ page, otherPhone, fill }) => {
      test.setTimeout(120_000);
      const { state } = await fill();
      const other = await otherPhone({ storageState: state });
      await other.clock.setFixedTime(await page.evaluate(() => Date.now()));
      await other.addInitScript(software);
      const [plain, changed] = await Promise.all([walk(page), walk(other)]);
      expect(changed).toEqual(plain);
    });
  }
});

test("the skip link keeps the address and typed text, and only a whole code counts after a #", async ({ page }) => {
  await begin(page);
  for (const path of ["/koppel", "/herstel"]) {
    await open(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    const code = page.getByRole("textbox").first();
    await code.fill("ABCD-EF");
    const steps = await page.evaluate(() => history.length);
    await link(page, "Naar de inhoud").focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    // Text from others after the `#`, while the page is open.
    for (const other of ["#main", "#:~:text=code", "#", "#ABCD-EFGH-JKMN", "#utm_source=whatsapp"]) {
      await page.evaluate((other) => (location.hash = other), other);
      await expect(code).toHaveValue("ABCD-EF");
    }
    expect(new URL(page.url()).pathname, path).toBe(path);
    await page.evaluate((steps) => history.go(steps - history.length), steps);
    await open(page, "/meer");
    await open(page, `${path}#main`);
    await expect(page.getByRole("textbox").first()).toHaveValue("");
    await expect(page.getByRole("alert").filter({ hasText: /./ })).toHaveCount(0);
  }
});

test("the phone's back key closes a dialog and nothing else, and leaves no history entry", async ({ page }) => {
  await begin(page);
  await open(page, "/meer");
  await page.getByRole("link", { name: /Alles wissen/ }).click();
  await onScreen(page, "Alles wissen");
  const dialog = page.getByRole("dialog");
  const ask = async () => {
    await button(page, "Alles wissen").click();
    await expect(dialog).toBeVisible();
  };
  await ask();
  await page.goBack();
  await expect(dialog).toBeHidden();
  await onScreen(page, "Alles wissen");
  // Closing it in another way leaves no extra entry in the history.
  await ask();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await ask();
  await dialog.getByRole("button").first().click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => page.evaluate(() => history.state)).toBeNull();
  await page.goBack();
  await onScreen(page, "Meer");
  // A reload while the dialog is open.
  await page.getByRole("link", { name: /Alles wissen/ }).click();
  await ask();
  await page.reload();
  await onScreen(page, "Alles wissen");
  await expect.poll(() => page.evaluate(() => history.state)).toBeNull();
  await page.goBack();
  await onScreen(page, "Meer");
  // Confirming still works.
  await page.getByRole("link", { name: /Alles wissen/ }).click();
  await ask();
  await dialog.getByRole("button", { name: /^Ja/ }).click();
  await onScreen(page, "Welkom bij Mijn Brug");
});

test("the bar hides while somebody types, and an element keeps no hover after a tap", async ({ page }) => {
  await havePlan(page);
  await open(page, "/plan/nieuw-doel/thuis.wonen");
  await inOwnWords(page);
  await page.setViewportSize({ width: 360, height: 400 });
  const bar = navigation(page).getByRole("link").first();
  const wish = field(page, "Wat wil jij?");
  await wish.focus();
  await expect(bar).not.toBeInViewport();
  await expect(wish).toBeInViewport({ ratio: 1 });
  // Tab still reaches it, and brings it back.
  await bar.focus();
  await expect(bar).toBeInViewport();
  expect(await page.locator("meta[name=viewport]").getAttribute("content")).toContain("interactive-widget=resizes-content");

  const row = async () => page.evaluate(() => getComputedStyle(document.querySelector("a.mb-row, .mb-goal--link")).backgroundColor);
  await open(page, "/meer");
  const before = await row();
  await page.getByRole("main").getByRole("link").first().dispatchEvent("contextmenu");
  await page.getByRole("main").getByRole("link").first().hover();
  expect(await row()).toBe(before);
});

test("a program that fills in a form with only a change event is noticed", async ({ page }) => {
  await begin(page);
  await open(page, "/plan/nieuw-doel/thuis.wonen");
  await inOwnWords(page);
  await field(page, "Wat wil jij?").evaluate((it) => {
    it.value = "Een rustig huis";
    it.dispatchEvent(new Event("change", { bubbles: true }));
    it.after(document.createElement("lastpass-icon"));
  });
  await button(page, "Dit is mijn doel").click();
  await onScreen(page, "Wat doe je eerst?");
  await expect(page.getByText("Een rustig huis")).toBeVisible();
});

test("when the focused element is removed, the focus stays nearby", async ({ page }) => {
  const { miniSteps } = await makePlan(page, ["Een", "Twee"]);
  const near = async (pressed) => {
    await pressed.focus();
    await page.keyboard.press("Enter");
    await expect(pressed).toHaveCount(0);
    await expect.poll(() => page.evaluate(() => document.activeElement.tagName)).not.toMatch(/BODY|MAIN/);
    return page.evaluate(() => document.activeElement.innerText);
  };
  await open(page, `/plan/ministap/${miniSteps[0]}`);
  expect(await near(button(page, "Herinner mij morgen om 10.00 uur"))).toContain("Morgen om 10.00 uur");
  await open(page, "/gesprek");
  await button(page, "Begin het gesprek").click();
  await page.getByRole("button", { name: /Deel 1 van 7/ }).click();
  await page.getByRole("button", { name: /Doel en eerste stap/ }).click();
  await onScreen(page, "Doel en eerste stap");
  await button(page, "Een nieuw doel").click();
  expect(await near(button(page, "Toch niet"))).toContain("Een nieuw doel");
  // If the person moved the focus, it stays where they put it.
  await link(page, "Later verder").focus();
  await page.evaluate(() => document.activeElement.blur());
  await link(page, "Later verder").evaluate((it) => it.remove());
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))));
  expect(await page.evaluate(() => document.activeElement.tagName)).toBe("BODY");
});
