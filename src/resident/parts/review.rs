//! The third part of the program: what a resident does together with a caseworker, and what comes of it. A resident who uses
//! the app alone never waits for it.

use leptos::prelude::*;

use crate::resident::context::App;
use crate::resident::lazy::ReviewFunctions;
use crate::resident::route::Route;
use crate::resident::{more, session, slips};

/// The functions of this part.
pub const FUNCTIONS: ReviewFunctions = ReviewFunctions {
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
