//! Moving a paired plan to a new phone, with a one-time code from the old phone or with the recovery card (R8).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::GetValue;
use mijn_brug_plan::fold;
use mijn_brug_plan::plan::Pairing;
use mijn_brug_seal::card::{self, CardError};
use mijn_brug_seal::pairing::{Code, Mailboxes, Purpose};
use mijn_brug_seal::{Keyring, MailboxId, RecordId, Resident, RootKey};
use mijn_brug_sync::api::{CreatedMailboxes, NewMailboxes};

use super::pairing::{PairingError, read_code};
use super::{PlanStore, read_records};
use crate::device::service::{self, Request, Token, hex};
use crate::device::store::{Change, SealedRow};
use crate::device::{clock, rng, settings, tabs};

/// What a link contained after its `#`. No link is acted on, because anybody can send one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkSecret {
    /// Nothing useful.
    Nothing,
    /// A one-time code. It is filled in, and the person continues from there.
    Code(String),
    /// A recovery card. It exists on paper only, so a link with one comes from somebody with a purpose.
    Card,
}

impl LinkSecret {
    /// Parses the part after the `#`.
    pub fn read(secret: Option<String>) -> Self {
        let Some(text) = secret else {
            return Self::Nothing;
        };
        match card::read(&text) {
            Err(CardError::NotACard) => text
                .parse::<Code>()
                .map_or(Self::Nothing, |code| Self::Code(code.text())),
            _ => Self::Card,
        }
    }
}

impl PlanStore {
    /// Whether this phone stores nothing at all, so that another plan may come here.
    pub fn holds_nothing(self) -> bool {
        self.device.get_value().index.borrow().ids.all().is_empty()
    }

    /// Makes a one-time code for a new phone, and says how many minutes it works. The service holds the sealed card until
    /// then, and never the code.
    ///
    /// # Errors
    /// Fails without enough memory for the code, without an answer, or if the service refuses. Nothing changed then.
    pub async fn offer_move(self) -> Result<(String, usize), PairingError> {
        let code = Code::from_random(rng::bytes());
        let mailboxes = mailboxes(&code)?;
        let sealed = mailboxes
            .offer
            .seal(self.recovery_card().as_bytes(), rng::bytes());
        let body = NewMailboxes {
            offer: mailboxes.offer.id().to_string(),
            answer: mailboxes.answer.id().to_string(),
            content: hex(&sealed),
        };
        let device = self.device.get_value();
        let token = Token::new(device.keyring().access_token());
        let created: CreatedMailboxes = service::json("/v1/mailboxes", Some(&token), &body).await?;
        Ok((code.text(), created.minutes()))
    }

    /// Finds out which plan a code of the old phone, or a recovery card, opens. Stores nothing: the person first
    /// confirms that the plan is theirs.
    ///
    /// # Errors
    /// Fails if this phone holds a plan, the text is neither a code nor a card, the code is gone, or the plan cannot be
    /// fetched.
    pub async fn find_plan(self, text: &str) -> Result<FoundPlan, PairingError> {
        if !self.holds_nothing() {
            return Err(PairingError::OtherPlan);
        }
        match card::read(text) {
            Ok((root, pairing)) => return fetch(root, pairing, None).await,
            Err(CardError::Mistyped) => return Err(PairingError::CodeMistyped),
            Err(CardError::NewerVersion { .. }) => return Err(PairingError::CardNewer),
            // Not a card, so it is a code.
            Err(CardError::NotACard) => {}
        }
        let mailboxes = mailboxes(&read_code(text)?)?;
        let sealed = service::read_mailbox(mailboxes.offer.id()).await?;
        let sealed = sealed.ok_or(PairingError::CodeGone)?;
        let content = mailboxes.offer.open(&sealed);
        let content = content.map_err(|_| PairingError::CodeForeign)?;
        let card = std::str::from_utf8(&content).map_err(|_| PairingError::CodeForeign)?;
        let (root, pairing) = card::read(card).map_err(|error| match error {
            CardError::NewerVersion { .. } => PairingError::CardNewer,
            CardError::NotACard | CardError::Mistyped => PairingError::CodeForeign,
        })?;
        fetch(root, pairing, Some(mailboxes.offer.id())).await
    }

    /// Stores a plan that was found on this phone, which must be empty. Call it only after the person confirmed.
    ///
    /// # Errors
    /// Fails if the phone stores something by now, or cannot store the plan. Nothing changed then.
    pub async fn adopt_plan(self, found: &FoundPlan) -> Result<(), PairingError> {
        let device = self.device.get_value();
        let _guard = device.write_lock.lock().await;
        if !self.holds_nothing() {
            return Err(PairingError::OtherPlan);
        }
        let change = Change {
            clear: true,
            keyring: Some(found.keyring.root_key().expose()),
            put: &found.records,
            cursor: Some(found.cursor),
            ..Change::default()
        };
        device.store.change(&change).await?;
        settings::finish_welcome();
        tabs::broadcast(tabs::Broadcast::Reset);
        // The code works once, and expires anyway, so a failure does no harm.
        if let Some(mailbox) = found.mailbox {
            let request = Request {
                method: "DELETE",
                path: &format!("/v1/mailboxes/{mailbox}"),
                token: Some(&Token::new(found.keyring.access_token())),
                body: None,
                wait: 0,
            };
            request.send().await.ok();
        }
        Ok(())
    }
}

/// A plan that a code or card opens, and that is not on this phone yet.
pub struct FoundPlan {
    /// The resident's name. May be empty.
    pub name: String,
    /// Number of goals.
    pub goals: usize,
    /// The day of its last change. `None` if nothing in it can be read.
    pub last: Option<NaiveDate>,
    /// Whom it is paired with.
    pub with: Option<Pairing>,
    keyring: Keyring<Resident>,
    records: Vec<SealedRow>,
    cursor: u64,
    /// The mailbox of the code, deleted when the plan is taken up.
    mailbox: Option<MailboxId>,
}

/// All records of a paired plan, with the sequence number of the last one.
pub(super) async fn records_at_service(
    keyring: &Keyring<Resident>,
) -> Result<(Vec<SealedRow>, u64), mijn_brug_sync::RequestError> {
    let log = service::Log::new(keyring.log_id(), Token::new(keyring.access_token()));
    let mut records = Vec::new();
    let mut cursor = 0;
    loop {
        let page = mijn_brug_sync::Transport::pull(&log, cursor, 500, 0).await?;
        let Some(last) = page.items.last() else { break };
        cursor = last.seq;
        records.extend(page.items.into_iter().map(|item| {
            let id = RecordId::of(&item.item);
            (id.to_string(), item.item)
        }));
        if cursor >= page.head.seq {
            break;
        }
    }
    Ok((records, cursor))
}

/// Fetches all records of a plan, and reads what the resident can recognise it by.
async fn fetch(root: RootKey, pairing: u32, mailbox: Option<MailboxId>) -> Result<FoundPlan, PairingError> {
    let keyring = Keyring::resident(root, pairing);
    let (records, cursor) = records_at_service(&keyring).await?;
    let (entries, _) = read_records(&keyring, &records, &mut BTreeSet::new());
    let last = entries.iter().map(|(_, entry)| entry.at).max();
    let (plan, _) = fold(entries);
    Ok(FoundPlan {
        name: plan.name,
        goals: plan.goals.len(),
        last: last.map(|at| clock::wall_of(at).date()),
        with: plan.pairing,
        keyring,
        records,
        cursor,
        mailbox,
    })
}

fn mailboxes(code: &Code) -> Result<Mailboxes, PairingError> {
    code.mailboxes(Purpose::Move)
        .map_err(|_| PairingError::OutOfMemory)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &LinkSecret) {
        assert_eq!(LinkSecret::read(Some(text.to_owned())), *expected, "{text}");
    }

    #[test]
    fn a_link_fills_in_a_code_and_no_card() {
        let code = Code::from_random(Default::default()).text();
        let card = card::write(&RootKey::from_random([7; 32]), 3);
        check(&code, &LinkSecret::Code(code.clone()));
        check(&code.to_lowercase(), &LinkSecret::Code(code.clone()));
        check(&card, &LinkSecret::Card);
        check(&card.replace('-', "").to_lowercase(), &LinkSecret::Card);
        check("main", &LinkSecret::Nothing);
        check("", &LinkSecret::Nothing);
        assert_eq!(LinkSecret::read(None), LinkSecret::Nothing);
    }
}
