//! What people read when a request came to nothing: one answer for both apps, so that nobody is sent to look at their internet
//! for what lies elsewhere.

use mijn_brug_sync::Cause;

use super::texts::{t, tf, tn};

/// What is the matter; `None` when the service said no to just this, which the screen explains.
fn matter(cause: Cause) -> Option<String> {
    Some(match cause {
        Cause::Offline => t("net.offline"),
        Cause::NoAnswer => t("net.no_answer"),
        Cause::Foreign => t("net.foreign"),
        Cause::Busy { .. } => t("net.busy"),
        Cause::Fault => t("net.fault"),
        Cause::Update => t("net.update"),
        Cause::Refused(_) => return None,
    })
}

/// The text where the app tries again by itself; `None` as for a refusal.
pub fn by_itself(cause: Cause) -> Option<String> {
    let next = match cause {
        Cause::Busy { again } => tf("net.itself_at", &[("when", &after(again))]),
        Cause::Offline => t("net.itself_online"),
        Cause::Update => return matter(cause),
        _ => t("net.itself"),
    };
    Some(format!("{} {next}", matter(cause)?))
}

/// The text where the person tries again; `None` as for a refusal.
pub fn by_person(cause: Cause) -> Option<String> {
    let next = match cause {
        Cause::Busy { again } => tf("net.try_at", &[("when", &after(again))]),
        Cause::Fault => t("net.try_later"),
        Cause::Update => return matter(cause),
        _ => t("net.try"),
    };
    Some(format!("{} {next}", matter(cause)?))
}

/// So many seconds, as people say them: never sooner than they are over.
fn after(seconds: u32) -> String {
    match seconds.div_ceil(60) {
        // Up to five minutes more matter to nobody at an hour.
        minutes @ 0..55 => tn("net.minutes", usize::try_from(minutes.max(1)).unwrap_or(1)),
        _ => t("net.hour"),
    }
}
