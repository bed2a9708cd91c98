// Runs before the first paint, so that a page in dark or large type never flashes light and small.
// The program writes these settings (as JSON) and keeps the attributes up to date afterwards.
(function () {
  var root = document.documentElement;

  function setting(name, allowed) {
    try {
      var value = String(JSON.parse(localStorage.getItem("mijn-brug." + name)));
      return allowed.indexOf(value) >= 0 ? value : null;
    } catch {
      // Storage is blocked, or holds what nobody of us wrote: the page's defaults hold.
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

  // Nobody chose yet: the first of the phone's languages that we have, else Dutch.
  var phone = (navigator.languages || []).map(function (tag) {
    return tag.slice(0, 2).toLowerCase();
  });
  var first = phone.filter(function (tag) {
    return tag === "nl" || tag === "en";
  })[0];
  root.lang = setting("language", ["nl", "en"]) || first || "nl";
})();
