//! "Herinneren?": yes, at the moment that suits most people, or no.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::reminder::choices;
use mijn_brug_plan::values::{Reminder, ReminderTarget};

use super::{at, in_words, permission};
use crate::device::clock;
use crate::resident::context::App;
use crate::ui::field::{FieldError, Segment};
use crate::ui::format;
use crate::ui::texts::{t, tf};

const YES: &str = "yes";
const NO: &str = "no";

/// The question about a mini-step that has a day. Both answers save at once.
pub fn ask(app: App, id: MiniStepId) -> AnyView {
    let target = ReminderTarget::MiniStep(id);
    let error = RwSignal::new(None);
    let is_set = Memo::new(move |_| app.plan(|plan| in_words(plan, target).is_some()));
    let chosen = RwSignal::new(if is_set.get_untracked() { YES } else { "" }.to_owned());
    let moment = move || {
        let when = app.plan(|plan| plan.mini_steps.get(&id).map(|it| it.when));
        choices::suggested(when.unwrap_or_default(), clock::wall())
    };
    let choose = Callback::new(move |choice: String| {
        let wall = untrack(moment);
        let reminder = (choice == YES).then(|| Reminder {
            day: wall.date(),
            time: wall.time(),
            zone: clock::zone(),
            words: String::new(),
        });
        chosen.set(choice);
        if reminder.is_some() || is_set.get_untracked() {
            app.act(Event::ReminderSet { target, reminder }, error, || ());
        }
    });
    let question = move || {
        let wall = moment();
        let planned = app.plan(|plan| plan.mini_steps.get(&id).and_then(|it| it.when.day));
        // On the planned day itself the time is enough.
        let words = if planned == Some(wall.date()) {
            tf("remind.at_time", &[("time", &format::time(wall.time()))])
        } else {
            at(wall)
        };
        let yes = tf("remind.yes_at", &[("moment", &words)]);
        let options = vec![(YES.to_owned(), yes), (NO.to_owned(), t("remind.no"))];
        view! { <Segment legend=t("remind.ask") name="remind" options value=chosen on_choose=choose /> }
            .into_any()
    };
    view! {
        {question}
        <FieldError id="remind-error".to_owned() error />
        <div role="status">{move || is_set.get().then(|| permission::question(app, target))}</div>
    }
    .into_any()
}
