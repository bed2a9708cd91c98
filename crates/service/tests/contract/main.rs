//! One contract suite, run on SQLite and on a real PostgreSQL: every operation, erasure first.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod connections;
mod erasure;
mod limits;
mod logs;
mod mailboxes;
mod operator;
mod polls;
mod push_place;
mod records;
mod reminders;
mod scrape;
mod sending;
mod server;
#[path = "../support/mod.rs"]
mod support;
mod teams;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use self::server::Backend;

type Case = (
    &'static str,
    fn(Arc<Backend>) -> Pin<Box<dyn Future<Output = ()>>>,
);

/// Lists the cases by module.
macro_rules! cases {
    ($($module:ident: $($name:ident),+;)+) => {
        const CASES: &[Case] = &[$($((
            concat!(stringify!($module), "::", stringify!($name)),
            |backend| Box::pin(async move { $module::$name(&backend).await }),
        ),)+)+];
    };
}

cases! {
    erasure: erases_everything_but_a_tombstone, tells_the_other_side, wakes_waiting_polls,
        lets_the_team_create_another_log, only_the_operator_erases_a_team_log, by_retention;
    teams: enrols_once, a_retry_is_the_same, wrong_used_and_expired, guesses_of_grants_are_limited, a_team_cannot_take_anothers_log;
    logs: creates_a_log_once, only_a_team_creates_logs, a_taken_log, team_is_full, heads_of_many, only_the_token_of_the_log_reads_it,
        invalid_bodies;
    records: appends_and_reads, pages_by_count, pages_by_bytes, ids_page_by_page, a_retry_is_harmless,
        reordered_and_replayed, invalid_batches, too_large, one_bad_batch_does_not_fail_the_others, concurrent_appends_have_no_gap,
        a_log_is_full, invalid_queries;
    mailboxes: pairs, expires, is_filled_once, the_creator_deletes_them, invalid_mailboxes, guesses_are_limited, the_number_of_mailboxes_is_limited;
    reminders: a_reminder_is_rescheduled_and_deleted, a_deleted_reminder_leaves_no_bytes, a_paired_residents_reminders, limits_of_reminders, says_its_limits, a_workshop_behind_one_address, invalid_reminders;
    sending: sends_what_is_due, every_response_of_a_push_service, retries_after_a_fault, a_push_service_that_asks_for_a_pause, a_late_reminder_is_not_sent,
        two_nodes_send_each_once, one_key_for_all_nodes_and_for_good, a_test_message_says_what_failed;
    polls: answers_at_once_when_there_is_news, wakes_within_a_second, ends_empty_in_time, wakes_on_another_node,
        a_service_that_shuts_down_answers_polls;
    limits: an_address, a_log, behind_a_proxy, methods_and_addresses, every_code_is_described, health;
    connections: an_incomplete_head_times_out, an_idle_connection_is_closed, a_stalled_body_times_out,
        a_head_that_is_too_large_is_refused, only_http_1_is_spoken, one_connection_too_many_waits;
    operator: creates_and_lists_teams, backs_up, checks_and_finds, erases, counts, strange_methods_leave_nothing, only_the_operator_reads_its_files;
}

fn run_all(backend: Backend) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let backend = Arc::new(backend);
    let only = std::env::var("CASE").unwrap_or_default();
    let mut failed = Vec::new();
    for (name, case) in CASES.iter().filter(|(name, _)| name.contains(&only)) {
        // A failed case prints its panic, and the others still run.
        let run = || runtime.block_on(case(Arc::clone(&backend)));
        if catch_unwind(AssertUnwindSafe(run)).is_err() {
            failed.push(*name);
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {} cases failed: {failed:#?}",
        failed.len(),
        CASES.len()
    );
}

/// The two runs share the metrics of this process, so they take turns.
static TURN: Mutex<()> = Mutex::new(());

#[test]
fn on_sqlite() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    run_all(Backend::Sqlite);
}

#[test]
fn on_postgres() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    run_all(Backend::Postgres(Box::new(support::postgres::Cluster::start())));
}
