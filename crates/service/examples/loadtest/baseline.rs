//! The reference: a loop that only inserts the same bytes with the same durability, `n` to a commit.

use std::time::{Duration, Instant};

use mijn_brug_service::db::Database;
use mijn_brug_sync::wire::RecordId;

use crate::load::{ServiceUnderTest, processor_time};
use crate::support::{random, record};

const INSERT: &str = "INSERT INTO records (log_id, seq, id, upto, sealed) VALUES ($1, $2, $3, $4, $5)";

/// Inserts per second, and microseconds of processor time for each.
pub async fn run(place: &ServiceUnderTest, n_logs: usize, group: usize, time: Duration) -> (f64, f64) {
    let database = Database::open(&place.config.database_url, &place.config.data, 1)
        .await
        .unwrap();
    let logs: Vec<Vec<u8>> = (0..n_logs).map(|_| random(16)).collect();
    let before = processor_time(std::process::id());
    let start = Instant::now();
    let mut seq: i64 = 0;
    macro_rules! insert {
        ($transaction:expr) => {{
            let mut transaction = $transaction;
            for _ in 0..group {
                let sealed = record();
                seq += 1;
                sqlx::query(INSERT)
                    .bind(logs[seq as usize % n_logs].as_slice())
                    .bind(seq)
                    .bind(RecordId::of(&sealed).as_bytes().to_vec())
                    .bind(seq)
                    .bind(sealed)
                    .execute(&mut *transaction)
                    .await
                    .unwrap();
            }
            transaction.commit().await.unwrap();
        }};
    }
    while start.elapsed() < time {
        match &database {
            Database::Sqlite { writer, .. } => insert!(writer.begin_with("BEGIN IMMEDIATE").await.unwrap()),
            Database::Postgres(pool) => insert!(pool.begin().await.unwrap()),
        }
    }
    let rate = seq as f64 / start.elapsed().as_secs_f64();
    let processor = processor_time(std::process::id()).saturating_sub(before);
    database.close().await;
    (rate, processor.as_secs_f64() * 1e6 / seq as f64)
}
