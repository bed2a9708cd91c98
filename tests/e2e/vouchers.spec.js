// Bonnen on the resident's phone: what was promised, given, used and lapsed; the code at the till; a warning in time.

import { findings, openDetails } from "./axe.js";
import { codesIn } from "./barcode.js";
import { expect, test } from "./fixtures.js";
import { OPEN_STEP, agreed, announced, code, give, granted, id, paired, openWith, promised } from "./reward-entries.js";
import { button, link, navigation, onScreen, title } from "./steps.js";

/** Chooses Bonnen in the menu. */
async function toList(page) {
  await navigation(page).getByRole("link", { name: "Bonnen" }).click();
  await onScreen(page, "Bonnen");
}

/** Opens the example plan with these events, as if their first-time screens had been seen already. */
async function openSeen(page, path, events) {
  await page.addInitScript(
    (seen) => localStorage.setItem("mijn-brug.seen", JSON.stringify(seen)),
    ["slips", ...[1, 2, 3, 4, 5].map(id)],
  );
  await openWith(page, path, events);
}

test("R2: after agreeing and before the announcement there is nothing, and its texts are not fetched", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await openWith(page, "/", agreed);
  await expect(navigation(page).getByRole("link")).toHaveText(["Vandaag", "Mijn brug", "Mijn plan", "Meer"]);
  await page.goto("/bonnen?demo");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(title(page, "Bonnen")).toHaveCount(0);
  await page.waitForLoadState("networkidle");
  expect(asked.filter((url) => url.includes("/rewards/"))).toEqual([]);
});

test("the announcement: a menu item, a calm word on Vandaag, and one explanation", async ({ page }) => {
  await openWith(page, "/", announced);
  await expect(navigation(page).getByRole("link")).toHaveText(["Vandaag", "Mijn brug", "Mijn plan", "Bonnen", "Meer"]);
  await expect(page.getByText("Er is iets nieuws")).toBeVisible();
  await link(page, "Bekijk je bonnen").click();
  await onScreen(page, "Bonnen");
  await expect(page.getByRole("heading", { name: "Wat is een bon?" })).toBeVisible();
  await button(page, "Duidelijk").click();
  await expect(page.getByRole("heading", { name: "Wat is een bon?" })).toHaveCount(0);
  await page.goto("/?demo");
  await expect(navigation(page).getByRole("link", { name: "Bonnen" })).toBeVisible();
  await expect(page.getByText("Er is iets nieuws")).toHaveCount(0);
});

test("a granted voucher has its moment, once: from whom, for what, which skill", async ({ page }) => {
  await openWith(page, "/", [...announced, granted(1)]);
  await onScreen(page, "Je krijgt een bon van €\u00a025");
  await expect(page.getByText("Je bleef het proberen, ook toen het lastig was.")).toBeVisible();
  await expect(page.getByText("Van Begeleider")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Je hield vol" }).or(page.getByRole("heading", { level: 2 })).first()).toBeVisible();
  await link(page, "Bekijk de bon").click();
  await onScreen(page, "€\u00a025");
  await page.goto("/?demo");
  await expect(navigation(page).getByRole("link", { name: "Bonnen" })).toBeVisible();
  await onScreen(page, "Je volgende stap");
});

test("promised, usable, used and lapsed are apart", async ({ page }) => {
  const events = [
    ...announced,
    ...promised,
    granted(1),
    granted(2, { valid_until: "2026-11-20", reason: "Je was op tijd." }),
    granted(3, { reason: "Je belde zelf.", kind: { compensation: { promise: "b000000000000002" } } }),
    { voucher_withdrawn: { voucher: id(3), reason: "De winkel is dicht." } },
  ];
  await openSeen(page, "/bonnen", events);
  await onScreen(page, "Bonnen");
  const group = (name) => page.locator(".mb-slips").filter({ has: page.getByRole("heading", { name, exact: true }) });
  await expect(group("Om te gebruiken").getByRole("link")).toHaveCount(1);
  await expect(group("Afgesproken")).toContainText("€\u00a040 als dit klaar is:");
  await expect(group("Afgesproken")).toContainText("Bel de woningbouw over een regeling");
  await expect(group("Afgesproken").getByText("Klaar:")).toHaveCount(2);
  await expect(group("Niet meer te gebruiken").getByRole("link")).toHaveCount(2);
  await expect(group("Niet meer te gebruiken")).toContainText("Teruggenomen: De winkel is dicht.");
  await expect(page.getByText(/gemist|te laat|verlopen/i)).toHaveCount(0);

  await group("Om te gebruiken").getByRole("link").click();
  await button(page, "Ik heb deze bon gebruikt").click();
  await button(page, "Ja, gebruikt").click();
  await expect(page.getByText("Gebruikt op 24 november")).toBeVisible();
  // A wrong tap does not cost anybody their money.
  await page.getByText("Laat de code nog zien").click();
  await expect(page.getByRole("img", { name: "QR-code van deze bon" })).toBeVisible();
  await link(page, "Terug").click();
  await expect(group("Gebruikt").getByRole("link")).toHaveCount(1);
});

for (const [name, text, symbology, format] of [
  ["a QR code", "8412-0937/5526+1180", "qr", "QRCode"],
  ["a bar code of digits", "8412093755261180", "code128", "Code128"],
  ["a bar code of letters", "Brug-2026.A", "code128", "Code128"],
  ["the longest bar code", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "code128", "Code128"],
]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`a reader at the till reads ${name}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await openSeen(page, `/bonnen/${id(1)}`, [...announced, granted(1, { code: code(text, symbology) })]);
      await onScreen(page, "€\u00a025");
      await expect(page.getByText("Scan als cadeaukaart")).toBeVisible();
      await expect(navigation(page)).toBeHidden();
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(paper).toBe("rgb(255, 255, 255)");
      const drawing = page.getByRole("img", { name: /van deze bon/ });
      await drawing.scrollIntoViewIfNeeded();
      expect(await codesIn(await drawing.screenshot())).toEqual([{ format, text }]);
    });
  }
}

test("a code to type is shown in large characters", async ({ page }) => {
  await openSeen(page, `/bonnen/${id(1)}`, [...announced, granted(1, { code: code("WINKEL25", "plain") })]);
  await expect(page.getByText("WINK")).toBeVisible();
  await expect(page.getByRole("img", { name: /van deze bon/ })).toHaveCount(0);
});

test("the screen stays on as long as the code is shown", async ({ page }) => {
  await page.addInitScript(() => {
    window.locks = [];
    const sentinel = () => ({ release: () => Promise.resolve(window.locks.push("release")) });
    Object.defineProperty(navigator, "wakeLock", {
      value: { request: (kind) => Promise.resolve(window.locks.push(kind)).then(sentinel) },
    });
  });
  await openSeen(page, `/bonnen/${id(1)}`, [...announced, granted(1)]);
  await onScreen(page, "€\u00a025");
  await expect.poll(() => page.evaluate(() => window.locks)).toEqual(["screen"]);
  await link(page, "Terug").click();
  await onScreen(page, "Bonnen");
  await expect.poll(() => page.evaluate(() => window.locks)).toEqual(["screen", "release"]);
});

test("on paper it is a code with a line for the shop, and nothing about debts or help", async ({ page }) => {
  await openSeen(page, `/bonnen/${id(1)}`, [...announced, granted(1)]);
  await onScreen(page, "€\u00a025");
  await page.emulateMedia({ media: "print" });
  const shown = await page.evaluate(() => document.body.innerText);
  expect(shown).toContain("Scan als cadeaukaart");
  expect(shown).toContain("Voor de kassa:");
  expect(shown).not.toMatch(/gemeente|schuld|begeleider|hulp|lastig|brug/i);
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test("in English the line for the shop stays Dutch", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("mijn-brug.language", '"en"'));
  await openSeen(page, `/bonnen/${id(1)}`, [...announced, granted(1)]);
  await expect(page.getByText("Voor de kassa: scan deze code, of typ hem in.")).toHaveAttribute("lang", "nl");
  await expect(page.getByText("Can be used until 31 May 2027")).toBeVisible();
});

test("a quiet reminder a month and a week before the last day", async ({ page }) => {
  const until = (day) => [...announced, granted(1, { valid_until: day })];
  await openSeen(page, "/", until("2026-12-25"));
  await expect(navigation(page).getByRole("link", { name: "Bonnen" })).toBeVisible();
  await expect(page.getByText(/Je hebt nog een bon/)).toHaveCount(0);

  await page.unroute("**/demo/*.json");
  for (const day of ["2026-12-24", "2026-12-01"]) {
    await give(page, until(day));
    const other = await page.context().newPage();
    await give(other, until(day));
    await other.addInitScript(([seen]) => {
      if (!localStorage.getItem("mijn-brug.seen")) localStorage.setItem("mijn-brug.seen", seen);
    }, [JSON.stringify(["slips", id(1)])]);
    await other.goto("/?demo");
    await expect(other.getByText(/Je hebt nog een bon van €\s25/)).toBeVisible();
    await button(other, "Goed").click();
    await expect(other.getByText(/Je hebt nog een bon/)).toHaveCount(0);
    await other.goto("/brug?demo");
    await link(other, "Vandaag").click();
    await expect(other.getByText(/Je hebt nog een bon/)).toHaveCount(0);
    await other.close();
  }
});

test("an answer to a question is shown once, kindly, and stays with the mini-step", async ({ page }) => {
  const question = { help_asked: { mini_step: OPEN_STEP, question: "Wat moet ik zeggen?" } };
  const answer = { help_answered: { mini_step: OPEN_STEP, answer: "Bel maar, ik zit naast je." } };
  await openWith(page, "/", [paired, question, answer]);
  await expect(page.getByRole("heading", { name: "Je begeleider heeft antwoord gegeven" })).toBeVisible();
  await expect(page.getByText("Bel maar, ik zit naast je.").first()).toBeVisible();
  await button(page, "Fijn, gelezen").click();
  await expect(page.getByRole("heading", { name: "Je begeleider heeft antwoord gegeven" })).toHaveCount(0);
  await page.goto("/brug?demo");
  await link(page, "Vandaag").click();
  await expect(page.getByText("Bel maar, ik zit naast je.")).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Je begeleider heeft antwoord gegeven" })).toHaveCount(0);
});

test("axe finds nothing on the screens of Bonnen, and none scrolls sideways at 320 px with large text", async ({ page }) => {
  test.setTimeout(180_000);
  const events = [
    ...announced,
    ...promised,
    granted(1),
    granted(2, { code: code("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "code128") }),
    granted(3, { valid_until: "2026-11-20" }),
  ];
  await page.addInitScript(() => localStorage.setItem("mijn-brug.text-size", '"200"'));
  await openWith(page, "/", events);
  await onScreen(page, "Je krijgt een bon van €\u00a025");
  const found = [];
  for (const path of [`/bonnen/${id(1)}/moment`, "/bonnen", `/bonnen/${id(1)}`, `/bonnen/${id(2)}`, `/bonnen/${id(3)}`, "/"]) {
    for (const [colorScheme, width] of [["light", 360], ["dark", 320]]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 740 });
      await page.goto(`${path}?demo`);
      await expect(page.getByText("Dit is een voorbeeld")).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
      await openDetails(page);
      for (const finding of await findings(page)) found.push(`${path} ${colorScheme}: ${finding}`);
      const over = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) found.push(`${path} ${width}: ${over} px too wide`);
    }
  }
  expect(found).toEqual([]);
});
