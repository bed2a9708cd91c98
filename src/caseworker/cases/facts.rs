//! What the list and the case say about a resident, in words. Facts, not a score.

use leptos::prelude::*;
use mijn_brug_plan::query::Digest;

use crate::device::clock;
use crate::ui::format;
use crate::ui::texts::{t, tf, tn};

/// The last activity and the next appointment, as pictograms with text. A `digest` of `None` means the log was not
/// read yet.
pub fn lines(digest: Option<&Digest>) -> Vec<(&'static str, String)> {
    let Some(digest) = digest else {
        return vec![("clock", t("cases.not_read"))];
    };
    let last = digest.last_activity(clock::now()).map(clock::day_of);
    let last = last.map_or_else(
        || t("cases.nothing_yet"),
        |day| tf("cases.last", &[("day", &format::day(day))]),
    );
    let mut lines = vec![("clock", last)];
    lines.extend(appointment(digest).map(|words| ("calendar", words)));
    lines
}

fn appointment(digest: &Digest) -> Option<String> {
    let next = digest.next_appointment(clock::today())?;
    let key = if next.declined {
        "cases.declined"
    } else {
        "cases.appointment"
    };
    let when = match next.time {
        Some(time) => format!("{}, {}", format::day(next.day), format::time(time)),
        None => format::day(next.day),
    };
    let words = [
        Some(tf(key, &[("when", &when)])),
        next.instead.map(format::instead),
    ];
    Some(words.into_iter().flatten().collect::<Vec<_>>().join(". "))
}

/// What may need attention, as badges.
pub fn badges(digest: Option<&Digest>) -> AnyView {
    let badge = |class: &'static str, words: String| view! { <span class=class>{words}</span> }.into_any();
    let declined = digest
        .and_then(|digest| digest.next_appointment(clock::today()))
        .is_some_and(|next| next.declined);
    let help = digest.filter(|digest| !digest.questions.is_empty());
    let done = digest.map_or(0, |digest| digest.done_since);
    let lapsing = digest.map_or(0, |digest| digest.lapsing(clock::today()));
    view! {
        {help.map(|_| badge("mb-badge mb-badge--urgent", t("seen.help")))}
        {declined.then(|| badge("mb-badge mb-badge--urgent", t("seen.declined")))}
        {(lapsing > 0).then(|| badge("mb-badge mb-badge--quiet", tn("reward.lapses", lapsing)))}
        {(done > 0).then(|| badge("mb-badge mb-badge--up", tn("cases.done", done)))}
    }
    .into_any()
}
