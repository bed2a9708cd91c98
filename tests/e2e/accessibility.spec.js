import { findings, movesOf, openDetails, standStill, tabOrder } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { tryAllSizes } from "./layout.js";
import { havePlan } from "./ready-plan.js";
import { button, follow, inOwnWords, onScreen, open } from "./steps.js";

test.describe("a plan with something on every screen", () => {
  test.use({ isFilled: true });

  const LIGHT = ["light", "normal"];
  const LOOKS = [LIGHT, ["dark", "normal"], ["light", "more"], ["dark", "more"]];

  /** What axe finds in these looks. A theme changes only colours, so only the light one is checked with all rules. */
  async function findingsIn(page, looks) {
    const found = [];
    for (const look of looks) {
      const [theme, contrast] = look;
      // What the screen "Weergave" does.
      await page.evaluate(([theme, contrast]) => {
        document.documentElement.setAttribute("data-theme", theme);
        document.documentElement.setAttribute("data-contrast", contrast);
      }, look);
      const rules = look === LIGHT ? [] : ["color-contrast"];
      for (const finding of await findings(page, rules)) found.push(`${theme} ${contrast}: ${finding}`);
    }
    await page.evaluate(() => {
      document.documentElement.removeAttribute("data-theme");
      document.documentElement.removeAttribute("data-contrast");
    });
    return found;
  }

  /** What Tab does not reach on a laptop at 400 % zoom, where the bar takes a quarter of the window, and what that bar covers. */
  async function missedByTab(page) {
    await page.setViewportSize({ width: 320, height: 256 });
    const reached = await tabOrder(page);
    const found = reached.filter(({ isCovered }) => isCovered).map(({ what }) => `covered: ${what}`);
    if (reached[0]?.text !== "Naar de inhoud") found.push(`Tab begins at ${reached[0]?.what}`);
    const missed = await page.evaluate(() => {
      const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")];
      const isGroupMember = (it) => it.type === "radio" && document.querySelector(`input[type=radio][name="${CSS.escape(it.name)}"][data-reached]`);
      return all
        .filter((it) => it.checkVisibility() && !it.disabled && !("reached" in it.dataset) && !isGroupMember(it))
        .map((it) => `missed by Tab: ${it.outerHTML.slice(0, 120)}`);
    });
    return [...found, ...missed];
  }

  /** Collects what the content security policy blocks, from the next load on. */
  async function blockedOn(page) {
    const blocked = [];
    await page.exposeFunction("tellBlocked", (what) => blocked.push(what));
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => window.tellBlocked(`${event.violatedDirective} ${event.blockedURI}`));
    });
    return blocked;
  }

  // One walk for all checks, because opening a screen takes as long as most of them. The fixtures also make it fail if it requests
  // anything from another origin.
  test("no screen has a fault: axe in every theme, Tab, touch targets, sizes and fonts, motion, and the policy", async ({ page, paths }) => {
    test.setTimeout(600_000);
    const viewport = page.viewportSize();
    const [moved, blocked] = [await movesOf(page), await blockedOn(page)];
    const found = [];
    for (const path of paths) {
      await test.step(path, async () => {
        await page.setViewportSize(viewport);
        await open(page, path);
        // Once painted, the screen moves the focus to its heading; before that, Tab would start elsewhere.
        await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
        await standStill(page);
        await openDetails(page);
        const faults = [
          ...moved.splice(0).map((what) => `moved: ${what}`),
          ...blocked.splice(0).map((what) => `blocked: ${what}`),
          ...(await page.locator("main [style]").all()).map((it) => `style attribute: ${it}`),
          ...(await findingsIn(page, LOOKS)),
          ...(await missedByTab(page)),
          ...(await tryAllSizes(page)),
        ];
        found.push(...faults.map((fault) => `${path} ${fault}`));
      });
    }
    expect(found).toEqual([]);
  });

  test("axe finds nothing on any screen in English", async ({ page, paths }) => {
    test.setTimeout(180_000);
    await open(page, "/");
    await page.evaluate(() => localStorage.setItem("mijn-brug.language", '"en"'));
    const found = [];
    await open(page, "/");
    for (const path of paths) {
      await follow(page, path);
      await expect(page.locator("html")).toHaveAttribute("lang", "en");
      await openDetails(page);
      for (const finding of await findings(page, [], ["color-contrast"])) found.push(`${path}: ${finding}`);
    }
    expect(found).toEqual([]);
  });

  test("targets are at least 44 px high on the screens of every day", async ({ page }) => {
    for (const path of ["/", "/brug", "/plan", "/meer", "/brug/plek/thuis.wonen"]) {
      await open(page, path);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("nav a, main button, main a.nl-button, main a.mb-row, main label.mb-choice, main summary")]
          .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 44)
          .map((it) => `${it.textContent.trim()}: ${it.getBoundingClientRect().height}`),
      );
      expect(small, path).toEqual([]);
    }
  });
});

test("axe finds nothing on Welkom, the four exits, the dialogs and the lock", async ({ page }) => {
  test.setTimeout(240_000);
  await open(page, "/");
  expect(await findings(page)).toEqual([]);
  const { miniSteps } = await havePlan(page);
  for (const exit of ["Maak kleiner", "Andere dag", "Vraag hulp", "Stop hiermee"]) {
    await open(page, `/niet-gelukt/${miniSteps[0]}`);
    await page.getByRole("button", { name: exit }).click();
    expect(await findings(page), exit).toEqual([]);
  }
  await open(page, "/meer/wissen");
  await button(page, "Alles wissen").click();
  expect(await findings(page), "dialog").toEqual([]);
  await open(page, "/meer/pincode");
  await page.getByLabel("Nieuwe pincode").fill("2580");
  await page.getByLabel("Nog een keer dezelfde pincode").fill("2580");
  await button(page, "Zet pincode aan").click();
  await expect(page.getByText("Je pincode staat aan.")).toBeVisible();
  await open(page, "/");
  await page.getByText("Pincode vergeten?").click();
  expect(await findings(page), "lock").toEqual([]);
});

test("the skip link leads to the content, and a screen begins at its heading", async ({ page }) => {
  await havePlan(page);
  await open(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Shift+Tab");
  const skip = page.getByRole("link", { name: "Naar de inhoud" });
  await skip.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.getByRole("link", { name: "Mijn plan", exact: true }).focus();
  await page.keyboard.press("Enter");
  await onScreen(page, "Mijn plan");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.goBack();
  await onScreen(page, "Je volgende stap");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("a field that has the focus keeps it when a slow phone draws the screen", async ({ page }) => {
  await havePlan(page);
  // Delays everything that waits for the screen to be drawn, until `letGo` is called.
  await page.addInitScript(() => {
    const held = [];
    const { setTimeout: after } = window;
    window.requestAnimationFrame = (then) => held.push(then);
    window.setTimeout = (then, wait, ...rest) => (wait === 1000 ? held.push(then) : after(then, wait, ...rest));
    window.letGo = () => {
      for (let then = held.shift(); then; then = held.shift()) then();
    };
  });
  await open(page, "/plan/nieuw-doel/thuis.wonen");
  await inOwnWords(page);
  const wish = page.getByLabel("Wat wil jij?");
  await wish.focus();
  await page.evaluate(() => window.letGo());
  await expect(wish).toBeFocused();
  // Without a focused field, the heading gets the focus.
  await page.getByRole("link", { name: "Vandaag", exact: true }).click();
  await onScreen(page, "Je volgende stap");
  await page.evaluate(() => window.letGo());
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("a place on the bridge can be chosen with the keyboard alone", async ({ page }) => {
  await havePlan(page);
  await open(page, "/brug/plek/thuis.wonen");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await button(page, /^Ik kan hier blijven/).first().focus();
  await page.keyboard.press("Enter");
  await onScreen(page, "Wonen staat op je brug");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("a dialog keeps the focus, closes with Escape and gives the focus back", async ({ page }) => {
  await havePlan(page);
  await open(page, "/meer/wissen");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await button(page, "Alles wissen").focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  for (let presses = 0; presses < 4; presses += 1) {
    await page.keyboard.press("Tab");
    const inside = await dialog.evaluate((it) => it.contains(document.activeElement) || document.activeElement === document.body);
    expect(inside).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button(page, "Alles wissen")).toBeFocused();
});

test("moves less where the phone asks for that", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await havePlan(page);
  for (const path of ["/", "/brug"]) {
    await open(page, path);
    const moving = await page.evaluate(() => document.getAnimations().filter((it) => it.effect.getComputedTiming().duration > 100).length);
    expect(moving, path).toBe(0);
  }
});
