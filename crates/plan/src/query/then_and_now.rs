//! The bridge then and now.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::ids::DomainId;
use crate::plan::{Plan, Position};

/// How a domain changed between then and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was never marked.
    Open,
    /// It was marked for the first time since then.
    New,
    /// It is this many levels higher.
    Up(u8),
    /// It stayed the same, at a level that is worth naming: 3 or more, or one to which it had risen. "Dit bleef goed."
    Held,
    /// It stayed the same, at a low level to which it had never risen: "bleef gelijk".
    Same,
    /// It is this many levels lower.
    Down(u8),
}

/// One domain, then and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThenNow<'a> {
    /// The position at the end of the day `then`.
    pub then: Option<&'a Position>,
    /// The position now.
    pub now: Option<&'a Position>,
    /// How it changed.
    pub change: Change,
}

/// One domain as it was at the end of the day `then` and as it is now. Without `then`, only as it is now.
pub fn then_and_now<'a>(plan: &'a Plan, domain: &DomainId, then: Option<NaiveDate>) -> ThenNow<'a> {
    let history = plan.positions.get(domain).map_or(&[][..], Vec::as_slice);
    let now = plan.position(domain);
    let then = then.and_then(|then| history.iter().rev().find(|position| position.day <= then));
    let change = match (then, now) {
        (_, None) => Change::Open,
        (None, Some(_)) => Change::New,
        (Some(then), Some(now)) => {
            let (then, now) = (then.level.get(), now.level.get());
            match now.cmp(&then) {
                std::cmp::Ordering::Greater => Change::Up(now.saturating_sub(then)),
                std::cmp::Ordering::Equal if now >= HELD_MIN || has_risen_to(history, now) => Change::Held,
                std::cmp::Ordering::Equal => Change::Same,
                std::cmp::Ordering::Less => Change::Down(then.saturating_sub(now)),
            }
        }
    };
    ThenNow { then, now, change }
}

/// The lowest level that can hold without having risen.
const HELD_MIN: u8 = 3;

/// Whether a domain had risen to the level on which it is now.
fn has_risen_to(history: &[Position], now: u8) -> bool {
    history.iter().any(|earlier| earlier.level.get() < now)
}

/// The days on which positions were marked, oldest first: the days to compare with.
pub fn bridge_days(plan: &Plan) -> Vec<NaiveDate> {
    let mut days = BTreeSet::new();
    days.extend(plan.positions.values().flatten().map(|position| position.day));
    days.into_iter().collect()
}
