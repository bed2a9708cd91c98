//! Deletes expired mailboxes, logs beyond the configured retention, and what SQLite still holds of deleted rows.
//! Recounts guests' reminders.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::app::App;
use crate::db::{DbError, signed};

const SWEEP_INTERVAL: Duration = Duration::from_mins(1);
/// The largest number of logs erased in one sweep, so that appends are not held up.
const LOGS_PER_SWEEP: i64 = 100;

/// Sweeps every minute until the task is aborted.
pub async fn run(app: Arc<App>) {
    let mut ticks = tokio::time::interval(SWEEP_INTERVAL);
    loop {
        ticks.tick().await;
        if let Err(error) = once(&app).await {
            tracing::warn!(kind = error.kind(), "cannot sweep now");
        }
    }
}

/// Sweeps once, and returns the number of logs erased.
///
/// # Errors
/// Fails if a statement fails.
pub async fn once(app: &App) -> Result<usize, DbError> {
    let clock = &app.config.clock;
    app.database.sweep_mailboxes(clock.now()).await?;
    if app.push.is_some() {
        app.n_guest_reminders
            .store(app.database.count_guest_reminders().await?, Ordering::Relaxed);
    }
    let mut erased = 0;
    if app.config.retention_days > 0 {
        let day = clock.today().saturating_sub(signed(app.config.retention_days));
        for log in app.database.unseen_since(day, LOGS_PER_SWEEP).await? {
            app.database.erase(log, clock.today()).await?;
            app.notify_changed(log);
            erased += 1;
        }
    }
    app.database.truncate_wal().await;
    if erased > 0 {
        tracing::info!(
            logs = erased,
            "erased logs that nobody used for {} days",
            app.config.retention_days
        );
    }
    Ok(erased)
}
