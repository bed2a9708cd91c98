//! Open questions to ask in a part, collapsed by default. They ask and never instruct. The review works without the
//! file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::Role;
use mijn_brug_plan::conversation::Conversation;
use mijn_brug_plan::values::ReviewPart;

use crate::device::{page, settings};
use crate::ui::texts::t;

/// A file of questions; `None` while it is loading, empty if it could not be loaded.
type File = RwSignal<Option<Conversation>>;

/// The questions that have been loaded.
#[derive(Clone, Copy)]
pub struct Prompts {
    together: File,
    caseworkers: File,
}

impl Prompts {
    /// Starts loading. The questions of part 6 are only loaded on a caseworker's device (R2).
    pub fn fetch(role: Role) -> Self {
        let is_caseworker = role == Role::Caseworker;
        let prompts = Self {
            together: RwSignal::new(None),
            caseworkers: RwSignal::new((!is_caseworker).then(Conversation::default)),
        };
        let language = settings::LANGUAGE.get();
        read(
            format!("/conversation/{language}.json"),
            &Conversation::SHARED_PARTS,
            prompts.together,
        );
        if is_caseworker {
            let path = format!("/begeleider/conversation/{language}.json");
            read(path, &Conversation::CASEWORKER_PARTS, prompts.caseworkers);
        }
        prompts
    }

    /// The questions of a part, collapsed. The element is present while they load, so that nothing moves when they
    /// arrive.
    pub fn draw(self, part: ReviewPart) -> AnyView {
        (move || {
            let questions = |file: &Conversation| file.questions(part).to_vec();
            let found =
                [self.together, self.caseworkers].map(|file| file.with(|file| file.as_ref().map(questions)));
            let is_coming = found.iter().any(Option::is_none);
            let rows: Vec<AnyView> = found
                .into_iter()
                .flatten()
                .flatten()
                .map(|question| view! { <li>{question}</li> }.into_any())
                .collect();
            (is_coming || !rows.is_empty()).then(|| {
                view! {
                    <details class="mb-details mb-prompts mb-no-print">
                        <summary>{t("review.prompts")}</summary>
                        <ul class="mb-prompts__list">{rows}</ul>
                    </details>
                }
                .into_any()
            })
        })
        .into_any()
    }
}

fn read(path: String, parts: &'static [ReviewPart], into: File) {
    spawn_local(async move {
        let json = page::fetch_text(&path).await;
        let read = json.and_then(|json| Conversation::read(&json, parts).ok());
        into.try_set(Some(read.unwrap_or_default()));
    });
}
