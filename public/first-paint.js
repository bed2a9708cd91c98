// Runs before the first paint, so that a page in dark or large type never flashes light and small; and checks whether the program
// can run here at all, before it is fetched. Works in browsers of ten years ago (ES5).
// The program writes these settings (as JSON) and keeps the attributes up to date afterwards.
(function () {
  var root = document.documentElement;

  function setting(name, allowed) {
    try {
      var value = String(JSON.parse(localStorage.getItem("mijn-brug." + name)));
      return allowed.indexOf(value) >= 0 ? value : null;
    } catch (error) {
      // Storage is blocked, or has a value that the app did not write: use the page's defaults.
      return null;
    }
  }

  function set(attribute, value) {
    if (value) root.setAttribute(attribute, value);
  }

  var theme = setting("theme", ["light", "dark", "system"]);
  if (theme !== "system") set("data-theme", theme);
  set("data-text-size", setting("text-size", ["100", "125", "150", "200"]));
  set("data-contrast", setting("contrast", ["normal", "more"]));

  // No choice yet: the first of the phone's languages that we have, else Dutch.
  var first = "";
  try {
    first = navigator.languages
      .map(function (tag) {
        return tag.slice(0, 2).toLowerCase();
      })
      .filter(function (tag) {
        return tag === "nl" || tag === "en";
      })[0];
  } catch (error) {
    // The browser does not tell its languages.
  }
  root.lang = setting("language", ["nl", "en"]) || first || "nl";
  // The app's own language, even if the browser translates the page.
  set("data-language", root.lang);

  // A cache may keep the page longer than the service keeps its scripts. Then nothing else on the page runs, so this script tells it.
  // Without its stylesheet the program still runs, and tells it itself.
  addEventListener(
    "error",
    function (event) {
      if (/\/assets\/[^/]+\.css$/.test(event.target.href || "")) root.setAttribute("data-lacks-style", "");
      if (!/\/assets\/[^/]+\.js$/.test(event.target.src || "")) return;
      var script = document.createElement("script");
      script.type = "module";
      script.src = "/renew.js?show";
      root.appendChild(script);
    },
    true
  );

  // What the program cannot do without (docs/browsers.md): "" if all of it is there, else why the program cannot run.
  function missing() {
    try {
      var isNew = "noModule" in document.createElement("script") && typeof BigInt === "function";
      if (!isNew || (window.CSS && CSS.supports && !CSS.supports("selector(:has(a))"))) return "old";
    } catch (error) {
      // Only the check failed.
    }
    try {
      // A function type that takes a reference: the newest feature of WebAssembly that the programs use.
      var wasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0]);
      if (!WebAssembly.validate(wasm)) return "old";
      new WebAssembly.Module(wasm);
    } catch (error) {
      // Switched off: by an iPhone's lockdown mode, or by an administrator.
      return "wasm";
    }
    try {
      var bytes = new Uint8Array(16);
      crypto.getRandomValues(bytes);
      for (var i = 0; i < 16; i++) if (bytes[i]) return "";
    } catch (error) {
      // The same as an answer of zeros.
    }
    return "random";
  }

  var why = missing();
  if (!why) {
    // The first screen's texts, which boot.js fetches: known here already, and the program waits for them.
    var texts = document.createElement("link");
    texts.rel = "preload";
    texts.as = "fetch";
    texts.crossOrigin = "anonymous";
    texts.href = "/welcome/" + root.lang + ".json";
    document.head.appendChild(texts);
    return;
  }
  root.setAttribute("data-cannot", why);
  document.addEventListener("readystatechange", function say() {
    if (document.readyState === "loading") return;
    document.removeEventListener("readystatechange", say);
    var kept = document.querySelectorAll("meta, title, link[rel=stylesheet], link[rel=icon]");
    var page = "<!doctype html>" + root.cloneNode(false).outerHTML.replace("</html>", "<head>");
    for (var i = 0; i < kept.length; i++) page += kept[i].outerHTML;
    // The program is already loading, and is of no use here. A page that was stopped never finishes loading, so write it anew.
    if (window.stop) window.stop();
    document.open();
    document.write(page + "</head><body><div id=\"app\"></div></body></html>");
    document.close();
    var script = document.createElement("script");
    script.src = "/cannot.js";
    document.documentElement.appendChild(script);
  });
})();
