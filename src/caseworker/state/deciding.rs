//! What a caseworker does in a resident's log: decide, seal, store, send.

use leptos::prelude::GetValue;
use mijn_brug_plan::reward::Policy;
use mijn_brug_plan::{Command, Context, Entry, Refusal, Role, decide};

use super::reading::CaseReading;
use super::{App, NotWritten};
use crate::device::{clock, tabs};

/// Why something that the caseworker wanted was not done. Nothing changed, and what they typed is still there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
    /// A rule or a limit.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It was not written.
    #[error(transparent)]
    NotWritten(#[from] NotWritten),
    /// The log is not on this device (any more): the resident stopped sharing.
    #[error("the resident's log is not here")]
    Gone,
}

impl App {
    /// Decides on a resident's plan in the caseworker's name, and writes it into their log. When this returns `Ok`, it is on
    /// the disk, and on its way. `policy` is asked for promises and vouchers only.
    pub async fn dispatch(
        self,
        case: &str,
        command: Command,
        policy: Option<&Policy>,
    ) -> Result<(), NotDone> {
        let device = self.device.get_value();
        let open = self.open_log(&device, case).await.map_err(NotWritten::from)?;
        let open = open.ok_or(NotDone::Gone)?;
        let context = Context {
            now: clock::now(),
            today: clock::today(),
            role: Role::Caseworker,
            policy,
        };
        let write = |reading: &CaseReading| -> Result<Vec<Vec<u8>>, NotDone> {
            let (plan, lamport) = reading.to_decide_on();
            let events = decide(plan, command, &context)?;
            let entries = events.into_iter().zip(lamport..).map(|(event, lamport)| Entry {
                v: Entry::VERSION,
                lamport,
                at: context.now,
                author: device.author,
                role: context.role,
                event,
            });
            entries
                .map(|entry| entry.write().map_err(|_| NotWritten::NoForm.into()))
                .collect()
        };
        open.log.add(write).await?;
        self.keep_digest(case, &open).await;
        tabs::tell(tabs::Word::New);
        self.send_case(case.to_owned(), open);
        Ok(())
    }
}
