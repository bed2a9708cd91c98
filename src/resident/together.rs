//! The third part of the program: what a resident does together with a caseworker, and what comes of it. A resident who uses
//! the app alone never waits for it.

use super::route::Route;
use super::state::App;
use super::{more, session, slips};
use leptos::prelude::*;

/// What this part gives to the second: the one way in.
#[derive(Clone, Copy)]
pub struct Together {
    /// Draws a screen of this part: [`Route::is_together`].
    pub screen: fn(Route) -> AnyView,
    /// What Vandaag shows of it above the next step: what is now.
    pub now: fn(App) -> AnyView,
    /// What Vandaag shows of it below the next step.
    pub below: fn(App) -> AnyView,
    /// Once, when the part and the plan are there.
    pub start: fn(App),
}

/// The functions of this part.
pub const FUNCTIONS: Together = Together {
    screen,
    now,
    below: slips::news,
    start: slips::start,
};

fn screen(route: Route) -> AnyView {
    match route {
        Route::Pair => more::pair::pair(),
        Route::Sharing => more::sharing::sharing(),
        Route::Card => more::card::card(),
        Route::NewPhone => more::new_phone::new_phone(),
        Route::Recover => more::recover::recover(),
        Route::Session => session::session(),
        Route::Slips => slips::list(),
        Route::Slip(id) => slips::one(id),
        Route::SlipMoment(id) => slips::moment(id),
        _ => ().into_any(),
    }
}

/// The session first, then the answer to a question.
fn now(app: App) -> AnyView {
    view! {
        {session::today(app)}
        {session::answers(app)}
    }
    .into_any()
}
