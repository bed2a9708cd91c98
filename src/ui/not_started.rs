//! The screen for a program that cannot start: what is wrong with the stored data, and what to do next.

use std::cell::Cell;

use leptos::prelude::*;

use super::screen::{Button, Screen};
use super::texts::t;
use super::troubleshooting;
use crate::device::store::start::StartFailure;
use crate::device::{build, error_log, page};

thread_local! {
    static HAS_TRIED: Cell<bool> = const { Cell::new(false) };
}

/// The screen for `failure`. `kept` is a text saying that everything is still there, `more` are further actions, and
/// `again` retries the start.
pub fn not_started(failure: StartFailure, kept: String, again: Callback<()>, more: AnyView) -> AnyView {
    let (title, text) = match failure {
        StartFailure::Unreachable => (kept, t("start.unreachable")),
        StartFailure::Forbidden => (kept, t("start.forbidden")),
        StartFailure::Failing => (t("start.failing_title"), t("start.failing")),
        StartFailure::Silent => (t("start.silent_title"), t("start.silent")),
        StartFailure::OtherTab => (t("start.other_tab_title"), t("start.other_tab")),
        StartFailure::Full => (t("start.full_title"), t("start.full")),
        StartFailure::Newer => (t("start.newer_title"), t("start.newer")),
        StartFailure::Damaged if page::is_caseworkers() => {
            (t("start.damaged_title"), t("start.damaged_team"))
        }
        StartFailure::Damaged => (t("start.damaged_title"), t("start.damaged")),
        StartFailure::KeyGone => (t("start.key_gone_title"), t("start.key_gone")),
        StartFailure::Erased => (t("start.erased_title"), t("start.erased")),
    };
    error_log::note("start", failure.code());
    let again = Callback::new(move |()| {
        // Some browsers only recover after the page is reloaded.
        if HAS_TRIED.replace(true) {
            page::reload();
        } else {
            again.run(());
        }
    });
    let act = if failure == StartFailure::Newer {
        Some((t("update.take"), Callback::new(|()| build::load_newest())))
    } else if failure.may_pass() {
        Some((t("app.again"), again))
    } else {
        None
    };
    page::after_paint(|| page::begin_screen(&t("app.name")));
    view! {
        <Screen title=title>
            <p class="nl-paragraph" role="alert">{text}</p>
            {act.map(|(label, on_click)| view! { <div class="mb-actions"><Button label on_click /></div> }.into_any())}
            {more}
            {troubleshooting::folded()}
        </Screen>
    }
    .into_any()
}
