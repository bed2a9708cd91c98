//! The announcement. From then on the resident's app has a place for vouchers (R2).

use leptos::prelude::*;
use mijn_brug_plan::Event;

use super::context::RewardContext;
use super::money;
use crate::ui::busy;
use crate::ui::field::FieldError;
use crate::ui::screen::{Button, Weight};
use crate::ui::texts::t;

/// Explains the announcement and makes it. Asks twice, because it cannot be undone.
pub fn announce(context: RewardContext) -> AnyView {
    let is_sure = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let yes = Callback::new(move |()| {
        let case = context.case.get_value();
        busy::work(async move {
            let done = context
                .app
                .dispatch(&case, Event::RewardsAnnounced {}.into(), None)
                .await;
            error.try_set(done.err().map(|failure| money::dispatch_error(&failure)));
        });
    });
    let buttons = move || {
        if is_sure.get() {
            view! {
                <div class="mb-actions">
                    <Button label=t("reward.announce_yes") icon="check" on_click=yes />
                    <Button
                        label=t("reward.announce_no")
                        weight=Weight::Secondary
                        on_click=Callback::new(move |()| is_sure.set(false))
                    />
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="mb-actions">
                    <Button
                        label=t("reward.announce")
                        icon="ticket"
                        on_click=Callback::new(move |()| is_sure.set(true))
                    />
                </div>
            }
            .into_any()
        }
    };
    view! {
        <section class="mb-card">
            <p class="nl-paragraph">{t("reward.announce_text")}</p>
            <p class="nl-paragraph" role="status">{move || is_sure.get().then(|| t("reward.announce_sure"))}</p>
            {buttons}
            <FieldError id="announce-error".to_owned() error />
        </section>
    }
    .into_any()
}
