//! The home, and who lives there.

use chrono::Weekday;
use mijn_brug_plan::values::Effect;

use super::{Goal, Now, Review, Step, Story};

/// A father of three with a leak, up to a dry home. Now he wants to know what energy costs.
pub const LEAK: Story = Story {
    label: "spreekuur wijk",
    weekday: Weekday::Tue,
    weeks: 23,
    bridge: &[
        ("thuis.wonen", &[3, 3, 3, 4, 5]),
        ("thuis.zorg", &[4]),
        ("welzijn.lichaam", &[3, 3, 3, 3, 4]),
        ("welzijn.hoofd", &[4]),
        ("welzijn.mensen", &[4]),
        ("geld.rondkomen", &[3, 3, 3, 3, 3]),
        ("geld.schulden", &[5]),
        ("leren.taal", &[3]),
        ("leren.computer", &[3]),
        ("leren.opleiding", &[]),
        ("werk.werk", &[5]),
    ],
    links: &[
        ("thuis.wonen", "welzijn.lichaam", Effect::Easier),
        ("thuis.wonen", "geld.rondkomen", Effect::Harder),
    ],
    goals: &[
        Goal {
            domain: "thuis.wonen",
            wish: "Ik wil dat mijn woning in orde is.",
            why: "De kamer van de kinderen is nat en koud.",
            steps: &[
                Step {
                    title: "Laten zien wat kapot is",
                    mini_steps: &["Maak foto’s van de natte muur", "Zoek je huurcontract op"],
                },
                Step {
                    title: "Praten met mijn verhuurder",
                    mini_steps: &[
                        "Schrijf op wat je wilt zeggen",
                        "Bel je verhuurder over de muur",
                        "Stuur de foto’s naar je verhuurder",
                        "Vraag op welke dag iemand komt",
                    ],
                },
                Step {
                    title: "Het lek laten maken",
                    mini_steps: &[
                        "Zet je spullen aan de kant",
                        "Blijf thuis voor de loodgieter",
                        "Kijk of de muur droog blijft",
                        "Vertel je verhuurder hoe het nu is",
                    ],
                },
                Step {
                    title: "De kamer weer mooi maken",
                    mini_steps: &[
                        "Vraag wie de verf betaalt",
                        "Haal de verf op",
                        "Verf één muur",
                        "Zet de bedden weer terug",
                    ],
                },
            ],
        },
        Goal {
            domain: "geld.rondkomen",
            wish: "Ik wil minder betalen voor energie.",
            why: "Dan houden we geld over voor kleren.",
            steps: &[Step {
                title: "Weten wat energie kost",
                mini_steps: &[
                    "Zoek de laatste brief over energie",
                    "Lees de meter af",
                    "Vraag een energiecoach om hulp",
                    "Zet de verwarming ’s nachts lager",
                ],
            }],
        },
    ],
    reviews: &[
        Review::said("De foto’s zijn klaar. Nu kan ik het laten zien."),
        Review::said("Ik heb twee keer gebeld. Er komt iemand.")
            .thanked("Je bent blijven bellen, ook toen niemand kwam."),
        Review::said("Het lek is gemaakt. De muur is droog."),
        Review::said("De kinderen slapen weer in hun eigen kamer."),
    ],
    talk: Some(("geld.rondkomen", "De laatste rekening was hoog.")),
    observation: Some(("thuis.wonen", "Jij hebt gezorgd dat het lek is gemaakt.")),
    bring: "De brief over energie",
    next: Some(0),
    now: Now::Going,
    research: true,
};

/// A woman who works and looks after her mother, from doing all alone to help at home.
pub const CARE: Story = Story {
    label: "woensdag",
    weekday: Weekday::Wed,
    weeks: 16,
    bridge: &[
        ("thuis.wonen", &[5]),
        ("thuis.zorg", &[1, 1, 2, 3]),
        ("welzijn.lichaam", &[3]),
        ("welzijn.hoofd", &[2, 2, 2, 3]),
        ("welzijn.mensen", &[3]),
        ("geld.rondkomen", &[4]),
        ("geld.schulden", &[5]),
        ("leren.taal", &[5]),
        ("leren.computer", &[4]),
        ("leren.opleiding", &[5]),
        ("werk.werk", &[4]),
    ],
    links: &[
        ("thuis.zorg", "welzijn.hoofd", Effect::Harder),
        ("thuis.zorg", "werk.werk", Effect::Harder),
    ],
    goals: &[Goal {
        domain: "thuis.zorg",
        wish: "Ik wil thuis niet alles alleen doen.",
        why: "Ik wil nog lang voor mijn moeder zorgen.",
        steps: &[
            Step {
                title: "Praten met iemand over thuis",
                mini_steps: &[
                    "Schrijf op wat je elke dag doet",
                    "Vertel iemand hoe het thuis gaat",
                ],
            },
            Step {
                title: "Iemand die mij thuis helpt",
                mini_steps: &[
                    "Schrijf op waar je hulp bij wilt",
                    "Zoek het nummer van de gemeente",
                    "Bel en vraag om een afspraak",
                    "Vraag je broer om erbij te zijn",
                ],
            },
            Step {
                title: "Hulp van de gemeente",
                mini_steps: &[
                    "Leg de papieren van je moeder klaar",
                    "Praat met de gemeente over hulp",
                    "Vraag wanneer de hulp begint",
                    "Vertel je moeder wie er komt",
                ],
            },
            Step {
                title: "Elke week tijd voor mezelf",
                mini_steps: &[
                    "Kies een middag in de week",
                    "Vraag je broer om die middag",
                    "Doe die middag iets voor jezelf",
                    "Zet de middag in je telefoon",
                ],
            },
        ],
    }],
    reviews: &[
        Review::said("Ik heb het nu aan iemand verteld. Dat is fijn.")
            .thanked("Je hebt verteld hoe zwaar het is."),
        Review::said("Mijn broer gaat mee naar de gemeente."),
        Review::said("Er komt nu hulp, twee keer per week."),
    ],
    talk: Some(("thuis.zorg", "Mijn moeder vindt de hulp nog moeilijk.")),
    observation: Some(("thuis.zorg", "Je zorgt nu ook voor jezelf.")),
    bring: "De brief van de gemeente",
    next: Some(0),
    now: Now::Asks(""),
    research: true,
};

/// A divorced father who sleeps at his brother's, and looks for a home of his own.
pub const OWN_HOME: Story = Story {
    label: "",
    weekday: Weekday::Tue,
    weeks: 9,
    bridge: &[
        ("thuis.wonen", &[2, 2, 2]),
        ("thuis.zorg", &[3]),
        ("welzijn.lichaam", &[5]),
        ("welzijn.hoofd", &[2, 2, 3]),
        ("welzijn.mensen", &[3]),
        ("geld.rondkomen", &[3]),
        ("geld.schulden", &[4]),
        ("leren.taal", &[5]),
        ("leren.computer", &[4]),
        ("leren.opleiding", &[5]),
        ("werk.werk", &[4]),
    ],
    links: &[
        ("thuis.wonen", "welzijn.hoofd", Effect::Harder),
        ("thuis.wonen", "thuis.zorg", Effect::Harder),
    ],
    goals: &[Goal {
        domain: "thuis.wonen",
        wish: "Ik wil een eigen woning.",
        why: "Dan kunnen mijn kinderen bij mij slapen.",
        steps: &[
            Step {
                title: "Mijn inschrijving voor een woning",
                mini_steps: &["Vraag waar je je kunt inschrijven", "Schrijf je in op de website"],
            },
            Step {
                title: "Reageren op woningen",
                mini_steps: &[
                    "Leg je papieren klaar",
                    "Reageer op één woning",
                    "Vraag de gemeente wie voorrang krijgt",
                    "Reageer nog een keer op een woning",
                ],
            },
            Step {
                title: "Een kamer voor nu",
                mini_steps: &[
                    "Schrijf op wat een kamer mag kosten",
                    "Vertel iedereen dat je een kamer zoekt",
                    "Bel één verhuurder van kamers",
                    "Ga één kamer bekijken",
                ],
            },
        ],
    }],
    reviews: &[
        Review::said("Ik sta nu op de lijst."),
        Review::said("Ik heb twee keer gereageerd. Het duurt wel lang.")
            .thanked("Je bent blijven zoeken, ook zonder antwoord."),
    ],
    talk: Some(("thuis.wonen", "Mijn broer heeft de kamer straks zelf nodig.")),
    observation: None,
    bring: "Mijn loonstroken",
    next: Some(0),
    now: Now::CannotCome,
    research: true,
};
