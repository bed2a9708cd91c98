//! Part 7: the next meeting.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::AppointmentId;
use mijn_brug_plan::plan::Appointment;
use mijn_brug_plan::values::AppointmentDetails;

use super::Table;
use crate::device::{clock, draft, rng};
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::field::{Field, FieldError, Kind};
use crate::ui::format;
use crate::ui::icon::Picture;
use crate::ui::refusal::refused;
use crate::ui::screen::Act;
use crate::ui::texts::{t, tf};

/// The part.
pub fn next_time(table: Table) -> Node {
    view! {
        {move || planned(table)}
        {form(table)}
    }
    .into_node()
}

/// The meetings that are still to come, soonest first.
fn planned(table: Table) -> Node {
    let mut found: Vec<Appointment> = table.plan(|plan| {
        let ahead = plan
            .appointments
            .values()
            .filter(|it| it.details.day >= clock::today());
        ahead.cloned().collect()
    });
    if found.is_empty() {
        return view! { <p class="mb-lead">{t("next.none")}</p> }.into_node();
    }
    found.sort_by_key(|it| (it.details.day, it.details.time));
    let rows: Vec<Node> = found.into_iter().map(row).collect();
    view! { <ul class="mb-list">{rows}</ul> }.into_node()
}

fn row(it: Appointment) -> Node {
    let AppointmentDetails {
        with,
        day,
        time,
        place,
        bring,
    } = it.details;
    let bring = (!bring.is_empty()).then(|| tf("today.bring", &[("things", &bring)]));
    let lines = [Some(format::moment(day, time)), Some(place), bring];
    let lines: Vec<Node> = lines
        .into_iter()
        .flatten()
        .filter(|line| !line.is_empty())
        .map(|line| view! { <small dir="auto">{line}</small> }.into_node())
        .collect();
    let declined = it
        .declined
        .then(|| view! { <small class="mb-row__mark">{t("seen.declined")}</small> });
    let instead = it
        .instead
        .map(|instead| view! { <small>{format::instead(instead)}</small> });
    view! {
        <li>
            <div class="mb-row">
                <Picture name="calendar" small=true />
                <span class="mb-row__text"><b dir="auto">{with}</b>{lines}{declined}{instead}</span>
            </div>
        </li>
    }
    .into_node()
}

fn form(table: Table) -> Node {
    let field = |name: &str, start: String| draft::text(format!("session.next.{name}"), start);
    let with = field("with", t("next.with"));
    let day = field("day", String::new());
    let time = field("time", String::new());
    let place = field("place", String::new());
    let bring = field("bring", String::new());
    let error = RwSignal::new(None);
    let day_error = RwSignal::new(None);
    let save = Callback::new(move |()| {
        let Ok(chosen) = day.get_untracked().parse() else {
            day_error.set(Some(t("appointment.day_missing")));
            return;
        };
        day_error.set(None);
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let details = AppointmentDetails {
            with: text(with),
            day: chosen,
            time: format::read_time(&time.get_untracked()),
            place: text(place),
            bring: text(bring),
        };
        if let Err(refusal) = mijn_brug_plan::rules::title(&details.with) {
            error.set(Some(refused(refusal)));
            return;
        }
        let appointment = AppointmentId::from_random(rng::bytes());
        table.say(
            vec![Event::AppointmentMade { appointment, details }],
            error,
            move || {
                draft::clear("session.next.");
                for text in [day, time, place, bring] {
                    text.try_set(String::new());
                }
            },
        );
    });
    let label = if table.is_caseworkers() {
        t("goals.propose")
    } else {
        t("form.save")
    };
    view! {
        <section class="mb-card">
            <h2 class="nl-heading nl-heading--level-2">{t("next.new")}</h2>
            <Field id="session-with" label=t("appointment.with") value=with />
            <div class="mb-pair">
                <Field id="session-day" label=t("appointment.day") value=day kind=Kind::Date error=day_error />
                <Field id="session-time" label=t("appointment.time") value=time kind=Kind::Time />
            </div>
            <Field id="session-place" label=t("appointment.place") value=place />
            <Field id="session-bring" label=t("appointment.bring") value=bring kind=Kind::Lines />
            <FieldError id="session-next-error".to_owned() error />
            <div class="mb-actions"><Act label on_click=save /></div>
        </section>
    }
    .into_node()
}
