//! Log lines, on stderr.

use std::io;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, filter, fmt};

use crate::config::{Config, LogFormat, LogLevel};

/// Starts logging as the configuration says; what other crates say only when it is a warning without statements in it.
pub fn start(config: &Config) {
    let level = match config.log_level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    // The database's own lines quote statements; ours say what is needed.
    let ours = filter::Targets::new().with_target("mijn_brug_service", level);
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(false);
    let lines = match config.log_format {
        LogFormat::Plain => lines.with_target(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_target(false).boxed(),
    };
    // A second start, as in tests, changes nothing.
    _ = tracing_subscriber::registry()
        .with(lines.with_filter(ours))
        .try_init();
}
