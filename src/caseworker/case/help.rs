//! What the resident asked help with, and a short answer. It is not a chat: one question, one answer.

use leptos::prelude::*;
use mijn_brug_plan::query::{Question, digest};
use mijn_brug_plan::{Event, Plan};

use crate::caseworker::context::use_app;
use crate::device::draft;
use crate::ui::field::{Field, Kind};
use crate::ui::screen::{Button, Heading2};
use crate::ui::texts::{t, tf};

/// Maximum length of an answer, in characters. It is shown on a mini-step, on a phone.
const ANSWER_MAX: usize = 500;

/// The questions without an answer. Draws nothing if there are none.
pub fn help(case: &str, plan: Memo<Plan>) -> AnyView {
    let case = case.to_owned();
    let asked = Memo::new(move |_| plan.with(|plan| digest(plan).questions));
    let case = StoredValue::new(case);
    view! {
        <Show when=move || !asked.with(Vec::is_empty)>
            <section class="mb-card mb-card--lifted">
                <Heading2 text=t("help.asked") />
                // By key: a question that comes or goes leaves an answer to another one that is half typed as it is.
                <For each=move || asked.get() key=Clone::clone let(question)>
                    <Asked case=case.get_value() question />
                </For>
            </section>
        </Show>
    }
    .into_any()
}

#[component]
fn Asked(case: String, question: Question) -> impl IntoView {
    let Question {
        mini_step: id,
        title,
        question,
    } = question;
    let app = use_app();
    let key = format!("help.{case}.{id}");
    let answer = draft::text(key.clone(), String::new());
    let error = RwSignal::new(None::<String>);
    let send = Callback::new(move |()| {
        let text = answer.get_untracked().trim().to_owned();
        let length = text.chars().count();
        if length == 0 {
            return error.set(Some(t("failure.text_missing")));
        }
        if length > ANSWER_MAX {
            let [max, length] = [ANSWER_MAX, length].map(|n| n.to_string());
            return error.set(Some(tf(
                "failure.text_too_long",
                &[("max", &max), ("length", &length)],
            )));
        }
        let event = Event::HelpAnswered {
            mini_step: id,
            answer: text,
        };
        let key = key.clone();
        app.act(
            case.clone(),
            event.into(),
            error,
            Box::new(move || draft::clear(&key)),
        );
    });
    view! {
        <div class="mb-question">
            <h3 class="nl-heading nl-heading--level-3" dir="auto">{title}</h3>
            {(!question.is_empty()).then(|| view! { <blockquote class="mb-quote" dir="auto">{question}</blockquote> }.into_any())}
            <Field id=format!("answer-{id}") label=t("help.answer") hint=t("help.answer_hint") value=answer kind=Kind::Lines error />
            <div class="mb-actions"><Button label=t("help.send") icon="message-circle" on_click=send /></div>
        </div>
    }
}
