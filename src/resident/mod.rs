//! The resident's app.
//!
//! `first` starts it and shows Welkom, `later` fetches the rest of the program: `together` is its third part, `reminding` its fourth. There `state` is the one state with the one
//! door for changes, `route` the one route table, `app` the frame. Each folder is one item of the bottom navigation.

mod app;
mod bridge;
mod first;
mod later;
mod messages;
mod more;
mod plan;
mod remind;
mod reminding;
mod route;
mod session;
mod slips;
mod state;
mod today;
mod together;
mod welcome;

pub use first::start;
pub use later::{DrawApp, Parts, the_app, the_reminders, the_rest};
pub use reminding::Reminding;
pub use together::Together;
