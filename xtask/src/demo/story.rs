//! The twelve residents of the demo team, and what each works on. All are fictitious.

/// What one resident works on, and how it goes.
pub struct Story {
    /// The team's label.
    pub label: &'static str,
    /// How many weeks ago it began.
    pub weeks: u64,
    /// The domain of the goal.
    pub domain: &'static str,
    /// The goal.
    pub wish: &'static str,
    /// The step towards it.
    pub step: &'static str,
    /// The mini-steps. About one a week gets done.
    pub mini_steps: &'static [&'static str],
    /// The level on most domains at the start, 1 to 5.
    pub level: u8,
    /// The question about the next mini-step, if the resident asked for help. May be empty.
    pub help: Option<&'static str>,
    /// Whether the resident is pausing now.
    pub rests: bool,
    /// Whether the work together has ended.
    pub is_closed: bool,
    /// Whether the resident agreed to research.
    pub research: bool,
    /// In how many days the next appointment is.
    pub next: Option<u64>,
}

impl Story {
    /// A story in which nothing is out of the ordinary.
    const fn new(
        label: &'static str,
        (weeks, level): (u64, u8),
        domain: &'static str,
        (wish, step): (&'static str, &'static str),
        mini_steps: &'static [&'static str],
    ) -> Self {
        Self {
            label,
            weeks,
            domain,
            wish,
            step,
            mini_steps,
            level,
            help: None,
            rests: false,
            is_closed: false,
            research: true,
            next: Some(5),
        }
    }
}

/// All twelve stories.
pub const STORIES: [Story; 12] = [
    Story {
        help: Some("Ik snap de brief niet. Wil je mee kijken?"),
        ..Story::new(
            "maandag",
            (26, 2),
            "geld.schulden",
            ("Ik wil weten hoeveel ik moet betalen", "Al mijn brieven op orde"),
            LETTERS,
        )
    },
    Story::new(
        "spreekuur wijk",
        (26, 3),
        "thuis.wonen",
        ("Ik wil in mijn huis blijven wonen", "Een regeling voor de huur"),
        RENT,
    ),
    Story {
        next: Some(1),
        ..Story::new(
            "dinsdag",
            (26, 2),
            "werk.werk",
            ("Ik wil werk dat bij mij past", "Mijn eerste gesprek over werk"),
            WORK,
        )
    },
    Story {
        rests: true,
        next: None,
        ..Story::new(
            "",
            (24, 1),
            "geld.rondkomen",
            (
                "Ik wil elke week genoeg geld voor eten",
                "Weten wat er in en uit gaat",
            ),
            MAKING_ENDS_MEET,
        )
    },
    Story::new(
        "met tolk",
        (26, 2),
        "leren.taal",
        ("Ik wil beter lezen en schrijven", "Een taalcursus kiezen"),
        LANGUAGE,
    ),
    Story {
        is_closed: true,
        next: None,
        ..Story::new(
            "klaar in oktober",
            (26, 3),
            "geld.rondkomen",
            ("Ik wil elke maand iets overhouden", "Mijn vaste kosten lager"),
            MAKING_ENDS_MEET,
        )
    },
    Story {
        help: Some(""),
        ..Story::new(
            "woensdag",
            (20, 2),
            "thuis.gezin",
            ("Ik wil meer rust thuis", "Vaste tijden voor ons gezin"),
            FAMILY,
        )
    },
    Story {
        research: false,
        next: Some(12),
        ..Story::new(
            "",
            (18, 3),
            "leren.opleiding",
            ("Ik wil een diploma halen", "Een school kiezen"),
            TRAINING,
        )
    },
    Story::new(
        "belt liever",
        (26, 1),
        "geld.schulden",
        ("Ik wil geen deurwaarder meer", "Afspraken maken over betalen"),
        LETTERS,
    ),
    Story {
        next: Some(20),
        ..Story::new(
            "donderdag",
            (14, 2),
            "werk.werk",
            ("Ik wil iets doen met mijn dag", "Vrijwilligerswerk zoeken"),
            WORK,
        )
    },
    Story {
        next: None,
        ..Story::new(
            "",
            (8, 2),
            "thuis.wonen",
            ("Ik wil een eigen plek", "Een huis zoeken"),
            RENT,
        )
    },
    Story {
        next: Some(3),
        ..Story::new(
            "nieuw",
            (1, 2),
            "leren.taal",
            (
                "Ik wil zelf mijn zaken regelen op de computer",
                "Oefenen met DigiD",
            ),
            LANGUAGE,
        )
    },
];

const LETTERS: &[&str] = &[
    "Leg alle brieven in één doos",
    "Maak tien brieven open",
    "Maak twee stapels: betalen en bewaren",
    "Schrijf op aan wie ik moet betalen",
    "Bel één bedrijf over een regeling",
    "Zoek mijn laatste loonbrief op",
    "Zet de data van betalen in mijn telefoon",
    "Vraag een overzicht van mijn schuld",
    "Breng de map mee naar ons gesprek",
    "Betaal de eerste termijn",
    "Bel over de tweede regeling",
    "Maak de brieven van deze week open",
    "Schrijf op wat al betaald is",
    "Zeg iemand dat het gelukt is",
    "Kijk samen naar de lijst",
    "Betaal de tweede termijn",
    "Zet een vaste dag voor mijn post",
    "Maak de post van deze week open",
    "Bel de bank over mijn rekening",
    "Vraag om een vaste betaaldag",
    "Betaal de derde termijn",
    "Schrijf op wat er nog komt",
    "Kies wat ik hierna wil",
    "Maak de post van deze week klaar",
    "Bel over de laatste brief",
    "Neem de lijst door",
];
const RENT: &[&str] = &[
    "Zoek de laatste brief over de huur op",
    "Bel de woningbouw en vraag wat kan",
    "Schrijf op wat ik per maand kan betalen",
    "Vraag huurtoeslag aan",
    "Zet de huur op de dag na mijn geld",
    "Betaal deze maand de huur",
    "Schrijf op wat er in huis kapot is",
    "Bel over de kapotte kraan",
    "Kijk of ik op de lijst voor een huis sta",
    "Reageer op één huis",
    "Betaal deze maand de huur weer",
    "Vraag wat gas en licht kost",
    "Lees de meter af",
    "Reageer nog eens op een huis",
    "Betaal de huur van deze maand",
    "Kijk na of de toeslag klopt",
    "Zeg thuis wat we hebben afgesproken",
    "Ruim één kast op",
    "Bel de woningbouw over het plan",
    "Betaal de huur op tijd",
    "Vraag een kopie van mijn contract",
    "Kijk wat ik nu overhoud",
    "Reageer op een huis in de buurt",
    "Betaal de huur",
    "Kies wat ik hierna wil",
    "Bewaar de brieven in één map",
];
const WORK: &[&str] = &[
    "Schrijf op wat ik goed kan",
    "Vraag één persoon wat ik goed kan",
    "Zoek mijn oude werkbrieven op",
    "Kijk naar drie soorten werk",
    "Bel het servicepunt voor werk",
    "Maak een begin met mijn cv",
    "Vraag iemand mijn cv te lezen",
    "Ga langs bij een bedrijf in de buurt",
    "Stuur mijn cv naar één bedrijf",
    "Bel na een week terug",
    "Oefen een gesprek met iemand",
    "Leg kleren klaar voor het gesprek",
    "Zoek uit hoe ik er kom",
    "Ga naar het gesprek",
    "Schrijf op hoe het ging",
    "Vraag of ik een dag mag meelopen",
    "Loop een dag mee",
    "Bedank wie mij hielp",
    "Stuur nog een cv",
    "Bel over een proefdag",
    "Vraag wat het met mijn uitkering doet",
    "Plan mijn week",
    "Ga naar de proefdag",
    "Vertel thuis hoe het ging",
    "Vraag om vaste uren",
    "Kies wat ik hierna wil",
];
const MAKING_ENDS_MEET: &[&str] = &[
    "Schrijf op wat er deze week uit gaat",
    "Bewaar alle bonnetjes van vandaag",
    "Kijk wat er elke maand vast af gaat",
    "Zeg één ding op dat ik niet gebruik",
    "Maak een lijst voor de boodschappen",
    "Doe boodschappen met de lijst",
    "Zet weekgeld apart",
    "Kook één keer voor twee dagen",
    "Kijk of ik toeslagen mis",
    "Vraag zorgtoeslag aan",
    "Vergelijk mijn telefoon met een goedkopere",
    "Kijk deze week wat over is",
    "Leg vijf euro apart",
    "Vraag na of de gemeente helpt met de tandarts",
    "Maak een plan voor de feestdagen",
    "Zet weekgeld apart voor deze week",
    "Kijk mijn lijst na",
    "Leg weer vijf euro apart",
    "Praat thuis over geld",
    "Doe boodschappen op één dag",
    "Kijk wat gas en licht kost",
    "Zet de wasmachine in de nacht aan",
    "Leg tien euro apart",
    "Kijk wat ik nu overhoud",
    "Kies wat ik hierna wil",
    "Schrijf op wat hielp",
];
const LANGUAGE: &[&str] = &[
    "Vraag de bibliotheek naar cursussen",
    "Ga een keer kijken bij het taalcafé",
    "Lees elke dag één bladzijde",
    "Schrijf een kaart aan iemand",
    "Oefen tien minuten op de computer",
    "Maak een e-mailadres",
    "Stuur één e-mail",
    "Lees één brief hardop",
    "Vraag wie met mij wil oefenen",
    "Ga naar de eerste les",
    "Maak het huiswerk van deze week",
    "Ga naar de tweede les",
    "Zoek drie woorden op",
    "Lees een kort bericht in de krant",
    "Bel zelf voor een afspraak",
    "Schrijf een boodschappenlijst",
    "Maak het huiswerk",
    "Ga naar de les",
    "Lees een brief van de gemeente",
    "Vul een formulier in",
    "Lees voor aan een kind",
    "Ga weer naar de les",
    "Schrijf op wat ik nu kan",
    "Vraag om een boek dat bij mij past",
    "Vertel iemand wat ik leerde",
    "Kies wat ik hierna wil",
];
const FAMILY: &[&str] = &[
    "Eet één avond samen aan tafel",
    "Kies samen een tijd om te slapen",
    "Leg de telefoons weg na acht uur",
    "Vraag elk kind hoe de dag was",
    "Bel school voor een gesprek",
    "Ga naar het gesprek op school",
    "Schrijf op wat rust geeft",
    "Wandel samen een half uur",
    "Vraag opa of oma om een middag",
    "Maak een lijst van taken in huis",
    "Kies één taak voor elk kind",
    "Zeg één ding dat goed ging",
    "Bel de huisarts over slapen",
    "Eet weer samen aan tafel",
    "Plan een middag voor mezelf",
    "Ga naar buiten met de kinderen",
    "Lees samen een boek",
    "Bel iemand die ik lang niet sprak",
    "Kijk samen naar de week",
    "Kies wat we zondag doen",
];
const TRAINING: &[&str] = &[
    "Schrijf op wat ik leuk vind",
    "Zoek mijn oude diploma op",
    "Kijk naar twee opleidingen",
    "Bel een school met mijn vragen",
    "Ga naar een open dag",
    "Vraag wat het kost",
    "Vraag of de gemeente mee betaalt",
    "Praat met iemand die het deed",
    "Kies de dag voor een proefles",
    "Ga naar de proefles",
    "Schrijf op hoe het was",
    "Vul het formulier in",
    "Laat iemand het formulier lezen",
    "Stuur het formulier op",
    "Bel na een week terug",
    "Zoek uit hoe ik er kom",
    "Leg mijn spullen klaar",
    "Plan tijd om te leren",
];
