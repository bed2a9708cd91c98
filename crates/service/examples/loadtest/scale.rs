//! Many residents on one PostgreSQL: size on disk and latencies.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use mijn_brug_service::access::TokenHash;
use mijn_brug_service::append::Batch;
use mijn_brug_service::append::decision::{Limits, decide_group};
use mijn_brug_service::db::Database;
use mijn_brug_sync::wire::{LogId, RecordId};
use tokio::runtime::Runtime;

use crate::load::{self, ServiceUnderTest, Workload};
use crate::support::postgres::Cluster;
use crate::support::{Log, log_id, new_log, record};

/// How much to store.
#[derive(clap::Args)]
pub struct Options {
    /// The number of residents.
    #[arg(long, default_value_t = 100_000)]
    residents: usize,
    /// The number of records of each.
    #[arg(long, default_value_t = 30)]
    records: usize,
    /// The number of simultaneous clients.
    #[arg(long, default_value_t = 32)]
    clients: usize,
}

/// The number of residents stored in one transaction.
const GROUP: usize = 200;
/// The number of logs that the clients use.
const SAMPLE: usize = 20_000;

pub fn run(runtime: &Runtime, program: &str, seconds: u64, options: &Options) -> String {
    let place = ServiceUnderTest::new(program, Some(Cluster::start()));
    let cluster = place.cluster.as_ref().expect("made with one");
    println!(
        "filling: {} residents with {} records each …",
        options.residents, options.records
    );
    let start = Instant::now();
    let logs = runtime.block_on(fill(&place, options));
    let filled = start.elapsed().as_secs_f64();
    cluster.query("VACUUM ANALYZE");
    let bytes = |sql: &str| cluster.query(sql).parse::<f64>().unwrap();
    let size = |what: &str| {
        bytes(&format!(
            "SELECT COALESCE(SUM(pg_total_relation_size(oid)), 0) FROM pg_class WHERE relkind = 'r' AND relname LIKE '{what}'"
        ))
    };
    let (records, log_rows) = (size("records%"), size("logs"));
    let n_records = (options.residents * options.records) as f64;

    let time = Duration::from_secs(seconds);
    let step = (logs.len() / SAMPLE).max(1);
    let sample: Vec<Log> = logs.iter().step_by(step).cloned().collect();
    let at = place.at();
    let measure = |ask| load::run(runtime, at, &sample, options.clients, ask, time);
    measure(Workload::Append(1));
    let mut append = measure(Workload::Append(1));
    let last = options.records.saturating_sub(5) as u64;
    let mut pull = measure(Workload::After(last));
    let mut whole = measure(Workload::Page);

    let mut text = format!(
        "# Scale\n\nMade by `cargo xtask bench scale -- --residents {} --records {} --clients {}`: one PostgreSQL and one node on \
         one machine, with the clients. Records of 298 bytes, spread over all residents; each request is about another resident.\n\n",
        options.residents, options.records, options.clients
    );
    let gib = |bytes: f64| bytes / 1024.0 / 1024.0 / 1024.0;
    _ = writeln!(text, "| what | figure |\n|---|---|");
    _ = writeln!(
        text,
        "| residents, records | {}, {n_records:.0} |",
        options.residents
    );
    _ = writeln!(text, "| filled at | {:.0} records/s |", n_records / filled);
    _ = writeln!(
        text,
        "| records on disk, with both indexes | {:.2} GiB, {:.0} bytes each |",
        gib(records),
        records / n_records
    );
    _ = writeln!(
        text,
        "| heads on disk | {:.3} GiB, {:.0} bytes each |",
        gib(log_rows),
        log_rows / options.residents as f64
    );
    for (name, seen) in [
        ("append of one record", &mut append),
        ("pull of the last records", &mut pull),
        ("pull of the whole log", &mut whole),
    ] {
        let requests = seen.rate();
        let (p50, p99) = (seen.percentile(50), seen.percentile(99));
        _ = writeln!(
            text,
            "| {name} | p50 {p50:.1} ms, p99 {p99:.1} ms, {requests:.0} records/s |"
        );
    }
    let each = records / n_records;
    let a_year = 1_000_000.0 * 5.0 * 365.0;
    let load = 1_000_000.0 * 5.0 / 86_400.0;
    _ = writeln!(
        text,
        "\nFor a million residents at 5 records a day: {load:.0} appends per second on average, compared with {:.0} measured here; \
         {:.0} GiB a year at {each:.0} bytes a record. The disk grows, but not the work of a request, which touches one log. \
         Before the disk of one machine is full, set a retention, or distribute the records over machines by log.",
        append.rate(),
        gib(a_year * each),
    );
    text
}

async fn fill(place: &ServiceUnderTest, options: &Options) -> Vec<Log> {
    let database = Database::open(&place.config.database_url, &place.config.data, 1)
        .await
        .unwrap();
    let Database::Postgres(pool) = &database else {
        unreachable!("made with a PostgreSQL")
    };
    let mut all = Vec::with_capacity(options.residents);
    while all.len() < options.residents {
        let mut logs: Vec<Log> = (0..GROUP.min(options.residents - all.len()))
            .map(|_| new_log())
            .collect();
        logs.sort_by_key(log_id);
        let ids: Vec<LogId> = logs.iter().map(log_id).collect();
        let hashes: Vec<TokenHash> = logs
            .iter()
            .map(|log| TokenHash::of(&log.token).unwrap())
            .collect();
        sqlx::query(
            "INSERT INTO logs (id, token_hash, xor, created, last_seen) \
             SELECT id, hash, $3, 20000, 20000 FROM UNNEST($1::bytea[], $2::bytea[]) AS n (id, hash)",
        )
        .bind(ids.iter().map(|id| id.as_bytes().to_vec()).collect::<Vec<_>>())
        .bind(
            hashes
                .iter()
                .map(|hash| hash.as_bytes().to_vec())
                .collect::<Vec<_>>(),
        )
        .bind(vec![0_u8; 16])
        .execute(pool)
        .await
        .unwrap();
        let batches: Vec<Batch> = ids
            .iter()
            .zip(&hashes)
            .map(|(log, token)| {
                let records = (0..options.records).map(|_| {
                    let sealed = record();
                    (RecordId::of(&sealed), Bytes::from(sealed))
                });
                Batch {
                    log: *log,
                    token: *token,
                    records: records.collect(),
                }
            })
            .collect();
        let (answers, _) = database
            .append(&ids, &[], 20_000, |rows, _| {
                let planned = decide_group(rows, HashSet::new(), &batches, Limits::default());
                (planned.change, planned.answers)
            })
            .await
            .unwrap();
        assert!(answers.iter().all(Result::is_ok));
        all.extend(logs);
    }
    all
}
