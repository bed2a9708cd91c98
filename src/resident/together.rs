//! The third part of the program: what a resident does together with a caseworker, and what comes of it. A resident who uses
//! the app alone never waits for it.

use super::route::Route;
use super::state::App;
use super::{more, session, slips};
use crate::ui::dom::{IntoNode, Node, view};

/// What this part gives to the second: the one way in.
#[derive(Clone, Copy)]
pub struct Together {
    /// Draws a screen of this part: [`Route::is_together`].
    pub screen: fn(Route) -> Node,
    /// What Vandaag shows of it above the next step: what is now.
    pub now: fn(App) -> Node,
    /// What Vandaag shows of it below the next step.
    pub below: fn(App) -> Node,
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

fn screen(route: Route) -> Node {
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
        _ => ().into_node(),
    }
}

/// The session first, then the answer to a question.
fn now(app: App) -> Node {
    view! {
        {session::today(app)}
        {session::answers(app)}
    }
}
