//! One resident: the plan as far as they share it, to read and not to change.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::team::TeamEvent;
use mijn_brug_sync::status::Situation;

use super::cases::{called, label_beside, sign_of_life};
use super::messages;
use super::route::Route;
use super::state::{App, CaseLog, use_app};
use crate::device::{clock, service};
use crate::ui::dom::{IntoNode, Node, component, view};
use crate::ui::field::{Field, FieldError};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::plan_view::plan_view;
use crate::ui::screen::{Act, GoTo, Notice, Screen, Weight};
use crate::ui::texts::{t, tf, tn};

/// The screen.
pub fn case(id: String) -> Node {
    let app = use_app();
    app.follow(id.clone(), StoredValue::new(()));
    // Drawn anew when the case changes or goes; what is read into it changes below.
    let known = {
        let id = id.clone();
        Memo::new(move |_| app.team(|team| team.cases.get(&id).cloned()))
    };
    let draw = move || {
        let Some(case) = known.get() else {
            return view! {
                <Screen title=t("cases.gone") back=Route::Cases.path()>
                    <p class="nl-paragraph">{t("cases.gone_text")}</p>
                    <div class="mb-actions"><GoTo label=t("cases.to_list") href=Route::Cases.path() /></div>
                </Screen>
            };
        };
        let (name, label) = (called(&case), label_beside(&case));
        let since = format::short_day(clock::day_of(case.since));
        let facts = {
            let id = id.clone();
            move || sign_of_life(app, &id)
        };
        let shared = {
            let id = id.clone();
            move || app.log(&id).map(|log| shared(app, log))
        };
        let of = id.clone();
        view! {
            <Screen title=name back=Route::Cases.path()>
                <ul class="mb-facts">
                    {label.map(|label| view! { <li><Icon name="users" /><span dir="auto">{label}</span></li> })}
                    <li><Icon name="link" /><span>{tf("cases.since", &[("day", &since)])}</span></li>
                    <li><Icon name="clock" /><span>{facts}</span></li>
                </ul>
                <div class="mb-actions">
                    <GoTo label=t("session.title") icon="message-circle" href=Route::Session(of.clone()).path() />
                </div>
                <Notice kind="info" text=t("cases.read_only") />
                {shared}
                <Label of=of label=case.label />
            </Screen>
        }
    };
    draw.into_node()
}

/// What the resident shares, and whether it is all there is.
fn shared(app: App, log: CaseLog) -> Node {
    let status = move || {
        let situation = Situation {
            is_linked: true,
            is_online: service::is_online(),
            is_running: false,
            unsent: 0,
            last: log.outcome.get(),
        };
        // It also says when the network went: the app's own sync follows that.
        app.sync.track();
        let (icon, text) = messages::sync(situation.status());
        view! { <li><Icon name=icon /><span>{text}</span></li> }
    };
    let newer = move || log.reading.with(|reading| reading.newer);
    let plan = move || {
        app.content.with(|content| match content {
            Ok(content) => log.reading.with(|reading| {
                if reading.is_empty() {
                    view! { <p class="nl-paragraph">{t("cases.empty")}</p> }
                } else {
                    plan_view(&reading.seen(content), content)
                }
            }),
            Err(place) => view! {
                <p class="nl-paragraph">{t("bridge.broken")}</p>
                <p class="mb-muted">{tf("bridge.broken_place", &[("place", place)])}</p>
            },
        })
    };
    view! {
        <ul class="mb-facts" role="status">{status}</ul>
        {move || (newer() > 0).then(|| view! { <Notice kind="info" text=tn("unread.newer", newer()) /> })}
        <div class="mb-seen">{plan}</div>
    }
}

/// A label of the team's own, for two residents with one name.
#[component]
fn Label(of: String, label: String) -> Node {
    let app = use_app();
    let text = RwSignal::new(label);
    let error = RwSignal::new(None::<String>);
    let keep = Callback::new(move |()| {
        let event = TeamEvent::CaseLabelled {
            case: of.clone(),
            label: text.get_untracked().trim().to_owned(),
        };
        error.set(None);
        spawn_local(async move {
            if let Err(failure) = app.record(event).await {
                error.try_set(Some(messages::not_written(&failure)));
            }
        });
    });
    view! {
        <details class="mb-details">
            <summary>{t("cases.label")}</summary>
            <Field id="label" label=t("cases.label") hint=t("cases.label_hint") value=text />
            <FieldError id="label-failure".to_owned() error />
            <div class="mb-actions">
                <Act label=t("form.save") weight=Weight::Secondary on_click=keep />
            </div>
        </details>
    }
}
