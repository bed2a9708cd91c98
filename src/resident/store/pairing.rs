//! Pairing with a caseworker, choosing what is shared, and ending it (R8).

use std::cell::Cell;

use leptos::prelude::*;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::{DomainId, PillarId};
use mijn_brug_plan::sharing::{Topics, is_shared, shared_entries, visible_plan};
use mijn_brug_plan::team::{Answer, Invitation};
use mijn_brug_plan::values::SharingScope;
use mijn_brug_plan::{Command, Entry, Event, Log, Plan};
use mijn_brug_seal::pairing::{Code, CodeError, Mailboxes, Purpose};
use mijn_brug_seal::{Keyring, RootKey, Visibility, card};
use mijn_brug_sync::api::Code as Refusal;
use mijn_brug_sync::{Cause, RequestError as Request};

use super::{Failure, PlanStore, RecordIndex, read_records};
use crate::device::service::{self, Token, hex};
use crate::device::store::{Change, StoreError};
use crate::device::{rng, tabs};

thread_local! {
    /// Whether everything shared is known to be sealed for the caseworker.
    static IS_SEALED: Cell<bool> = const { Cell::new(false) };
}

/// An invitation, and the means to answer it.
#[derive(Clone)]
pub struct Offer {
    /// The caseworker and team that invite.
    pub from: Invitation,
    mailboxes: std::rc::Rc<Mailboxes>,
}

/// Why pairing, sharing, moving or ending a pairing failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PairingError {
    /// Not the length of a code. Holds the number of characters that were typed.
    CodeLength(usize),
    /// A character that does not occur in codes.
    CodeCharacter,
    /// A character is wrong.
    CodeMistyped,
    /// The recovery card was made by a newer version of the app.
    CardNewer,
    /// This phone already holds a plan.
    OtherPlan,
    /// The code is unknown, used or expired.
    CodeGone,
    /// The code belongs to something else.
    CodeForeign,
    /// The request to the service failed for now.
    Request(Cause),
    /// The service refused.
    Refused(Refusal),
    /// The phone does not have enough memory to process the code.
    OutOfMemory,
    /// The phone could not record it.
    Failure(Failure),
}

impl From<Request> for PairingError {
    fn from(failure: Request) -> Self {
        match failure.cause(service::is_online()) {
            Cause::Refused(Refusal::MailboxNotFound | Refusal::MailboxUsed) => Self::CodeGone,
            Cause::Refused(code) => Self::Refused(code),
            cause => Self::Request(cause),
        }
    }
}

impl From<StoreError> for PairingError {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

impl From<Failure> for PairingError {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl PlanStore {
    /// Finds out who made a code. `text` is as typed.
    ///
    /// # Errors
    /// Fails if the text is not a code of a caseworker, the code is gone, or the service cannot be reached.
    pub async fn open_code(self, text: &str) -> Result<Offer, PairingError> {
        let code = read_code(text)?;
        let mailboxes = code
            .mailboxes(Purpose::Pairing)
            .map_err(|_| PairingError::OutOfMemory)?;
        let sealed = service::read_mailbox(mailboxes.offer.id()).await?;
        let sealed = sealed.ok_or(PairingError::CodeGone)?;
        let content = mailboxes
            .offer
            .open(&sealed)
            .map_err(|_| PairingError::CodeForeign)?;
        let from = serde_json::from_slice(&content).map_err(|_| PairingError::CodeForeign)?;
        Ok(Offer {
            from,
            mailboxes: mailboxes.into(),
        })
    }

    /// Pairs the plan: hands over the shared key, then seals for the caseworker what `choices` share. `name` is what
    /// the resident wants to be called; it may be empty.
    ///
    /// # Errors
    /// Fails if the answer cannot be delivered or the pairing cannot be stored. The name may have been stored by then.
    pub async fn pair(
        self,
        offer: Offer,
        choices: Vec<(SharingScope, bool)>,
        name: String,
    ) -> Result<(), PairingError> {
        let device = self.device.get_value();
        let number = self.plan_now(|plan| plan.pairings);
        let is_new_name = !name.is_empty() && self.plan_now(|plan| plan.name != name);
        let named = is_new_name.then(|| Event::NameGiven { name: name.clone() });
        // First, so that an invalid name is reported before anything is handed over.
        if let Some(named) = named {
            self.dispatch(named.into()).await?;
        }
        let root = RootKey::from_random(*device.keyring().root_key().expose());
        let answer = Answer {
            key: hex(root.shared_key(number).expose()),
            name,
        };
        let content = serde_json::to_vec(&answer).map_err(|_| Failure::NotSerialised)?;
        let sealed = offer.mailboxes.answer.seal(&content, rng::bytes());
        service::fill_mailbox(offer.mailboxes.answer.id(), &sealed).await?;
        device.keyring.replace(Keyring::resident(root, number).into());
        let paired = Event::Paired {
            pairing: number,
            team: offer.from.team,
            caseworker: offer.from.caseworker,
        };
        let choices = choices
            .into_iter()
            .map(|(scope, shared)| Event::SharingChosen { scope, shared });
        let all = choices.chain([paired]).map(Command::Record).collect();
        self.dispatch(Command::All(all)).await?;
        self.seal_shared_soon().await;
        Ok(())
    }

    /// Changes what is shared. Either all choices are stored or none.
    ///
    /// # Errors
    /// Fails if the choices cannot be stored.
    pub async fn share(self, choices: Vec<(SharingScope, bool)>) -> Result<(), PairingError> {
        let choices = choices
            .into_iter()
            .map(|(scope, shared)| Event::SharingChosen { scope, shared }.into());
        self.dispatch(Command::All(choices.collect())).await?;
        self.seal_shared_soon().await;
        Ok(())
    }

    /// Ends the pairing. First erases the copy at the service, then reseals here what was sealed for the caseworker.
    ///
    /// # Errors
    /// Fails if the service cannot erase its copy, or if the change cannot be stored here.
    pub async fn unpair(self) -> Result<(), PairingError> {
        let device = self.device.get_value();
        let keyring = device.keyring();
        let log = service::Log::new(keyring.log_id(), Token::new(keyring.access_token()));
        match log.erase().await {
            // Already erased, or never created: either way the copy is gone.
            Ok(())
            | Err(Request::Refused {
                code: Refusal::LogErased | Refusal::LogNotFound,
                ..
            }) => {}
            Err(failure) => return Err(failure.into()),
        }
        self.forget_pairing().await
    }

    /// Ends the pairing on this phone: what was sealed for the caseworker is sealed with the private key again.
    ///
    /// # Errors
    /// Fails if the change cannot be stored.
    pub async fn forget_pairing(self) -> Result<(), PairingError> {
        let device = self.device.get_value();
        self.dispatch(Event::Unpaired {}.into()).await?;
        let _guard = device.write_lock.lock().await;
        let kept = device.store.load().await?;
        let keyring = device.keyring();
        let (mut stay, mut go, mut new) = (Vec::new(), Vec::new(), Vec::new());
        for row in kept.records {
            let opened = keyring.open(&row.1);
            match opened {
                Ok(opened) if opened.visibility() == Visibility::Shared => {
                    let sealed = keyring
                        .seal(opened.body(), Visibility::Private, rng::bytes())
                        .map_err(Failure::from)?;
                    new.push((sealed.id().to_string(), sealed.into_bytes()));
                    go.push(row.0);
                }
                _ => stay.push(row),
            }
        }
        let all_sent: Vec<String> = stay.iter().map(|(id, _)| id.clone()).collect();
        let change = Change {
            put: &new,
            delete: &go,
            sent: &all_sent,
            cursor: Some(0),
            ..Change::default()
        };
        device.store.change(&change).await?;
        stay.extend(new);
        let mut index = RecordIndex::default();
        let (entries, _) = read_records(&keyring, &stay, &mut index.shared);
        for (id, _) in stay {
            index.ids.insert(id);
        }
        device.index.replace(index);
        self.log.update(|log| {
            *log = Log::default();
            log.extend(entries);
        });
        tabs::broadcast(tabs::Broadcast::Reset);
        self.sync_soon();
        Ok(())
    }

    /// What the caseworker sees with the stored choices, overridden by the `tried` ones.
    pub fn seen_by_caseworker(self, tried: &[(SharingScope, bool)]) -> Plan {
        let content = self.content.get();
        let pillar_of = |domain: &DomainId| pillar_of(content.as_ref().ok(), domain);
        self.log.with(|log| {
            let mut plan = log.plan().clone();
            for (scope, shared) in tried {
                plan.sharing.insert(scope.clone(), *shared);
            }
            visible_plan(log, |topic| is_shared(topic, &plan, pillar_of))
        })
    }

    /// The text of the recovery card.
    pub fn recovery_card(self) -> String {
        let keyring = self.device.get_value().keyring();
        card::write(keyring.root_key(), keyring.pairing())
    }

    /// Which key each event of a command is sealed with.
    pub(super) fn visibilities(self, events: &[Event]) -> Vec<Visibility> {
        let content = self.content.get_untracked();
        let pillar_of = |domain: &DomainId| pillar_of(content.as_ref().ok(), domain);
        self.plan_now(|plan| {
            let mut topics = Topics::new(plan);
            let is_pairing = events.iter().any(|event| matches!(event, Event::Paired { .. }));
            events
                .iter()
                .map(|event| {
                    let topic = topics.of(event);
                    let is_paired = plan.pairing.is_some() || is_pairing;
                    if is_paired && is_shared(&topic, plan, pillar_of) {
                        Visibility::Shared
                    } else {
                        Visibility::Private
                    }
                })
                .collect()
        })
    }

    /// Runs [`seal_shared`](Self::seal_shared) after a choice was stored. Errors are ignored: the choice holds, and
    /// what cannot be sealed now is sealed before the next sync.
    async fn seal_shared_soon(self) {
        IS_SEALED.set(false);
        drop(self.seal_shared().await);
        self.sync_soon();
    }

    /// Seals for the caseworker what is shared and not sealed yet. An earlier attempt may have been interrupted.
    pub(super) async fn seal_shared(self) -> Result<(), Failure> {
        if IS_SEALED.get() {
            return Ok(());
        }
        let device = self.device.get_value();
        let _guard = device.write_lock.lock().await;
        let content = self.content.get_untracked();
        let pillar_of = |domain: &DomainId| pillar_of(content.as_ref().ok(), domain);
        let entries: Vec<Entry> = self.log.with_untracked(|log| {
            let index = device.index.borrow();
            shared_entries(log, |topic| is_shared(topic, log.plan(), pillar_of))
                .into_iter()
                .filter(|(_, entry)| !index.shared.contains(&(entry.lamport, entry.author)))
                .map(|(_, entry)| entry.clone())
                .collect()
        });
        let mut rows = Vec::new();
        for entry in &entries {
            rows.push(device.seal(entry, Visibility::Shared)?.1);
        }
        if rows.is_empty() {
            IS_SEALED.set(true);
            return Ok(());
        }
        let unsent: Vec<String> = rows.iter().map(|(id, _)| id.clone()).collect();
        let change = Change {
            put: &rows,
            unsent: &unsent,
            ..Change::default()
        };
        device.store.change(&change).await?;
        IS_SEALED.set(true);
        device.remember(&rows);
        let places = entries.iter().map(|entry| (entry.lamport, entry.author));
        device.index.borrow_mut().shared.extend(places);
        Ok(())
    }
}

/// Parses a typed code.
pub(super) fn read_code(text: &str) -> Result<Code, PairingError> {
    text.parse().map_err(|error| match error {
        CodeError::WrongLength { len } => PairingError::CodeLength(len),
        CodeError::WrongCharacter => PairingError::CodeCharacter,
        CodeError::Mistyped => PairingError::CodeMistyped,
    })
}

fn pillar_of(content: Option<&Content>, domain: &DomainId) -> Option<PillarId> {
    content?.domain(domain).map(|(_, pillar, _)| pillar.id.clone())
}
