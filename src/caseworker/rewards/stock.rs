//! The stock of codes: what is free, and loading more. A list is loaded completely or not at all.

use leptos::prelude::*;
use mijn_brug_plan::team::TeamEvent;
use mijn_brug_plan::team::codes::parse_list;
use mijn_brug_plan::values::Cents;

use super::code_form::{CodeForm, code_fields};
use super::context::heading;
use super::{money, scan};
use crate::caseworker::context::{App, use_app};
use crate::caseworker::messages;
use crate::caseworker::route::Route;
use crate::device::clock;
use crate::ui::busy;
use crate::ui::field::{Field, FieldError, Kind};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::parsed_field::{FormError, ParsedField};
use crate::ui::screen::{Button, EntryForm, Screen};
use crate::ui::texts::{t, tf, tn};

/// The screen of the stock.
pub fn stock() -> AnyView {
    let app = use_app();
    let policy = untrack(|| app.team(|team| team.policy));
    let list = RwSignal::new(String::new());
    let amount = money::amount("codes-amount", RwSignal::new(String::new()));
    let form = CodeForm::new("codes-until", policy.valid_until(clock::today()));
    let error = RwSignal::new(None::<String>);
    let said = RwSignal::new(None::<String>);
    let load = Callback::new(move |()| {
        said.set(None);
        let event = match read(app, list, amount, form) {
            Ok(event) => event,
            Err(wrong) => return error.set(wrong.words()),
        };
        error.set(None);
        let n = if let TeamEvent::CodesLoaded { codes, .. } = &event {
            codes.len()
        } else {
            0
        };
        busy::work(async move {
            match app.record(event).await {
                Ok(()) => {
                    list.try_set(String::new());
                    said.try_set(Some(tn("reward.loaded", n)));
                }
                Err(failure) => {
                    error.try_set(Some(messages::record_error(&failure)));
                }
            }
        });
    });
    let scanned = Callback::new(move |codes: Vec<String>| {
        list.update(|list| {
            for code in codes {
                if !list.is_empty() && !list.ends_with('\n') {
                    list.push('\n');
                }
                list.push_str(&code);
            }
        });
    });
    view! {
        <Screen title=t("reward.stock") back=Route::Vouchers.path()>
            {move || free(app)}
            {heading(t("reward.load"))}
            <p class="nl-paragraph">{t("reward.load_text")}</p>
            <EntryForm>
                <Field id="codes" label=t("reward.list") hint=t("reward.list_hint") value=list kind=Kind::Codes />
                {scan::scan("codes", scanned)}
                {amount.draw(t("reward.worth"))}
                {code_fields("codes", form)}
                <FieldError id="codes-error".to_owned() error />
                <p class="mb-muted" role="status">{move || said.get()}</p>
                <div class="mb-actions"><Button label=t("reward.load_yes") icon="plus" submits=true on_click=load /></div>
            </EntryForm>
        </Screen>
    }
    .into_any()
}

/// The event for what was typed.
///
/// # Errors
/// Returns what is wrong with the form.
fn read(
    app: App,
    list: RwSignal<String>,
    amount: ParsedField<Cents>,
    form: CodeForm,
) -> Result<TeamEvent, FormError> {
    let is_known = |code: &str| untrack(|| app.team(|team| team.has_code(code)));
    let codes = list
        .with_untracked(|list| parse_list(list, is_known))
        .map_err(money::bad_list)?;
    let worth = amount.required("reward.no_amount")?;
    if worth.0 == 0 {
        return Err(amount.refuse(t("reward.no_amount")).into());
    }
    let valid_until = form.until.required("reward.no_day")?;
    if valid_until < clock::today() {
        return Err(form.until.refuse(t("reward.lapsed_day")).into());
    }
    let code = form.read();
    Ok(TeamEvent::CodesLoaded {
        codes,
        symbology: code.symbology,
        shop_line: code.shop_line,
        amount: worth,
        valid_until,
    })
}

/// The free codes, by value and last day.
fn free(app: App) -> AnyView {
    let stock = app.team(|team| team.stock(clock::today()));
    if stock.is_empty() {
        return view! { <p class="nl-paragraph">{t("reward.stock_empty")}</p> }.into_any();
    }
    let rows = stock
        .into_iter()
        .map(|(amount, until, n)| {
            let words = tf(
                "reward.stock_row",
                &[
                    ("n", &n.to_string()),
                    ("amount", &format::euro(amount)),
                    ("day", &format::short_day(until)),
                ],
            );
            view! { <li><Icon name="ticket" /><span>{words}</span></li> }.into_any()
        })
        .collect_view();
    view! { <ul class="mb-facts">{rows}</ul> }.into_any()
}
