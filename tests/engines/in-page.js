// Functions that run inside the page: they find elements by role, label and text with Testing Library, in the same way in each
// engine. Each function is self-contained, because its source is sent to the browser.

/**
 * The elements that a chain of steps leads to.
 *
 * @param {{ by: string, value?: string, name?: object, text?: object, level?: number, place?: number }[]} chain
 */
export function find(chain) {
  const { getNodeText, queryAllByLabelText, queryAllByRole, queryAllByText } = globalThis.TestingLibraryDom;
  const matcher = (wanted) => {
    if (wanted === undefined) return undefined;
    if (wanted.source !== undefined) return new RegExp(wanted.source, wanted.flags);
    const text = wanted.text.replaceAll(/\s+/g, " ").trim();
    if (wanted.exact) return text;
    return (found) => found.toLowerCase().includes(text.toLowerCase());
  };
  const matches = (wanted, found) => {
    const by = matcher(wanted);
    const text = found.replaceAll(/\s+/g, " ").trim();
    if (by instanceof RegExp) return by.test(text);
    return typeof by === "function" ? by(text) : by === text;
  };
  const steps = {
    role: (within, { value, name, level }) => queryAllByRole(within, value, { name: matcher(name), level }),
    label: (within, { text }) => queryAllByLabelText(within, matcher(text)).filter((it) => it.matches("input, textarea, select")),
    text: (within, { text }) => queryAllByText(within, matcher(text), { ignore: "script, style" }).filter((it) => getNodeText(it) && it.checkVisibility()),
  };
  let found = [document.body];
  for (const step of chain) {
    if (step.by === "nth") found = found.slice(step.place).slice(0, 1);
    else if (step.by === "filter") found = found.filter((it) => matches(step.text, it.textContent));
    else found = [...new Set(found.flatMap((within) => steps[step.by](within, step)))];
  }
  return found;
}

/** What a person taps to choose a radio button or a checkbox: its label, because the control itself may be covered by a drawing. */
export function label(element) {
  return element.labels?.[0] ?? element;
}

/** Scrolls an element to the middle of the window, away from the bars. */
export function showWhole(element) {
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
}

/** Sets a field's value like one of the browser's pickers. */
export function setValue(element, value) {
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), "value");
  set.call(element, value);
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Chooses an option by its label. */
export function select(element, words) {
  const option = [...element.options].find((it) => it.label.trim() === words);
  if (!option) throw new Error(`no option "${words}"`);
  element.value = option.value;
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
}
