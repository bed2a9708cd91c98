//! Updates the service: sends what is new or changed, and deletes what is gone.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use mijn_brug_plan::ids::AppointmentId;
use mijn_brug_plan::reminder::{self, About, Due};
use mijn_brug_seal::{Keyring, Resident};
use mijn_brug_sync::api::Code;
use mijn_brug_sync::reminders::{
    DEFAULT_USEFUL_SECONDS, Language, NewReminder, Subscription, USEFUL_SECONDS_RANGE,
};
use mijn_brug_sync::{Cause, RequestError};

use super::limits::limits;
use super::stored::{Sent, StoredReminders};
use super::{Push, PushError, Reminders, naming, push_texts};
use crate::device::push::{self, Permission};
use crate::device::service::reminders::{self as at_service, Owner};
use crate::device::service::{self, Token};
use crate::device::{clock, page, settings, worker_cache};
use crate::resident::route::Route;

/// Whether the service has no reminders at all, or there is no service behind this page.
pub fn is_not_here(failure: RequestError) -> bool {
    matches!(
        failure,
        RequestError::Malformed
            | RequestError::Refused {
                code: Code::RemindersOff,
                ..
            }
    )
}

impl From<RequestError> for PushError {
    fn from(failure: RequestError) -> Self {
        if is_not_here(failure) {
            return Self::NotHere;
        }
        match failure.cause(service::is_online()) {
            Cause::Refused(Code::RemindersFull) => Self::Full,
            Cause::Refused(Code::SubscriptionInvalid) => Self::NoSubscription,
            // The caseworker's side creates the log a moment after the phone is paired.
            Cause::Refused(Code::LogNotFound | Code::Unauthorized) => Self::NotYet,
            Cause::Refused(_) | Cause::Update => Self::Refused,
            cause => Self::Request(cause),
        }
    }
}

/// Owner of a reminder: the log of the pairing, or else the guest.
fn owner(keyring: &Keyring<Resident>, pairing: Option<u32>) -> Owner {
    let root = keyring.root_key();
    match pairing {
        None => Owner {
            log: None,
            token: Token::new(&root.guest_token()),
        },
        Some(number) => {
            let shared = root.shared_key(number);
            Owner {
                log: Some(shared.log_id().to_string()),
                token: Token::new(&shared.access_token()),
            }
        }
    }
}

pub fn language() -> Language {
    match settings::LANGUAGE.get() {
        "en" => Language::En,
        _ => Language::Nl,
    }
}

impl Reminders {
    /// Finds out whether reminders are on here, and updates the service. With `send_all` everything is sent again.
    pub(super) async fn bring_up_to_date(self, send_all: bool) -> Result<(), PushError> {
        let mut stored = StoredReminders::read().await;
        self.shows_words.set(stored.words);
        let permission = push::permission();
        if !stored.wanted || permission != Permission::Granted {
            if self.push.get_untracked() != Push::NotHere || permission == Permission::Denied {
                self.push.set(match permission {
                    Permission::Denied => Push::Denied,
                    _ => Push::Off,
                });
            }
            return self.delete_all(&mut stored).await;
        }
        self.push.set(Push::On);
        let subscription = self.subscribed(&mut stored, send_all).await;
        if subscription == Err(PushError::NotHere) {
            self.push.set(Push::NotHere);
        }
        self.send(&mut stored, subscription?, send_all).await
    }

    /// The current push subscription. Subscribes if there is none, or if it belongs to another key.
    pub(super) async fn subscribed(
        self,
        stored: &mut StoredReminders,
        send_all: bool,
    ) -> Result<Subscription, PushError> {
        let mut key = stored.key.clone();
        if key.is_empty() || (send_all && service::is_online()) {
            match at_service::push_key().await {
                Ok(current) => key = current,
                Err(failure) if key.is_empty() || is_not_here(failure) => return Err(failure.into()),
                // Use the known key until the service answers.
                Err(_) => {}
            }
            match at_service::limits().await {
                Ok(limits) => stored.limits = Some(limits),
                Err(RequestError::Refused {
                    code: Code::NotFound, ..
                }) => stored.limits = None,
                // Use the known limits until the service answers.
                Err(_) => {}
            }
        }
        let found = if key == stored.key {
            push::subscription().await
        } else {
            push::unsubscribe().await;
            None
        };
        let subscription = match found {
            Some(found) => found,
            // No browser can subscribe without a network.
            None => push::subscribe(&key).await.ok_or_else(|| {
                if service::is_online() {
                    PushError::NoSubscription
                } else {
                    PushError::Request(Cause::Offline)
                }
            })?,
        };
        stored.key = key;
        Ok(subscription)
    }

    async fn send(
        self,
        stored: &mut StoredReminders,
        subscription: Subscription,
        send_all: bool,
    ) -> Result<(), PushError> {
        // Allow for a wrong clock on either side: one that is ahead must not hold back reminders that are still due,
        // and one that is behind must not send past ones again. The service decides what is past.
        let (now, latest) = {
            let both = (clock::now(), clock::now_at_service());
            (both.0.min(both.1), both.0.max(both.1))
        };
        // A reminder that is within the service's rounding, or waiting at a push service, still counts.
        let since = now - TimeDelta::seconds(i64::try_from(DEFAULT_USEFUL_SECONDS).unwrap_or_default());
        let mut all = self
            .app
            .plan_now(|plan| reminder::due(plan, &clock::to_utc, since));
        let keyring = self.app.keyring();
        let name = |what: &str| keyring.root_key().opaque_name(what);
        push_texts::write(self.app, &name, &all, stored.words).await;
        let pairing = self
            .app
            .plan_now(|plan| plan.pairing.as_ref().map(|pairing| pairing.number));
        let limits = limits(stored.limits.as_ref(), pairing.is_some());
        all.retain(|due| due.at > now - limits.step && due.at <= latest + limits.ahead);
        all.truncate(limits.most);
        let ids = naming::ids(&name, &all, pairing);
        let owner = owner(&keyring, pairing);
        let wanted: Vec<(String, NewReminder)> = ids
            .into_iter()
            .zip(&all)
            .map(|(id, due)| {
                let tag = naming::tag(&name, &due.about);
                (
                    id,
                    self.reminder(due, tag, owner.log.clone(), subscription.clone()),
                )
            })
            .collect();
        // Leave a reminder that fires about now as the service has it.
        let is_past = |reminder: &NewReminder| reminder.due <= now.timestamp();
        let mut to_send = wanted.clone();
        to_send
            .retain(|(id, reminder)| !(is_past(reminder) && stored.sent.iter().any(|sent| sent.id == *id)));
        // Noted before it is sent, so that nothing the service may have is forgotten.
        for (id, reminder) in &to_send {
            if send_all || !stored.has(id, &fingerprint(reminder)) {
                stored.note(id, pairing, "");
            }
        }
        stored.write().await;
        let gone = |sent: &Sent| !wanted.iter().any(|(id, _)| *id == sent.id);
        // Send before deleting, so that a lost connection loses no reminder. Only if the service is full, delete first to
        // make room.
        let room = if stored.sent.len() > limits.most {
            self.delete(stored, gone).await
        } else {
            Ok(())
        };
        let result = match room {
            Ok(()) => put(stored, &owner, pairing, &to_send).await,
            failed => failed,
        };
        let result = match result {
            Ok(()) => self.delete(stored, gone).await,
            failed => failed,
        };
        stored.write().await;
        result
    }

    fn reminder(
        self,
        due: &Due,
        tag: String,
        log: Option<String>,
        subscription: Subscription,
    ) -> NewReminder {
        let begins = match &due.about {
            About::Appointment(id) => self.begins(*id),
            _ => None,
        };
        let (least, most) = USEFUL_SECONDS_RANGE;
        NewReminder {
            log,
            subscription,
            due: due.at.timestamp(),
            tag,
            lang: language(),
            page: format!("{}/", page::origin()),
            urgent: matches!(due.about, About::Appointment(_)),
            // Not delivered after the appointment began.
            useful: begins.map(|begins| {
                let left = (begins - due.at).num_seconds();
                u64::try_from(left)
                    .unwrap_or_default()
                    .min(DEFAULT_USEFUL_SECONDS)
                    .clamp(least, most)
            }),
        }
    }

    /// When an appointment begins, if it has a time.
    fn begins(self, id: AppointmentId) -> Option<DateTime<Utc>> {
        let details = self
            .app
            .plan_now(|plan| plan.appointments.get(&id).map(|it| it.details.clone()))?;
        clock::to_utc(details.day.and_time(details.time?), None)
    }

    /// Deletes everything that the service may have, and unsubscribes.
    pub(super) async fn delete_all(self, stored: &mut StoredReminders) -> Result<(), PushError> {
        if stored.sent.is_empty() && stored.key.is_empty() {
            return Ok(());
        }
        worker_cache::forget(push_texts::NOTE).await;
        if !stored.key.is_empty() {
            push::unsubscribe().await;
            stored.key.clear();
        }
        let result = self.delete(stored, |_| true).await;
        stored.write().await;
        result
    }

    /// Deletes at the service those that are `gone`.
    async fn delete(
        self,
        stored: &mut StoredReminders,
        gone: impl Fn(&Sent) -> bool,
    ) -> Result<(), PushError> {
        let keyring = self.app.keyring();
        let (gone, mut stay): (Vec<Sent>, Vec<Sent>) = stored.sent.drain(..).partition(|sent| gone(sent));
        let mut result = Ok(());
        for sent in gone {
            if result.is_ok() {
                match owner(&keyring, sent.pairing).delete(&sent.id).await {
                    // Gone already: erased with the log, or the service has no reminders at all.
                    Ok(()) | Err(RequestError::Malformed) => continue,
                    Err(RequestError::Refused { code, .. }) if !code.may_retry() => continue,
                    Err(failure) => result = Err(failure.into()),
                }
            }
            stay.push(sent);
        }
        stored.sent = stay;
        result
    }

    /// The screen that a notification's tag leads to.
    pub fn screen_of(self, tag: &str) -> Route {
        let keyring = self.app.keyring();
        let name = |what: &str| keyring.root_key().opaque_name(what);
        self.app.plan(|plan| naming::screen(&name, plan, tag))
    }

    /// The current owner of the reminders, for a test message.
    pub(super) fn owner_now(self) -> Owner {
        let pairing = self
            .app
            .plan_now(|plan| plan.pairing.as_ref().map(|pairing| pairing.number));
        owner(&self.app.keyring(), pairing)
    }
}

/// Everything the service receives about a reminder, as one text. A change of it means that the reminder is sent again.
fn fingerprint(reminder: &NewReminder) -> String {
    let NewReminder {
        log,
        subscription,
        due,
        tag,
        lang,
        page,
        urgent,
        useful,
    } = reminder;
    // Destructured without `..`, so that a new field cannot be forgotten.
    let words = format!("{due} {lang:?} {tag} {urgent} {useful:?} {page} {log:?}");
    format!("{words} {} {}", subscription.endpoint, subscription.auth)
}

async fn put(
    stored: &mut StoredReminders,
    owner: &Owner,
    pairing: Option<u32>,
    wanted: &[(String, NewReminder)],
) -> Result<(), PushError> {
    for (id, reminder) in wanted {
        let fingerprint = fingerprint(reminder);
        if stored.has(id, &fingerprint) {
            continue;
        }
        match owner.put(id, reminder).await {
            // Its moment has passed in the meantime, so there is nothing left to send.
            Ok(_)
            | Err(RequestError::Refused {
                code: Code::DueInvalid,
                ..
            }) => stored.note(id, pairing, &fingerprint),
            Err(failure) => return Err(failure.into()),
        }
    }
    Ok(())
}
