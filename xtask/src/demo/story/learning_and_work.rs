//! Language, computer, education and work.

use chrono::Weekday;
use mijn_brug_plan::values::Effect;

use super::{Goal, Now, Review, Step, Story};

/// A woman who was ill for long, up to a day at a workplace. Now she applies for a job.
pub const WORK: Story = Story {
    label: "dinsdag",
    weekday: Weekday::Tue,
    weeks: 22,
    bridge: &[
        ("thuis.wonen", &[5]),
        ("thuis.zorg", &[4]),
        ("welzijn.lichaam", &[3, 3, 3, 3, 4]),
        ("welzijn.hoofd", &[3, 3, 3, 4]),
        ("welzijn.mensen", &[3, 3, 4]),
        ("geld.rondkomen", &[3]),
        ("geld.schulden", &[5]),
        ("leren.taal", &[5]),
        ("leren.computer", &[4]),
        ("leren.opleiding", &[5]),
        ("werk.werk", &[2, 2, 2, 2, 3]),
    ],
    links: &[
        ("werk.werk", "welzijn.hoofd", Effect::Easier),
        ("werk.werk", "geld.rondkomen", Effect::Harder),
    ],
    goals: &[Goal {
        domain: "werk.werk",
        wish: "Ik wil werk dat bij mij past.",
        why: "Ik wil weer met mensen werken.",
        steps: &[
            Step {
                title: "Weten wat ik goed kan",
                mini_steps: &["Schrijf op wat je goed kunt", "Vraag iemand wat jij goed kunt"],
            },
            Step {
                title: "Praten met iemand over werk",
                mini_steps: &[
                    "Kies drie soorten werk die je leuk vindt",
                    "Bel de gemeente voor een gesprek",
                    "Schrijf je vragen op",
                    "Ga naar het gesprek",
                ],
            },
            Step {
                title: "Een goed cv",
                mini_steps: &[
                    "Schrijf een stukje van je cv",
                    "Zet je oude werk erbij",
                    "Vraag iemand je cv te lezen",
                    "Maak je cv af",
                ],
            },
            Step {
                title: "Een dag meekijken bij een bedrijf",
                mini_steps: &[
                    "Kies één bedrijf in de buurt",
                    "Bel en vraag of je mag meekijken",
                    "Zoek op hoe je er komt",
                    "Kijk een dag mee",
                ],
            },
            Step {
                title: "Reageren op een baan",
                mini_steps: &[
                    "Zoek één leuke baan op",
                    "Schrijf een korte brief",
                    "Vraag iemand de brief te lezen",
                    "Verstuur de brief en je cv",
                ],
            },
        ],
    }],
    reviews: &[
        Review::said("Mijn vriendin zegt dat ik goed luister."),
        Review::said("Het gesprek was fijn. Ik weet nu wat ik wil."),
        Review::said("Mijn cv is klaar. Ik ben er trots op."),
        Review::said("Ik heb een dag meegekeken. Het was druk en leuk.")
            .thanked("Je bent gegaan, ook al was het spannend."),
    ],
    talk: Some(("werk.werk", "Wat gebeurt er met mijn uitkering als ik ga werken?")),
    observation: Some(("werk.werk", "Je vertelt nu zelf wat je goed kunt.")),
    bring: "Mijn cv",
    next: Some(0),
    now: Now::Going,
    research: true,
};

/// A mother who speaks little Dutch, and wants to read the letters from school.
pub const READING: Story = Story {
    label: "met tolk",
    weekday: Weekday::Thu,
    weeks: 17,
    bridge: &[
        ("thuis.wonen", &[5]),
        ("thuis.zorg", &[4]),
        ("welzijn.lichaam", &[4]),
        ("welzijn.hoofd", &[3]),
        ("welzijn.mensen", &[2, 2, 3, 3]),
        ("geld.rondkomen", &[3]),
        ("geld.schulden", &[5]),
        ("leren.taal", &[1, 1, 1, 2]),
        ("leren.computer", &[2]),
        ("leren.opleiding", &[2]),
        ("werk.werk", &[2]),
    ],
    links: &[
        ("leren.taal", "welzijn.mensen", Effect::Harder),
        ("leren.taal", "werk.werk", Effect::Harder),
    ],
    goals: &[Goal {
        domain: "leren.taal",
        wish: "Ik wil mijn brieven zelf lezen.",
        why: "Ik wil de brieven van school begrijpen.",
        steps: &[
            Step {
                title: "Weten waar ik les kan krijgen",
                mini_steps: &["Vraag in de bibliotheek naar taalles", "Vraag wat de les kost"],
            },
            Step {
                title: "Beginnen met taalles",
                mini_steps: &[
                    "Schrijf je in voor de les",
                    "Vraag iemand om op te passen",
                    "Ga naar de eerste les",
                    "Ga naar de tweede les",
                ],
            },
            Step {
                title: "Elke week oefenen",
                mini_steps: &[
                    "Leer vandaag drie nieuwe woorden",
                    "Praat tien minuten Nederlands",
                    "Zoek een app om te oefenen",
                    "Lees één brief met iemand",
                ],
            },
            Step {
                title: "Een brief van school lezen",
                mini_steps: &[
                    "Zoek vijf woorden uit de brief op",
                    "Lees de brief hardop",
                    "Vertel iemand wat er in de brief staat",
                    "Vraag op school wat je niet begrijpt",
                ],
            },
        ],
    }],
    reviews: &[
        Review::said("De les is gratis. Dat is fijn."),
        Review::said("De eerste les was spannend. De tweede was leuk.")
            .thanked("Je bent naar de les gegaan, ook toen het druk was."),
        Review::said("Ik heb met de juf van mijn dochter gepraat."),
    ],
    talk: Some(("leren.taal", "Praten gaat beter. Lezen is nog moeilijk.")),
    observation: Some(("leren.taal", "We praten nu vaak zonder tolk.")),
    bring: "Een brief van school",
    next: Some(1),
    now: Now::Going,
    research: true,
};

/// A young man who wants to become a mechanic.
pub const DIPLOMA: Story = Story {
    label: "",
    weekday: Weekday::Mon,
    weeks: 15,
    bridge: &[
        ("thuis.wonen", &[4]),
        ("thuis.zorg", &[4]),
        ("welzijn.lichaam", &[5]),
        ("welzijn.hoofd", &[4]),
        ("welzijn.mensen", &[4]),
        ("geld.rondkomen", &[3]),
        ("geld.schulden", &[4]),
        ("leren.taal", &[4]),
        ("leren.computer", &[5]),
        ("leren.opleiding", &[2, 2, 3, 3]),
        ("werk.werk", &[3]),
    ],
    links: &[
        ("leren.opleiding", "werk.werk", Effect::Harder),
        ("welzijn.mensen", "leren.opleiding", Effect::Easier),
    ],
    goals: &[Goal {
        domain: "leren.opleiding",
        wish: "Ik wil een diploma halen.",
        why: "Ik wil een vaste baan.",
        steps: &[
            Step {
                title: "Weten wat ik goed kan",
                mini_steps: &["Schrijf op wat je leuk vindt", "Vraag iemand wat jij goed kunt"],
            },
            Step {
                title: "Praten met een school",
                mini_steps: &[
                    "Zoek twee opleidingen op",
                    "Bel een school en stel vragen",
                    "Ga naar de open dag",
                    "Schrijf op welke opleiding je kiest",
                ],
            },
            Step {
                title: "Weten wat de opleiding kost",
                mini_steps: &[
                    "Vraag de school wat je moet betalen",
                    "Kijk of je studiegeld kunt krijgen",
                    "Vraag of de gemeente meebetaalt",
                    "Vertel thuis wat je gaat doen",
                ],
            },
            Step {
                title: "Mijn inschrijving bij de school",
                mini_steps: &[
                    "Leg je diploma’s bij elkaar",
                    "Vul het eerste deel van het formulier in",
                    "Vul de rest in en verstuur",
                    "Bel de school en vraag of alles er is",
                ],
            },
        ],
    }],
    reviews: &[
        Review::said("Ik wil iets met mijn handen doen."),
        Review::said("Op de open dag heb ik gekozen. Ik word monteur."),
        Review::said("De gemeente betaalt mee. Nu kan het echt.")
            .thanked("Je hebt zelf met de school gebeld."),
    ],
    talk: None,
    observation: None,
    bring: "De brief van de school",
    next: Some(2),
    now: Now::Going,
    research: false,
};

/// A woman who feels low and knows few people, on her way to helping in the community centre.
pub const NEIGHBOURHOOD: Story = Story {
    label: "donderdag",
    weekday: Weekday::Thu,
    weeks: 10,
    bridge: &[
        ("thuis.wonen", &[5]),
        ("thuis.zorg", &[]),
        ("welzijn.lichaam", &[4]),
        ("welzijn.hoofd", &[2, 2, 3]),
        ("welzijn.mensen", &[1, 1, 2]),
        ("geld.rondkomen", &[4]),
        ("geld.schulden", &[5]),
        ("leren.taal", &[5]),
        ("leren.computer", &[5]),
        ("leren.opleiding", &[1]),
        ("werk.werk", &[1, 1, 2]),
    ],
    links: &[
        ("welzijn.mensen", "welzijn.hoofd", Effect::Harder),
        ("welzijn.hoofd", "werk.werk", Effect::Harder),
    ],
    goals: &[Goal {
        domain: "werk.werk",
        wish: "Ik wil iets doen voor anderen.",
        why: "Ik wil weer ergens bij horen.",
        steps: &[
            Step {
                title: "Weten wat ik wil",
                mini_steps: &["Schrijf op wat je goed kunt", "Zoek iets leuks in je buurt"],
            },
            Step {
                title: "Eén keer kijken in het buurthuis",
                mini_steps: &[
                    "Bel en vraag of je mag komen",
                    "Vraag iemand om mee te gaan",
                    "Ga een half uur kijken",
                    "Vertel iemand hoe het was",
                ],
            },
            Step {
                title: "Eén keer meehelpen in de buurt",
                mini_steps: &[
                    "Vraag in het buurthuis waar hulp nodig is",
                    "Kies één ding om te doen",
                    "Help één uur mee",
                    "Vraag of je vaker kunt komen",
                ],
            },
        ],
    }],
    reviews: &[
        Review::said("Ik vind het eng. Maar ik wil het wel.")
            .thanked("Je bent gekomen, ook op een moeilijke dag."),
        Review::said("Ik ben gaan kijken. De mensen waren aardig."),
    ],
    talk: Some(("werk.werk", "Kan ik beginnen met één uur per week?")),
    observation: Some(("werk.werk", "Je vond het eng. Toch ben je gegaan.")),
    bring: "De folder van het buurthuis",
    next: Some(2),
    now: Now::Going,
    research: true,
};

/// A pensioner who has just begun. She wants to log in to the government without her son.
pub const DIGID: Story = Story {
    label: "nieuw",
    weekday: Weekday::Wed,
    weeks: 1,
    bridge: &[
        ("thuis.wonen", &[5]),
        ("welzijn.lichaam", &[4]),
        ("welzijn.mensen", &[4]),
        ("geld.rondkomen", &[4]),
        ("geld.schulden", &[5]),
        ("leren.taal", &[4]),
        ("leren.computer", &[1]),
        ("leren.opleiding", &[]),
        ("werk.werk", &[]),
    ],
    links: &[("leren.computer", "geld.rondkomen", Effect::Harder)],
    goals: &[Goal {
        domain: "leren.computer",
        wish: "Ik wil mijn DigiD zelf gebruiken.",
        why: "Dan hoef ik mijn zoon niet steeds te bellen.",
        steps: &[Step {
            title: "Een DigiD die werkt",
            mini_steps: &[
                "Vraag iemand om mee te kijken",
                "Vraag je DigiD aan op internet",
                "Maak de brief met code open",
                "Log één keer in met DigiD",
            ],
        }],
    }],
    reviews: &[],
    talk: Some(("leren.computer", "Ik ben bang dat ik iets fout doe.")),
    observation: None,
    bring: "Mijn telefoon",
    next: Some(0),
    now: Now::Going,
    research: true,
};
