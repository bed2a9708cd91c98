//! One voucher as a till needs it: the code, large and on white, and nothing else at first sight. Works offline.

use leptos::html::Dialog;
use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::VoucherId;
use mijn_brug_plan::reward::{Symbology, Voucher, VoucherCode, VoucherKind, VoucherState};

use super::sort;
use crate::device::{clock, page, wake_lock};
use crate::resident::context::{App, use_app};
use crate::resident::more::confirm::{self, Confirm};
use crate::resident::route::Route;
use crate::ui::bars::bars;
use crate::ui::field::FieldError;
use crate::ui::format;
use crate::ui::icon::Picture;
use crate::ui::print_button::PrintButton;
use crate::ui::qr::qr;
use crate::ui::screen::{Button, LinkButton, Screen, Weight};
use crate::ui::skill;
use crate::ui::texts::{t, tf};

/// The screen of one voucher.
pub fn voucher(id: VoucherId) -> AnyView {
    let app = use_app();
    let found = Memo::new(move |_| app.plan(|plan| plan.rewards()?.vouchers.get(&id).cloned()));
    (move || match found.get() {
        Some(voucher) => voucher_view(app, id, &voucher),
        None => not_found(),
    })
    .into_any()
}

fn not_found() -> AnyView {
    view! {
        <Screen title=t("slip.gone") back=Route::Slips.path()>
            <div class="mb-actions"><LinkButton label=t("slip.to_list") href=Route::Slips.path() /></div>
        </Screen>
    }
    .into_any()
}

fn voucher_view(app: App, id: VoucherId, voucher: &Voucher) -> AnyView {
    let words = match &voucher.state {
        VoucherState::Used(day) => Some(tf("slip.used_on", &[("day", &format::short_day(*day))])),
        VoucherState::Withdrawn(reason) => Some(tf("slip.back", &[("reason", reason)])),
        _ if voucher.lapsed(clock::today()) => Some(tf(
            "slip.lapsed",
            &[("day", &format::short_day(voucher.valid_until))],
        )),
        _ => None,
    };
    let body = match words {
        Some(words) => past(words, voucher),
        None => usable(app, id, voucher),
    };
    let why = why(app, voucher);
    view! {
        <Screen title=format::euro(voucher.amount) back=Route::Slips.path()>
            {body}
            {why}
        </Screen>
    }
    .into_any()
}

/// What happened to the voucher. The code stays available, because a wrong tap must cost nobody their money.
fn past(words: String, voucher: &Voucher) -> AnyView {
    let is_back = matches!(voucher.state, VoucherState::Withdrawn(_));
    let fold = (!is_back).then(|| {
        view! {
            <details class="mb-details">
                <summary>{t("slip.code")}</summary>
                <div class="mb-bright">{code(&voucher.code)}</div>
            </details>
        }
        .into_any()
    });
    view! {
        <p class="mb-lead" dir="auto">{words}</p>
        {fold}
    }
    .into_any()
}

/// The code, and what can be done with it.
fn usable(app: App, id: VoucherId, voucher: &Voucher) -> AnyView {
    wake_lock::acquire();
    on_cleanup(wake_lock::release);
    let question = NodeRef::<Dialog>::new();
    let error = RwSignal::new(None);
    let used = Callback::new(move |()| {
        let day = clock::today();
        app.act(Event::VoucherUsed { voucher: id, day }, error, || {
            page::after_paint(|| page::begin_screen(&t("app.name")));
        });
    });
    view! {
        // The whole page turns white: scanners read best from a bright screen.
        <div class="mb-bright">
            {code(&voucher.code)}
            <p class="mb-bright__line" dir="auto">{voucher.code.shop_line.clone()}</p>
            // Read by the person at the till, so in the language of the shop.
            <p class="mb-muted" lang="nl">{t("slip.shop")}</p>
            <p class="mb-muted">{tf("slip.until", &[("day", &format::short_day(voucher.valid_until))])}</p>
        </div>
        <FieldError id="slip-error".to_owned() error />
        <div class="mb-actions mb-no-print">
            <Button
                label=t("slip.mark_used")
                weight=Weight::Secondary
                on_click=Callback::new(move |()| confirm::open(question))
            />
            <PrintButton label=t("slip.print") instead=t("print.photo") weight=Weight::Subtle />
        </div>
        <Confirm
            dialog=question
            id="slip-used"
            title=t("slip.sure")
            text=t("slip.sure_text")
            yes=t("slip.yes")
            no=t("slip.no")
            on_yes=used
        />
    }
    .into_any()
}

/// The code as the shop needs it, with its characters below for when a scanner fails.
fn code(code: &VoucherCode) -> AnyView {
    let drawing = match code.symbology {
        Symbology::Qr => Some(qr(&code.text, t("slip.qr"))),
        Symbology::Code128 => bars(&code.text, t("slip.bars")),
        Symbology::Plain => None,
    };
    let class = if drawing.is_some() {
        "mb-code"
    } else {
        "mb-code mb-code--large"
    };
    let groups = groups(&code.text)
        .into_iter()
        .map(|group| view! { <span>{group}</span> }.into_any())
        .collect_view();
    view! {
        {drawing}
        <p class=class dir="ltr" translate="no">{groups}</p>
    }
    .into_any()
}

/// Characters in groups of four, which are easier to read. A code with separators of its own is left unchanged.
fn groups(text: &str) -> Vec<String> {
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return vec![text.to_owned()];
    }
    let signs: Vec<char> = text.chars().collect();
    signs.chunks(4).map(|group| group.iter().collect()).collect()
}

/// From whom, for what, and the skill. Folded, because it is nobody's business at the till.
fn why(app: App, voucher: &Voucher) -> AnyView {
    let (icon, title, text) = skill::words(voucher.skill);
    let day = format::short_day(clock::day_of(voucher.granted));
    let actions = match voucher.kind {
        VoucherKind::Appreciation {} => Vec::new(),
        VoucherKind::Compensation { promise } => app.plan_now(|plan| {
            let promise = plan.rewards().and_then(|rewards| rewards.promises.get(&promise));
            let actions = promise.map_or(&[][..], |promise| &promise.actions);
            actions
                .iter()
                .map(|action| view! { <li dir="auto">{sort::title(plan, *action)}</li> }.into_any())
                .collect_view()
        }),
    };
    view! {
        <details class="mb-details mb-no-print">
            <summary>{t("slip.why")}</summary>
            <p class="mb-lead" dir="auto">{voucher.reason.clone()}</p>
            {(!actions.is_empty()).then(|| view! { <ul class="mb-lines">{actions}</ul> }.into_any())}
            <div class="mb-card mb-card--quiet">
                <Picture name=icon small=true />
                <div><h2 class="nl-heading nl-heading--level-3">{title}</h2><p>{text}</p></div>
            </div>
            <p class="mb-muted" dir="auto">{tf("slip.from", &[("name", &voucher.from), ("day", &day)])}</p>
        </details>
    }
    .into_any()
}
