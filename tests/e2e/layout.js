// Checks what people can see and touch on a screen, in every size and with the fonts of other machines.

/** The sizes in which every screen is checked: a laptop at 400 % zoom, phones upright and on their side, a tablet, laptops. */
export const SIZES = [[320, 256], [320, 568], [360, 740], [740, 360], [768, 1024], [1024, 768], [1280, 800]];

/** The sizes with large text on a small phone: width, height, and text size in %. */
const LARGE = [[320, 640, "200"], [360, 740, "200"]];

/**
 * Fonts like those of other machines, made from one that is available here: the average width of a character in em, and how far
 * characters reach above and below the baseline. The fonts of phones and laptops lie between Roboto Condensed and Verdana.
 */
export const LETTERS = {
  narrow: { width: 0.43, ascent: 0.9, descent: 0.22 },
  wide: { width: 0.59, ascent: 1, descent: 0.24 },
  tall: { width: 0.51, ascent: 1.25, descent: 0.45 },
};

/** Sets the font of the page; `null` restores its own. Returns `false` if the machine has no font to make it from. */
export const setLetters = (page, letters) =>
  page.evaluate(async (letters) => {
    const root = document.documentElement;
    root.style.removeProperty("--mb-font");
    if (!letters) return true;
    const family = `letters-${letters.width}-${letters.ascent}`;
    const known = ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Roboto", "Arial", "Helvetica", "Ubuntu", "Cantarell", "FreeSans", "Nimbus Sans", "Open Sans"];
    const load = (name, options) => new FontFace(options ? family : "measured", `local("${name}")`, options).load().catch(() => null);
    for (const name of known) {
      const font = await load(name);
      if (!font) continue;
      const bold = (await load(`${name} Bold`)) ? `${name} Bold` : name;
      document.fonts.add(font);
      const paper = document.createElement("canvas").getContext("2d");
      paper.font = "100px measured";
      const sample = "De woningbouw heeft je brief gelezen en belt je morgen om tien uur terug";
      const sizeAdjust = `${(100 * letters.width * 100 * sample.length) / paper.measureText(sample).width}%`;
      document.fonts.delete(font);
      // These overrides are relative to the size after `size-adjust`.
      const share = (of) => `${(100 * of * 100) / Number.parseFloat(sizeAdjust)}%`;
      const shape = { sizeAdjust, ascentOverride: share(letters.ascent), descentOverride: share(letters.descent), lineGapOverride: "0%" };
      document.fonts.add(await load(name, { ...shape, weight: "100 500" }));
      document.fonts.add(await load(bold, { ...shape, weight: "600 900" }));
      root.style.setProperty("--mb-font", `"${family}"`);
      return true;
    }
    return false;
  }, letters);

/** The faults of the screen as it is: too wide, a broken word, a control that a finger cannot hit. */
export const faults = (page, { words = true } = {}) =>
  page.evaluate((words) => {
    const found = [];
    // The skip link is invisible unless it has the focus.
    if (document.activeElement?.matches(".nl-skip-link")) document.activeElement.blur();
    const over = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
    if (over > 0) found.push(`${over} px too wide`);
    for (const animation of document.getAnimations()) animation.finish();

    // A word may break at a hyphen, soft or hard; an address and a code may break anywhere.
    const isShown = (it) => it?.checkVisibility({ visibilityProperty: true }) && !it.closest(".mb-visually-hidden, .mb-code, svg");
    const range = document.createRange();
    const texts = words ? document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT) : null;
    while (texts?.nextNode()) {
      const text = texts.currentNode;
      if (text.data.trim().length < 2 || !isShown(text.parentElement)) continue;
      range.selectNodeContents(text);
      if (range.getClientRects().length < 2) continue;
      const line = (place) => {
        range.setStart(text, place);
        range.setEnd(text, place + 1);
        // After a visible soft hyphen, the first of two boxes is the hyphen.
        return [...range.getClientRects()].at(-1)?.top;
      };
      for (const { 0: word, index } of text.data.matchAll(/[\p{L}\p{N}€.,:!?'’]{2,}/gu)) {
        const [first, last] = [line(index), line(index + word.length - 1)];
        if (Math.abs(first - last) > 2 && !/[.@].*[.@\p{L}]/u.test(word)) found.push(`broken word: ${word}`);
      }
    }

    // Nine points of each control must hit the control, something in it, or its label.
    const name = (it) => `${it.tagName.toLowerCase()} "${(it.ariaLabel ?? it.innerText ?? it.name ?? "").trim().slice(0, 40)}"`;
    const controls = document.querySelectorAll("a[href], button, input, select, textarea, summary");
    for (const control of controls) {
      if (control.disabled || !control.checkVisibility({ visibilityProperty: true }) || control.matches(".nl-skip-link")) continue;
      control.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const missed = [];
      for (const fraction of [0.15, 0.5, 0.85]) {
        for (const across of [0.15, 0.5, 0.85]) {
          // A link within a text may span two lines.
          let box = control.getClientRects()[0];
          if (!box || box.width === 0) continue;
          const [top, bottom] = [box.height / 2, innerHeight - box.height / 2];
          if (box.height > innerHeight / 3 && (top < 0 || bottom < top)) {
            scrollBy({ top: box.top + box.height * fraction - innerHeight / 3, behavior: "instant" });
            box = control.getClientRects()[0];
          }
          const met = document.elementFromPoint(box.left + box.width * across, box.top + box.height * fraction);
          if (!met || !(control.contains(met) || met.closest("label")?.control === control)) {
            missed.push(`${across}/${fraction} ${met ? `${met.tagName.toLowerCase()}.${met.className?.baseVal ?? met.className}` : "nothing"}`);
          }
        }
      }
      if (missed.length > 0) found.push(`${name(control)} missed at ${missed.length} of 9: ${missed[0]}`);
    }
    scrollTo(0, 0);
    return found;
  }, words);

/** Checks the screen in all sizes, and with other fonts where it is narrow and where it has columns. */
export async function tryAllSizes(page) {
  const found = [];
  const look = async (width, height, size, letters) => {
    await page.setViewportSize({ width, height });
    await page.evaluate((size) => document.documentElement.setAttribute("data-text-size", size), size);
    const isLarge = size !== "100";
    for (const fault of await faults(page, { words: !isLarge && (!letters || letters !== "wide") })) {
      found.push(`${width}×${height}${isLarge ? ` text ${size} %` : ""}${letters ? `, ${letters} letters` : ""}: ${fault}`);
    }
  };
  for (const [width, height] of SIZES) await look(width, height, "100");
  for (const [width, height, size] of LARGE) await look(width, height, size);
  for (const [letters, shape] of Object.entries(LETTERS)) {
    if (!(await setLetters(page, shape))) continue;
    await look(320, 568, "100", letters);
    await look(320, 640, "200", letters);
    await look(1024, 768, "100", letters);
  }
  await setLetters(page, null);
  return found;
}
