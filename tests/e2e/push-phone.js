// A phone that receives push messages. Chromium cannot use a push service of ours, so the test makes its subscription, decrypts what
// our service sends to it, and hands that to the service worker through the DevTools protocol.

import { expect, test as base } from "./fixtures.js";
import { pushService, sendsTo } from "./push-service.js";
import { serve } from "./service.js";
import { button, open } from "./steps.js";

export const choice = (page, name) => page.getByRole("switch", { name });

/** Runs in every page: replaces the browser's question and its subscription by those of the test. */
function pretend() {
  // An empty page has no storage.
  if (location.protocol === "about:") return;
  const kept = localStorage;
  Object.defineProperty(Notification, "permission", { get: () => kept.getItem("test.permission") ?? "default" });
  Notification.requestPermission = async () => {
    kept.setItem("test.permission", kept.getItem("test.answer") ?? "granted");
    return Notification.permission;
  };
  const subscription = {
    toJSON: () => JSON.parse(kept.getItem("test.subscription")),
    unsubscribe: async () => kept.removeItem("test.subscription"),
  };
  PushManager.prototype.getSubscription = async () => (kept.getItem("test.subscription") ? subscription : null);
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
    kept.setItem("test.subscription", await window.newSubscription(applicationServerKey));
    return subscription;
  };
}

/** A service that sends to a push service, and a function that makes phones. */
export const test = base.extend({
  ringing: async ({ otherPhone }, use) => {
    const push = await pushService();
    const running = await serve({ options: sendsTo(push) });
    const phones = [];
    const phone = async (options = {}) => {
      const page = await otherPhone({ baseURL: running.url, permissions: ["notifications"], ...options });
      phones.push(await Phone.start(page, push));
      return phones.at(-1);
    };
    try {
      await use({ push, running, phone });
    } finally {
      // Close the phones first, because they would keep polling the service.
      for (const { page } of phones) await page.context().close();
      await running.stop();
      await push.stop();
    }
  },
});

export { expect };

/** A phone, with its requests about reminders and its subscriptions. */
export class Phone {
  static async start(page, push) {
    const phone = new Phone();
    Object.assign(phone, { page, push, asked: [], subscriptions: [] });
    await page.context().exposeFunction("newSubscription", () => {
      phone.subscriptions.push(push.subscription());
      return JSON.stringify(phone.subscriptions.at(-1).json);
    });
    await page.context().addInitScript(pretend);
    page.on("response", (answer) => {
      const { pathname, search } = new URL(answer.url());
      if (!pathname.startsWith("/v1/reminders/")) return;
      const request = answer.request();
      const asked = { method: request.method(), id: pathname.split("/").at(-1), search, status: answer.status() };
      phone.asked.push({ ...asked, body: request.postDataJSON() });
    });
    return phone;
  }

  /** The successful requests with this method, newest last. */
  done(method) {
    return this.asked.filter((asked) => asked.method === method && asked.status < 300);
  }

  /** Waits for `n` successful requests with this method, and returns the newest. */
  async until(method, n = 1) {
    await expect.poll(() => this.done(method).length, { message: `${n} × ${method}` }).toBeGreaterThanOrEqual(n);
    return this.done(method).at(-1);
  }

  get subscription() {
    return this.subscriptions.at(-1);
  }

  /** Sets a value in the storage of the fake browser. */
  async set(name, value) {
    await this.page.evaluate(([key, text]) => localStorage.setItem(key, text), [`test.${name}`, value]);
  }

  /** Switches reminders on. */
  async switchOn() {
    await open(this.page, "/meer/herinneringen");
    await choice(this.page, /Herinneringen op deze telefoon/).check();
    await expect(button(this.page, "Probeer een herinnering")).toBeVisible();
  }

  /** Switches reminders off. */
  async switchOff() {
    await open(this.page, "/meer/herinneringen");
    // The switch is off until the screen knows the state.
    const here = choice(this.page, /Herinneringen op deze telefoon/);
    await expect(here).toBeChecked();
    await here.uncheck();
    await expect(button(this.page, "Probeer een herinnering")).toHaveCount(0);
  }

  /** Waits for `n` messages of our service to this phone, and returns the text of the newest. */
  async message(n = 1) {
    const mine = () => this.push.got.filter(({ path }) => path === this.subscription.path);
    await expect.poll(() => mine().length).toBeGreaterThanOrEqual(n);
    return this.subscription.open(mine().at(-1).body);
  }

  /** Makes the browser deliver a message to the service worker, and waits until an open app was told that it was shown. */
  async deliver(data) {
    const tools = await this.page.context().newCDPSession(this.page);
    const found = new Promise((resolve) => {
      tools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const ours = registrations.find(({ scopeURL, isDeleted }) => !isDeleted && !scopeURL.includes("begeleider"));
        if (ours) resolve(ours);
      });
    });
    await tools.send("ServiceWorker.enable");
    const { registrationId, scopeURL } = await found;
    // Chromium loses a notification that is queried between being stored and being shown.
    const shown = this.page.evaluate(async () => {
      const worker = navigator.serviceWorker;
      if (!worker) return;
      await new Promise((resolve) => worker.addEventListener("message", ({ data }) => data.shown && resolve()));
    });
    // The page evaluates these in order, so after this it is listening.
    await this.page.evaluate(() => {});
    await tools.send("ServiceWorker.deliverPushMessage", { origin: new URL(scopeURL).origin, registrationId, data });
    await shown;
    await tools.detach();
  }

  /** The visible notifications: title and text. */
  notifications() {
    return this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body }) => [title, body]);
    });
  }

  /** Taps a notification. */
  async tap(tag) {
    const [worker] = this.page.context().serviceWorkers();
    await worker.evaluate(async (tag) => {
      const [notification] = await self.registration.getNotifications({ tag });
      const event = new NotificationEvent("notificationclick", { notification });
      const work = new Promise((resolve) => Object.defineProperty(event, "waitUntil", { value: resolve }));
      self.dispatchEvent(event);
      await work;
    }, tag);
  }
}

/** Whether the service has a reminder: it then refuses a stranger who uses the same id. */
export async function keeps(running, { id, body }) {
  const url = new URL(`/v1/reminders/${id}`, running.url);
  const headers = { authorization: `Bearer ${"a1".repeat(32)}`, "content-type": "application/json" };
  const { status } = await fetch(url, { method: "PUT", headers, body: JSON.stringify({ ...body, log: undefined }) });
  if (status === 200) await fetch(url, { method: "DELETE", headers });
  expect([200, 409]).toContain(status);
  return status === 409;
}

/** Makes our service send a test message with this tag. */
export async function send(running, subscription, tag) {
  const { endpoint, keys } = subscription.json;
  const body = { subscription: { endpoint, ...keys }, tag, lang: "nl", page: `${running.url}/` };
  const headers = { authorization: `Bearer ${"5e".repeat(32)}`, "content-type": "application/json" };
  const answer = await fetch(new URL("/v1/test-reminders", running.url), { method: "POST", headers, body: JSON.stringify(body) });
  expect(await answer.json()).toEqual({ outcome: "sent" });
}
