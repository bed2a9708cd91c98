//! What a caseworker may see (R8): the resident chooses per pillar and domain, and this is the one place that says which
//! entries such a choice covers. The resident's phone asks it before sealing and to show what is shared; the caseworker's
//! program asks it again before showing anything.

use crate::event::Entry;
use crate::fold::{Log, fold};
use crate::ids::{DomainId, PillarId, RecordId};
use crate::plan::Plan;

pub use crate::plan::topics::{Topic, Topics};

/// Whether a caseworker may see what is about this, by the choices in the plan. `pillar_of` is the content's; a domain
/// that it does not know, and one without a choice, is not shared.
pub fn is_shared(topic: &Topic, plan: &Plan, pillar_of: impl Fn(&DomainId) -> Option<PillarId>) -> bool {
    match topic {
        Topic::Together => true,
        Topic::Own => false,
        Topic::Domains(domains) => domains
            .iter()
            .all(|domain| pillar_of(domain).is_some_and(|pillar| plan.is_shared(&pillar, domain, false))),
    }
}

/// The entries that a caseworker may see, in their order: those about what `is_shared` says yes to, whoever wrote them.
pub fn shared_entries(log: &Log, is_shared: impl Fn(&Topic) -> bool) -> Vec<(RecordId, &Entry)> {
    let mut topics = Topics::new(log.plan());
    log.entries()
        .filter(|(_, entry)| is_shared(&topics.of(&entry.event)))
        .collect()
}

/// The plan as a caseworker sees it. The resident's phone shows this as "Dit ziet je begeleider", and the caseworker's program
/// shows nothing else.
///
/// Vouchers stay when their domain is not shared any more: the team has to account for what it gave. What was promised for
/// actions that are not shared goes with them.
pub fn visible_plan(log: &Log, is_shared: impl Fn(&Topic) -> bool) -> Plan {
    let entries = shared_entries(log, is_shared);
    let (mut plan, _) = fold(entries.into_iter().map(|(record, entry)| (record, entry.clone())));
    plan.take_rewards_of(log.plan());
    plan
}
