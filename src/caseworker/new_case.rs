//! A new link: the code to type and to scan, and the wait for the resident.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::messages;
use super::route::Route;
use super::state::{App, Stage, use_app};
use crate::device::page;
use crate::ui::code;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::icon::{Icon, Picture};
use crate::ui::qr::qr;
use crate::ui::screen::{Act, GoTo, Screen};
use crate::ui::texts::{t, tf};

/// The screen.
pub fn new_case() -> Node {
    let app = use_app();
    let stage = RwSignal::new(Stage::Making);
    let begin = move || {
        stage.set(Stage::Making);
        spawn_local(app.invite(stage));
    };
    begin();
    let again = Callback::new(move |()| begin());
    // The code itself stays as it is while the network comes and goes.
    let is_offline = Memo::new(move |_| matches!(stage.get(), Stage::Waiting { is_offline: true, .. }));
    let shown = Memo::new(move |_| match stage.get() {
        Stage::Waiting { code, .. } => Stage::Waiting {
            code,
            is_offline: false,
        },
        other => other,
    });
    let draw = move || match shown.get() {
        Stage::Making => view! { <p class="nl-paragraph" role="status">{t("form.busy_hint")}</p> },
        Stage::Waiting { code, .. } => waiting(app, &code, is_offline),
        Stage::Done { case, name } => done(&case, &name),
        Stage::Expired => ended(t("cases.expired"), again),
        Stage::Failed(trouble) => ended(messages::not_paired(&trouble), again),
    };
    view! { <Screen title=t("cases.new")>{draw}</Screen> }
}

fn waiting(app: App, text: &str, is_offline: Memo<bool>) -> Node {
    let link = format!("{}/koppel#{text}", page::origin());
    let seen = tf("cases.they_see", &[("name", &app.who.get_untracked().caseworker)]);
    view! {
        <div class="columns">
            <div>
                <section class="mb-card mb-card--lifted">
                    <p class="nl-paragraph">{t("cases.type_code")}</p>
                    {code::code(text, "mb-code mb-code--large")}
                    <p class="nl-paragraph">{t("cases.or_scan")}</p>
                    {qr(&link, t("cases.qr"))}
                </section>
            </div>
            <div>
                <ol class="mb-steps">
                    {[t("cases.how_open"), t("cases.how_more"), t("cases.how_type"), t("cases.how_choose")]
                        .into_iter()
                        .zip(["1", "2", "3", "4"])
                        .map(|(text, number)| view! {
                            <li class="mb-steps__later">
                                <span class="mb-steps__mark" aria-hidden="true">{number}</span>
                                <span class="mb-steps__words"><span>{text}</span></span>
                            </li>
                        })
                        .collect::<Node>()}
                </ol>
                <p class="mb-muted">{seen}</p>
                <ul class="mb-facts" role="status">
                    <li><Icon name="clock" /><span>{t("cases.lasts")}</span></li>
                    <li>
                        <Icon name="smartphone" />
                        <span>
                            {move || if is_offline.get() { t("cases.offline") } else { t("cases.waiting") }}
                        </span>
                    </li>
                </ul>
            </div>
        </div>
    }
}

fn done(case: &str, name: &str) -> Node {
    let text = if name.trim().is_empty() {
        t("cases.linked_nameless")
    } else {
        tf("cases.linked", &[("name", name)])
    };
    page::after_paint(|| page::focus("linked"));
    view! {
        <section class="mb-card mb-card--lifted">
            <Picture name="check" />
            <h2 class="nl-heading nl-heading--level-2" id="linked" tabindex="-1">{text}</h2>
            <p class="nl-paragraph">{t("cases.linked_text")}</p>
            <div class="mb-actions">
                <GoTo label=t("cases.open") icon="route" href=Route::Case(case.to_owned()).path() />
            </div>
        </section>
    }
    .into_node()
}

fn ended(text: String, again: Callback<()>) -> Node {
    view! {
        <p class="nl-paragraph" role="alert">{text}</p>
        <div class="mb-actions"><Act label=t("cases.new_code") icon="link" on_click=again /></div>
    }
}
