//! The service of Mijn Brug: hosts the built web apps, and keeps what it cannot read.
//!
//! The apps:
//! - [`site`] reads the built files into memory once: a path that is not in that map can't be reached.
//! - [`pages`] answers requests for them: Brotli, `ETag`, caching, the page of an app for every address inside it.
//! - [`headers`] is what every answer carries, the content security policy among it.
//!
//! The logs:
//! - [`endpoints`] is the API, one file each; [`request`] is what happens around and before them, [`access`] their tokens,
//!   [`limit`] how many a minute, [`problem`] how errors look: `application/problem+json` (RFC 9457).
//! - [`append`] gathers appends into groups and decides, purely, what a group changes; [`db`] writes and reads, on SQLite or PostgreSQL.
//! - [`push`] sends reminders.
//! - [`poll`] wakes who waits on this node, [`relay`] who waits on others; [`sweep`] is what goes by itself.
//!
//! Around it: [`config`], [`clock`], [`logging`], [`metrics`], [`health`], [`commands`] for the operator. [`app`] joins the parts,
//! [`server`] listens, and stops without cutting answers off; [`private`] keeps its files from others on the machine.
//!
//! The service never knows the plan: it may not depend on `mijn-brug-plan`, nor open what `mijn-brug-seal` closed.

pub mod access;
pub mod app;
pub mod append;
pub mod clock;
pub mod commands;
pub mod config;
pub mod connections;
pub mod db;
pub mod endpoints;
pub mod headers;
pub mod health;
pub mod limit;
pub mod logging;
pub mod metrics;
pub mod pages;
pub mod poll;
pub mod private;
pub mod problem;
pub mod push;
pub mod relay;
pub mod request;
pub mod server;
pub mod site;
pub mod sweep;
