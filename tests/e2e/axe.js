// Checks a screen with axe and the Tab key.

import axe from "axe-core";

const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The findings of axe on the page as it is, one line each; by all rules of the standard but `without`, unless `rules` names some. */
export async function findings(page, rules = [], without = []) {
  // Compiled once in each document, because that takes longer than most rules.
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(axe.source);
  const runOnly = rules.length > 0 ? { type: "rule", values: rules } : { type: "tag", values: standard };
  const options = { runOnly, rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])), resultTypes: ["violations"] };
  return page.evaluate(async (options) => {
    // Finish animations, so that colours are measured as they end.
    for (const animation of document.getAnimations()) animation.finish();
    const { violations } = await window.axe.run(options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`));
  }, options);
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

/** Collects the layout shifts of a page, from its next load on until `standStill`. */
export async function movesOf(page) {
  const moved = [];
  await page.exposeFunction("tellMoved", (what) => moved.push(what));
  await page.addInitScript(() => {
    const places = (entry) => entry.sources.map(({ node, previousRect, currentRect }) => `${node?.className} ${previousRect.y} ${currentRect.y}`);
    const tell = (entries) => Promise.all(entries.map((entry) => window.tellMoved(`${location.pathname}: ${places(entry).join(", ")}`)));
    const observer = new PerformanceObserver((list) => tell(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    window.standStill = async () => {
      const last = observer.takeRecords();
      observer.disconnect();
      await tell(last);
    };
  });
  return moved;
}

/** Ends what `movesOf` collects of this load: from here on, the test itself moves things. */
export const standStill = (page) => page.evaluate(() => window.standStill());
