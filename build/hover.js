// Applies hover styles only where a pointer can hover.
//
// A touch leaves `:hover` on what it touched until the next touch: a button still looks pressed, a row looks selected.
// This PostCSS plugin puts every rule with `:hover` behind `@media (hover: hover)`, both ours and those of packages.

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
        // What focused or pressed controls share with hovered ones stays for every device.
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
