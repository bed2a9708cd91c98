// Keeps only the design tokens that are used.
//
// A theme of NL Design System sets thousands of custom properties (208 kB); a page reads a few hundred. This PostCSS
// plugin runs over the whole bundle, after its imports are resolved. A custom property stays if a real property reads
// it through `var()`, directly or through other custom properties, and is removed otherwise.

const name = /var\(\s*(--[\w-]+)/g;

/** The custom properties that a css value reads, fallbacks included. */
const reads = (value) => Array.from(value.matchAll(name), (match) => match[1]);

/**
 * The plugin. `alsoUsed` names custom properties that are read outside the bundle, for example by a program.
 *
 * @param {{ alsoUsed?: string[] }} options
 * @returns {import("postcss").Plugin}
 */
export function pruneTokens({ alsoUsed = [] } = {}) {
  return {
    postcssPlugin: "prune-tokens",
    OnceExit(root) {
      /** @type {Map<string, Set<string>>} */
      const readBy = new Map();
      const todo = [...alsoUsed];
      root.walkDecls((declaration) => {
        if (!declaration.prop.startsWith("--")) {
          todo.push(...reads(declaration.value));
          return;
        }
        // A token may be set more than once (light, dark, more contrast), so collect what any of its values reads.
        const names = readBy.get(declaration.prop) ?? new Set();
        for (const read of reads(declaration.value)) names.add(read);
        readBy.set(declaration.prop, names);
      });

      const used = new Set();
      for (let token = todo.pop(); token !== undefined; token = todo.pop()) {
        if (used.has(token)) continue;
        used.add(token);
        todo.push(...(readBy.get(token) ?? []));
      }

      root.walkDecls(/^--/, (declaration) => {
        if (used.has(declaration.prop)) return;
        let empty = declaration.parent;
        declaration.remove();
        // Also remove rules that are now empty, and the @media or @layer around them.
        while (empty && empty.type !== "root" && empty.nodes?.length === 0) {
          const parent = empty.parent;
          empty.remove();
          empty = parent;
        }
      });
    },
  };
}
