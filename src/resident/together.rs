//! The third part of the program: what a resident does together with a caseworker, and what comes of it. A resident who uses
//! the app alone never waits for it.

use super::more;
use super::route::Route;
use super::state::App;
use crate::ui::dom::{IntoNode, Node};

/// What this part gives to the second: the one way in.
#[derive(Clone, Copy)]
pub struct Together {
    /// Draws a screen of this part: [`Route::is_together`].
    pub screen: fn(Route) -> Node,
    /// What Vandaag shows of it, above the next step.
    pub today: fn(App) -> Node,
    /// Once, when the part and the plan are there.
    pub start: fn(App),
}

/// The functions of this part.
pub const FUNCTIONS: Together = Together { screen, today, start };

fn screen(route: Route) -> Node {
    match route {
        Route::Pair => more::pair::pair(),
        Route::Sharing => more::sharing::sharing(),
        Route::Card => more::card::card(),
        Route::NewPhone => more::new_phone::new_phone(),
        Route::Recover => more::recover::recover(),
        _ => ().into_node(),
    }
}

fn today(_: App) -> Node {
    ().into_node()
}

fn start(_: App) {}
