//! The form for a position on one domain in a review: the sentence that fits best now, a note, and whether to talk about
//! it.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::content::Domain;
use mijn_brug_plan::ids::ContentVersion;
use mijn_brug_plan::plan::Position;

use super::field::{Checkbox, Field, FieldError, Kind};
use super::level_choice::{level_choices, read_level};
use super::saving::{Autosaved, SaveAction};
use super::screen::Button;
use super::texts::t;
use crate::device::{clock, draft};

const YES: &str = "1";

/// The subject of the form.
pub struct PositionSubject {
    /// The key prefix of its drafts. Saving the position clears them.
    pub drafts: String,
    /// The index of the pillar, from 0.
    pub pillar: usize,
    /// The domain, with its five sentences.
    pub domain: Domain,
    /// The version of the content.
    pub version: ContentVersion,
    /// The current position. Without one, nothing is preselected.
    pub current: Option<Position>,
}

/// Draws the form. `save` stores the position, `go` continues after that, and `beside` is placed next to the button.
/// With `saves_itself` (no consent needed), an existing position is saved automatically.
pub fn position_form(
    subject: PositionSubject,
    saves_itself: bool,
    save: impl Fn(Event) -> SaveAction + 'static,
    go: Callback<()>,
    beside: Option<AnyView>,
) -> AnyView {
    let PositionSubject {
        drafts,
        pillar,
        domain,
        version,
        current,
    } = subject;
    let start = |of: fn(&Position) -> String| current.as_ref().map(of).unwrap_or_default();
    let chosen = draft::text(
        format!("{drafts}level"),
        start(|position| position.level.get().to_string()),
    );
    let note = draft::text(format!("{drafts}note"), start(|position| position.note.clone()));
    let talk_kept = draft::text(format!("{drafts}talk"), start(|position| flag(position.talk)));
    let talk = RwSignal::new(talk_kept.get_untracked() == YES);
    Effect::new(move |_| talk_kept.set(flag(talk.get())));
    let is_there = current.is_some() && saves_itself;
    let stored = [
        start(|position| position.level.get().to_string()),
        start(|position| flag(position.talk)),
        start(|position| position.note.clone()),
    ];
    let older = current
        .filter(|position| position.content != version)
        .map(|position| older(position.sentence));
    let question = domain.question.clone();
    let choices = level_choices("level", chosen, pillar, &domain);
    let value = move || {
        let texts = [
            chosen.try_get_untracked()?,
            flag(talk.try_get_untracked()?),
            note.try_get_untracked()?,
        ];
        Some(texts.join("\n"))
    };
    let change = move |_: &str| match read_level(chosen) {
        Some(level) => save(Event::PositionMarked {
            domain: domain.id.clone(),
            level,
            sentence: domain.sentence(level).to_owned(),
            content: version.clone(),
            day: clock::today(),
            note: note.get_untracked(),
            talk: talk.get_untracked(),
        }),
        None => SaveAction::Invalid(t("position.choose_first")),
    };
    let kept = Autosaved::saved_by_button(drafts, stored.join("\n"), value, change);
    if is_there {
        kept.save_on_leave();
    }
    Effect::new(move |_| {
        chosen.track();
        kept.error.set(None);
    });
    let save = Callback::new(move |()| kept.save_then(go));
    let fields = view! {
        <fieldset class="mb-fieldset">
            <legend class="mb-lead">{question}" "{t("position.lead")}</legend>
            <div class="mb-choices">{choices}</div>
        </fieldset>
        <Checkbox id="talk" label=t("position.talk") value=talk />
        <Field id="note" label=t("position.note") hint=t("position.note_hint") value=note kind=Kind::Lines />
    };
    let fields = if is_there {
        kept.around(fields)
    } else {
        fields.into_any()
    };
    view! {
        {older}
        {fields}
        <FieldError id="position-error".to_owned() error=kept.error />
        <div class="mb-actions">
            <Button label=t("position.save") on_click=save />
            {beside}
        </div>
    }
    .into_any()
}

fn flag(is_set: bool) -> String {
    if is_set { YES.to_owned() } else { String::new() }
}

/// The sentence from another version of the content, as it read when the resident chose it.
pub fn older(sentence: String) -> AnyView {
    view! {
        <div>
            <p class="mb-muted">{t("position.older")}</p>
            <p class="mb-quote" dir="auto">{sentence}</p>
        </div>
    }
    .into_any()
}
