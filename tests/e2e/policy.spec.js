import { expect, test } from "./fixtures.js";
import { button, open } from "./steps.js";

const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

for (const path of ["/", "/brug", "/brug/plek/thuis.wonen", "/sw.js", "/locales/nl.json", "/begeleider/", "/bestaat-niet.js"]) {
  test(`${path} is sent with exactly our content security policy`, async ({ request }) => {
    const answer = await request.get(path);
    expect(answer.headers()["content-security-policy"]).toBe(policy);
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers()["referrer-policy"]).toBe("no-referrer");
  });
}

test("the pages have no inline script, style or handler", async ({ request }) => {
  for (const path of ["/", "/begeleider/"]) {
    const html = await (await request.get(path)).text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/i);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/i);
  }
});

test("an address with a point in it is a screen too, also on the first visit", async ({ page }) => {
  await open(page, "/brug/plek/thuis.wonen");
  await expect(button(page, /^Ik kan hier blijven/).first()).toBeVisible();
});
