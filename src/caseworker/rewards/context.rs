//! What the parts of one resident's rewards share.

use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::ids::PromiseId;

use crate::caseworker::context::App;
use crate::ui::format;
use crate::ui::screen::Heading2;
use crate::ui::texts::tf;

/// What is being given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RewardForm {
    /// A promise.
    Promise,
    /// A *compensatie*, for a promise whose actions are done.
    KeptPromise(PromiseId),
    /// A *waardering*.
    Freely,
}

/// The context of one resident's rewards.
#[derive(Clone, Copy)]
pub struct RewardContext {
    /// The app.
    pub app: App,
    /// The id of the case, which is the id of the resident's log.
    pub case: StoredValue<String>,
    /// The plan, as far as the resident shares it.
    pub plan: Memo<Plan>,
    /// What is being given. Its form is open.
    pub open_form: RwSignal<Option<RewardForm>>,
    /// What was just done, announced to screen readers.
    pub said: RwSignal<Option<String>>,
}

impl RewardContext {
    /// Common prefix of this resident's draft keys.
    pub fn draft(self) -> String {
        format!("reward.{}.", self.case.get_value())
    }

    /// Closes the form of `done`, unless another one is open by now.
    pub fn close(self, done: RewardForm) {
        if self.open_form.try_get_untracked().flatten() == Some(done) {
            self.open_form.set(None);
        }
    }
}

/// The hint of the amount field: what the policy allows.
pub fn amount_hint(context: RewardContext) -> String {
    let policy = untrack(|| context.app.team(|team| team.policy));
    tf(
        "reward.amount_hint",
        &[
            ("min", &format::euro(policy.min)),
            ("max", &format::euro(policy.max)),
        ],
    )
}

/// Opens the form that grants a promised voucher.
pub fn open_grant_form(context: RewardContext, promise: PromiseId) {
    context.open_form.set(Some(RewardForm::KeptPromise(promise)));
}

/// A heading above what follows.
pub fn heading(text: String) -> AnyView {
    view! { <Heading2 text /> }.into_any()
}
