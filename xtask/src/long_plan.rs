//! A plan of many records as a backup file. The input of the web benchmark.

use anyhow::{Context as _, Result};
use chrono::{DateTime, Days, NaiveDate};
use mijn_brug_plan::ids::{AuthorId, ContentVersion, DomainId, GoalId, MiniStepId, RecordId, StepId};
use mijn_brug_plan::values::{Level, Skill, When};
use mijn_brug_plan::{Entry, Event, Role, fold};
use mijn_brug_seal::{Cost, Keyring, Passphrase, RootKey, Visibility, backup};

/// The password of the file.
pub const PASSPHRASE: &str = "een lang wachtwoord";

const DOMAINS: [&str; 5] = [
    "thuis.wonen",
    "welzijn.lichaam",
    "geld.schulden",
    "leren.taal",
    "werk.werk",
];

/// Years of use: positions, and goals whose mini-steps are planned and done, in `n_records` records.
///
/// # Errors
/// Fails if sealing does, or if an event of the plan has no effect.
pub fn backup_file(n_records: u64) -> Result<Vec<u8>> {
    let entries: Vec<Entry> = (0..n_records)
        .map(entry)
        .collect::<Option<_>>()
        .context("a day is out of range")?;
    let numbered = (0_u128..)
        .map(|number| RecordId(number.to_be_bytes()))
        .zip(entries.iter().cloned());
    let (_, problems) = fold(numbered);
    anyhow::ensure!(
        problems.is_empty(),
        "an entry of the long plan has no effect: {:?}",
        problems.first()
    );
    let keyring = Keyring::resident(RootKey::from_random([7; 32]), 0);
    let mut records = Vec::new();
    for (number, entry) in (0_u64..).zip(&entries) {
        let mut nonce = [0; 24];
        for (place, byte) in nonce.iter_mut().zip(number.to_be_bytes()) {
            *place = byte;
        }
        records.push(
            keyring
                .seal(&entry.write()?, Visibility::Private, nonce)?
                .into_bytes(),
        );
    }
    Ok(backup::write(
        &records,
        keyring.root_key(),
        &Passphrase::literal(PASSPHRASE),
        [1; 16],
        [2; 24],
        Cost::DEFAULT,
    )?)
}

/// The entry with a number: a position, or the next event of a goal with one step of ten mini-steps. `None` if its day
/// is out of range.
pub fn entry(number: u64) -> Option<Entry> {
    const ROUND: u64 = 40;
    let (round, place) = (number / ROUND, number % ROUND);
    let day = NaiveDate::from_ymd_opt(2020, 1, 1)?.checked_add_days(Days::new(number / 5))?;
    let id = |kind: u64, part: u64| (kind << 56 | round << 16 | part).to_be_bytes();
    let domain = DomainId::from(*DOMAINS.get(usize::try_from(number % 5).ok()?)?);
    let (goal, step) = (GoalId::from_random(id(1, 0)), StepId::from_random(id(2, 0)));
    let mini_step = MiniStepId::from_random(id(3, place.saturating_sub(2) / 3));
    let event = match place {
        0 => Event::GoalSet {
            goal,
            domain,
            wish: format!("Een regeling voor brief {round}"),
        },
        1 => Event::StepAdded {
            step,
            goal,
            title: "Praten met wie mij kan helpen".to_owned(),
        },
        32.. => Event::PositionMarked {
            domain,
            level: Level::new(u8::try_from(number % 5).ok()? + 1)?,
            sentence: "Ik betaal elke maand wat is afgesproken.".to_owned(),
            content: ContentVersion::from("voorbeeld-2026-1"),
            day,
            note: "Het ging deze week wat beter dan vorige week.".to_owned(),
            talk: number.is_multiple_of(3),
        },
        _ => match (place - 2) % 3 {
            0 => Event::MiniStepAdded {
                mini_step,
                step,
                title: "Bel de woningbouw over een regeling".to_owned(),
                fits_in_a_day: true,
            },
            1 => Event::MiniStepPlanned {
                mini_step,
                when: When {
                    day: Some(day),
                    time: None,
                    minutes: Some(10),
                },
            },
            _ => Event::MiniStepDone {
                mini_step,
                day,
                skill: Skill::PlannedAhead,
            },
        },
    };
    Some(Entry {
        v: Entry::VERSION,
        lamport: number + 1,
        at: DateTime::from_timestamp(1_577_836_800 + i64::try_from(number).ok()? * 17_280, 0)?,
        author: AuthorId::from_random([9; 8]),
        role: Role::Resident,
        event,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    #[test]
    fn every_entry_of_a_long_plan_has_its_effect_and_the_file_opens() {
        let file = super::backup_file(200).unwrap();
        let read = mijn_brug_seal::backup::read(&file).unwrap();
        assert_eq!(read.records().len(), 200);
        assert!(
            read.unlock(&mijn_brug_seal::Passphrase::literal(super::PASSPHRASE))
                .is_ok()
        );
    }
}
