//! The screen when the plan cannot be opened at startup: what is wrong, and the ways to continue. Nothing is erased
//! unless the person asks for it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::erase::erase_button;
use crate::device::page;
use crate::resident::messages;
use crate::resident::route::Route;
use crate::resident::store::{self, KeyError, StartFailure};
use crate::ui::code::CodeField;
use crate::ui::not_started::not_started;
use crate::ui::screen::{Button, Heading2, Weight};
use crate::ui::secret_form::{SecretForm, work};
use crate::ui::texts::{t, tf};

/// The screen for a plan that could not be opened. `start` tries again.
pub fn screen(what: StartFailure, start: Callback<()>) -> AnyView {
    let more = match what {
        StartFailure::Erased => view! { <Bring start /> }.into_any(),
        StartFailure::KeyGone => view! {
            <Heading2 text=t("start.card_title") />
            <KeyBack />
            <Erase />
        }
        .into_any(),
        StartFailure::Damaged => view! { <Erase /> }.into_any(),
        StartFailure::Unreachable
        | StartFailure::Forbidden
        | StartFailure::Failing
        | StartFailure::Silent
        | StartFailure::OtherTab
        | StartFailure::Full
        | StartFailure::Newer => ().into_any(),
    };
    let shown = not_started(what, t("start.kept"), start, more);
    view! { <main id="main">{shown}</main> }.into_any()
}

/// The ways to get back a plan that the browser erased, or to start without it.
#[component]
fn Bring(start: Callback<()>) -> impl IntoView {
    let on = move |route: Option<Route>| {
        Callback::new(move |()| {
            store::accept_erased();
            if let Some(route) = &route {
                page::push(&route.path(), true);
            }
            start.run(());
        })
    };
    view! {
        <div class="mb-actions">
            <Button label=t("start.with_code") icon="key-round" on_click=on(Some(Route::Recover)) />
            <Button
                label=t("start.with_copy")
                icon="upload"
                weight=Weight::Secondary
                on_click=on(Some(Route::Backup))
            />
            <Button label=t("start.anew") weight=Weight::Subtle on_click=on(None) />
        </div>
    }
}

/// Asks for the recovery card: its key opens the plan again.
#[component]
fn KeyBack() -> impl IntoView {
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let put_back = Callback::new(move |()| {
        error.set(None);
        work(busy, async move {
            let failure = match store::restore_key(&text.get_untracked()).await {
                Ok(()) => return page::reload(),
                Err(KeyError::OtherPlan) => t("start.other_card"),
                Err(KeyError::Length(length)) => tf("recover.length", &[("length", &length.to_string())]),
                Err(KeyError::Mistyped) => t("pair.mistyped"),
                Err(KeyError::Newer) => t("recover.newer"),
                Err(KeyError::NotStored(error)) => messages::not_stored(&error),
            };
            error.try_set(Some(failure));
            page::focus("code");
        });
    });
    view! {
        <SecretForm label=t("start.open_again") icon="key-round" busy on_submit=put_back>
            <CodeField id="code" label=t("recover.code") hint=t("recover.hint") value=text error />
        </SecretForm>
    }
}

#[component]
fn Erase() -> impl IntoView {
    let failure = RwSignal::new(None::<String>);
    let erase = Callback::new(move |()| {
        failure.set(None);
        spawn_local(async move {
            match store::erase_unopened().await {
                Ok(()) => page::go("/"),
                Err(_) => {
                    failure.try_set(Some(t("erase.failed")));
                }
            }
        });
    });
    erase_button(t("erase.now"), ().into_any(), failure, erase)
}
