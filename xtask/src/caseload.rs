//! A team with many residents and many records each, as the service and a caseworker's device store them. The input of
//! the caseload benchmark.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use mijn_brug_plan::ids::{AuthorId, MiniStepId, PillarId};
use mijn_brug_plan::team::{TeamEntry, TeamEvent};
use mijn_brug_plan::values::SharingScope;
use mijn_brug_plan::{Entry, Event, Role};
use mijn_brug_seal::{
    Caseworker, Cost, Keyring, Passphrase, Resident, RootKey, SharedKey, TeamKey, Visibility, lock,
};

use crate::long_plan;

/// The passphrase of the device.
pub const PASSPHRASE: &str = "drie gewone woorden achter elkaar";

const CASEWORKER: &str = "Begeleider";
const PILLARS: [&str; 5] = ["thuis", "welzijn", "geld", "leren", "werk"];
/// Number of residents with one more record, which arrives later.
const N_CHANGED: u8 = 3;

/// Writes `caseload.json`, and for each log a file of records: each record is preceded by its length in four bytes,
/// big-endian.
///
/// # Errors
/// Fails if sealing or writing does.
pub fn write(folder: &Path, n_cases: u8, n_records: u64) -> Result<()> {
    fs::create_dir_all(folder)?;
    let team = TeamKey::from_random([200; 32]);
    let mut cases = Vec::new();
    let mut opened = vec![TeamEvent::ColleagueJoined {
        name: CASEWORKER.to_owned(),
    }];
    for number in 1..=n_cases {
        let keyring = Keyring::resident(RootKey::from_random([number; 32]), 0);
        let shared = keyring.root_key().shared_key(0);
        let log = shared.log_id().to_string();
        let records = records(&keyring, n_records)?;
        fs::write(folder.join(&log), batch(&records))?;
        let later = (number <= N_CHANGED)
            .then(|| later(&keyring, n_records))
            .transpose()?;
        let later = later.map_or_else(String::new, |record| hex(&batch(&[record])));
        cases.push(format!("{{{}, \"later\": \"{later}\"}}", name(&shared)));
        opened.push(TeamEvent::CaseOpened {
            case: log,
            key: hex(shared.expose()),
            name: format!("Inwoner {number:02}"),
            by: CASEWORKER.to_owned(),
        });
    }
    let own = team.log_key();
    let keyring = Keyring::caseworker(&own, &team);
    fs::write(
        folder.join(own.log_id().to_string()),
        batch(&team_records(&keyring, opened)?),
    )?;
    let json = format!(
        "{{\"keyring\": \"{}\", \"team\": {{{}}}, \"cases\": [{}]}}\n",
        hex(&locked(&team)?),
        name(&own),
        cases.join(", ")
    );
    fs::write(folder.join("caseload.json"), json)?;
    Ok(())
}

/// The locked key, followed by the device's profile.
fn locked(team: &TeamKey) -> Result<Vec<u8>> {
    let mut locked = lock::lock(
        team,
        &Passphrase::literal(PASSPHRASE),
        [1; 16],
        [2; 24],
        Cost::DEFAULT,
    )?;
    let profile = format!(r#"{{"caseworker":"{CASEWORKER}","team":"Team","grant":null,"has_joined":true}}"#);
    locked.extend(profile.into_bytes());
    Ok(locked)
}

/// Years of use, and then the events that share all pillars.
fn records(keyring: &Keyring<Resident>, n_records: u64) -> Result<Vec<Vec<u8>>> {
    let shared = PILLARS.iter().map(|pillar| Event::SharingChosen {
        scope: SharingScope::Pillar(PillarId::from(*pillar)),
        shared: true,
    });
    let n_shared = u64::try_from(PILLARS.len())?;
    let mut entries = Vec::new();
    for number in 0..n_records.saturating_sub(n_shared) {
        entries.push(long_plan::entry(number).context("a day is out of range")?);
    }
    let mut last = entries.last().context("no entry")?.clone();
    for event in shared {
        last.lamport += 1;
        last.event = event;
        entries.push(last.clone());
    }
    (0..)
        .zip(&entries)
        .map(|(number, entry)| seal(keyring, number, entry))
        .collect()
}

/// One more mini-step, as it arrives from a resident who uses the app.
fn later(keyring: &Keyring<Resident>, n_records: u64) -> Result<Vec<u8>> {
    let mut entry = long_plan::entry(1).context("a day is out of range")?;
    let Some(Event::StepAdded { step, .. }) = Some(&entry.event) else {
        anyhow::bail!("the second entry of a long plan must add a step");
    };
    entry.event = Event::MiniStepAdded {
        mini_step: MiniStepId::from_random([77; 8]),
        step: *step,
        title: "Zoek de brief van de gemeente".to_owned(),
        fits_in_a_day: true,
    };
    entry.lamport = n_records + 1;
    entry.role = Role::Resident;
    seal(keyring, n_records + 1, &entry)
}

fn seal(keyring: &Keyring<Resident>, number: u64, entry: &Entry) -> Result<Vec<u8>> {
    let record = keyring.seal(&entry.write()?, Visibility::Shared, nonce(number))?;
    Ok(record.into_bytes())
}

fn team_records(keyring: &Keyring<Caseworker>, events: Vec<TeamEvent>) -> Result<Vec<Vec<u8>>> {
    let at: DateTime<Utc> = "2026-01-05T09:00:00Z".parse()?;
    let mut records = Vec::new();
    for (lamport, event) in (1..).zip(events) {
        let entry = TeamEntry {
            v: TeamEntry::VERSION,
            lamport,
            at,
            author: AuthorId::from_random([3; 8]),
            event,
        };
        records.push(
            keyring
                .seal(&serde_json::to_vec(&entry)?, nonce(lamport))?
                .into_bytes(),
        );
    }
    Ok(records)
}

/// A nonce from a number, which must be used only once per key.
fn nonce(number: u64) -> [u8; 24] {
    let mut nonce = [0; 24];
    for (place, byte) in nonce.iter_mut().zip(number.to_be_bytes()) {
        *place = byte;
    }
    nonce
}

fn batch(records: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for record in records {
        bytes.extend(u32::try_from(record.len()).unwrap_or_default().to_be_bytes());
        bytes.extend(record);
    }
    bytes
}

/// A log and its token, as requests name it.
fn name(key: &SharedKey) -> String {
    format!(
        "\"log\": \"{}\", \"token\": \"{}\"",
        key.log_id(),
        hex(key.access_token().expose())
    )
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    #[test]
    fn a_caseload_has_a_file_for_each_log() {
        let folder = tempfile::tempdir().unwrap();
        super::write(folder.path(), 4, 60).unwrap();
        // Plus the team's log and `caseload.json`.
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4 + 2);
    }
}
