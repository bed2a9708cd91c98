// What a pointer that hovers sees, only where there is one.
//
// A touch leaves `:hover` on what it touched until the next touch: a button that still looks pressed, a row that seems
// chosen. This PostCSS plugin puts every rule with `:hover` behind `@media (hover: hover)`, ours and those of the packages.

const hovers = (selector) => selector.includes(":hover");

/**
 * The plugin.
 *
 * @returns {import("postcss").Plugin}
 */
export function hoverWherePossible() {
  return {
    postcssPlugin: "hover-where-possible",
    OnceExit(root, { AtRule }) {
      root.walkRules(/:hover/, (rule) => {
        if (rule.parent.type === "atrule" && rule.parent.params === "(hover: hover)") return;
        // What a focused or pressed control shares with a hovered one stays for everybody.
        const others = rule.selectors.filter((selector) => !hovers(selector));
        if (others.length > 0) rule.cloneBefore({ selectors: others });
        rule.selectors = rule.selectors.filter(hovers);
        const media = new AtRule({ name: "media", params: "(hover: hover)" });
        rule.replaceWith(media);
        media.append(rule);
      });
    },
  };
}
