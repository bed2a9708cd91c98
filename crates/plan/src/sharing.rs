//! What a caseworker may see (R8). The resident chooses by pillar and domain, and this module decides which entries a choice
//! covers. The resident's phone asks it before it seals entries and to show what is shared; the caseworker's program asks it
//! again before it shows anything.

use crate::event::Entry;
use crate::fold::{Log, fold};
use crate::ids::{DomainId, PillarId, RecordId};
use crate::plan::Plan;

pub use crate::plan::topics::{Topic, Topics};

/// Whether the choices in the plan let a caseworker see this topic. `pillar_of` comes from the content. A domain that it does
/// not know is not shared, and neither is one without a choice.
pub fn is_shared(topic: &Topic, plan: &Plan, pillar_of: impl Fn(&DomainId) -> Option<PillarId>) -> bool {
    match topic {
        Topic::AlwaysShared => true,
        Topic::NeverShared => false,
        Topic::Domains(domains) => domains
            .iter()
            .all(|domain| pillar_of(domain).is_some_and(|pillar| plan.is_shared(&pillar, domain, false))),
    }
}

/// The entries that a caseworker may see, in their order: those whose topic is shared, whoever recorded them.
pub fn shared_entries(log: &Log, is_shared: impl Fn(&Topic) -> bool) -> Vec<(RecordId, &Entry)> {
    let mut topics = Topics::new(log.plan());
    log.entries()
        .filter(|(_, entry)| is_shared(&topics.of(&entry.event)))
        .collect()
}

/// The plan as a caseworker sees it. The resident's phone shows it as "Dit ziet je begeleider", and the caseworker's program
/// shows nothing else.
///
/// Vouchers stay visible when their domain is no longer shared, because the team has to account for what it gave. Promises for
/// actions that are not shared are hidden with these actions.
pub fn visible_plan(log: &Log, is_shared: impl Fn(&Topic) -> bool) -> Plan {
    let entries = shared_entries(log, is_shared);
    let (mut plan, _) = fold(entries.into_iter().map(|(record, entry)| (record, entry.clone())));
    plan.copy_rewards_from(log.plan());
    plan
}
