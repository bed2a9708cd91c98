//! The reminder card on the screen of a mini-step or appointment: what is set, and one tap for the suggested moment.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::reminder::choices;
use mijn_brug_plan::values::{Reminder, ReminderTarget, When};

use super::{at, fired, in_words, permission, silence};
use crate::device::clock;
use crate::resident::context::App;
use crate::resident::route::Route;
use crate::ui::field::FieldError;
use crate::ui::icon::Picture;
use crate::ui::screen::{Button, Weight};
use crate::ui::texts::{t, tf};

/// The card. `when` is the day and time in the screen's own form, possibly unsaved.
pub fn card(app: App, target: ReminderTarget, when: Signal<When>) -> AnyView {
    let error = RwSignal::new(None);
    let href = Route::remind(target).path();
    let is_set = Memo::new(move |_| {
        app.clock_revision.track();
        app.plan(|plan| in_words(plan, target).is_some())
    });
    let draw = move || {
        app.clock_revision.track();
        let (set, silent) = app.plan(|plan| (in_words(plan, target), silence(plan)));
        let is_set = set.is_some();
        let words = set.unwrap_or_else(|| t("remind.none"));
        let silent = silent.filter(|_| is_set);
        let other = if is_set {
            t("remind.change")
        } else {
            t("remind.other")
        };
        let is_mini_step = matches!(target, ReminderTarget::MiniStep(_));
        let at_once = (is_mini_step && !is_set).then(|| one_tap(app, target, when, error));
        view! {
            <div class="mb-card__head">
                <Picture name="bell" small=true />
                <div>
                    <h2 class="nl-heading nl-heading--level-3">{t("remind.title")}</h2>
                    <p class="mb-muted">{words}</p>
                </div>
            </div>
            {silent.map(|silent| view! { <p>{silent}</p> }.into_any())}
            {at_once}
            <a class="nl-link" href=href.clone()>{other}</a>
        }
    };
    // A reminder that fired has a card of its own at the top of the screen.
    let fired = fired(app);
    let has_fired =
        move || fired.with(|fired| fired.iter().any(|id| target == ReminderTarget::MiniStep(*id)));
    view! {
        <section class="mb-card mb-card--tight" role="status" hidden=has_fired>
            {draw}
            <FieldError id="remind-error".to_owned() error />
        </section>
        <div role="status">{move || is_set.get().then(|| permission::question(app, target))}</div>
    }
    .into_any()
}

/// The button for the suggested moment.
fn one_tap(app: App, target: ReminderTarget, when: Signal<When>, error: RwSignal<Option<String>>) -> AnyView {
    let wall = choices::suggested(when.get(), clock::wall());
    let set = Callback::new(move |()| {
        let reminder = Reminder {
            day: wall.date(),
            time: wall.time(),
            zone: clock::zone(),
            words: String::new(),
        };
        let event = Event::ReminderSet {
            target,
            reminder: Some(reminder),
        };
        app.act(event, error, || ());
    });
    let label = tf("remind.me", &[("moment", &at(wall))]);
    view! {
        <div class="mb-actions"><Button label weight=Weight::Secondary on_click=set /></div>
    }
    .into_any()
}
