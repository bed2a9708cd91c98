//! The review part of the program: joint reviews with a caseworker, pairing, and vouchers. A resident who uses the app
//! alone never waits for it.

use leptos::prelude::*;

use crate::resident::context::App;
use crate::resident::lazy::ReviewFunctions;
use crate::resident::route::{Route, draw, screens};
use crate::resident::{more, review, vouchers};

/// The function table of this part.
pub const FUNCTIONS: ReviewFunctions = ReviewFunctions {
    screen,
    now,
    below: vouchers::news,
    start: vouchers::start,
};

/// The frame asks each part only for its own screens.
fn screen(route: Route) -> AnyView {
    screens!(draw, Review: route, else ().into_any())
}

/// The open review first, then answers to questions.
fn now(app: App) -> AnyView {
    view! {
        {review::today(app)}
        {review::answers(app)}
    }
    .into_any()
}
