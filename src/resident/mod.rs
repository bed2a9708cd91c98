//! The resident's app.
//!
//! `boot` starts it and shows Welkom. `lazy` loads the other parts of the program, which `parts` builds from the
//! screens. `store` holds the plan and is the only way to change it; `context` is what every screen may use; `route` is
//! the route table; `app` is the frame. `today`, `bridge`, `plan`, `vouchers` and `more` are the sections of the
//! bottom navigation, `reminder_screens` has the screens of reminders, and `reminders` keeps the service up to date with them.

mod app;
mod boot;
mod bridge;
mod context;
mod lazy;
mod messages;
mod more;
pub mod parts;
mod plan;
mod reminder_screens;
mod reminders;
mod review;
mod route;
mod store;
mod today;
mod vouchers;
mod welcome;

pub use boot::start;
pub use lazy::{DrawApp, Loaders, ReminderFunctions, ReviewFunctions};
