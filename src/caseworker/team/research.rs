//! The table for the municipality's research, with its codebook, to save on this device.

use leptos::prelude::*;
use mijn_brug_plan::csv::MEDIA_TYPE as CSV_TYPE;
use mijn_brug_plan::evaluation::{Export, GROUP_MIN};

use crate::caseworker::context::{App, use_app};
use crate::caseworker::messages;
use crate::caseworker::route::Route;
use crate::device::{clock, page, settings};
use crate::ui::busy;
use crate::ui::field::FieldError;
use crate::ui::file_offer::{FileOffer, FileOfferTexts};
use crate::ui::icon::Icon;
use crate::ui::screen::{Button, Heading2, Screen, Weight, later};
use crate::ui::texts::{t, tf, tn};

/// The screen of the research table.
pub fn research() -> AnyView {
    let app = use_app();
    let table = RwSignal::new(None::<Export>);
    let error = RwSignal::new(None::<String>);
    let make = Callback::new(move |()| {
        error.set(None);
        busy::work(async move {
            match app.research().await {
                Ok(export) => {
                    table.try_set(Some(export));
                }
                Err(why) => {
                    error.try_set(Some(messages::export_error(&why)));
                }
            }
        });
    });
    let yes = move || tn("research.yes", app.said_yes());
    let least = tf("research.least", &[("n", &GROUP_MIN.to_string())]);
    let result = move || {
        table.with(|table| {
            table
                .as_ref()
                .map_or_else(|| ().into_any(), |table| files_of(app, table))
        })
    };
    view! {
        <Screen title=t("research.title") back=Route::Team.path()>
            <p class="mb-lead">{t("research.who")}</p>
            <ul class="mb-facts">
                <li><Icon name="users" /><span role="status">{later(yes)}</span></li>
                <li><Icon name="shield" /><span>{t("research.without")}</span></li>
                <li><Icon name="info" /><span>{least}</span></li>
            </ul>
            <div class="mb-actions">
                <Button label=t("research.make") on_click=make />
            </div>
            <FieldError id="research-failure".to_owned() error />
            <div role="status">{result}</div>
        </Screen>
    }
    .into_any()
}

/// The table and the codebook, to save.
fn files_of(app: App, table: &Export) -> AnyView {
    let csv = table.csv.clone();
    let failure = RwSignal::new(None::<String>);
    let name = |what: &str, ending: &str| format!("mijn-brug-{what}-{}.{ending}", clock::today());
    let offer = FileOffer::new();
    let words = FileOfferTexts {
        question: t("file.see"),
        there: t("file.there"),
        nothing_helps: t("file.other_browser"),
    };
    let save_table = Callback::new(move |()| {
        let name = name(&t("research.file_table"), "csv");
        offer.offer(&name, CSV_TYPE, csv.as_bytes(), Some(csv.clone()));
    });
    let codebook = Callback::new(move |()| {
        failure.set(None);
        let path = format!("/begeleider/codebook/{}.txt", settings::LANGUAGE.get());
        busy::work(async move {
            match page::fetch_text(&path).await {
                Some(text) => {
                    let name = name(&t("research.file_codebook"), "txt");
                    offer.offer(
                        &name,
                        "text/plain;charset=utf-8",
                        text.as_bytes(),
                        Some(text.clone()),
                    );
                }
                None => drop(failure.try_set(Some(t("research.not_fetched")))),
            }
        });
    });
    let left_out = (table.left_out > 0).then(|| tn("research.left_out", table.left_out));
    let about = tn("research.about", table.residents);
    // The app itself sends the table nowhere.
    let team = app.who.get_untracked().team;
    view! {
        <section class="mb-card">
            <Heading2 text=t("research.ready") />
            <p class="nl-paragraph">{about} " " {left_out}</p>
            <div class="mb-actions">
                <Button label=t("research.save_table") icon="download" on_click=save_table />
                <Button label=t("research.save_codebook") icon="book-open" weight=Weight::Secondary on_click=codebook />
            </div>
            {offer.place("research-offer".to_owned(), words, Callback::new(|_| ()))}
            <p class="mb-muted">{tf("research.yours", &[("team", &team)])}</p>
            <FieldError id="save-failure".to_owned() error=failure />
        </section>
    }.into_any()
}
