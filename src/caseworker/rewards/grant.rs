//! The form that grants a voucher: for what, which skill, how much, and its code.

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::VoucherId;
use mijn_brug_plan::reward::{VoucherCode, VoucherKind};
use mijn_brug_plan::values::{Cents, Skill};

use super::code_form::{CodeForm, code_fields};
use super::context::{RewardContext, RewardForm, amount_hint, heading};
use super::{money, promise, scan};
use crate::caseworker::store::pick;
use crate::device::{clock, draft};
use crate::ui::busy;
use crate::ui::code::{Code, CodeField};
use crate::ui::field::{Field, FieldError, Kind, Segment};
use crate::ui::format;
use crate::ui::new_id::NewId;
use crate::ui::parsed_field::{FormError, ParsedField};
use crate::ui::screen::{Button, EntryForm, Weight};
use crate::ui::select::Select;
use crate::ui::skill;
use crate::ui::texts::{t, tf};

/// The skills that a voucher can name.
const SKILLS: [Skill; 8] = [
    Skill::Started,
    Skill::PlannedAhead,
    Skill::ChoseAMoment,
    Skill::AskedForHelp,
    Skill::MadeItSmaller,
    Skill::KeptGoing,
    Skill::FinishedAStep,
    Skill::TookAStep,
];

/// The fields of the form.
#[derive(Clone, Copy)]
struct Form {
    context: RewardContext,
    reward: RewardForm,
    kind: StoredValue<VoucherKind>,
    amount: ParsedField<Cents>,
    reason: RwSignal<String>,
    skill: RwSignal<String>,
    source: RwSignal<String>,
    code: CodeForm,
    new: NewId,
    error: RwSignal<Option<String>>,
}

/// The form for what is being given.
pub fn grant(context: RewardContext, reward: RewardForm) -> AnyView {
    match reward {
        RewardForm::Promise => promise::form(context),
        RewardForm::Freely => form(context, reward, VoucherKind::Appreciation {}, None, String::new()),
        RewardForm::KeptPromise(id) => {
            let promised = context.plan.with_untracked(|plan| {
                let promise = plan.rewards()?.promises.get(&id)?;
                let titles: Vec<String> = promise
                    .actions
                    .iter()
                    .map(|action| promise::title(plan, *action))
                    .collect();
                Some((promise.amount, titles.join(", ")))
            });
            let (amount, done) = promised.unwrap_or_default();
            let reason = tf("reward.you_did", &[("actions", &done)]);
            form(
                context,
                reward,
                VoucherKind::Compensation { promise: id },
                Some(amount),
                reason,
            )
        }
    }
}

/// The number of free codes of each value: "2 × € 25".
fn free(context: RewardContext) -> String {
    let stock = untrack(|| context.app.team(|team| team.stock(clock::today())));
    let mut worths: Vec<(Cents, usize)> = Vec::new();
    for (amount, _, n) in stock {
        match worths.iter_mut().find(|(known, _)| *known == amount) {
            Some((_, count)) => *count = count.saturating_add(n),
            None => worths.push((amount, n)),
        }
    }
    let words: Vec<String> = worths
        .iter()
        .map(|(amount, n)| format!("{n} × {}", format::euro(*amount)))
        .collect();
    words.join(", ")
}

fn form(
    context: RewardContext,
    reward: RewardForm,
    kind: VoucherKind,
    fixed: Option<Cents>,
    reason: String,
) -> AnyView {
    let key = format!("{}grant.", context.draft());
    let free = free(context);
    let until = untrack(|| context.app.team(|team| team.policy.valid_until(clock::today())));
    let has_stock = !free.is_empty();
    let form = Form {
        context,
        reward,
        kind: StoredValue::new(kind.clone()),
        amount: money::amount(
            "grant-amount",
            fixed.map_or_else(
                || draft::text(format!("{key}amount"), String::new()),
                |amount| RwSignal::new(money::field(amount)),
            ),
        ),
        reason: draft::text(format!("{key}reason"), reason),
        skill: RwSignal::new(Skill::TookAStep.key().to_owned()),
        source: RwSignal::new(if has_stock { "stock" } else { "typed" }.to_owned()),
        code: CodeForm::new("grant-until", until),
        new: NewId::new(&key),
        error: RwSignal::new(None),
    };
    let is_compensation = matches!(kind, VoucherKind::Compensation { .. });
    let title = if is_compensation {
        t("reward.compensation")
    } else {
        t("reward.appreciation")
    };
    let amount = fixed.map_or_else(
        || form.amount.draw_with(t("reward.amount"), amount_hint(context)),
        |amount| {
            let words = tf("reward.as_promised", &[("amount", &format::euro(amount))]);
            view! { <p class="nl-paragraph">{words}</p> }.into_any()
        },
    );
    let skills = SKILLS
        .map(|it| (it.key().to_owned(), skill::words(it).1))
        .to_vec();
    let give = Callback::new(move |()| form.give());
    let close = Callback::new(move |()| context.open_form.set(None));
    view! {
        <EntryForm class="mb-card">
            {heading(title)}
            {amount}
            <Field
                id="grant-reason"
                label=t("reward.reason")
                hint=t("reward.reason_hint")
                value=form.reason
                kind=Kind::Lines
            />
            <Select id="grant-skill" label=t("reward.skill") options=skills value=form.skill />
            {code(&form, &free)}
            <FieldError id="grant-error".to_owned() error=form.error />
            <div class="mb-actions">
                <Button label=t("reward.give") icon="ticket" submits=true on_click=give />
                <Button label=t("reward.cancel") weight=Weight::Secondary on_click=close />
            </div>
        </EntryForm>
    }
    .into_any()
}

/// The choice of where the code comes from.
fn code(form: &Form, free: &str) -> AnyView {
    let (source, by_hand) = (form.source, form.code);
    let has_stock = !free.is_empty();
    let sources = vec![
        ("stock".to_owned(), t("reward.from_stock")),
        ("typed".to_owned(), t("reward.from_hand")),
    ];
    let choice = has_stock.then(|| {
        view! {
            <Segment
                legend=t("reward.code_from")
                name="grant-source"
                options=sources
                value=source
                on_choose=Callback::new(move |chosen| source.set(chosen))
            />
        }
        .into_any()
    });
    let hint = tf("reward.free", &[("free", free)]);
    let fields = move || {
        if source.get() == "stock" {
            view! { <p class="mb-hint">{hint.clone()}</p> }.into_any()
        } else {
            view! {
                <CodeField
                    id="grant-code"
                    label=t("reward.code")
                    hint=t("reward.code_hint")
                    value=by_hand.text
                    kind=Code::Shops
                />
                {scan::scan("grant", Callback::new(move |codes: Vec<String>| by_hand.scanned(codes)))}
                {code_fields("grant", by_hand)}
            }
            .into_any()
        }
    };
    view! { {choice}{fields} }.into_any()
}

impl Form {
    /// The code and its last day.
    ///
    /// # Errors
    /// Returns what is wrong with the form.
    fn code(self, amount: Cents) -> Result<(VoucherCode, NaiveDate), FormError> {
        let app = self.context.app;
        if self.source.get_untracked() == "stock" {
            return untrack(|| {
                app.team(|team| {
                    let free = team.free_codes(amount, clock::today());
                    let code = pick(&free)
                        .ok_or_else(|| tf("reward.no_free", &[("amount", &format::euro(amount))]))?;
                    let until = free.iter().find(|it| it.code == code).map(|it| it.valid_until);
                    Ok((code, until.unwrap_or_else(clock::today)))
                })
            })
            .map_err(|words: String| words.into());
        }
        let code = self.code.read();
        let until = self.code.until.required("reward.no_day")?;
        if !code.is_valid() {
            return Err(t("reward.bad_code").into());
        }
        if untrack(|| app.team(|team| team.has_code(&code.text))) {
            return Err(t("reward.known_code").into());
        }
        Ok((code, until))
    }

    fn event(self) -> Result<Event, FormError> {
        let amount = self.amount.required("reward.no_amount")?;
        let reason = self.reason.get_untracked().trim().to_owned();
        if reason.is_empty() {
            return Err(t("reward.no_reason").into());
        }
        let (code, valid_until) = self.code(amount)?;
        let chosen = self.skill.get_untracked();
        let skill = SKILLS.into_iter().find(|skill| skill.key() == chosen);
        let who = self.context.app.who.get_untracked();
        let from = if who.caseworker.trim().is_empty() {
            who.team
        } else {
            who.caseworker
        };
        Ok(Event::VoucherGranted {
            voucher: self.voucher(amount),
            kind: self.kind.get_value(),
            amount,
            reason,
            skill: skill.unwrap_or(Skill::TookAStep),
            from,
            code,
            valid_until,
            day: Some(clock::today()),
        })
    }

    /// The id of the voucher. A new id is made if the ledger has this one for something else, or voided it because the
    /// resident's log could not be written.
    fn voucher(self, amount: Cents) -> VoucherId {
        let id = VoucherId::from_random(self.new.get());
        let kind = self.kind.get_value();
        let is_used = untrack(|| {
            self.context.app.team(|team| {
                let known = team.issued.get(&id);
                known.is_some_and(|it| it.is_voided || it.amount != amount || it.kind != kind)
            })
        });
        if !is_used {
            return id;
        }
        self.new.renew();
        VoucherId::from_random(self.new.get())
    }

    fn give(self) {
        let event = match self.event() {
            Ok(event) => event,
            Err(wrong) => return self.error.set(wrong.words()),
        };
        let key = format!("{}grant.", self.context.draft());
        busy::work(async move {
            let given = self
                .context
                .app
                .grant(&self.context.case.get_value(), event)
                .await;
            match given {
                Ok(()) => {
                    draft::clear(&key);
                    self.context.close(self.reward);
                    self.context.said.try_set(Some(t("reward.given_now")));
                }
                Err(failure) => {
                    self.error.try_set(Some(money::dispatch_error(&failure)));
                }
            }
        });
    }
}
