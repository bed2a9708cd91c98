// What a link may do: fill in a code, and nothing more. Anybody can send one.

import { enrol, expect, expectedErrors, isSafe, pair, test } from "./paired.js";
import { button, field, makePlan, onScreen, open } from "./steps.js";

test.use({ expectedErrors });

const shownCode = (page) => page.getByRole("paragraph").filter({ hasText: /^([0-9A-Z]{4}[\s-]*){3}$/ });
const shownCard = (page) => page.getByRole("paragraph").filter({ hasText: /^([0-9A-Z]{4}[\s-]*){16}$/ });
const bare = async (shown) => (await shown.textContent()).replace(/[^0-9A-Z]/g, "");

/** Collects the paths that a page requests from the service from now on. */
function asked(page) {
  const paths = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/v1/") && pathname !== "/v1/push-key") paths.push(pathname);
  });
  return paths;
}

test("a link never installs a plan: a card in it is ignored, a code only filled in, and the owner shown before the yes", async ({ paired, otherPhone }) => {
  test.setTimeout(240_000);
  const { running, tablet, phone, link } = paired;
  await makePlan(phone, ["Bel de woningbouw"]);
  await enrol(tablet, link);
  await pair(phone, tablet, "Kwaadwillend");
  await isSafe(phone);
  await open(phone, "/meer/herstelkaart");
  await button(phone, "Laat mijn kaart zien").click();
  const card = await bare(shownCard(phone));
  await open(phone, "/meer/nieuwe-telefoon");
  await button(phone, "Maak een code").click();
  await expect(shownCode(phone)).toBeVisible({ timeout: 20_000 });
  const code = await bare(shownCode(phone));

  const victim = await otherPhone({ baseURL: running.url });
  const requests = asked(victim);
  await victim.goto(`/herstel#${card}`);
  await onScreen(victim, "Ik heb een code");
  await expect(victim.getByText(/Een herstelkaart werkt niet via een link/)).toBeVisible();
  await expect(field(victim, "De code")).toHaveValue("");
  await victim.goto("/");
  await victim.goto(`/herstel#${code}`);
  await expect(field(victim, "De code")).toHaveValue(code.match(/.{4}/g).join("-"));
  expect(new URL(victim.url()).hash).toBe("");
  expect(requests).toEqual([]);

  // Typed or filled in, the app first shows whose plan it is.
  for (const typed of [code, card]) {
    await field(victim, "De code").fill(typed);
    await button(victim, "Haal mijn plan op").click();
    await onScreen(victim, "Ik heb een code");
    await expect(victim.getByText("Dit is het plan van Kwaadwillend.")).toBeVisible({ timeout: 20_000 });
    await expect(victim.getByText("Er staat 1 doel in.")).toBeVisible();
    await expect(victim.getByText(/Anders kan een ander alles lezen/)).toBeVisible();
    await button(victim, "Nee").click();
  }
  await victim.goto("/");
  await onScreen(victim, "Welkom bij Mijn Brug");

  // An existing plan is kept.
  await makePlan(victim, ["Mijn eigen stap"]);
  await victim.goto(`/herstel#${card}`);
  await expect(victim.getByText(/Op deze telefoon staat al een plan/)).toBeVisible();
  await open(victim, "/");
  await expect(victim.getByRole("heading", { name: "Mijn eigen stap" })).toBeVisible();
});

test("a caseworker's code in an empty iPhone browser asks first, and pairs no nameless plan", async ({ paired, otherPhone }) => {
  test.setTimeout(240_000);
  const { running, tablet, phone, link } = paired;
  await enrol(tablet, link);
  await tablet.getByRole("main").getByRole("link", { name: "Nieuwe koppeling" }).click();
  await expect(shownCode(tablet)).toBeVisible();
  const code = await bare(shownCode(tablet));
  const grouped = code.match(/.{4}/g).join("-");

  // On a phone with a plan, the code is filled in, and the person continues from there.
  await makePlan(phone, ["Bel de woningbouw"]);
  const ofPhone = asked(phone);
  await phone.goto(`/koppel#${code}`);
  await expect(field(phone, "De code van je begeleider")).toHaveValue(grouped);
  expect(ofPhone).toEqual([]);

  const userAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
  const iphone = await otherPhone({ baseURL: running.url, userAgent });
  const requests = asked(iphone);
  await iphone.goto(`/koppel#${code}`);
  await expect(iphone.getByRole("heading", { name: /Heb je Mijn Brug al op je begin.?scherm\?/ })).toBeVisible();
  expect(await bare(shownCode(iphone))).toBe(code);
  await expect(button(iphone, "Koppel")).toHaveCount(0);
  expect(requests).toEqual([]);
  await button(iphone, "Ja, ik begin hier").click();
  await expect(field(iphone, "De code van je begeleider")).toHaveValue(grouped);
  await button(iphone, "Ga verder").click();
  await expect(iphone.getByText(/Je plan is nog leeg/)).toBeVisible({ timeout: 20_000 });
  await button(iphone, "Koppel").click();
  await expect(iphone.getByText(/Vul in hoe je genoemd wilt worden/)).toBeVisible();
  await expect(field(iphone, "Hoe wil je genoemd worden?")).toBeFocused();
  await field(iphone, "Hoe wil je genoemd worden?").fill("Sam");
  await button(iphone, "Koppel").click();
  await expect(iphone.getByText(/Je bent gekoppeld met/)).toBeVisible();
  await expect(tablet.getByText(/Sam is gekoppeld/)).toBeVisible({ timeout: 20_000 });
});
