//! The team's log of the demo: the residents, the policy, and the issued vouchers.

use chrono::{DateTime, Utc};
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::AuthorId;
use mijn_brug_plan::reward::Symbology;
use mijn_brug_plan::team::{TeamEntry, TeamEvent, TeamPolicy};
use mijn_brug_plan::values::Cents;

use super::CASEWORKER;
use super::life::{Issued, Life};
use super::story::Now;

/// Number of free codes in the stock.
const STOCK: u32 = 12;

/// Everything the team wrote, oldest first.
pub fn entries(lives: &[Life<'_>], now: DateTime<Utc>) -> Vec<TeamEntry> {
    let mut events: Vec<(DateTime<Utc>, TeamEvent)> = Vec::new();
    let first = lives.iter().map(|life| life.begun).min().unwrap_or(now);
    events.push((
        first,
        TeamEvent::ColleagueJoined {
            name: CASEWORKER.to_owned(),
        },
    ));
    let policy = TeamPolicy::default();
    events.push((first, TeamEvent::PolicySet { policy }));
    events.push((first, stock(now)));
    for life in lives {
        let case = life.keyring.log_id().to_string();
        let begun = life.begun;
        events.push((begun, opened(life, &case)));
        if !life.story.label.is_empty() {
            let label = life.story.label.to_owned();
            events.push((
                begun,
                TeamEvent::CaseLabelled {
                    case: case.clone(),
                    label,
                },
            ));
        }
        let issued = life.issued.iter().filter_map(|issued| ledger(issued, &case));
        events.extend(issued);
        if matches!(life.story.now, Now::Ended) {
            events.push((now, TeamEvent::CaseClosed { case }));
        }
    }
    events.sort_by_key(|(at, _)| *at);
    let numbered = (1..).zip(events);
    numbered
        .map(|(lamport, (at, event))| TeamEntry {
            v: TeamEntry::VERSION,
            lamport,
            at,
            author: AuthorId::from_random([2; 8]),
            event,
        })
        .collect()
}

fn opened(life: &Life<'_>, case: &str) -> TeamEvent {
    let key = life.keyring.root_key().shared_key(0);
    TeamEvent::CaseOpened {
        case: case.to_owned(),
        key: super::service::hex(key.expose()),
        name: life.name.to_owned(),
        by: CASEWORKER.to_owned(),
    }
}

fn stock(now: DateTime<Utc>) -> TeamEvent {
    TeamEvent::CodesLoaded {
        codes: (1..=STOCK).map(|number| format!("VOORRAAD{number:04}")).collect(),
        symbology: Symbology::Qr,
        shop_line: "Scan dit als cadeaukaart.".to_owned(),
        amount: Cents(2_500),
        valid_until: now.date_naive() + chrono::Days::new(300),
    }
}

fn ledger(issued: &Issued, case: &str) -> Option<(DateTime<Utc>, TeamEvent)> {
    let Event::VoucherGranted {
        voucher,
        kind,
        amount,
        skill,
        code,
        valid_until,
        ..
    } = issued.granted.clone()
    else {
        return None;
    };
    let entry = TeamEvent::VoucherIssued {
        voucher,
        case: case.to_owned(),
        code,
        amount,
        kind,
        skill,
        by: CASEWORKER.to_owned(),
        day: issued.at.date_naive(),
        valid_until,
    };
    Some((issued.at, entry))
}
