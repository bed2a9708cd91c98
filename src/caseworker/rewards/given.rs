//! The vouchers that a resident received: their state, handing over, withdrawing, and replacing the code.

use leptos::prelude::*;
use mijn_brug_plan::ids::VoucherId;
use mijn_brug_plan::reward::{Voucher, VoucherKind, VoucherState};
use mijn_brug_plan::{Event, Plan};

use super::code_form::{CodeForm, code_fields};
use super::context::{RewardContext, heading};
use super::money;
use super::scan;
use crate::caseworker::store::DispatchError;
use crate::device::{clock, draft};
use crate::ui::busy;
use crate::ui::code::{Code, CodeField};
use crate::ui::field::{Field, FieldError, Kind};
use crate::ui::format;
use crate::ui::paginate::{CARDS, Portion};
use crate::ui::screen::{Button, EntryForm, Notice, Weight};
use crate::ui::texts::{t, tf};

/// What is being done with a voucher. Its form is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OpenForm {
    Withdraw(VoucherId),
    ReplaceCode(VoucherId),
}

/// What a caseworker may still do with a voucher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Allowed {
    /// It can be withdrawn, and its code replaced.
    is_usable: bool,
    /// It was not handed over yet.
    is_new: bool,
}

/// The vouchers, newest first, and those that only the ledger has.
pub fn given(context: RewardContext) -> AnyView {
    let open_form = RwSignal::new(None::<OpenForm>);
    let error = RwSignal::new(None::<String>);
    let all = Memo::new(move |_| context.plan.with(newest_first));
    let portion = Portion::new(CARDS);
    let shown = move || {
        let mut ids = all.get();
        ids.truncate(portion.n_shown(ids.len()));
        ids
    };
    view! {
        {heading(t("reward.given"))}
        <FieldError id="given-error".to_owned() error />
        {move || lost(context, error)}
        <Show
            when=move || !all.with(Vec::is_empty)
            fallback=|| view! { <p class="mb-muted">{t("reward.none_given")}</p> }.into_any()
        >
            <ul class="mb-list">
                <For each=shown key=|id| *id let(id)>{row(context, open_form, error, id)}</For>
            </ul>
            {portion.more(Signal::derive(move || all.with(Vec::len)))}
        </Show>
    }
    .into_any()
}

fn newest_first(plan: &Plan) -> Vec<VoucherId> {
    let Some(rewards) = plan.rewards() else {
        return Vec::new();
    };
    let mut vouchers: Vec<_> = rewards.vouchers.iter().collect();
    vouchers.sort_by_key(|(id, voucher)| (std::cmp::Reverse(voucher.granted), **id));
    vouchers.into_iter().map(|(id, _)| *id).collect()
}

fn state(voucher: &Voucher) -> String {
    let day = |day| format::short_day(day);
    match &voucher.state {
        VoucherState::Withdrawn(reason) => tf("reward.state_withdrawn", &[("reason", reason)]),
        VoucherState::Used(on) => tf("reward.state_used", &[("day", &day(*on))]),
        _ if voucher.lapsed(clock::today()) => {
            tf("reward.state_lapsed", &[("day", &day(voucher.valid_until))])
        }
        VoucherState::HandedOver(on) => tf(
            "reward.state_handed",
            &[("day", &day(*on)), ("until", &day(voucher.valid_until))],
        ),
        VoucherState::Granted => tf("reward.state_granted", &[("until", &day(voucher.valid_until))]),
    }
}

/// A voucher, which follows the plan: an update from the resident's phone closes no form and no details of its row.
fn row(
    context: RewardContext,
    open_form: RwSignal<Option<OpenForm>>,
    error: RwSignal<Option<String>>,
    id: VoucherId,
) -> AnyView {
    let voucher = Memo::new(move |_| {
        context
            .plan
            .with(|plan| plan.rewards()?.vouchers.get(&id).cloned())
    });
    // Only what can change has a closure of its own.
    let Some(granted) = voucher.get_untracked() else {
        return ().into_any();
    };
    let kind = match granted.kind {
        VoucherKind::Compensation { .. } => t("reward.compensation"),
        VoucherKind::Appreciation {} => t("reward.appreciation"),
    };
    let day = format::short_day(granted.day);
    let about = tf(
        "reward.about",
        &[("kind", &kind), ("name", &granted.from), ("day", &day)],
    );
    let title = format!("{} · {}", format::euro(granted.amount), granted.reason);
    let is_double = Memo::new(move |_| {
        context
            .app
            .team(|team| team.duplicate_codes().any(|(other, _)| other == id))
    });
    let allowed = Memo::new(move |_| {
        voucher.with(|voucher| {
            let voucher = voucher.as_ref();
            Allowed {
                is_usable: voucher.is_some_and(Voucher::is_usable),
                is_new: voucher.is_some_and(|voucher| voucher.state == VoucherState::Granted),
            }
        })
    });
    let words = move || voucher.with(|voucher| voucher.as_ref().map(state));
    let code = move || voucher.with(|voucher| voucher.as_ref().map(|voucher| voucher.code.text.clone()));
    let shop_line =
        move || voucher.with(|voucher| voucher.as_ref().map(|voucher| voucher.code.shop_line.clone()));
    let foot = move || match open_form.get() {
        Some(OpenForm::Withdraw(which)) if which == id => withdraw_form(context, open_form, error, id),
        Some(OpenForm::ReplaceCode(which)) if which == id => replace_code_form(context, open_form, error, id),
        _ => (move || buttons(context, open_form, error, id, allowed.get())).into_any(),
    };
    let double = move || {
        (allowed.get().is_usable && is_double.get()).then(|| {
            let replace_code = Callback::new(move |()| open_form.set(Some(OpenForm::ReplaceCode(id))));
            view! {
                <Notice kind="warn" text=t("reward.double")>
                    <Button label=t("reward.other_code") weight=Weight::Secondary on_click=replace_code />
                </Notice>
            }
            .into_any()
        })
    };
    view! {
        <li class="mb-card mb-card--quiet">
            <div>
                <h3 dir="auto">{title}</h3>
                <p class="mb-muted" dir="auto">{about}</p>
                <p class="nl-paragraph" dir="auto">{words}</p>
                {double}
                <details class="mb-details">
                    <summary>{t("reward.code")}</summary>
                    <p class="mb-code" dir="ltr" translate="no">{code}</p>
                    <p class="mb-muted" dir="auto">{shop_line}</p>
                </details>
                {foot}
            </div>
        </li>
    }
    .into_any()
}

fn buttons(
    context: RewardContext,
    open_form: RwSignal<Option<OpenForm>>,
    error: RwSignal<Option<String>>,
    id: VoucherId,
    allowed: Allowed,
) -> AnyView {
    let hand_over = Callback::new(move |()| {
        let day = clock::today();
        let event = Event::VoucherHandedOver { voucher: id, day };
        run(error, async move {
            context
                .app
                .dispatch(&context.case.get_value(), event.into(), None)
                .await
        });
    });
    let withdraw = Callback::new(move |()| open_form.set(Some(OpenForm::Withdraw(id))));
    view! {
        <div class="mb-actions">
            {allowed.is_new.then(|| view! {
                <Button label=t("reward.hand_over") icon="check" weight=Weight::Secondary on_click=hand_over />
            }.into_any())}
            {allowed.is_usable.then(|| view! {
                <Button label=t("reward.withdraw") weight=Weight::Subtle on_click=withdraw />
            }.into_any())}
        </div>
    }
    .into_any()
}

/// Runs an action, and shows its error.
fn run(error: RwSignal<Option<String>>, act: impl Future<Output = Result<(), DispatchError>> + 'static) {
    busy::work(async move {
        let failure = act.await.err();
        error.try_set(failure.map(|failure| money::dispatch_error(&failure)));
    });
}

fn withdraw_form(
    context: RewardContext,
    open_form: RwSignal<Option<OpenForm>>,
    error: RwSignal<Option<String>>,
    id: VoucherId,
) -> AnyView {
    let key = format!("{}withdraw.{id}", context.draft());
    let reason = draft::text(key.clone(), String::new());
    let yes = Callback::new(move |()| {
        let words = reason.get_untracked().trim().to_owned();
        if words.is_empty() {
            return error.set(Some(t("reward.no_reason")));
        }
        let key = key.clone();
        run(error, async move {
            context.app.withdraw(&context.case.get_value(), id, words).await?;
            draft::clear(&key);
            open_form.try_set(None);
            Ok(())
        });
    });
    let no = Callback::new(move |()| open_form.set(None));
    view! {
        <Field
            id="withdraw-reason"
            label=t("reward.withdraw_reason")
            hint=t("reward.withdraw_hint")
            value=reason
            kind=Kind::Lines
        />
        <div class="mb-actions">
            <Button label=t("reward.withdraw_yes") on_click=yes />
            <Button label=t("reward.cancel") weight=Weight::Secondary on_click=no />
        </div>
    }
    .into_any()
}

/// The form that replaces a duplicate code, from the stock or typed.
fn replace_code_form(
    context: RewardContext,
    open_form: RwSignal<Option<OpenForm>>,
    error: RwSignal<Option<String>>,
    id: VoucherId,
) -> AnyView {
    let until = untrack(|| {
        context
            .app
            .team(|team| team.issued.get(&id).map(|it| it.valid_until))
    });
    let form = CodeForm::new("recode-until", until.unwrap_or_else(clock::today));
    let from_stock = Callback::new(move |()| {
        run(error, async move {
            if context.app.give_another_code(id).await? {
                open_form.try_set(None);
            } else {
                error.try_set(Some(t("reward.no_free_code")));
            }
            Ok(())
        });
    });
    let typed = Callback::new(move |()| {
        let code = form.read();
        if !code.is_valid() {
            return error.set(Some(t("reward.bad_code")));
        }
        if untrack(|| context.app.team(|team| team.has_code(&code.text))) {
            return error.set(Some(t("reward.known_code")));
        }
        run(error, async move {
            context
                .app
                .change_code(&context.case.get_value(), id, code)
                .await?;
            open_form.try_set(None);
            Ok(())
        });
    });
    let no = Callback::new(move |()| open_form.set(None));
    view! {
        <div class="mb-actions">
            <Button label=t("reward.take_from_stock") icon="package" on_click=from_stock />
        </div>
        <EntryForm>
            <CodeField
                id="recode"
                label=t("reward.code")
                hint=t("reward.code_hint")
                value=form.text
                kind=Code::Shops
            />
            {scan::scan("recode", Callback::new(move |codes: Vec<String>| form.scanned(codes)))}
            {code_fields("recode", form)}
            <div class="mb-actions">
                <Button label=t("reward.use_code") weight=Weight::Secondary submits=true on_click=typed />
                <Button label=t("reward.cancel") weight=Weight::Subtle on_click=no />
            </div>
        </EntryForm>
    }
    .into_any()
}

/// Vouchers granted by this caseworker that the ledger has and the resident's log does not: writing was interrupted
/// between the two.
fn lost(context: RewardContext, error: RwSignal<Option<String>>) -> AnyView {
    let case = context.case.get_value();
    let me = context.app.who.with(|who| who.caseworker.clone());
    let there: Vec<VoucherId> = context.plan.with(|plan| {
        let rewards = plan.rewards();
        rewards.map_or_else(Vec::new, |rewards| rewards.vouchers.keys().copied().collect())
    });
    let lost: Vec<_> = context.app.team(|team| {
        let mine = team.issued.iter().filter(|(id, issued)| {
            issued.case == case && issued.by == me && !issued.is_voided && !there.contains(id)
        });
        mine.map(|(id, issued)| (*id, issued.amount)).collect()
    });
    let notice = |(voucher, amount)| {
        let take_away = Callback::new(move |()| {
            run(error, async move {
                let event = mijn_brug_plan::team::TeamEvent::VoucherVoided {
                    voucher,
                    unseen: true,
                };
                Ok(context.app.record(event).await?)
            });
        });
        view! {
            <Notice kind="info" text=tf("reward.lost", &[("amount", &format::euro(amount))])>
                <Button label=t("reward.lost_away") weight=Weight::Secondary on_click=take_away />
            </Notice>
        }
    };
    lost.into_iter().map(notice).collect_view().into_any()
}
