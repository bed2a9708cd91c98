// Checks a screen with axe and the Tab key.

import { AxeBuilder } from "@axe-core/playwright";

const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The findings of axe, one line each; by all rules of the standard unless `rules` names some. */
export async function findings(page, rules = []) {
  // Finish animations, so that colours are measured as they end.
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  // The app has no frames, and without legacy mode axe would open a page of its own each time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe.withTags(standard)).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`));
}

/** Opens all collapsed details. */
export const openDetails = (page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

/** The elements that Tab reaches from the top of the page, in order. */
export async function tabOrder(page) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  const reached = [];
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => {
      const it = document.activeElement;
      if (!it || it === document.body) return null;
      it.dataset.reached = "";
      for (const animation of document.getAnimations()) animation.finish();
      const text = (it.ariaLabel ?? it.textContent ?? "").trim();
      // Test the middle and points near the corners: a fixed bar may cover them.
      const box = it.getClientRects()[0];
      const places = box ? [[0.2, 0.2], [0.8, 0.2], [0.5, 0.5], [0.2, 0.8], [0.8, 0.8]] : [];
      const isMet = ([across, down]) => {
        const met = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
        return met && (it.contains(met) || met.closest("label")?.control === it);
      };
      return { text, isCovered: !box || (box.height < innerHeight / 2 && !places.every(isMet)), what: it.outerHTML.slice(0, 100) };
    });
    if (!now) break;
    reached.push(now);
  }
  return reached;
}

/** Collects the layout shifts of a page, from its next load on. */
export async function movesOf(page) {
  const moved = [];
  await page.exposeFunction("tellMoved", (what) => moved.push(what));
  await page.addInitScript(() => {
    const places = (entry) => entry.sources.map(({ node, previousRect, currentRect }) => `${node?.className} ${previousRect.y} ${currentRect.y}`);
    const tell = (list) => list.getEntries().forEach((entry) => window.tellMoved(`${location.pathname}: ${places(entry).join(", ")}`));
    new PerformanceObserver(tell).observe({ type: "layout-shift", buffered: true });
  });
  return moved;
}
