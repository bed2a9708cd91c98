//! The browser: the only code that touches its APIs.

pub mod build;
pub mod clock;
pub mod draft;
pub mod error_log;
pub mod files;
pub mod focus;
pub mod idle;
pub mod install;
mod js;
mod local;
pub mod overlay;
pub mod page;
pub mod platform;
pub mod press;
pub mod print_fit;
pub mod push;
pub mod rng;
pub mod scan;
pub mod service;
pub mod settings;
pub mod speech;
pub mod store;
pub mod tabs;
pub mod unicode;
pub mod wake_lock;
pub mod worker;
pub mod worker_cache;
