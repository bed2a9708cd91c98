//! The caseworker's app.
//!
//! `app` starts it and draws its frame, `route` is its route table, `context` what every screen may use, and `store` holds
//! the team's log, and the logs of the residents who paired. A caseworker reads a plan here, and can only propose changes to it (R1).

mod app;
mod case;
mod case_name;
mod cases;
mod context;
mod enrol;
mod forget;
mod join;
mod messages;
mod new_case;
mod passphrase;
mod review;
mod rewards;
mod route;
mod store;
mod sync_status;
mod team;
mod unlock;

pub use app::start;
