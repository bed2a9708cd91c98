//! Resolves duplicate codes. When two colleagues grant the same code, at the same moment or offline, the voucher that
//! is earlier in the team's log keeps it. The later voucher gets another code from the stock automatically, and its
//! giver is told.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::ids::VoucherId;

use crate::caseworker::case_name::called;
use crate::caseworker::context::App;
use crate::caseworker::route::{CaseId, Route};
use crate::ui::format;
use crate::ui::screen::{Button, LinkButton, Notice, Weight};
use crate::ui::texts::{t, tf};

/// What happened to vouchers with a duplicate code.
#[derive(Clone, Copy)]
struct DuplicateNotices {
    /// They have a new code. Shown until the caseworker has read it.
    replaced: RwSignal<Vec<VoucherId>>,
    /// They are waiting: the stock has no code for them.
    waiting: RwSignal<Vec<VoucherId>>,
}

/// Replaces duplicate codes of vouchers that this colleague granted, for as long as the app is open.
pub fn replace_duplicate_codes(app: App) {
    let notices = DuplicateNotices {
        replaced: RwSignal::new(Vec::new()),
        waiting: RwSignal::new(Vec::new()),
    };
    provide_context(notices);
    let is_busy = StoredValue::new(false);
    let to_replace = Memo::new(move |_| {
        let me = app.who.with(|who| who.caseworker.clone());
        app.team(|team| {
            let mine = team.duplicate_codes().filter(|(_, issued)| issued.by == me);
            mine.map(|(id, _)| id).collect::<Vec<_>>()
        })
    });
    // Tracked, so that waiting vouchers are tried again when the stock changes.
    let free = Memo::new(move |_| app.team(|team| team.stock(chrono::NaiveDate::MIN).len()));
    Effect::new(move |_| {
        free.track();
        let all = to_replace.get();
        notices
            .waiting
            .update(|waiting| waiting.retain(|id| all.contains(id)));
        if all.is_empty() || is_busy.get_value() {
            return;
        }
        is_busy.set_value(true);
        spawn_local(async move {
            for id in all {
                match app.give_another_code(id).await {
                    Ok(true) => notices.replaced.update(|replaced| replaced.push(id)),
                    Ok(false) | Err(_) => notices.waiting.update(|waiting| {
                        if !waiting.contains(&id) {
                            waiting.push(id);
                        }
                    }),
                }
            }
            is_busy.set_value(false);
        });
    });
}

/// The notice about duplicate codes, only on screens where no other resident can read it.
pub fn news(app: App) -> AnyView {
    let Some(notices) = use_context::<DuplicateNotices>() else {
        return ().into_any();
    };
    let on_this_screen = move |vouchers: RwSignal<Vec<VoucherId>>| {
        Memo::new(move |_| {
            let route = app.route.get();
            let mut shown = vouchers.get();
            shown.retain(|id| {
                let case = app.team(|team| team.issued.get(id).map(|issued| issued.case.clone()));
                case.is_some_and(|case| route.may_tell_of(&case))
            });
            shown
        })
    };
    let (replaced, waiting) = (on_this_screen(notices.replaced), on_this_screen(notices.waiting));
    let has_replaced = move || !replaced.with(Vec::is_empty);
    let seen = Callback::new(move |()| {
        let seen = replaced.get_untracked();
        notices.replaced.update(|all| all.retain(|id| !seen.contains(id)));
    });
    view! {
        <Show when=move || has_replaced() || !waiting.with(Vec::is_empty)>
            <div class="mb-banners mb-no-print">
                <Notice kind="info" text=t("reward.same_code")>
                    <For each=move || replaced.get() key=|id| *id let(id)>{replaced_notice(app, id)}</For>
                    <For each=move || waiting.get() key=|id| *id let(id)>{waiting_notice(app, id)}</For>
                    <Show when=has_replaced>
                        <Button label=t("reward.seen") weight=Weight::Subtle on_click=seen />
                    </Show>
                </Notice>
            </div>
        </Show>
    }
    .into_any()
}

/// The case, the resident's name, and the amount of a voucher.
fn about(app: App, id: VoucherId) -> Option<(String, String, String)> {
    untrack(|| {
        app.team(|team| {
            let issued = team.issued.get(&id)?;
            let name = team.cases.get(&issued.case).map(called)?;
            Some((issued.case.clone(), name, format::euro(issued.amount)))
        })
    })
}

fn replaced_notice(app: App, id: VoucherId) -> Option<AnyView> {
    let (_, name, amount) = about(app, id)?;
    let words = tf("reward.mended", &[("name", &name), ("amount", &amount)]);
    Some(view! { <p dir="auto">{words}</p> }.into_any())
}

fn waiting_notice(app: App, id: VoucherId) -> Option<AnyView> {
    let (case, name, amount) = about(app, id)?;
    let words = tf("reward.waits", &[("name", &name), ("amount", &amount)]);
    let href = Route::CaseVouchers(CaseId(case)).path();
    let node = view! {
        <p dir="auto">{words}</p>
        <LinkButton label=t("reward.waits_go") href weight=Weight::Secondary />
    };
    Some(node.into_any())
}
