//! Pairing with a caseworker: first the code, then what to share, and only then the pairing itself (R8).

use std::mem;

use leptos::prelude::*;

use super::choices::{self, Choices};
use super::{back, cannot_pair, names};
use crate::device::{draft, page, settings};
use crate::resident::context::{App, use_app};
use crate::resident::messages;
use crate::resident::route::Route;
use crate::resident::store::{LinkSecret, Offer};
use crate::ui::code::{self, CodeField};
use crate::ui::field::{Field, FieldError};
use crate::ui::keyed::keyed;
use crate::ui::screen::{Button, Heading2, LinkButton, LinkRow, Notice, Screen, Weight};
use crate::ui::secret_form::{SecretForm, work};
use crate::ui::texts::{t, tf};

/// The stages of the screen.
#[derive(Clone)]
enum Stage {
    /// A link brought a code and this storage is empty, so the plan may be in another browser or app on the same
    /// device.
    Elsewhere,
    /// Asks for a code.
    Code,
    /// The code is valid; the person chooses what to share.
    Choose(Offer),
    /// Paired with the named caseworker and team.
    Paired(String),
}

/// The screen for pairing.
pub fn pair() -> AnyView {
    let app = use_app();
    // Always taken, so that no later screen can use it.
    let secret = LinkSecret::read(page::take_secret());
    let is_paired = app.plan_now(|plan| plan.pairing.is_some());
    view! {
        <Screen title=t("pair.title") back=back(app)>
            {cannot_pair(app).unwrap_or_else(|| {
                if is_paired { already_paired() } else { view! { <Pair app secret /> }.into_any() }
            })}
        </Screen>
    }
    .into_any()
}

fn already_paired() -> AnyView {
    view! {
        <Notice kind="info" text=t("pair.already") />
        <div class="mb-actions"><LinkButton label=t("more.sharing") href=Route::Sharing.path() icon="handshake" /></div>
    }.into_any()
}

#[component]
fn Pair(app: App, secret: LinkSecret) -> impl IntoView {
    let code = RwSignal::new(match secret {
        LinkSecret::Code(code) => code,
        LinkSecret::Nothing | LinkSecret::Card => String::new(),
    });
    let is_empty = app.holds_nothing();
    let came_by_link = !code.get_untracked().is_empty();
    let stage = RwSignal::new_local(if is_empty && came_by_link {
        Stage::Elsewhere
    } else {
        Stage::Code
    });
    let go_on = Callback::new(move |next: Stage| {
        stage.set(next);
        page::after_paint(|| page::begin_screen(&t("app.name")));
    });
    let which = Memo::new(move |_| stage.with(mem::discriminant));
    keyed(which, move |_| match stage.get() {
        Stage::Elsewhere => elsewhere(code, go_on),
        Stage::Code => view! { <AskCode app code go_on /> }.into_any(),
        Stage::Choose(offer) => choose(app, offer, is_empty, go_on),
        Stage::Paired(who) => view! {
            <div id="said"><Notice kind="info" text=tf("pair.done", &[("who", &who)]) /></div>
            <p class="nl-paragraph">{t("pair.done_text")}</p>
            <div class="mb-actions">
                <LinkButton label=t("pair.to_today") href=Route::Today.path() />
                <LinkButton label=t("more.sharing") href=Route::Sharing.path() weight=Weight::Secondary />
            </div>
            <p class="nl-paragraph">{t("pair.card")}</p>
            <a class="nl-link nl-link--alone" href=Route::Card.path()>{t("more.card")}</a>
        }
        .into_any(),
    })
}

/// Asks whether the plan is stored elsewhere, if a link brought the code and nothing is stored here. A camera opens a
/// link in the browser, and on an iPhone the app on the home screen has its own storage: without the question an empty
/// plan would be paired beside the real one.
fn elsewhere(code: RwSignal<String>, go_on: Callback<Stage>) -> AnyView {
    let shown = code::code(&code.get_untracked(), "mb-code");
    view! {
        <p class="mb-lead">{t("pair.empty")}</p>
        <section class="mb-card mb-card--lifted">
            <Heading2 text=t("pair.elsewhere") />
            <p class="nl-paragraph">{t("pair.elsewhere_code")}</p>
            {shown}
        </section>
        <ul class="mb-list">
            <LinkRow
                href=Route::Recover.path()
                icon="smartphone"
                title=t("pair.other_phone")
                detail=t("pair.other_phone_detail")
            />
        </ul>
        <p class="nl-paragraph">{t("pair.begin_text")}</p>
        <div class="mb-actions">
            <Button
                label=t("pair.begin")
                weight=Weight::Secondary
                on_click=Callback::new(move |()| go_on.run(Stage::Code))
            />
        </div>
    }
    .into_any()
}

/// The field for the code. A code from a link is filled in, but only the person submits it.
#[component]
fn AskCode(app: App, code: RwSignal<String>, go_on: Callback<Stage>) -> impl IntoView {
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let open = Callback::new(move |()| {
        error.set(None);
        let typed = code.get_untracked();
        work(busy, async move {
            match app.open_code(&typed).await {
                Ok(offer) => {
                    go_on.try_run(Stage::Choose(offer));
                }
                Err(failure) => {
                    error.try_set(Some(messages::not_paired(&failure)));
                    page::focus("code");
                }
            }
        });
    });
    view! {
        <p class="mb-lead">{t("pair.text")}</p>
        <SecretForm label=t("pair.go_on") icon="arrow-right" busy on_submit=open>
            <CodeField id="code" label=t("pair.code") hint=t("pair.hint") value=code error=error />
        </SecretForm>
        <p class="mb-hint">{t("pair.nothing_yet")}</p>
    }
}

/// Who asks, what they will see, and the button that pairs.
fn choose(app: App, offer: Offer, is_empty: bool, go_on: Callback<Stage>) -> AnyView {
    let who = names(&offer.from.caseworker, &offer.from.team);
    let with = tf("pair.with", &[("who", &who)]);
    let tried: RwSignal<Choices> = RwSignal::new(choices::proposed(app));
    let choose = Callback::new(move |new: Choices| tried.update(|all| choices::add(all, new)));
    let name = draft::text("pair.name".to_owned(), app.plan_now(|plan| plan.name.clone()));
    let [error, name_error] = [(); 2].map(|()| RwSignal::new(None::<String>));
    let busy = RwSignal::new(false);
    let offer = StoredValue::new_local(offer);
    let link = Callback::new(move |()| {
        error.set(None);
        name_error.set(None);
        let (offer, who) = (offer.get_value(), who.clone());
        let name = name.get_untracked().trim().to_owned();
        // With neither a plan nor a name the caseworker could not tell who this is.
        if is_empty && name.is_empty() {
            name_error.set(Some(t("pair.name_missing")));
            page::focus("pair-name");
            return;
        }
        work(busy, async move {
            match app.pair(offer, tried.get_untracked(), name).await {
                Ok(()) => {
                    draft::clear("pair.");
                    settings::finish_welcome();
                    go_on.try_run(Stage::Paired(who));
                }
                Err(failure) => {
                    error.try_set(Some(messages::not_paired(&failure)));
                }
            }
        });
    });
    let name_hint = if is_empty {
        t("pair.name_needed")
    } else {
        t("pair.name_hint")
    };
    view! {
        <p class="mb-lead">{with}</p>
        {is_empty.then(|| view! { <Notice kind="info" text=t("pair.empty_plan") /> }.into_any())}
        <Heading2 text=t("sharing.choose") />
        <p class="nl-paragraph">{t("sharing.choose_text")}</p>
        {choices::switches(app, tried, choose)}
        <Heading2 text=t("sharing.seen") />
        {choices::preview(app, tried)}
        <SecretForm label=t("pair.link") icon="handshake" busy on_submit=link>
            <Field id="pair-name" label=t("pair.name") hint=name_hint value=name error=name_error />
            <p class="nl-paragraph">{t("pair.sure")}</p>
            <FieldError id="pair-error".to_owned() error />
        </SecretForm>
        <Button
            label=t("pair.not_now")
            weight=Weight::Subtle
            on_click=Callback::new(move |()| go_on.run(Stage::Code))
        />
    }
    .into_any()
}
