// A browser that answers the question about notifications, and returns a subscription without a push service. Other tests cover the
// delivery of messages.

/** Makes every page of this context answer "granted", "denied", or "default" for a question that was dismissed. */
export const answerPush = (page, answer) =>
  page.addInitScript((answer) => {
    const now = () => sessionStorage.getItem("test.permission") ?? "default";
    Object.defineProperty(Notification, "permission", { get: now });
    Notification.requestPermission = async () => {
      sessionStorage.setItem("test.permission", answer);
      return answer;
    };
    const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    let subscription = null;
    PushManager.prototype.getSubscription = async () => subscription;
    PushManager.prototype.subscribe = async () => {
      const { publicKey } = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
      const keys = { p256dh: text(await crypto.subtle.exportKey("raw", publicKey)), auth: text(crypto.getRandomValues(new Uint8Array(16))) };
      const form = { endpoint: "https://fcm.googleapis.com/fcm/send/test", keys };
      subscription = { toJSON: () => form, unsubscribe: async () => Boolean((subscription = null)) || true };
      return subscription;
    };
  }, answer);
