//! Linking the plan to a caseworker: the code, what is shared, and only then the link (R8).

use crate::ui::dom::{Node, component, view};
use leptos::prelude::*;

use super::choices::{self, Choices};
use super::form::{SecretForm, work};
use super::{back, cannot_link, names};
use crate::device::{draft, page, settings};
use crate::resident::messages;
use crate::resident::route::Route;
use crate::resident::state::{App, Offer, use_app};
use crate::ui::field::{Field, FieldError};
use crate::ui::screen::{Act, GoTo, Heading2, Notice, Screen, Weight};
use crate::ui::texts::{t, tf};

/// How far it is.
#[derive(Clone)]
enum Stage {
    /// A code is asked for.
    Code,
    /// The code is good; the person chooses what to share.
    Choose(Offer),
    /// Linked with these people.
    Linked(String),
}

/// The screen.
pub fn pair() -> Node {
    let app = use_app();
    // Taken in any case, so that it is of no use to a later screen.
    let secret = page::take_secret();
    let is_linked = app.plan_now(|plan| plan.pairing.is_some());
    view! {
        <Screen title=t("pair.title") back=back(app)>
            {cannot_link(app).unwrap_or_else(|| {
                if is_linked { already_linked() } else { view! { <Pair app secret /> } }
            })}
        </Screen>
    }
}

fn already_linked() -> Node {
    view! {
        <Notice kind="info" text=t("pair.already") />
        <div class="mb-actions"><GoTo label=t("more.sharing") href=Route::Sharing.path() icon="handshake" /></div>
    }
}

#[component]
fn Pair(app: App, secret: Option<String>) -> Node {
    let secret = StoredValue::new(secret);
    let stage = RwSignal::new_local(Stage::Code);
    let go_on = Callback::new(move |next: Stage| {
        stage.set(next);
        page::after_paint(|| page::begin_screen(&t("app.name")));
    });
    move || match stage.get() {
        Stage::Code => view! { <AskCode app secret go_on /> }.keyed("code"),
        Stage::Choose(offer) => choose(app, offer, go_on).keyed("choose"),
        Stage::Linked(who) => view! {
            <div id="said"><Notice kind="info" text=tf("pair.done", &[("who", &who)]) /></div>
            <p class="nl-paragraph">{t("pair.done_text")}</p>
            <div class="mb-actions">
                <GoTo label=t("pair.to_today") href=Route::Today.path() />
                <GoTo label=t("more.sharing") href=Route::Sharing.path() weight=Weight::Secondary />
            </div>
            <p class="nl-paragraph">{t("pair.card")}</p>
            <a class="nl-link nl-link--alone" href=Route::Card.path()>{t("more.card")}</a>
        },
    }
}

/// The field for the code; a code that came with a link is opened at once, and once only.
#[component]
fn AskCode(app: App, secret: StoredValue<Option<String>>, go_on: Callback<Stage>) -> Node {
    let code = RwSignal::new(String::new());
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
    if let Some(secret) = secret.try_update_value(Option::take).flatten() {
        code.set(secret);
        open.run(());
    }
    view! {
        <p class="mb-lead">{t("pair.text")}</p>
        <SecretForm label=t("pair.go_on") icon="arrow-right" busy on_submit=open>
            <Field id="code" label=t("pair.code") hint=t("pair.hint") value=code error=error />
        </SecretForm>
        <p class="mb-hint">{t("pair.nothing_yet")}</p>
    }
}

/// Who asks, what they will see, and the button that links.
fn choose(app: App, offer: Offer, go_on: Callback<Stage>) -> Node {
    let who = names(&offer.from.caseworker, &offer.from.team);
    let with = tf("pair.with", &[("who", &who)]);
    let tried: RwSignal<Choices> = RwSignal::new(choices::proposed(app));
    let choose = Callback::new(move |new: Choices| tried.update(|all| choices::add(all, new)));
    let name = draft::text("pair.name".to_owned(), app.plan_now(|plan| plan.name.clone()));
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let offer = StoredValue::new_local(offer);
    let link = Callback::new(move |()| {
        error.set(None);
        let (offer, who) = (offer.get_value(), who.clone());
        let name = name.get_untracked().trim().to_owned();
        work(busy, async move {
            match app.pair(offer, tried.get_untracked(), name).await {
                Ok(()) => {
                    draft::clear("pair.");
                    settings::begin();
                    go_on.try_run(Stage::Linked(who));
                }
                Err(failure) => {
                    error.try_set(Some(messages::not_paired(&failure)));
                }
            }
        });
    });
    view! {
        <p class="mb-lead">{with}</p>
        <Heading2 text=t("sharing.choose") />
        <p class="nl-paragraph">{t("sharing.choose_text")}</p>
        {choices::switches(app, tried, choose)}
        <Heading2 text=t("sharing.seen") />
        {choices::preview(app, tried)}
        <SecretForm label=t("pair.link") icon="handshake" busy on_submit=link>
            <Field id="naam" label=t("pair.name") hint=t("pair.name_hint") value=name />
            <p class="nl-paragraph">{t("pair.sure")}</p>
            <FieldError id="koppel-fout".to_owned() error />
        </SecretForm>
        <Act
            label=t("pair.not_now")
            weight=Weight::Subtle
            on_click=Callback::new(move |()| go_on.run(Stage::Code))
        />
    }
}
