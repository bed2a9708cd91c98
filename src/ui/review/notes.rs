//! The notes of a part: who wrote them, and a field for more. A note belongs to the review and does not change the
//! plan, so both people may write one.

use leptos::prelude::*;
use mijn_brug_plan::ids::ReviewId;
use mijn_brug_plan::values::ReviewPart;
use mijn_brug_plan::{Command, Event, Role};

use super::{ReviewContext, parts};
use crate::device::draft;
use crate::ui::field::{Field, FieldError, Kind};
use crate::ui::screen::{Button, Weight};
use crate::ui::texts::t;

/// The fields of one part: the label of each, the prefix of its note, and its text.
#[derive(Clone)]
pub struct Notes {
    context: ReviewContext,
    review: ReviewId,
    part: ReviewPart,
    /// Key prefix of the drafts. Computed early: the screen may be gone when a note is on disk.
    drafts: String,
    fields: Vec<(String, Option<String>, RwSignal<String>)>,
}

impl Notes {
    /// The fields of a part. Their texts survive a reload.
    pub fn new(context: ReviewContext, review: ReviewId, part: ReviewPart) -> Self {
        let field = |(place, (label, begins)): (usize, NoteField)| {
            let key = format!("{}{place}", key(context, review, part));
            (label, begins, draft::text(key, String::new()))
        };
        Self {
            context,
            review,
            part,
            drafts: key(context, review, part),
            fields: note_fields(part).into_iter().enumerate().map(field).collect(),
        }
    }

    /// The texts that are not saved as notes yet, as commands.
    pub fn commands(&self) -> Vec<Command> {
        let note = |(_, begins, text): &(String, Option<String>, RwSignal<String>)| {
            noting(self.review, self.part, begins.as_deref(), &text.get_untracked())
        };
        self.fields.iter().filter_map(note).collect()
    }

    /// Empties the fields. Call this once the notes are saved.
    pub fn clear(&self) {
        draft::clear(&self.drafts);
        for (.., text) in &self.fields {
            text.try_set(String::new());
        }
    }

    /// The saved notes, the fields and the button.
    pub fn draw(&self) -> AnyView {
        let error = RwSignal::new(None);
        let (context, review, part) = (self.context, self.review, self.part);
        let fields = self
            .fields
            .iter()
            .enumerate()
            .map(|(place, (label, _, value))| {
                view! { <Field id=format!("note-{place}") label=label.clone() value=*value kind=Kind::Lines /> }.into_any()
            })
            .collect_view();
        let notes = self.clone();
        let keep = Callback::new(move |()| {
            let kept = notes.clone();
            let commands = notes.commands();
            if !commands.is_empty() {
                context.act(Command::All(commands), error, move || kept.clear());
            }
        });
        view! {
            <section class="mb-notes">
                {move || noted(context, review, part)}
                {fields}
                <FieldError id="note-error".to_owned() error />
                <div><Button label=t("notes.keep") weight=Weight::Subtle on_click=keep /></div>
            </section>
        }
        .into_any()
    }
}

/// The label of a field, and the prefix of its note.
type NoteField = (String, Option<String>);

fn note_fields(part: ReviewPart) -> Vec<NoteField> {
    if part == ReviewPart::LookBack {
        [t("notes.went_well"), t("notes.in_the_way")]
            .map(|words| (words.clone(), Some(words)))
            .to_vec()
    } else {
        vec![(t("notes.label"), None)]
    }
}

/// The command for a note; `None` if the text is empty.
fn noting(review: ReviewId, part: ReviewPart, begins: Option<&str>, text: &str) -> Option<Command> {
    let text = text.trim();
    let note = match begins {
        Some(begins) => format!("{begins} {text}"),
        None => text.to_owned(),
    };
    (!text.is_empty()).then(|| Event::ReviewNoted { review, part, note }.into())
}

/// The texts of all parts that are not saved as notes yet, as commands.
pub fn unsaved(context: ReviewContext, review: ReviewId) -> Vec<Command> {
    let of_part = |part: ReviewPart| {
        let fields = note_fields(part).into_iter().enumerate();
        fields.filter_map(move |(place, (_, begins))| {
            let text = draft::get(&format!("{}{place}", key(context, review, part)))?;
            noting(review, part, begins.as_deref(), &text)
        })
    };
    parts::ALL.into_iter().flat_map(of_part).collect()
}

/// The saved notes of a part, with their authors.
fn noted(context: ReviewContext, review: ReviewId, part: ReviewPart) -> AnyView {
    let lines = context.plan(|plan| {
        let notes = plan.reviews.get(&review).map_or(&[][..], |review| &review.notes);
        let of_part = notes.iter().filter(|(of, ..)| *of == part);
        let line = |(_, role, note): &(ReviewPart, Role, String)| {
            view! {
                <li><small class="mb-muted">{who(context, *role)}</small><p class="mb-quote" dir="auto">{note.clone()}</p></li>
            }
            .into_any()
        };
        of_part.map(line).collect_view()
    });
    (!lines.is_empty())
        .then(|| view! { <ul class="mb-notes__list" aria-label=t("notes.noted")>{lines}</ul> }.into_any())
        .into_any()
}

/// The author of a note. The role of the device decides in whose name it was written.
pub fn who(context: ReviewContext, role: Role) -> String {
    match role {
        Role::Caseworker => t("notes.by_caseworker"),
        Role::Resident if context.is_caseworkers() => match context.resident() {
            name if name.is_empty() => t("notes.by_resident"),
            name => name,
        },
        Role::Resident => t("notes.by_own_phone"),
    }
}

fn key(context: ReviewContext, review: ReviewId, part: ReviewPart) -> String {
    context.draft(&format!("{review}.note.{}.", parts::number(part)))
}
