// Browsers that lack an interface: each row of the table names one, which can be removed, emptied, made to throw, or made never to
// answer.

/**
 * @typedef {object} Missing
 * @property {string} path the interface, from the window
 * @property {string[]} [silent] its methods or promises that may never answer, of the object or of a class's instances
 */

/** Every interface that the app or the page uses and that a supported browser may lack. @type {Missing[]} */
export const INTERFACES = [
  { path: "speechSynthesis", silent: ["speak", "cancel"] },
  { path: "SpeechSynthesisUtterance" },
  { path: "Notification", silent: ["requestPermission"] },
  { path: "PushManager", silent: ["getSubscription", "subscribe"] },
  { path: "navigator.serviceWorker", silent: ["register", "getRegistration", "ready"] },
  { path: "caches", silent: ["open", "keys", "match", "delete", "has"] },
  { path: "navigator.storage", silent: ["persist", "persisted", "estimate"] },
  { path: "navigator.locks", silent: ["request", "query"] },
  { path: "navigator.wakeLock", silent: ["request"] },
  { path: "navigator.share", silent: [""] },
  { path: "navigator.clipboard", silent: ["writeText", "readText"] },
  { path: "navigator.setAppBadge", silent: [""] },
  { path: "navigator.clearAppBadge", silent: [""] },
  { path: "navigator.onLine" },
  { path: "navigator.languages" },
  { path: "navigator.permissions", silent: ["query"] },
  { path: "BroadcastChannel", silent: ["postMessage"] },
  { path: "localStorage" },
  { path: "sessionStorage" },
  { path: "Storage.prototype.getItem" },
  { path: "matchMedia", silent: [""] },
  { path: "Intl" },
  { path: "Intl.DateTimeFormat" },
  { path: "Date.prototype.toLocaleString" },
  { path: "Date.prototype.toLocaleDateString" },
  { path: "crypto.randomUUID" },
  { path: "crypto.subtle", silent: ["digest", "generateKey"] },
  { path: "CSS" },
  { path: "print", silent: [""] },
  { path: "scrollTo", silent: [""] },
  { path: "requestAnimationFrame", silent: [""] },
  { path: "requestIdleCallback", silent: [""] },
  { path: "visualViewport", silent: ["addEventListener"] },
  { path: "ResizeObserver", silent: ["observe"] },
  { path: "IntersectionObserver", silent: ["observe"] },
  { path: "MutationObserver", silent: ["observe"] },
  { path: "createImageBitmap", silent: [""] },
  { path: "history.pushState" },
  { path: "history.replaceState" },
  { path: "AbortController" },
  { path: "AbortSignal.timeout" },
  { path: "structuredClone" },
];

/** The ways in which a browser fails; `silent` applies only to what should answer. */
export const WAYS = ["missing", "empty", "throws", "silent"];

export const waysOf = ({ silent }) => WAYS.filter((way) => way !== "silent" || silent);

/**
 * Runs in the page, before its scripts: removes or breaks interfaces.
 *
 * @param {{ rows: Missing[], way: string }} what which interfaces, and in which way
 */
export function takeAway({ rows, way }) {
  const no = () => {
    throw new DOMException("not here", "SecurityError");
  };
  const never = () => new Promise(() => {});
  for (const { path, silent = [] } of rows) {
    const places = path.split(".");
    const name = places.pop();
    let holder = window;
    try {
      for (const place of places) holder = holder[place];
      if (!holder) continue;
    } catch {
      // An earlier row removed the object that holds it.
      continue;
    }
    const isThere = name in holder;
    let now;
    try {
      now = holder[name];
    } catch {
      // Likewise.
    }
    const isFunction = typeof now === "function" && !now.prototype;
    const define = (on, key, descriptor) => Object.defineProperty(on, key, { configurable: true, ...descriptor });
    if (way === "missing") {
      delete holder[name];
      for (let proto = Object.getPrototypeOf(holder); proto; proto = Object.getPrototypeOf(proto)) {
        if (Object.hasOwn(proto, name)) delete proto[name];
      }
      // The browser does not allow deleting it.
      if (name in holder) define(holder, name, { value: undefined });
    } else if (way === "empty") {
      if (isThere) define(holder, name, { value: isFunction ? () => undefined : typeof now === "function" ? function () {} : {} });
    } else if (way === "throws") {
      define(holder, name, isFunction ? { value: no } : { get: no });
    } else {
      for (const method of silent) {
        if (method === "") define(holder, name, { value: never });
        else if (method === "ready") define(now, method, { value: never() });
        else if (now) define(now.prototype && !(method in now) ? now.prototype : now, method, { value: never });
      }
    }
  }
}
