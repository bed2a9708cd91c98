//! The export for research: only residents who consented, nothing that identifies them, no small groups.

use mijn_brug_plan::content::Content;
use mijn_brug_plan::evaluation::{COLUMNS, Export, GROUP_MIN, KINDS, TooFew};
use mijn_brug_plan::values::{Level, Skill};
use mijn_brug_plan::{Command, Event, Plan, Role};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::live::{Live, lives};
use crate::support::{mini_step, voucher};

const NL: &str = include_str!("../../../../public/begeleider/codebook/nl.txt");
const EN: &str = include_str!("../../../../public/begeleider/codebook/en.txt");

fn export<'a>(residents: impl IntoIterator<Item = (&'a str, &'a Plan)>) -> Result<Export, TooFew> {
    let content = Content::read(include_str!("../../../../public/bridge/nl.json")).unwrap();
    mijn_brug_plan::evaluation::export(residents, &content)
}

/// A resident who consented, with a mini-step done, a voucher used and a position on a domain.
fn resident(domain: &str, allowed: bool) -> Plan {
    let mut live = Live::start(5);
    let marked = Event::PositionMarked {
        domain: domain.into(),
        level: Level::new(2).unwrap(),
        sentence: "Geheime zin".to_owned(),
        content: "voorbeeld-2026-1".into(),
        day: crate::support::day(40),
        note: "Geheim".to_owned(),
        talk: false,
    };
    let used = Event::VoucherUsed {
        voucher: voucher(0),
        day: crate::support::day(3),
    };
    live.say(Role::Resident, Command::Finish(mini_step(0))).unwrap();
    live.say_all(
        Role::Resident,
        vec![marked, used, Event::EvaluationChosen { allowed }],
    );
    live.plan(Role::Resident).clone()
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("p{n:02}")).collect()
}

#[test]
fn below_ten_residents_there_is_no_table() {
    let names = names(GROUP_MIN);
    let (yes, no) = (resident("geld.schulden", true), resident("geld.schulden", false));
    let nine = names.iter().skip(1).map(|name| (name.as_str(), &yes));
    let said_no = [(names[0].as_str(), &no)];
    assert_eq!(export(nine.clone().chain(said_no)), Err(TooFew { consented: 9 }));
    let said_yes = [(names[0].as_str(), &yes)];
    assert_eq!(
        export(nine.chain(said_yes)).map(|export| export.residents),
        Ok(10)
    );
}

#[test]
fn a_row_for_each_thing_to_the_month() {
    let names = names(GROUP_MIN);
    let plan = resident("geld.schulden", true);
    let table = export(names.iter().map(|name| (name.as_str(), &plan))).unwrap();
    let mut first: Vec<_> = table.csv.split("\r\n").take(6).collect();
    assert_eq!(first.remove(0), "\u{feff}resident;month;kind;subject;value");
    assert_eq!(
        first,
        [
            "p00;;goal;geld.schulden;active",
            "p00;2026-03;mini_step_done;started;1",
            "p00;2026-03;voucher_granted;appreciation;25,00",
            "p00;2026-03;voucher_used;appreciation;25,00",
            "p00;2026-04;position;geld.schulden;2",
        ]
    );
    assert_eq!(table.left_out, 0);
}

#[test]
fn a_group_below_ten_is_left_out_entirely() {
    let names = names(GROUP_MIN + 9);
    let (many, few) = (resident("geld.schulden", true), resident("thuis.wonen", true));
    let plans = (0..).map(|n| if n < GROUP_MIN { &many } else { &few });
    let table = export(names.iter().map(String::as_str).zip(plans)).unwrap();
    assert!(table.csv.contains("position;geld.schulden") && !table.csv.contains("thuis.wonen"));
    assert_eq!((table.residents, table.left_out), (19, 1));
}

#[test]
fn the_codebook_explains_every_word() {
    for book in [NL, EN] {
        let skills = [
            Skill::Started,
            Skill::PlannedAhead,
            Skill::ChoseAMoment,
            Skill::AskedForHelp,
            Skill::MadeItSmaller,
            Skill::KeptGoing,
            Skill::FinishedAStep,
            Skill::TookAStep,
        ];
        let explained = |word: &str| book.lines().any(|line| line.split(' ').next() == Some(word));
        for word in COLUMNS.into_iter().chain(KINDS).chain(skills.map(Skill::key)) {
            assert!(explained(word), "{word}");
        }
        let written = |skill: &Skill| serde_json::to_string(skill).unwrap() == format!("{:?}", skill.key());
        assert!(skills.iter().all(written));
        assert!(book.contains(&GROUP_MIN.to_string()));
    }
}

proptest! {
    /// Whatever happened, the table has no name, no own words, no day and nobody who did not consent.
    #[test]
    fn nothing_identifies_a_resident(lives in vec(lives(25), 0..4)) {
        let plans: Vec<_> = lives.iter().map(|live| live.plan(Role::Resident)).collect();
        let names = names(plans.len() * 6);
        let residents = names.iter().map(String::as_str).zip(plans.iter().copied().cycle());
        let willing = residents.clone().filter(|(_, plan)| plan.evaluation).count();
        match export(residents.clone()) {
            Err(TooFew { consented }) => prop_assert!(consented == willing && willing < GROUP_MIN),
            Ok(table) => {
                prop_assert_eq!(table.residents, willing);
                for row in table.csv.split("\r\n").skip(1).filter(|row| !row.is_empty()) {
                    let (name, rest) = row.split_once(';').unwrap();
                    let plan = residents.clone().find(|(resident, _)| *resident == name).map(|(_, plan)| plan);
                    prop_assert!(plan.is_some_and(|plan| plan.evaluation));
                    let month = rest.split(';').next().unwrap();
                    let is_month = |month: &str| {
                        month.rsplit_once('-').is_some_and(|(year, month)| year.parse::<i32>().is_ok() && month.len() == 2)
                    };
                    prop_assert!(month.is_empty() || is_month(month));
                    let words = ["Bel", "Zoek", "Loop", "Rust in", "Begeleider", "rustiger", "8412"];
                    prop_assert!(!words.iter().any(|word| rest.contains(word)), "{}", row);
                }
            }
        }
    }
}
