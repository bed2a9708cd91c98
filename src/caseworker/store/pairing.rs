//! A one-time code, for a resident who pairs or a colleague who joins, and the wait for their answer.

use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::team::{Answer, Invitation, TeamEvent};
use mijn_brug_seal::SharedKey;
use mijn_brug_seal::pairing::{Code, Mailboxes, Purpose};
use mijn_brug_sync::api::{Code as Refusal, CreatedMailboxes, NewMailboxes};
use mijn_brug_sync::{Cause, RequestError};
use serde::{Deserialize, Serialize};

use super::{RecordError, TeamStore};
use crate::device::service::{self, Request, hex, unhex};
use crate::device::{clock, rng};

/// Interval for polling the mailbox.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// The stages of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// The code is being made.
    Making,
    /// The code is ready to be typed.
    Waiting {
        /// The code in groups, such as `ABCD-EFGH-JKMN`.
        code: String,
        /// How many minutes it works.
        minutes: usize,
        /// Why the last look did not reach the service, if it did not.
        trouble: Option<Cause>,
    },
    /// The resident paired.
    Done {
        /// The id of the case.
        case: String,
        /// The resident's name. May be empty.
        name: String,
    },
    /// The colleague joined.
    Joined {
        /// The colleague's name.
        name: String,
    },
    /// The code expired.
    Expired,
    /// The invitation failed.
    Failed(InvitationError),
}

/// Whom a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invitee {
    /// A resident who pairs.
    Resident,
    /// A colleague who joins the team.
    Colleague,
}

impl Invitee {
    const fn purpose(self) -> Purpose {
        match self {
            Self::Resident => Purpose::Pairing,
            Self::Colleague => Purpose::Colleague,
        }
    }
}

/// What a code for a colleague offers. Contains a secret, so it is serialised only to be sealed.
#[derive(Serialize, Deserialize)]
pub(super) struct ColleagueInvitation {
    /// The team's name.
    pub team: String,
    /// The team's key, in hexadecimal.
    pub key: String,
}

/// A colleague's answer.
#[derive(Serialize, Deserialize)]
pub(super) struct ColleagueAnswer {
    /// Their name.
    pub name: String,
}

/// Why an invitation failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvitationError {
    /// The device does not have enough memory for a code.
    OutOfMemory,
    /// The answer was not made by this app.
    InvalidAnswer,
    /// The service could not be reached, or refused.
    Request(RequestError),
    /// The result could not be stored on this device.
    NotRecorded(RecordError),
}

/// A code that is waiting for its answer.
struct PendingCode {
    stage: RwSignal<Stage>,
    invitee: Invitee,
    code: String,
    boxes: Mailboxes,
    minutes: usize,
    until: DateTime<Utc>,
}

impl TeamStore {
    /// Makes a code and waits for the answer. `stage` belongs to the screen: once the screen is left, the code is
    /// withdrawn.
    pub async fn invite(self, invitee: Invitee, stage: RwSignal<Stage>) {
        let code = Code::from_random(rng::bytes());
        let Ok(boxes) = code.mailboxes(invitee.purpose()) else {
            stage.try_set(Stage::Failed(InvitationError::OutOfMemory));
            return;
        };
        let content = self.offer(invitee);
        let new = NewMailboxes {
            offer: boxes.offer.id().to_string(),
            answer: boxes.answer.id().to_string(),
            content: hex(&boxes.offer.seal(&content, rng::bytes())),
        };
        let token = self.device.get_value().team.token();
        let created = match service::json::<CreatedMailboxes>("/v1/mailboxes", Some(&token), &new).await {
            Ok(created) => created,
            Err(error) => {
                stage.try_set(Stage::Failed(InvitationError::Request(error)));
                return;
            }
        };
        let lifetime = i64::try_from(created.seconds)
            .ok()
            .and_then(TimeDelta::try_seconds);
        let until = lifetime.and_then(|lifetime| clock::now().checked_add_signed(lifetime));
        let waiting = PendingCode {
            stage,
            invitee,
            code: code.text(),
            boxes,
            minutes: created.minutes(),
            until: until.unwrap_or(DateTime::<Utc>::MAX_UTC),
        };
        waiting.show(None);
        self.poll_later(Rc::new(waiting));
    }

    /// What the person who types the code receives.
    fn offer(self, invitee: Invitee) -> Vec<u8> {
        let who = self.who.get_untracked();
        let content = match invitee {
            Invitee::Resident => serde_json::to_vec(&Invitation {
                team: who.team,
                caseworker: who.caseworker,
            }),
            Invitee::Colleague => serde_json::to_vec(&ColleagueInvitation {
                team: who.team,
                key: hex(self.device.get_value().key.expose()),
            }),
        };
        // Serialising two strings cannot fail.
        content.unwrap_or_default()
    }

    fn poll_later(self, waiting: Rc<PendingCode>) {
        let poll = move || {
            spawn_local(async move {
                if !self.look(&waiting).await {
                    self.poll_later(waiting);
                }
            });
        };
        set_timeout(poll, POLL_INTERVAL);
    }

    /// Looks for the answer once. Returns `true` if there is nothing left to wait for.
    async fn look(self, waiting: &PendingCode) -> bool {
        let is_late = clock::now() > waiting.until;
        match service::read_mailbox(waiting.boxes.answer.id()).await {
            // Even if the screen was just left, because the resident's phone believes that it is paired.
            Ok(Some(sealed)) => self.take_answer(waiting, &sealed).await,
            Ok(None) if waiting.is_left() || is_late => {
                self.take_back(waiting).await;
                waiting.stage.try_set(Stage::Expired);
                true
            }
            Ok(None) => {
                waiting.show(None);
                false
            }
            Err(RequestError::Refused {
                code: Refusal::MailboxNotFound,
                ..
            }) => {
                waiting.stage.try_set(Stage::Expired);
                true
            }
            Err(_) if is_late => {
                waiting.stage.try_set(Stage::Expired);
                true
            }
            Err(failure) => {
                waiting.show(Some(failure.cause(service::is_online())));
                false
            }
        }
    }

    /// Processes an answer. Returns `false` if it could not be stored, so that it is tried again.
    async fn take_answer(self, waiting: &PendingCode, sealed: &[u8]) -> bool {
        let opened = waiting.boxes.answer.open(sealed).ok();
        let stage = match waiting.invitee {
            Invitee::Resident => match opened.and_then(|content| read_answer(&content)) {
                Some((answer, key)) => return self.take_case(waiting, answer, &key).await,
                None => Stage::Failed(InvitationError::InvalidAnswer),
            },
            // The colleague's own device records in the team's log that they joined.
            Invitee::Colleague => match opened.and_then(|content| serde_json::from_slice(&content).ok()) {
                Some(ColleagueAnswer { name }) => Stage::Joined { name },
                None => Stage::Failed(InvitationError::InvalidAnswer),
            },
        };
        self.take_back(waiting).await;
        self.sync_soon();
        waiting.stage.try_set(stage);
        true
    }

    /// Adds the case of an answer. Returns `false` if it could not be stored.
    async fn take_case(self, waiting: &PendingCode, answer: Answer, key: &SharedKey) -> bool {
        let case = key.log_id().to_string();
        // The key first: from here on no failure can lose it.
        let event = TeamEvent::CaseOpened {
            case: case.clone(),
            key: answer.key,
            name: answer.name.clone(),
            by: self.who.with_untracked(|who| who.caseworker.clone()),
        };
        if let Err(failure) = self.record(event).await {
            waiting
                .stage
                .try_set(Stage::Failed(InvitationError::NotRecorded(failure)));
            return false;
        }
        self.begin_case(&case).await;
        self.take_back(waiting).await;
        waiting.stage.try_set(Stage::Done {
            case,
            name: answer.name,
        });
        true
    }

    /// Deletes both mailboxes. If that fails, they expire.
    async fn take_back(self, waiting: &PendingCode) {
        let token = self.device.get_value().team.token();
        let request = Request {
            method: "DELETE",
            path: &format!("/v1/mailboxes/{}", waiting.boxes.offer.id()),
            token: Some(&token),
            body: None,
            wait: 0,
        };
        drop(request.send().await);
    }
}

fn read_answer(content: &[u8]) -> Option<(Answer, SharedKey)> {
    let answer: Answer = serde_json::from_slice(content).ok()?;
    let key = unhex(&answer.key).map(SharedKey::from_bytes)?;
    Some((answer, key))
}

impl PendingCode {
    /// Whether the screen with the code was left.
    fn is_left(&self) -> bool {
        self.stage.try_get_untracked().is_none()
    }

    /// Shows the code, if that changes anything on the screen.
    fn show(&self, trouble: Option<Cause>) {
        let stage = Stage::Waiting {
            code: self.code.clone(),
            minutes: self.minutes,
            trouble,
        };
        if self.stage.try_get_untracked().is_some_and(|shown| shown != stage) {
            self.stage.try_set(stage);
        }
    }
}
