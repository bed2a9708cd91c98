//! The table for the municipality's research: only residents who agreed in their own app, under pseudonyms.

use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::evaluation::{Export, TooFew, export};

use super::TeamStore;
use crate::device::service::hex;
use crate::device::store::StoreError;

/// Length of a pseudonym, in bytes of the keyed hash. Long enough that two residents never share one.
const PSEUDONYM: usize = 8;

/// Why the table could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportError {
    /// Too few residents agreed.
    TooFew(TooFew),
    /// The bridge's content cannot be read, so it is unknown what is shared.
    ContentMissing,
    /// A resident's records cannot be read from the device.
    NotStored(StoreError),
}

impl TeamStore {
    /// Number of residents who agreed, as far as this device knows.
    pub fn said_yes(self) -> usize {
        self.digests
            .with(|digests| digests.values().filter(|digest| digest.digest.evaluation).count())
    }

    /// Makes the table. Opens the logs of the residents who agreed one after another.
    ///
    /// # Errors
    /// Fails if too few residents agreed, or if the content or a log cannot be read.
    pub async fn research(self) -> Result<Export, ExportError> {
        let device = self.device.get_value();
        let willing: Vec<String> = self.digests.with_untracked(|digests| {
            let willing = digests.iter().filter(|(_, digest)| digest.digest.evaluation);
            willing.map(|(id, _)| id.clone()).collect()
        });
        let mut plans: Vec<(String, Plan)> = Vec::new();
        for id in willing {
            let open = self
                .open_log(&device, &id)
                .await
                .map_err(ExportError::NotStored)?;
            let Some(open) = open else { continue };
            let plan = self.content.with_untracked(|content| {
                let content = content.as_ref().ok()?;
                Some(
                    open.log
                        .projection
                        .with_untracked(|projection| projection.visible_plan(content)),
                )
            });
            let pseudonym = device.key.pseudonym(open.log.id());
            let (pseudonym, _) = pseudonym.split_at(PSEUDONYM);
            plans.extend(plan.map(|plan| (hex(pseudonym), plan)));
            self.leave(&device, &id, open);
        }
        self.content.with_untracked(|content| {
            let content = content.as_ref().map_err(|_| ExportError::ContentMissing)?;
            let residents = plans.iter().map(|(pseudonym, plan)| (pseudonym.as_str(), plan));
            export(residents, content).map_err(ExportError::TooFew)
        })
    }
}
