//! Commands of a caseworker on a resident's log: decide, seal, store, send.

use leptos::prelude::GetValue;
use mijn_brug_plan::reward::Policy;
use mijn_brug_plan::{Command, Context, Entry, Refusal, Role, decide};

use super::projection::CaseProjection;
use super::{RecordError, TeamStore};
use crate::device::{clock, tabs};

/// Why a command failed. The plan did not change, and what the caseworker typed is still there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DispatchError {
    /// A rule or a limit of the plan refused it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It could not be written.
    #[error(transparent)]
    NotRecorded(#[from] RecordError),
    /// The log is not, or no longer, on this device: the resident stopped sharing.
    #[error("the resident's log is not on this device")]
    Gone,
}

impl TeamStore {
    /// Executes a command on a resident's plan in the caseworker's name. `Ok` means that the events are on the disk,
    /// and being sent. `policy` is needed for promises and vouchers only.
    ///
    /// # Errors
    /// Fails if a rule refuses the command, the resident stopped sharing, or the events cannot be written.
    pub async fn dispatch(
        self,
        case: &str,
        command: Command,
        policy: Option<&Policy>,
    ) -> Result<(), DispatchError> {
        let device = self.device.get_value();
        let open = self.open_log(&device, case).await.map_err(RecordError::from)?;
        let open = open.ok_or(DispatchError::Gone)?;
        let context = Context {
            now: clock::now(),
            today: clock::today(),
            role: Role::Caseworker,
            policy,
        };
        let write = |projection: &CaseProjection| -> Result<Vec<Vec<u8>>, DispatchError> {
            let (plan, lamport) = projection.plan_and_lamport();
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
                .map(|entry| entry.write().map_err(|_| RecordError::NotSerialised.into()))
                .collect()
        };
        open.log.add(write).await?;
        self.keep_digest(case, &open).await;
        tabs::broadcast(tabs::Broadcast::NewRecords);
        self.send_case(case.to_owned(), open);
        Ok(())
    }
}
