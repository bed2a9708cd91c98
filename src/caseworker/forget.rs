//! Removing the team from a device: for a lost passphrase, or a laptop that goes to somebody else.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::store::StoreError;
use crate::device::page;
use crate::ui::busy;
use crate::ui::confirm::{self, Confirm};
use crate::ui::field::FieldError;
use crate::ui::screen::{Button, Weight};
use crate::ui::texts::t;

/// How a device removes the team.
pub type Forget = Callback<(), std::pin::Pin<Box<dyn Future<Output = Result<(), StoreError>>>>>;

/// The button, with a confirmation.
#[component]
pub fn ForgetDevice(
    /// The warning of the confirmation.
    #[prop(into)]
    text: String,
    /// Removes the team.
    forget: Forget,
) -> impl IntoView {
    let question = NodeRef::<Dialog>::new();
    let failure = RwSignal::new(None::<String>);
    let yes = Callback::new(move |()| {
        let done = forget.run(());
        busy::work(async move {
            match done.await {
                Ok(()) => page::go("/begeleider/"),
                Err(_) => {
                    failure.try_set(Some(t("erase.failed")));
                }
            }
        });
    });
    view! {
        <div class="mb-actions">
            <Button
                label=t("forget.now")
                icon="trash-2"
                weight=Weight::Secondary
                on_click=Callback::new(move |()| confirm::open(question))
            />
        </div>
        <FieldError id="forget-failure".to_owned() error=failure />
        <Confirm
            dialog=question
            id="forget"
            title=t("forget.sure")
            text
            yes=t("forget.yes")
            no=t("erase.no")
            on_yes=yes
        />
    }
}
