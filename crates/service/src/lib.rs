//! The service of Mijn Brug: it hosts the built web apps, and keeps sealed records that it cannot read.
//!
//! The apps:
//! - [`site`] reads the built files into memory once. A path that is not in its map cannot be reached.
//! - [`pages`] answers requests for those files: Brotli, `ETag`, caching, and the page of an app for every address inside it.
//! - [`headers`] are the headers of every answer, such as the content security policy.
//!
//! The logs:
//! - [`endpoints`] is the API, one file for each endpoint. [`request`] holds the middleware and the extractors, [`access`] the tokens,
//!   [`limit`] the rate limits, [`problem`] the form of errors: `application/problem+json` (RFC 9457).
//! - [`append`] gathers appends into groups and decides, without IO, what a group changes. [`db`] reads and writes, on SQLite or
//!   PostgreSQL.
//! - [`push`] sends reminders.
//! - [`poll`] wakes long polls on this node, [`relay`] those on other nodes. [`sweep`] deletes what has expired.
//!
//! The rest: [`config`], [`clock`], [`logging`], [`metrics`], [`health`], and [`commands`] for the operator. [`app`] joins the parts,
//! [`server`] starts and stops them, [`connections`] serves clients, [`private_files`] hides files from other users.
//!
//! The service never knows the plan: it must not depend on `mijn-brug-plan`, nor open what `mijn-brug-seal` sealed.

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
pub mod private_files;
pub mod problem;
pub mod push;
pub mod relay;
pub mod request;
pub mod server;
pub mod site;
pub mod sweep;
