// Replaces the app by the reason why it cannot run in this browser, and what helps. Requested by `first-paint.js` before the program
// is there, and by the program if it finds no randomness. The reason is in the page's `data-cannot`.
// Works in browsers of ten years ago (ES5).
(function () {
  var root = document.documentElement;
  var words = {
    nl: {
      old: [
        "Deze browser is te oud",
        "Mijn Brug werkt alleen in een nieuwere browser. Werk je browser of je toestel bij. Of open Mijn Brug op een ander toestel. Weet je niet hoe? Vraag iemand om je te helpen.",
        "Voor wie helpt: Mijn Brug werkt vanaf Chrome 111, Firefox 121, Edge 111 en Safari 16.4 (iOS 16.4).",
      ],
      wasm: [
        "Deze browser houdt Mijn Brug tegen",
        "Staat je iPhone of iPad in de isolatiemodus? Zet die dan uit, alleen voor Mijn Brug. Tik op het teken naast het adres. Kies de instellingen van de website. Zet Isolatiemodus uit. Open Mijn Brug daarna opnieuw.",
        "Voor wie helpt: WebAssembly staat uit in deze browser. Dat kan ook door een strenge beveiliging komen. Zet Mijn Brug dan bij de uitzonderingen, of gebruik een andere browser.",
      ],
      random: [
        "Hier kan Mijn Brug je plan niet beveiligen",
        "Mijn Brug doet je plan op slot met een geheime sleutel. Deze browser kan geen sleutel maken. Open Mijn Brug in een andere browser, zoals Chrome, Firefox of Safari.",
        "Voor wie helpt: crypto.getRandomValues werkt niet in deze browser.",
      ],
      safe: "Wat je eerder hebt opgeslagen, is niet weg.",
      again: "Probeer het nog een keer",
    },
    en: {
      old: [
        "This browser is too old",
        "Mijn Brug only works in a newer browser. Update your browser or your device. Or open Mijn Brug on another device. Don't know how? Ask someone to help you.",
        "For who helps: Mijn Brug works from Chrome 111, Firefox 121, Edge 111 and Safari 16.4 (iOS 16.4).",
      ],
      wasm: [
        "This browser stops Mijn Brug",
        "Is your iPhone or iPad in Lockdown Mode? Turn it off for Mijn Brug only. Tap the sign beside the address. Choose the website's settings. Turn Lockdown Mode off. Then open Mijn Brug again.",
        "For who helps: WebAssembly is switched off in this browser. Strict security can do that too. Then make an exception for Mijn Brug, or use another browser.",
      ],
      random: [
        "Mijn Brug can't protect your plan here",
        "Mijn Brug locks your plan with a secret key. This browser can't make a key. Open Mijn Brug in another browser, such as Chrome, Firefox or Safari.",
        "For who helps: crypto.getRandomValues does not work in this browser.",
      ],
      safe: "What you saved before is not lost.",
      again: "Try again",
    },
  };
  var own = words[root.lang === "en" ? "en" : "nl"];
  var why = own[root.getAttribute("data-cannot")] || own.old;

  function add(parent, tag, className, content) {
    var made = document.createElement(tag);
    made.className = className;
    made.textContent = content;
    parent.appendChild(made);
    return made;
  }

  var app = document.getElementById("app") || document.body;
  app.textContent = "";
  var box = add(add(app, "main", "", ""), "div", "mb-screen", "");
  box.setAttribute("role", "alert");
  add(box, "h1", "nl-heading nl-heading--level-1", why[0]);
  add(box, "p", "nl-paragraph", why[1]);
  add(box, "p", "nl-paragraph", own.safe);
  var again = add(box, "button", "nl-button nl-button--primary", own.again);
  again.type = "button";
  again.addEventListener("click", function () {
    location.reload();
  });
  add(box, "p", "mb-hint", why[2]);
})();
