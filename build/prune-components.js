// Keeps only the rules of NL Design System's components that a screen can use.
//
// A component's stylesheet has a class for each of its states and sizes; the screens use a few of them. This PostCSS plugin
// removes a selector when it names a class of a component that no source contains. A class inside `:is()` or a similar
// selector is one of several, so it is ignored. (PurgeCSS does not ignore it, and removes rules that are used.)

const component = /\.((?:nl|utrecht)-[\w-]+)/g;

/** A selector without its parenthesised arguments. */
const outside = (selector) => {
  let text = selector;
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replace(/\([^()]*\)/g, "");
  }
  return text;
};

/**
 * The plugin. `classes` is a text that contains every class that is used.
 *
 * @param {{ classes: string }} options
 * @returns {import("postcss").Plugin}
 */
export function pruneComponents({ classes }) {
  const used = new Set(classes.match(/[\w-]+/g));
  const canMatch = (selector) => Array.from(outside(selector).matchAll(component), (match) => match[1]).every((name) => used.has(name));
  return {
    postcssPlugin: "prune-components",
    OnceExit(root) {
      root.walkRules((rule) => {
        const kept = rule.selectors.filter(canMatch);
        if (kept.length === rule.selectors.length) return;
        if (kept.length > 0) {
          rule.selectors = kept;
          return;
        }
        let empty = rule.parent;
        rule.remove();
        // Also remove the @media or @layer around it when nothing is left in it.
        while (empty && empty.type !== "root" && empty.nodes?.length === 0) {
          const parent = empty.parent;
          empty.remove();
          empty = parent;
        }
      });
    },
  };
}
