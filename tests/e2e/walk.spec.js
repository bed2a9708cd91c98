// The walk from Welkom to a first mini-step: how many taps and words it takes, and how long for somebody who reads slowly.

import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.js";
import { button, link, onScreen, radio } from "./steps.js";

/** What a resident with a full head can be asked. */
const TAPS_MAX = 8;
const WORDS_MAX = 130;
const SECONDS_MAX = 120;
/** How fast people read who read poorly, in words a minute, and how long a tap takes, in seconds. */
const READS = 110;
const TAP_TAKES = 3;

const content = JSON.parse(await readFile(new URL("../../public/bridge/nl.json", import.meta.url), "utf8"));
const domains = content.pillars.flatMap(({ domains }) => domains);
const count = (texts) => texts.join(" ").split(/\s+/).length;

/** The words of the content that are read on the way through a domain: the pictures up to it, and each list up to its middle. */
function toRead(domain) {
  const { name, sentences, goals, ideas } = domain;
  const names = domains.slice(0, domains.indexOf(domain) + 1).map(({ name }) => name);
  const wishes = goals.map(({ wish }) => wish);
  return count([...names, name, ...sentences.slice(0, 3), name, sentences[2], ...wishes.slice(0, 2), ...ideas.slice(0, 2), ideas[1]]);
}

/** The domain with the most to read: the worst case of the walk. */
const longest = domains.toSorted((one, other) => toRead(other) - toRead(one))[0];

/** The words on the screen that are seen from its heading down to the end of an element, in their order. */
const wordsUpTo = (element) =>
  element.evaluate((last) => {
    const isSeen = (node) => {
      const { parentElement } = node;
      return parentElement.checkVisibility({ checkVisibilityCSS: true }) && !parentElement.closest(".mb-toolbar, .mb-visually-hidden, [aria-hidden=true]");
    };
    const nodes = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const isAfter = last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING && !last.contains(node);
      if (isAfter) break;
      if (isSeen(node)) texts.push(node.data.trim());
    }
    return texts.filter(Boolean).join(" ").split(/\s+/).length;
  });

test("from Welkom to a first mini-step: eight taps, few words, no typing, two minutes", async ({ page }) => {
  const taps = [];
  /** Reads down to a control and taps it. */
  const tap = async (control, onNext) => {
    taps.push(await wordsUpTo(control));
    await control.click();
    await onNext();
  };
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/");
  await tap(button(page, "Begin"), () => onScreen(page, "Waar loop je tegenaan?"));
  await tap(link(page, longest.name), () => onScreen(page, longest.name));
  await tap(button(page, longest.sentences[2]), () => onScreen(page, `${longest.name} staat op je brug`));
  await tap(link(page, "Hier iets aan doen"), () => onScreen(page, "Wat wil je bereiken?"));
  await tap(button(page, longest.goals[1].wish), () => onScreen(page, "Wat doe je eerst?"));
  await tap(button(page, longest.ideas[1]), () => onScreen(page, "Staat in je plan"));
  // A radio button has no words of its own: its label has.
  const option = (name) => page.getByRole("main").locator("label", { has: radio(page, name) });
  const before = taps.length;
  await tap(option("Vandaag"), () => option("Nee").waitFor());
  const planned = taps.at(before);
  await tap(option("Nee"), () => expect(radio(page, "Nee")).toBeChecked());
  // The second question is on the same screen: what was read of it before is not read again.
  taps[before + 1] -= planned;

  const n_words = taps.reduce((sum, words) => sum + words, 0);
  const seconds = Math.round((n_words / READS) * 60 + taps.length * TAP_TAKES);
  console.log(`walk on "${longest.name}": ${taps.length} taps, ${n_words} words (${taps.join(" + ")}), ${seconds} s`);
  expect(taps.length).toBeLessThanOrEqual(TAPS_MAX);
  expect(n_words).toBeLessThanOrEqual(WORDS_MAX);
  expect(seconds).toBeLessThanOrEqual(SECONDS_MAX);
  await link(page, "Ga naar Vandaag").click();
  await expect(page.getByRole("heading", { level: 2, name: longest.ideas[1] })).toBeVisible();
});

test("on a small phone every choice of the walk is in view without scrolling", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/");
  const isInView = async (control) => {
    const { y, height } = await control.boundingBox();
    const bar = await page.getByRole("navigation").boundingBox();
    expect(y + height).toBeLessThanOrEqual(bar?.y ?? 740);
  };
  await button(page, "Begin").click();
  await onScreen(page, "Waar loop je tegenaan?");
  await isInView(link(page, "Weet ik niet"));
  await link(page, "Wonen").click();
  await onScreen(page, "Wonen");
  const wonen = domains[0];
  await isInView(button(page, wonen.sentences[4]));
  await button(page, wonen.sentences[1]).click();
  await isInView(link(page, "Nog een onderwerp"));
  await link(page, "Hier iets aan doen").click();
  await isInView(button(page, wonen.goals[2].wish));
  await button(page, wonen.goals[0].wish).click();
  await isInView(button(page, wonen.ideas[3]));
  await button(page, wonen.ideas[0]).click();
  await onScreen(page, "Staat in je plan");
  await isInView(link(page, "Ga naar Vandaag"));
});
