//! What is noted in a part: by whom, and a field for more. A note belongs to the session and changes nothing of the plan, so
//! both may write one.

use leptos::prelude::*;
use mijn_brug_plan::ids::ReviewId;
use mijn_brug_plan::values::ReviewPart;
use mijn_brug_plan::{Command, Event, Role};

use super::{Table, parts};
use crate::device::draft;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::field::{Field, FieldError, Kind};
use crate::ui::screen::{Act, Weight};
use crate::ui::texts::t;

/// The fields of one part: what each asks, what its note begins with, and what is typed.
#[derive(Clone)]
pub struct Notes {
    review: ReviewId,
    part: ReviewPart,
    fields: Vec<(String, Option<String>, RwSignal<String>)>,
}

impl Notes {
    /// The fields of a part. What is typed survives a reload.
    pub fn new(review: ReviewId, part: ReviewPart) -> Self {
        let asked = if part == ReviewPart::LookBack {
            [t("notes.went_well"), t("notes.in_the_way")]
                .map(|words| (words.clone(), Some(words)))
                .to_vec()
        } else {
            vec![(t("notes.label"), None)]
        };
        let field = |(place, (label, begins)): (usize, (String, Option<String>))| {
            let key = format!("{}{place}", key(review, part));
            (label, begins, draft::text(key, String::new()))
        };
        Self {
            review,
            part,
            fields: asked.into_iter().enumerate().map(field).collect(),
        }
    }

    /// What is typed and not noted yet, as commands.
    pub fn commands(&self) -> Vec<Command> {
        let note = |(_, begins, text): &(String, Option<String>, RwSignal<String>)| {
            let text = text.get_untracked().trim().to_owned();
            let note = match begins {
                Some(begins) => format!("{begins} {text}"),
                None => text.clone(),
            };
            (!text.is_empty()).then(|| {
                Event::ReviewNoted {
                    review: self.review,
                    part: self.part,
                    note,
                }
                .into()
            })
        };
        self.fields.iter().filter_map(note).collect()
    }

    /// It is noted: the fields are empty again.
    pub fn clear(&self) {
        draft::clear(&key(self.review, self.part));
        for (.., text) in &self.fields {
            text.try_set(String::new());
        }
    }

    /// What was noted, the fields, and the button.
    pub fn draw(&self, table: Table) -> Node {
        let error = RwSignal::new(None);
        let (review, part) = (self.review, self.part);
        let fields: Vec<Node> = self
            .fields
            .iter()
            .enumerate()
            .map(|(place, (label, _, value))| {
                view! { <Field id=format!("note-{place}") label=label.clone() value=*value kind=Kind::Lines /> }
            })
            .collect();
        let notes = self.clone();
        let keep = Callback::new(move |()| {
            let kept = notes.clone();
            let commands = notes.commands();
            if !commands.is_empty() {
                table.act(Command::All(commands), error, move || kept.clear());
            }
        });
        view! {
            <section class="mb-notes">
                {move || noted(table, review, part)}
                {fields}
                <FieldError id="note-error".to_owned() error />
                <div><Act label=t("notes.keep") weight=Weight::Subtle on_click=keep /></div>
            </section>
        }
        .into_node()
    }
}

/// What was noted in a part, with who did.
fn noted(table: Table, review: ReviewId, part: ReviewPart) -> Node {
    let lines = table.plan(|plan| {
        let notes = plan.reviews.get(&review).map_or(&[][..], |review| &review.notes);
        let of_part = notes.iter().filter(|(of, ..)| *of == part);
        let line = |(_, role, note): &(ReviewPart, Role, String)| {
            view! {
                <li><small class="mb-muted">{who(table, *role)}</small><p class="mb-quote" dir="auto">{note.clone()}</p></li>
            }
            .into_node()
        };
        of_part.map(line).collect::<Vec<Node>>()
    });
    (!lines.is_empty())
        .then(|| view! { <ul class="mb-notes__list" aria-label=t("notes.noted")>{lines}</ul> })
        .into_node()
}

/// Who wrote something down: the device says in whose name it speaks.
pub fn who(table: Table, role: Role) -> String {
    match role {
        Role::Caseworker => t("notes.by_caseworker"),
        Role::Resident if table.is_caseworkers() => match table.resident() {
            name if name.is_empty() => t("notes.by_resident"),
            name => name,
        },
        Role::Resident => t("notes.by_own_phone"),
    }
}

fn key(review: ReviewId, part: ReviewPart) -> String {
    format!("session.{review}.note.{}.", parts::number(part))
}
