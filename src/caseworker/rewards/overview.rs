//! What is left, what the stock holds, and what was issued: by month, kind and colleague.

use chrono::Datelike;
use leptos::prelude::*;
use mijn_brug_plan::csv::MEDIA_TYPE as CSV_TYPE;
use mijn_brug_plan::team::ledger::IssuedSum;

use super::chart;
use super::context::heading;
use crate::caseworker::context::{App, use_app};
use crate::caseworker::route::Route;
use crate::device::clock;
use crate::ui::file_offer::{FileOffer, FileOfferTexts};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::screen::{Button, LinkButton, LinkRow, Screen, Weight};
use crate::ui::texts::{t, tf, tn};

/// The screen of the team's vouchers.
pub fn overview() -> AnyView {
    let app = use_app();
    // Outlives the table, which is redrawn when a colleague issues something.
    let offer = FileOffer::new();
    let words = FileOfferTexts {
        question: t("file.see"),
        there: t("file.there"),
        nothing_helps: t("file.other_browser"),
    };
    view! {
        <Screen title=t("reward.nav")>
            {move || facts(app)}
            <ul class="mb-list">
                <LinkRow href=Route::Policy.path() icon="list-checks" title=t("reward.policy") />
                <LinkRow href=Route::Codes.path() icon="package" title=t("reward.stock") />
            </ul>
            {heading(t("reward.issued"))}
            {move || issued(app, offer)}
            {offer.place("csv-offer".to_owned(), words, Callback::new(|_| ()))}
            <p class="mb-muted">{t("reward.how")}</p>
            <div class="mb-actions"><LinkButton label=t("cases.to_list") href=Route::Cases.path() weight=Weight::Subtle /></div>
        </Screen>
    }.into_any()
}

/// What may be given, what is left of the budget, and the size of the stock.
fn facts(app: App) -> AnyView {
    let today = clock::today();
    let (policy, left, issued, stock) = app.team(|team| {
        let year = today.year();
        (
            team.policy,
            team.budget_left(year),
            team.issued_in(year),
            team.stock(today),
        )
    });
    let year = today.year().to_string();
    let budget = left.map_or_else(
        || {
            tf(
                "reward.no_budget",
                &[("year", &year), ("issued", &format::euro(issued))],
            )
        },
        |left| {
            tf(
                "reward.left",
                &[
                    ("year", &year),
                    ("left", &format::euro(left)),
                    ("issued", &format::euro(issued)),
                ],
            )
        },
    );
    let amounts = tf(
        "reward.amounts",
        &[
            ("min", &format::euro(policy.min)),
            ("max", &format::euro(policy.max)),
        ],
    );
    let n_codes = stock.iter().fold(0_usize, |sum, (.., n)| sum.saturating_add(*n));
    let row = |icon: &'static str, words: String| {
        view! { <li><Icon name=icon /><span>{words}</span></li> }.into_any()
    };
    view! {
        <ul class="mb-facts">
            {row("wallet", budget)}
            {row("ticket", amounts)}
            {row("package", tn("reward.codes", n_codes))}
        </ul>
    }
    .into_any()
}

fn issued(app: App, offer: FileOffer) -> AnyView {
    let sums = app.team(mijn_brug_plan::team::Team::issued_sums);
    if sums.is_empty() {
        return view! { <p class="nl-paragraph">{t("reward.nothing_issued")}</p> }.into_any();
    }
    let save = Callback::new(move |()| {
        let csv = untrack(|| app.team(csv));
        offer.offer(&t("reward.csv_name"), CSV_TYPE, csv.as_bytes(), Some(csv.clone()));
    });
    view! {
        {chart::chart(&sums)}
        {table(&sums)}
        <div class="mb-actions">
            <Button label=t("reward.save_csv") icon="download" weight=Weight::Secondary on_click=save />
        </div>
    }
    .into_any()
}

fn csv(team: &mijn_brug_plan::team::Team) -> String {
    let heading = [
        t("reward.month"),
        t("reward.kind"),
        t("reward.colleague"),
        t("reward.count"),
        t("reward.sum"),
    ];
    let [month, kind, colleague, count, sum] = &heading;
    team.issued_csv(
        [month, kind, colleague, count, sum],
        [&t("reward.compensation"), &t("reward.appreciation")],
    )
}

fn table(sums: &[IssuedSum]) -> AnyView {
    let rows = sums
        .iter()
        .map(|sum| {
            let kind = if sum.is_compensation {
                t("reward.compensation")
            } else {
                t("reward.appreciation")
            };
            view! {
                <tr>
                    <th scope="row">{format::month(sum.month)}</th>
                    <td>{kind}</td>
                    <td dir="auto">{sum.by.clone()}</td>
                    <td class="mb-table__number">{sum.count.to_string()}</td>
                    <td class="mb-table__number">{format::euro(sum.amount)}</td>
                </tr>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <div class="mb-table" tabindex="0" role="region" aria-label=t("reward.issued")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t("reward.month")}</th>
                        <th scope="col">{t("reward.kind")}</th>
                        <th scope="col">{t("reward.colleague")}</th>
                        <th scope="col" class="mb-table__number">{t("reward.count")}</th>
                        <th scope="col" class="mb-table__number">{t("reward.sum")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
