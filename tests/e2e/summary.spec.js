// The summary of a review on paper: one A4, whatever was written.

import { writeFile } from "node:fs/promises";
import { expect, test } from "./fixtures.js";
import { agreed, openWith } from "./reward-entries.js";
import { onScreen } from "./steps.js";

test.use({ viewport: { width: 1024, height: 768 }, isMobile: false });

const REVIEW = "d000000000000001";
const PARTS = ["welcome", "look_back", "bridge", "goals", "agree", "next_time", "summary"];
const SENTENCE = "We spraken over de brief van de woningbouw en over wat er in de weg zit. ";

/** The pages of the printed summary of a review in which each note is that many sentences long. */
async function pages(page, sentences) {
  const notes = PARTS.map((part) => ({ review_noted: { review: REVIEW, part, note: SENTENCE.repeat(sentences) } }));
  await openWith(page, "/gesprek", [{ review_started: { review: REVIEW, day: "2026-11-24" } }, ...agreed, ...notes]);
  await page.getByRole("navigation", { name: "Delen van het gesprek" }).getByRole("button", { name: /Samenvatting/ }).click();
  await onScreen(page, "Samenvatting");
  await expect(page.getByText(SENTENCE.trim()).first()).toBeVisible();
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  if (process.env.PDF) await writeFile(`${process.env.PDF}-${sentences}.pdf`, pdf);
  return pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
}

for (const sentences of [1, 4, 12, 130]) {
  test(`the summary is one page with notes of ${sentences} sentences`, async ({ page }) => {
    expect(await pages(page, sentences)).toBe(1);
  });
}
