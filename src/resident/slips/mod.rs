//! Bonnen: what was promised, earned, used and lapsed. Exists only after the announcement (R2): until then nothing leads here,
//! and the texts are not on the phone. So nothing that is on every phone names them: this folder's texts and styles are called
//! "slips".

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::route::Route;
use super::state::App;
use crate::device::{page, settings};
use crate::ui::texts;

mod list;
mod moment;
mod news;
mod one;
mod sort;

pub use list::{list, part};
pub use moment::moment;
pub use news::news;
pub use one::one;

/// The folder of the texts, which the phone fetches after the announcement.
const TEXTS: &str = "rewards";

/// The mark that the explanation was read.
const EXPLAINED: &str = "slips";

/// Opens the way to the slips once they are announced and their texts are here; then shows what is new.
pub fn start(app: App) {
    let is_announced = Memo::new(move |_| app.plan(|plan| plan.rewards().is_some()));
    Effect::new(move |_| {
        if is_announced.get() {
            fetch(app);
        }
    });
    page::on_awake(move || {
        if is_announced.get_untracked() {
            fetch(app);
            show_news(app);
        }
    });
}

/// Fetches the texts, unless they are here. Without a network the next return to the app tries again.
fn fetch(app: App) {
    if app.has_slips.get_untracked() {
        return;
    }
    spawn_local(async move {
        if !texts::also(TEXTS, settings::LANGUAGE.get()).await {
            return;
        }
        app.has_slips.set(true);
        // The address may be one of those that are known only now.
        let route = Route::read(&page::path());
        if app.route.get_untracked() != route {
            app.route.set(route);
        }
        show_news(app);
    });
}

/// Something was given: it gets its moment when the app is opened next (R6), never in the middle of something.
fn show_news(app: App) {
    let is_free =
        app.has_slips.get_untracked() && app.route.get_untracked() == Route::Today && page::is_visible();
    if !is_free {
        return;
    }
    if let Some(id) = app.plan_now(moment::next) {
        app.go_instead(&Route::SlipMoment(id));
    }
}
