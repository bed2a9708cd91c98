//! Log lines, on stderr.

use std::io;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, filter, fmt};

use crate::config::{Config, LogFormat, LogLevel};

/// Starts logging as configured. Only the lines of this crate are written.
pub fn start(config: &Config) {
    let level = match config.log_level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    // The log lines of the database driver quote statements.
    let ours = filter::Targets::new().with_target("mijn_brug_service", level);
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(false);
    let lines = match config.log_format {
        LogFormat::Plain => lines.with_target(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_target(false).boxed(),
    };
    // Fails when logging was started before, as in tests; the first configuration stays.
    _ = tracing_subscriber::registry()
        .with(lines.with_filter(ours))
        .try_init();
}
