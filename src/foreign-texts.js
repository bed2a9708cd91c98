// Keeps the app's texts up to date when other software changes them on the page.
//
// A browser's translation replaces each text node with an element of its own, and a dictionary or reading aid wraps
// parts of one. The app keeps updating its own text nodes: changes to a removed node would be invisible, and the old
// text would stay. So each removed text node is put back, empty, before its replacement, and the replacement is
// removed when the app changes or removes the text.

/** Whether a node is an element that the app never creates. */
const isForeignElement = (node) => /^(FONT|MARK)$|-/.test(node?.nodeName ?? "");

/** Watches all texts under a root element. */
export function watchForeignTexts(root) {
  /** Text nodes that other software split off. */
  const splitOff = new WeakSet();
  const isForeign = (node) => isForeignElement(node) || splitOff.has(node);
  const isText = (node) => node.nodeType === Node.TEXT_NODE;
  let wasSeen = false;

  const removeFrom = (first) => {
    for (let node = first; node?.isConnected && isForeign(node); ) {
      const next = node.nextSibling;
      node.remove();
      node = next;
    }
  };

  /** The text node that was removed, and the foreign element that replaced it. */
  const replacedBy = (record, records) => {
    const [text] = [...record.removedNodes].filter((node) => isText(node) && !node.isConnected && !splitOff.has(node));
    if (!text) return {};
    const inItsPlace = [...record.addedNodes].find(isForeignElement);
    if (inItsPlace) return { text, inItsPlace };
    // The element was inserted beside the text before the text was removed.
    const beside = records.find((it) => it.nextSibling === text && isForeignElement(it.addedNodes[0]));
    return { text, inItsPlace: beside?.addedNodes[0] };
  };

  const observer = new MutationObserver((records) => {
    wasSeen ||= records.some((record) => [...record.addedNodes].some(isForeignElement));
    if (!wasSeen) return;
    for (const record of records) {
      const { target, type, oldValue } = record;
      if (type === "characterData") {
        const rest = records.find((it) => it.previousSibling === target && it.addedNodes[0]?.data)?.addedNodes[0];
        if (rest && oldValue === target.data + rest.data) splitOff.add(rest);
        else if (!splitOff.has(target)) removeFrom(target.nextSibling);
        continue;
      }
      const { text, inItsPlace } = replacedBy(record, records);
      if (!text) continue;
      if (inItsPlace?.isConnected) {
        text.data = "";
        inItsPlace.before(text);
      } else {
        removeFrom(record.nextSibling);
      }
    }
    // Ignore the changes made here.
    observer.takeRecords();
  });
  observer.observe(root, { childList: true, characterData: true, characterDataOldValue: true, subtree: true });
}
