// Keeps the app's texts in step with software that changes them on the page.
//
// A browser's translation puts an element of its own in the place of each text, and a dictionary or a reading aid wraps parts of
// one. The app goes on with its own text nodes: a node that was taken out of the page would be changed where nobody sees it, and
// the old words would stay. So each text node is put back, empty, before what stands for it, and what stands for it goes when the
// app changes or removes that text.

/** Elements that the app never draws. */
const isForeignElement = (node) => /^(FONT|MARK)$|-/.test(node?.nodeName ?? "");

/** Watches all texts under a root. */
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

  /** The text that an added foreign node stands for, when it was taken away for it. */
  const replacedBy = (record, records) => {
    const [text] = [...record.removedNodes].filter((node) => isText(node) && !node.isConnected && !splitOff.has(node));
    if (!text) return {};
    const inItsPlace = [...record.addedNodes].find(isForeignElement);
    if (inItsPlace) return { text, inItsPlace };
    // Put beside it first, and then the text was taken away.
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
    // What was changed here is nobody else's change.
    observer.takeRecords();
  });
  observer.observe(root, { childList: true, characterData: true, characterDataOldValue: true, subtree: true });
}
