//! The service of Mijn Brug. Today it hosts the built web apps, with all their headers, and keeps nothing.
//!
//! - [`site`] reads the built files into memory once: a path that is not in that map can't be reached.
//! - [`pages`] answers requests for them: Brotli, `ETag`, caching, the page of an app for every address inside it.
//! - [`headers`] is what every answer carries, the content security policy among it.
//! - [`problem`] is how errors look: `application/problem+json` (RFC 9457).
//! - [`server`] joins these, listens, and stops without cutting answers off.
//!
//! The service never knows the plan: it may not depend on `mijn-brug-plan`, nor open what `mijn-brug-seal` closed.

pub mod headers;
pub mod pages;
pub mod problem;
pub mod server;
pub mod site;
