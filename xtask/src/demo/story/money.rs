//! Debts, and making ends meet.

use chrono::Weekday;
use mijn_brug_plan::values::Effect;

use super::{Goal, Now, Review, Step, Story};

/// A mother of two with a small job and much unopened post, up to a debt settlement that has begun.
pub const LETTERS: Story = Story {
    label: "maandag",
    weekday: Weekday::Mon,
    weeks: 26,
    bridge: &[
        ("thuis.wonen", &[4]),
        ("thuis.zorg", &[2, 2, 3]),
        ("welzijn.lichaam", &[4]),
        ("welzijn.hoofd", &[2, 2, 2, 3, 3, 4]),
        ("welzijn.mensen", &[2, 2, 3]),
        ("geld.rondkomen", &[2, 2, 2, 2, 3, 3]),
        ("geld.schulden", &[1, 1, 2, 3, 3, 4]),
        ("leren.taal", &[4]),
        ("leren.computer", &[3]),
        ("leren.opleiding", &[2]),
        ("werk.werk", &[4]),
    ],
    links: &[
        ("welzijn.mensen", "geld.schulden", Effect::Easier),
        ("geld.schulden", "geld.rondkomen", Effect::Harder),
    ],
    goals: &[
        Goal {
            domain: "geld.schulden",
            wish: "Ik wil weten hoeveel ik moet betalen.",
            why: "Dan ben ik niet meer bang voor de post.",
            steps: &[
                Step {
                    title: "Mijn brieven bij elkaar",
                    mini_steps: &["Leg al je brieven in één doos", "Maak vijf brieven open"],
                },
                Step {
                    title: "Mijn brieven op orde",
                    mini_steps: &[
                        "Maak de andere brieven open",
                        "Leg brieven over geld apart",
                        "Vraag je zus om hulp bij één brief",
                        "Schrijf op aan wie je moet betalen",
                    ],
                },
            ],
        },
        Goal {
            domain: "geld.schulden",
            wish: "Ik wil een regeling voor mijn schulden.",
            why: "Dan weet ik wanneer het klaar is.",
            steps: &[
                Step {
                    title: "Een afspraak over mijn schulden",
                    mini_steps: &[
                        "Zoek op wie je kunt bellen",
                        "Bel en vraag om een afspraak",
                        "Leg je brieven klaar",
                        "Ga naar de afspraak",
                    ],
                },
                Step {
                    title: "Papieren voor de regeling",
                    mini_steps: &[
                        "Vraag welke papieren nodig zijn",
                        "Zoek je loonstroken op",
                        "Maak een lijst van je schulden",
                        "Breng de papieren weg",
                    ],
                },
                Step {
                    title: "De regeling laten beginnen",
                    mini_steps: &[
                        "Lees de regeling samen met iemand",
                        "Zet je naam onder de regeling",
                        "Zet de betaaldag in je telefoon",
                        "Kijk of de eerste keer betaald is",
                    ],
                },
            ],
        },
        Goal {
            domain: "geld.rondkomen",
            wish: "Ik wil elke maand genoeg geld.",
            why: "Dan komen er geen nieuwe schulden.",
            steps: &[Step {
                title: "Weten wat ik krijg en betaal",
                mini_steps: &[
                    "Kijk wat je deze maand krijgt",
                    "Schrijf op wat je elke maand betaalt",
                    "Kijk welke toeslagen je kunt krijgen",
                    "Maak een lijst voor de boodschappen",
                ],
            }],
        },
    ],
    reviews: &[
        Review::said("Eén brief per keer. Dat is gelukt.").thanked("Je hebt eerlijk verteld hoe het gaat."),
        Review::said("Mijn zus heeft geholpen. Nu weet ik wat er is."),
        Review::said("Ik heb gebeld. Het was spannend, maar het is gelukt."),
        Review::said("Het waren veel papieren. Nu heb ik alles ingeleverd."),
        Review::said("De eerste keer is betaald. Ik slaap beter.")
            .thanked("Je bent doorgegaan, ook toen het lang duurde."),
    ],
    talk: Some(("geld.rondkomen", "De energie is duurder geworden.")),
    observation: Some(("geld.schulden", "Je maakt je post nu zelf open.")),
    bring: "Mijn map met brieven",
    next: Some(0),
    now: Now::Asks("Ik zie veel bedragen. Welke moet ik opschrijven?"),
    research: true,
};

/// A man without a job, from no money for food to a benefit and allowances. He is tired, and rests.
pub const BENEFITS: Story = Story {
    label: "",
    weekday: Weekday::Wed,
    weeks: 21,
    bridge: &[
        ("thuis.wonen", &[4]),
        ("thuis.zorg", &[4]),
        ("welzijn.lichaam", &[4]),
        ("welzijn.hoofd", &[1, 1, 2, 2, 2]),
        ("welzijn.mensen", &[2]),
        ("geld.rondkomen", &[1, 1, 2, 2, 3]),
        ("geld.schulden", &[2, 2, 2, 3]),
        ("leren.taal", &[5]),
        ("leren.computer", &[4]),
        ("leren.opleiding", &[5]),
        ("werk.werk", &[1, 1, 1, 1, 2]),
    ],
    links: &[
        ("geld.rondkomen", "welzijn.hoofd", Effect::Harder),
        ("werk.werk", "geld.rondkomen", Effect::Harder),
    ],
    goals: &[Goal {
        domain: "geld.rondkomen",
        wish: "Ik wil elke maand genoeg geld.",
        why: "Ik wil zelf mijn eten kopen.",
        steps: &[
            Step {
                title: "Eten voor deze week",
                mini_steps: &[
                    "Vraag je begeleider naar de voedselbank",
                    "Bel de gemeente over een uitkering",
                ],
            },
            Step {
                title: "Een uitkering aanvragen",
                mini_steps: &[
                    "Leg je papieren klaar",
                    "Vraag hulp bij het formulier",
                    "Vul het eerste deel in",
                    "Vul de rest in en verstuur",
                ],
            },
            Step {
                title: "Weten wat ik krijg en betaal",
                mini_steps: &[
                    "Kijk wat je deze maand krijgt",
                    "Schrijf op wat je elke maand betaalt",
                    "Stop één abonnement",
                    "Leg geld voor boodschappen apart",
                ],
            },
            Step {
                title: "Mijn toeslagen goed regelen",
                mini_steps: &[
                    "Kijk welke toeslagen je kunt krijgen",
                    "Kijk of je DigiD werkt",
                    "Vraag zorgtoeslag aan",
                    "Vraag huurtoeslag aan",
                ],
            },
            Step {
                title: "Genoeg tot het eind van de maand",
                mini_steps: &[
                    "Maak een lijst voor de boodschappen",
                    "Doe boodschappen met je lijst",
                    "Kijk hoeveel geld er nog is",
                    "Vertel iemand hoe het gaat",
                ],
            },
        ],
    }],
    reviews: &[
        Review::said("Ik heb weer eten in huis. Dat geeft rust.")
            .thanked("Je hebt om hulp gevraagd. Dat is knap."),
        Review::said("De uitkering is er. Het formulier was moeilijk."),
        Review::said("Ik weet nu waar mijn geld naartoe gaat."),
        Review::said("De toeslagen helpen. Ik ben wel moe."),
    ],
    talk: None,
    observation: Some(("geld.rondkomen", "Je hebt alles zelf aangevraagd.")),
    bring: "Mijn papieren over geld",
    next: None,
    now: Now::Rests,
    research: true,
};

/// A pensioner who learned to save. The work together has ended.
pub const SAVING: Story = Story {
    label: "klaar",
    weekday: Weekday::Tue,
    weeks: 22,
    bridge: &[
        ("thuis.wonen", &[5]),
        ("thuis.zorg", &[5]),
        ("welzijn.lichaam", &[4]),
        ("welzijn.hoofd", &[4]),
        ("welzijn.mensen", &[4]),
        ("geld.rondkomen", &[3, 3, 3, 4, 5]),
        ("geld.schulden", &[5]),
        ("leren.taal", &[5]),
        ("leren.computer", &[2, 2, 2, 3]),
        ("leren.opleiding", &[]),
        ("werk.werk", &[]),
    ],
    links: &[("welzijn.mensen", "geld.rondkomen", Effect::Easier)],
    goals: &[Goal {
        domain: "geld.rondkomen",
        wish: "Ik wil een beetje sparen.",
        why: "Ik wil een keer op reis met mijn kleinkind.",
        steps: &[
            Step {
                title: "Weten wat ik krijg en betaal",
                mini_steps: &[
                    "Kijk wat je deze maand krijgt",
                    "Schrijf op wat je elke maand betaalt",
                ],
            },
            Step {
                title: "Minder betalen elke maand",
                mini_steps: &[
                    "Stop één abonnement",
                    "Bel over een goedkopere telefoon",
                    "Kijk welke toeslagen je kunt krijgen",
                    "Vraag hulp bij de zorgtoeslag",
                ],
            },
            Step {
                title: "Boodschappen met een lijst",
                mini_steps: &[
                    "Maak een lijst voor de boodschappen",
                    "Doe boodschappen met je lijst",
                    "Kook één keer voor twee dagen",
                    "Schrijf op wat je overhoudt",
                ],
            },
            Step {
                title: "Elke week een klein bedrag sparen",
                mini_steps: &[
                    "Vraag de bank om een spaarrekening",
                    "Zet vijf euro op je spaarrekening",
                    "Zet weer vijf euro op je spaarrekening",
                    "Kijk hoeveel je hebt gespaard",
                ],
            },
        ],
    }],
    reviews: &[
        Review::said("Ik weet nu wat ik elke maand betaal."),
        Review::said("Mijn telefoon is goedkoper. Dat helpt al."),
        Review::said("Met een lijst koop ik minder."),
        Review::said("Ik spaar nu elke week. Ik kan het zelf.")
            .thanked("Je hebt steeds iets nieuws geprobeerd."),
    ],
    talk: None,
    observation: Some(("geld.rondkomen", "Jij weet precies wat er in en uit gaat.")),
    bring: "Mijn lijst met uitgaven",
    next: None,
    now: Now::Ended,
    research: true,
};

/// A man who reads with difficulty, from a bailiff at the door to a debt settlement. Now he learns to read.
pub const BAILIFF: Story = Story {
    label: "belt liever",
    weekday: Weekday::Thu,
    weeks: 26,
    bridge: &[
        ("thuis.wonen", &[4]),
        ("thuis.zorg", &[4]),
        ("welzijn.lichaam", &[2]),
        ("welzijn.hoofd", &[1, 1, 2, 2, 3, 3]),
        ("welzijn.mensen", &[2, 2, 3]),
        ("geld.rondkomen", &[2, 2, 2, 2, 3, 3]),
        ("geld.schulden", &[1, 1, 2, 3, 3, 4]),
        ("leren.taal", &[2, 2, 2, 2, 2, 2]),
        ("leren.computer", &[1]),
        ("leren.opleiding", &[]),
        ("werk.werk", &[1]),
    ],
    links: &[
        ("welzijn.mensen", "geld.schulden", Effect::Easier),
        ("leren.taal", "geld.schulden", Effect::Harder),
    ],
    goals: &[
        Goal {
            domain: "geld.schulden",
            wish: "Ik wil geen deurwaarder meer aan de deur.",
            why: "Mijn vrouw en ik zijn er bang voor.",
            steps: &[
                Step {
                    title: "Praten met de deurwaarder",
                    mini_steps: &[
                        "Leg de brief van de deurwaarder klaar",
                        "Bel de deurwaarder met iemand naast je",
                    ],
                },
                Step {
                    title: "Weten hoeveel ik moet betalen",
                    mini_steps: &[
                        "Doe al je brieven in één tas",
                        "Lees de brieven met je begeleider",
                        "Maak samen een lijst van wat je moet betalen",
                        "Doe de lijst en de brieven in een map",
                    ],
                },
                Step {
                    title: "Hulp bij mijn schulden",
                    mini_steps: &[
                        "Bel de gemeente om een afspraak",
                        "Vraag je vrouw om mee te gaan",
                        "Leg je map klaar",
                        "Ga naar de afspraak",
                    ],
                },
                Step {
                    title: "Papieren voor de regeling",
                    mini_steps: &[
                        "Vraag welke papieren nodig zijn",
                        "Haal een papier bij de bank",
                        "Vraag hulp bij één brief",
                        "Breng alles naar de gemeente",
                    ],
                },
                Step {
                    title: "De regeling laten beginnen",
                    mini_steps: &[
                        "Laat iemand de regeling voorlezen",
                        "Zet je naam onder de regeling",
                        "Vraag hulp bij automatisch betalen",
                        "Bel de bank en vraag of er betaald is",
                    ],
                },
            ],
        },
        Goal {
            domain: "leren.taal",
            wish: "Ik wil mijn brieven zelf lezen.",
            why: "Dan hoef ik het niet steeds te vragen.",
            steps: &[Step {
                title: "Elke week taalles",
                mini_steps: &[
                    "Vraag in de bibliotheek naar taalles",
                    "Ga één keer kijken bij de les",
                    "Leer vandaag drie nieuwe woorden",
                    "Lees één brief met iemand",
                ],
            }],
        },
    ],
    reviews: &[
        Review::said("Ik heb gebeld. De deurwaarder wacht tot ik hulp heb.")
            .thanked("Je hebt gebeld, ook al was het spannend."),
        Review::said("Samen lezen gaat beter dan alleen."),
        Review::said("Mijn vrouw is meegegaan. Dat was fijn."),
        Review::said("Het duurt lang. Maar de deurwaarder komt niet meer."),
        Review::said("De regeling is begonnen. Nu wil ik leren lezen."),
    ],
    talk: Some(("leren.taal", "Kan ik op mijn leeftijd nog leren lezen?")),
    observation: Some(("leren.taal", "Je vraagt wat een woord betekent. Zo leer je.")),
    bring: "Alle nieuwe post",
    next: Some(1),
    now: Now::Going,
    research: true,
};
