// The platform is detected by the browser's features, not by its name; and a failure is not always blamed on the internet.

import { expect, test } from "./fixtures.js";
import { answerPush } from "./push-browser.js";
import { serve } from "./service.js";
import { button, link, makePlan, onScreen, open } from "./steps.js";

const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148";
const WEBVIEW = "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36";

const lacksPush = () => {
  delete window.PushManager;
  delete window.Notification;
};
const isIpad = () => {
  delete window.PushManager;
  delete window.Notification;
  Object.defineProperty(navigator, "maxTouchPoints", { get: () => 5 });
  Object.defineProperty(navigator, "standalone", { get: () => false });
};

const PLACES = [
  {
    name: "an iPad that says it is a Mac",
    options: { userAgent: MAC, viewport: { width: 820, height: 1180 }, screen: { width: 820, height: 1180 } },
    lacks: isIpad,
    welcome: /Dan wist je iPhone alles/,
    install: [/Zo doe je het op je iPad/, /Tik boven in Safari/],
    remind: /Op een iPad kan dat alleen met de app op je begin.?scherm/,
  },
  {
    name: "Instagram on an iPhone",
    options: { userAgent: `${IPHONE} Instagram 390.0` },
    lacks: lacksPush,
    welcome: /binnen een andere app/,
    install: [/Open dit adres in je gewone browser/, /Openen in browser/],
    remind: /Hier kun je geen herinneringen krijgen/,
  },
  {
    name: "Android's WebView",
    options: { userAgent: WEBVIEW },
    lacks: lacksPush,
    welcome: /binnen een andere app/,
    install: [/Open dit adres in je gewone browser/],
    remind: /Hier kun je geen herinneringen krijgen/,
  },
  {
    name: "a computer without push",
    options: { viewport: { width: 1280, height: 900 }, screen: { width: 1280, height: 900 }, isMobile: false, hasTouch: false },
    lacks: () => delete window.PushManager,
    welcome: null,
    install: [/Zo doe je het op een computer/, /adres.?balk/],
    remind: /Dit toestel kan je niet herinneren/,
  },
];

for (const { name, options, lacks, welcome, install, remind } of PLACES) {
  test(`${name} gets the way that works there`, async ({ otherPhone }) => {
    const page = await otherPhone(options);
    await page.addInitScript(lacks);
    await open(page, "/");
    await onScreen(page, "Welkom bij Mijn Brug");
    if (welcome) await expect(page.getByText(welcome)).toBeVisible();
    else await expect(page.getByText(/Zet de app eerst op je begin|binnen een andere app/)).toHaveCount(0);
    await open(page, "/meer/beginscherm");
    for (const text of install) await expect(page.getByText(text).first()).toBeVisible();
    await open(page, "/meer/herinneringen");
    await expect(page.getByText(remind)).toBeVisible();
  });
}

test.describe("what the app says when the service cannot be reached", () => {
  test.use({ expectedErrors: /Failed to load resource: .*\/v1\// });

  const problem = (status, code, headers = {}) => ({
    status,
    headers,
    contentType: "application/problem+json",
    body: JSON.stringify({ type: "about:blank", status, code, title: "x" }),
  });
  const html = (status) => ({ status, contentType: "text/html", body: "<h1>Gratis wifi</h1>" });
  const ANSWERS = [
    ["too many", problem(429, "too-many-requests", { "retry-after": "290" }), "Het is nu druk. We proberen het over 5 minuten opnieuw."],
    ["an hour", problem(429, "too-many-requests", { "retry-after": "3600" }), "Het is nu druk. We proberen het over een uur opnieuw."],
    ["a proxy's 503", html(503), "Er is een storing. Dat ligt niet aan jou. We proberen het straks opnieuw."],
    ["a fault", problem(500, "internal"), "Er is een storing. Dat ligt niet aan jou. We proberen het straks opnieuw."],
    ["a public network", html(200), /Gebruik je openbare wifi\?.* We proberen het straks opnieuw\./],
    ["a public network that says so", html(511), /Gebruik je openbare wifi\?/],
    ["no answer", null, /De app krijgt geen verbinding\. .* datum en tijd/],
  ];

  /** Makes a plan with one reminder, on a phone that allows notifications. */
  async function remindedOn(phone) {
    await answerPush(phone, "granted");
    await makePlan(phone, ["Bel de woningbouw"]);
    await phone.getByRole("button", { name: /^Herinner mij / }).click();
    await button(phone, "Ja").click();
  }

  test("only the internet is called the internet", async ({ page }) => {
    await answerPush(page, "granted");
    await makePlan(page, ["Bel de woningbouw"]);
    await page.getByRole("button", { name: /^Herinner mij / }).click();
    await expect(link(page, "Verander de herinnering")).toBeVisible();
    let now;
    await page.route("**/v1/reminders/**", (route) => (now ? route.fulfill(now) : route.abort("failed")));
    await open(page, "/meer/herinneringen");
    for (const [what, answer, words] of ANSWERS) {
      now = answer;
      await page.getByRole("switch", { name: /Herinneringen op deze telefoon/ }).click();
      await expect(page.getByRole("main").getByText(words).first(), what).toBeVisible();
      await expect(page.getByText("Er is geen internet"), what).toHaveCount(0);
      await page.getByRole("switch", { name: /Herinneringen op deze telefoon/ }).click();
      await expect(page.getByText("Je ziet herinneringen nu alleen als je de app opent."), what).toBeVisible();
    }
  });

  test("people behind one address read that it is busy, and their reminder is set automatically", async ({ otherPhone }) => {
    const running = await serve({ options: ["--newcomers", "1"] });
    try {
      const first = await otherPhone({ baseURL: running.url });
      await remindedOn(first);
      await expect(first.getByText("Gelukt. Je krijgt een herinnering.")).toBeVisible();

      const second = await otherPhone({ baseURL: running.url });
      const statuses = [];
      await second.route("**/v1/reminders/**", async (route) => {
        // By the second request the hour is over.
        if (statuses.length > 0) return statuses.push(200) && route.fulfill({ json: { due: 1 } });
        const response = await route.fetch();
        statuses.push(response.status());
        await route.fulfill({ response, headers: { ...response.headers(), "retry-after": "1" } });
      });
      await remindedOn(second);
      await expect(second.getByText("Het is nu druk. We proberen het over een minuut opnieuw.")).toBeVisible();
      await expect.poll(() => statuses.slice(0, 2)).toEqual([429, 200]);
    } finally {
      await running.stop();
    }
  });
});
