//! Bonnen: what was promised, earned, used and lapsed. They exist only after the announcement (R2): until then nothing
//! links here, and the texts are not on the phone. Nothing that is on every phone may name them, so their
//! routes, text keys and styles are called "slips".

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::ids::VoucherId;

use super::context::App;
use super::route::Route;
use crate::device::{clock, page, settings, visibility};
use crate::ui::texts;

mod list;
mod new_voucher;
mod news;
mod sort;
mod voucher;

pub use list::{list, part};
pub use new_voucher::new_voucher;
pub use news::news;
pub use voucher::voucher;

/// The folder of the texts, which the phone fetches after the announcement.
const TEXTS: &str = "rewards";

/// How long the app counts as just opened.
const JUST_OPENED: TimeDelta = TimeDelta::seconds(10);

/// The mark that the explanation was read.
const EXPLAINED: &str = "slips";

/// Opens Bonnen once rewards are announced and the texts have loaded, then shows what is new.
pub fn start(app: App) {
    let is_announced = Memo::new(move |_| app.plan(|plan| plan.rewards().is_some()));
    Effect::new(move |_| {
        if is_announced.get() {
            fetch(app);
        }
    });
    // Vouchers granted in the meantime arrive with the first sync, a moment after the app was opened.
    let opened = StoredValue::new(clock::now());
    let news = Memo::new(move |_| app.plan(new_voucher::next).filter(|_| app.has_vouchers.get()));
    Effect::new(move |_| {
        let is_just_opened = (clock::now() - opened.get_value()).abs() < JUST_OPENED;
        if let Some(id) = news.get()
            && is_just_opened
        {
            show(app, id);
        }
    });
    visibility::on_resume(move || {
        opened.set_value(clock::now());
        if is_announced.get_untracked() {
            fetch(app);
            if let Some(id) = news.get_untracked() {
                show(app, id);
            }
        }
    });
}

/// Fetches the texts, unless they are loaded. Offline, the next return to the app tries again.
fn fetch(app: App) {
    if app.has_vouchers.get_untracked() {
        return;
    }
    spawn_local(async move {
        if !texts::load_folder(TEXTS).await {
            return;
        }
        app.has_vouchers.set(true);
        // The current path may be one that is known only now.
        let route = Route::read(&page::path());
        if app.route.get_untracked() != route {
            app.route.set(route);
        }
    });
}

/// Shows a new voucher when the app is opened (R6), and never in the middle of something else.
fn show(app: App, id: VoucherId) {
    let is_free = app.route.get_untracked() == Route::Today && visibility::is_visible();
    // The memo may be stale: check again whether the voucher was shown.
    if is_free && !settings::has_seen(&id.to_string()) {
        app.go_replacing(&Route::SlipMoment(id));
    }
}
