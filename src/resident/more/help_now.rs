//! "Nu hulp nodig": numbers to call, danger first. One tap calls.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::Event;
use mijn_brug_plan::help::{HelpNumber, HelpNumbers, dialled};
use mijn_brug_plan::ids::DomainId;

use crate::device::{draft, error_log, page, settings};
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::field::Field;
use crate::ui::icon::Icon;
use crate::ui::saving::{Autosaved, SaveAction};
use crate::ui::screen::Screen;
use crate::ui::texts::t;

/// The screen of the numbers.
pub fn help_now() -> AnyView {
    let app = use_app();
    let numbers = RwSignal::new(None::<Vec<HelpNumber>>);
    spawn_local(async move {
        let path = format!("/help/{}.json", settings::LANGUAGE.get());
        let json = page::fetch_text(&path).await;
        let read = json.and_then(|json| HelpNumbers::read(&json).ok());
        if read.is_none() {
            error_log::note("help numbers", "unreadable file");
        }
        numbers.try_set(Some(read.map_or_else(national, |read| read.numbers)));
    });
    // 112 is there at once; the others follow below it, so that nothing moves under a finger.
    let others = move || {
        let numbers = numbers.get().into_iter().flatten();
        let others = numbers.filter(|number| number.dial != ALARM);
        others.map(|number| row(app, number)).collect_view()
    };
    view! {
        <Screen title=t("help_now.title") back=Route::More.path()>
            <p class="mb-lead">{t("help_now.lead")}</p>
            <ul class="mb-help">{row(app, alarm())}{others}</ul>
        </Screen>
    }
    .into_any()
}

/// The number for danger in the whole European Union.
const ALARM: &str = "112";

fn alarm() -> HelpNumber {
    number("alarm", t("help_now.alarm"), t("help_now.alarm_for"), ALARM, None)
}

fn number(id: &str, name: String, reason: String, number: &str, domain: Option<&str>) -> HelpNumber {
    HelpNumber {
        id: id.to_owned(),
        name,
        reason,
        number: number.to_owned(),
        dial: dialled(number).unwrap_or_default(),
        when: None,
        domain: domain.map(DomainId::from),
        danger: domain.is_none(),
        own: false,
    }
}

/// The numbers of the whole country: what is shown without the municipality's file.
fn national() -> Vec<HelpNumber> {
    vec![
        number(
            "113",
            t("help_now.113"),
            t("help_now.113_for"),
            "0800-0113",
            Some("welzijn.hoofd"),
        ),
        number(
            "veilig-thuis",
            t("help_now.home"),
            t("help_now.home_for"),
            "0800-2000",
            Some("thuis.zorg"),
        ),
        number(
            "juridisch-loket",
            t("help_now.law"),
            t("help_now.law_for"),
            "0800-8020",
            Some("thuis.wonen"),
        ),
        number(
            "geldfit",
            t("help_now.money"),
            t("help_now.money_for"),
            "0800-8115",
            Some("geld.schulden"),
        ),
    ]
}

fn row(app: App, number: HelpNumber) -> AnyView {
    let HelpNumber {
        name,
        reason,
        number,
        dial,
        when,
        danger,
        ..
    } = number;
    if dial.is_empty() {
        return doctor(app, name, reason);
    }
    let when = when.map(|when| view! { <small>{when}</small> }.into_any());
    view! {
        <li class="mb-help__row" class:mb-help__row--danger=danger>
            <span class="mb-help__words"><b>{reason}</b><small>{name}</small>{when}</span>
            {call(number, &dial, danger)}
        </li>
    }
    .into_any()
}

fn call(number: String, dial: &str, is_danger: bool) -> AnyView {
    let class = if is_danger {
        "nl-button nl-button--primary"
    } else {
        "nl-button nl-button--secondary"
    };
    view! { <a class=class href=format!("tel:{dial}")><Icon name="phone" /><span>{number}</span></a> }
        .into_any()
}

/// The resident's own doctor, whose number they fill in once. It is not shared.
fn doctor(app: App, name: String, reason: String) -> AnyView {
    let stored = app.plan_now(|plan| plan.doctor.clone());
    let text = draft::text("doctor".to_owned(), stored.clone());
    let kept = Autosaved::new(
        "doctor".to_owned(),
        stored,
        move || text.try_get_untracked(),
        move |text| {
            let number = text.trim().to_owned();
            if number.is_empty() || dialled(&number).is_some() {
                app.saving(Event::DoctorGiven { number })
            } else {
                SaveAction::Invalid(t("help_now.doctor_unreadable"))
            }
        },
    );
    let known = move || {
        let number = app.plan(|plan| plan.doctor.clone());
        dialled(&number).map(|dial| call(number, &dial, false))
    };
    let field = view! { <Field id="doctor" label=t("help_now.doctor") value=text error=kept.error /> };
    view! {
        <li class="mb-help__row">
            <span class="mb-help__words"><b>{reason}</b><small>{name}</small></span>
            {known}
            {kept.around(field)}
        </li>
    }
    .into_any()
}
