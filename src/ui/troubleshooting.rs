//! What whoever helps needs to know when something does not work: version, browser, storage, sync and the last
//! technical errors. Nothing of a plan is in it.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::screen::{Button, Screen};
use super::texts::t;
use crate::device::{build, error_log, files, page};

/// A name and what is known of it.
pub type Fact = (String, String);

/// The id of the report, to select it.
const REPORT: &str = "report";

/// The screen with the report.
pub fn screen(back: String, is_ephemeral: bool, more: Pin<Box<dyn Future<Output = Fact>>>) -> AnyView {
    let report = content(is_ephemeral, Some(more));
    view! { <Screen title=t("troubleshooting.title") back=back>{report}</Screen> }.into_any()
}

/// The report behind a line that opens, on a screen that is about something else.
pub fn folded() -> AnyView {
    view! {
        <details class="mb-details">
            <summary>{t("troubleshooting.title")}</summary>
            {content(false, None)}
        </details>
    }
    .into_any()
}

/// The report and a button to copy it. `more` is what only this program knows.
fn content(is_ephemeral: bool, more: Option<Pin<Box<dyn Future<Output = Fact>>>>) -> AnyView {
    let facts = RwSignal::new(Vec::<Fact>::new());
    spawn_local(async move {
        let mut found = vec![
            (t("troubleshooting.version"), build::version()),
            (t("troubleshooting.browser"), page::browser()),
            (t("troubleshooting.storage"), storage(is_ephemeral).await),
        ];
        if let Some(more) = more {
            found.push(more.await);
        }
        let mut errors = error_log::lines().join("\n");
        if errors.is_empty() {
            errors = t("troubleshooting.none");
        }
        found.push((t("troubleshooting.errors"), errors));
        facts.try_set(found);
    });
    let said = RwSignal::new(None::<String>);
    let copy = Callback::new(move |()| {
        let mut text = String::new();
        facts.with_untracked(|facts| {
            for (name, value) in facts {
                text.push_str(name);
                text.push_str(":\n");
                text.push_str(value);
                text.push('\n');
            }
        });
        spawn_local(async move {
            let words = if files::copy(&text).await.is_some() {
                t("file.copied")
            } else {
                files::select(REPORT);
                t("troubleshooting.selected")
            };
            said.try_set(Some(words));
        });
    });
    let text = if page::is_caseworkers() {
        t("troubleshooting.text_team")
    } else {
        t("troubleshooting.text")
    };
    let rows = move || {
        let row = |(name, value): Fact| view! { <dt>{name}</dt><dd dir="auto">{value}</dd> }.into_any();
        facts.get().into_iter().map(row).collect_view()
    };
    view! {
        <p class="nl-paragraph">{text}</p>
        <div class="mb-actions"><Button label=t("troubleshooting.copy") on_click=copy /></div>
        <div role="status">{move || said.get().map(|words| view! { <p class="mb-hint">{words}</p> }.into_any())}</div>
        <dl class="mb-report" id=REPORT>{rows}</dl>
    }
    .into_any()
}

/// Whether the browser keeps what is stored, and how much that is.
async fn storage(is_ephemeral: bool) -> String {
    if is_ephemeral {
        return t("failure.blocked");
    }
    let mut words = match page::persisted().await {
        Some(true) => "persistent".to_owned(),
        _ => "not persistent".to_owned(),
    };
    if let Some(used) = page::storage_use().await {
        words.push_str(", ");
        words.push_str(&used);
    }
    words
}
