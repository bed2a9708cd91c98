//! The consistency check of `mijn-brug-service check`.

use std::collections::BTreeMap;

use mijn_brug_sync::wire::{LogId, RecordId, SetHash};
use sqlx::FromRow;

use super::logs::log_id;
use super::{Database, DbError, signed};

/// A log, as its row has it.
#[derive(Debug, FromRow)]
struct Stored {
    id: Vec<u8>,
    seq: i64,
    count: i64,
    xor: Vec<u8>,
    bytes: i64,
    erased: Option<i64>,
}

type Record = (i64, Vec<u8>, i64, Vec<u8>);

/// The result of the check.
#[derive(Debug, Default)]
pub struct Report {
    /// The number of logs read.
    pub logs: u64,
    /// The number of records read.
    pub records: u64,
    /// The faults, one per line.
    pub faults: Vec<String>,
}

/// The number of rows read at a time.
const PAGE: i64 = 1_000;

impl Database {
    /// Checks every log: numbers without gaps, count, set hash, lengths, and the id of each record. Of a log that grows meanwhile it
    /// checks the records that were there at the start.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn check(&self) -> Result<Report, DbError> {
        let mut report = Report::default();
        let mut after: Vec<u8> = Vec::new();
        loop {
            let logs: Vec<Stored> = read!(self, |pool| {
                sqlx::query_as(
                    "SELECT id, seq, count, xor, bytes, erased FROM logs WHERE id > $1 ORDER BY id LIMIT $2",
                )
                .bind(after.as_slice())
                .bind(PAGE)
                .fetch_all(pool)
                .await?
            });
            let Some(last) = logs.last() else { break };
            after.clone_from(&last.id);
            for stored in &logs {
                self.check_log(stored, &mut report).await?;
            }
        }
        let (orphans,): (i64,) = read!(self, |pool| {
            sqlx::query_as(
                "SELECT COUNT(*) FROM records AS r LEFT JOIN logs AS l ON l.id = r.log_id WHERE l.id IS NULL",
            )
            .fetch_one(pool)
            .await?
        });
        if orphans > 0 {
            report.faults.push(format!("{orphans} records belong to no log"));
        }
        Ok(report)
    }

    async fn check_log(&self, stored: &Stored, report: &mut Report) -> Result<(), DbError> {
        report.logs += 1;
        let Some(id) = log_id(&stored.id) else {
            report.faults.push("the id of a log is not 16 bytes".to_owned());
            return Ok(());
        };
        let mut recounted = Recounted::default();
        loop {
            let page: Vec<Record> = read!(self, |pool| {
                sqlx::query_as(
                    "SELECT seq, id, upto, sealed FROM records WHERE log_id = $1 AND seq > $2 \
                     AND (seq <= $3 OR $4) ORDER BY seq LIMIT $5",
                )
                .bind(stored.id.as_slice())
                .bind(recounted.seq)
                .bind(stored.seq)
                .bind(stored.erased.is_some())
                .bind(PAGE)
                .fetch_all(pool)
                .await?
            });
            if page.is_empty() {
                break;
            }
            for record in &page {
                recounted.add(record);
            }
        }
        report.records += u64::try_from(recounted.records).unwrap_or(0);
        report.faults.extend(recounted.differences(id, stored));
        Ok(())
    }
}

/// A log, recounted from its records.
#[derive(Debug, Default)]
struct Recounted {
    seq: i64,
    records: i64,
    bytes: i64,
    set: SetHash,
    faults: BTreeMap<&'static str, i64>,
}

impl Recounted {
    fn add(&mut self, (seq, id, upto, sealed): &Record) {
        if *seq != self.seq.saturating_add(1) {
            self.faults
                .entry("a gap in the numbers before record")
                .or_insert(*seq);
        }
        self.seq = *seq;
        self.records = self.records.saturating_add(1);
        self.bytes = self
            .bytes
            .saturating_add(i64::try_from(sealed.len()).unwrap_or(i64::MAX));
        if *upto != self.bytes {
            self.faults
                .entry("the lengths do not add up at record")
                .or_insert(*seq);
        }
        let is = RecordId::of(sealed);
        if is.as_bytes().as_slice() != id.as_slice() {
            self.faults
                .entry("the id does not match the bytes of record")
                .or_insert(*seq);
        }
        self.set.insert(is);
    }

    fn differences(&self, id: LogId, stored: &Stored) -> Vec<String> {
        let mut faults: Vec<String> = self
            .faults
            .iter()
            .map(|(what, seq)| format!("log {id}: {what} {seq}"))
            .collect();
        let mut compare = |what: &str, stored: i64, is: i64| {
            if stored != is {
                faults.push(format!(
                    "log {id}: the stored {what} is {stored}, but the records give {is}"
                ));
            }
        };
        compare("last number", stored.seq, self.seq);
        compare("count", stored.count, signed(self.set.count()));
        compare("length", stored.bytes, self.bytes);
        if self.set.xor().as_slice() != stored.xor.as_slice() {
            faults.push(format!(
                "log {id}: the stored set hash does not match the records"
            ));
        }
        if stored.erased.is_some() && self.records > 0 {
            faults.push(format!("log {id}: erased, but {} records are left", self.records));
        }
        faults
    }
}
