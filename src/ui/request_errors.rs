//! Texts for failed requests, the same in both apps, so that nobody is told to check their internet connection for a
//! problem that lies elsewhere.

use mijn_brug_sync::Cause;

use super::texts::{t, tf, tn};

/// The problem; `None` if the service refused this particular request, which the screen explains.
fn problem(cause: Cause) -> Option<String> {
    Some(match cause {
        Cause::Offline => t("net.offline"),
        Cause::NoAnswer => t("net.no_answer"),
        Cause::NotFromService => t("net.foreign"),
        Cause::Busy { .. } => t("net.busy"),
        Cause::Fault => t("net.fault"),
        Cause::Update => t("net.update"),
        Cause::Refused(_) => return None,
    })
}

/// The text when the app retries by itself; `None` for a refusal.
pub fn retried_automatically(cause: Cause) -> Option<String> {
    let next = match cause {
        Cause::Busy { retry_after: again } => tf("net.itself_at", &[("when", &in_words(again))]),
        Cause::Offline => t("net.itself_online"),
        Cause::Update => return problem(cause),
        _ => t("net.itself"),
    };
    Some(format!("{} {next}", problem(cause)?))
}

/// The text when the person has to retry; `None` for a refusal.
pub fn retried_by_person(cause: Cause) -> Option<String> {
    let next = match cause {
        Cause::Busy { retry_after: again } => tf("net.try_at", &[("when", &in_words(again))]),
        Cause::Fault => t("net.try_later"),
        Cause::Update => return problem(cause),
        _ => t("net.try"),
    };
    Some(format!("{} {next}", problem(cause)?))
}

/// A number of seconds in words, rounded up.
fn in_words(seconds: u32) -> String {
    match seconds.div_ceil(60) {
        // From 55 minutes on, an hour is close enough.
        minutes @ 0..55 => tn("net.minutes", usize::try_from(minutes.max(1)).unwrap_or(1)),
        _ => t("net.hour"),
    }
}
