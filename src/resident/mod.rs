//! The resident's app.
//!
//! `boot` starts it and shows Welkom, `lazy` loads the rest of the program, whose `parts` are made of the screens. `store` keeps
//! the plan and is the one door for changes, `context` is what every screen may use, `route` the one route table, `app` the
//! frame. Each of the other folders is one item of the bottom navigation.

mod app;
mod boot;
mod bridge;
mod context;
mod lazy;
mod messages;
mod more;
pub mod parts;
mod plan;
mod remind;
mod reminders;
mod route;
mod session;
mod slips;
mod store;
mod today;
mod welcome;

pub use boot::start;
pub use lazy::{DrawApp, Loaders, ReminderFunctions, ReviewFunctions};
