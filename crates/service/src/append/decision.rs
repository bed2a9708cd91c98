//! Decides what a group of appends changes. No IO: rows and batches in, rows and answers out.

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;

use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::{Head, RecordId};

use super::Batch;
use crate::db::logs::head;
use crate::db::rows::{Change, KnownRow, LogRow, NewRecord};
use crate::db::{signed, unsigned};

/// The limits on one log; 0 is no limit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// The largest number of records.
    pub records: u64,
    /// The largest number of bytes.
    pub bytes: u64,
}

/// The rows to write, and the answer to each batch.
#[derive(Debug, Default)]
pub struct Decided {
    /// The rows to write.
    pub change: Change,
    /// One answer for each batch.
    pub answers: Vec<Result<Head, Code>>,
}

/// Decides on each batch in order: all of it is appended, or nothing. A record that is in the log counts as appended.
pub fn decide_group<S: BuildHasher>(
    rows: Vec<LogRow>,
    mut known: HashSet<KnownRow, S>,
    batches: &[Batch],
    limits: Limits,
) -> Decided {
    let mut rows: BTreeMap<Vec<u8>, (LogRow, bool)> = rows
        .into_iter()
        .map(|row| (row.id.clone(), (row, false)))
        .collect();
    let mut decided = Decided::default();
    for batch in batches {
        let answer = match rows.get_mut(batch.log.as_bytes().as_slice()) {
            None => Err(Code::LogNotFound),
            Some((row, _)) if !batch.token.matches(&row.token_hash) => Err(Code::Unauthorized),
            Some((row, _)) if row.erased.is_some() => Err(Code::LogErased),
            Some((row, grown)) => accept(batch, row, &mut known, limits).map(|records| {
                *grown |= !records.is_empty();
                decided.change.records.extend(records);
                head(row.seq, row.count, &row.xor)
            }),
        };
        // A full log still accepts records that it has, so this answer needs to know them.
        decided.change.depends_on_known |= answer == Err(Code::LogFull);
        decided.answers.push(answer);
    }
    decided.change.logs = rows
        .into_values()
        .filter_map(|(row, grown)| grown.then_some(row))
        .collect();
    decided
}

/// Returns the new records of a batch and advances the row; on an error the row is unchanged.
///
/// # Errors
/// [`Code::LogFull`] if the log would exceed a limit.
fn accept<S: BuildHasher>(
    batch: &Batch,
    row: &mut LogRow,
    known: &mut HashSet<KnownRow, S>,
    limits: Limits,
) -> Result<Vec<NewRecord>, Code> {
    let mut seq = unsigned(row.seq);
    let mut bytes = unsigned(row.bytes);
    let mut set = head(row.seq, row.count, &row.xor).set;
    let mut here: HashSet<RecordId> = HashSet::new();
    let mut records = Vec::with_capacity(batch.records.len());
    for (id, sealed) in &batch.records {
        let key = (batch.log.as_bytes().to_vec(), id.as_bytes().to_vec());
        if known.contains(&key) || !here.insert(*id) {
            continue;
        }
        seq = seq.saturating_add(1);
        bytes = bytes.saturating_add(u64::try_from(sealed.len()).unwrap_or(u64::MAX));
        set.insert(*id);
        records.push(NewRecord {
            log: batch.log,
            seq,
            id: *id,
            upto: bytes,
            sealed: sealed.clone(),
        });
    }
    let over = |limit: u64, is: u64| limit != 0 && is > limit;
    if !records.is_empty() && (over(limits.records, set.count()) || over(limits.bytes, bytes)) {
        return Err(Code::LogFull);
    }
    row.seq = signed(seq);
    row.count = signed(set.count());
    row.xor = set.xor().to_vec();
    row.bytes = signed(bytes);
    let log = batch.log.as_bytes().to_vec();
    known.extend(here.iter().map(|id| (log.clone(), id.as_bytes().to_vec())));
    Ok(records)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use axum::body::Bytes;
    use mijn_brug_sync::wire::LogId;

    use super::*;
    use crate::access::TokenHash;

    fn token(digit: &str) -> TokenHash {
        TokenHash::of(&digit.repeat(64)).unwrap()
    }

    fn row(log: u8) -> LogRow {
        LogRow {
            id: vec![log; 16],
            token_hash: token("1").as_bytes().to_vec(),
            seq: 0,
            count: 0,
            xor: vec![0; 16],
            bytes: 0,
            erased: None,
        }
    }

    fn batch(log: u8, texts: &[&'static str]) -> Batch {
        let records = texts
            .iter()
            .map(|text| (RecordId::of(text.as_bytes()), Bytes::from_static(text.as_bytes())));
        Batch {
            log: LogId::from_bytes([log; 16]),
            token: token("1"),
            records: records.collect(),
        }
    }

    fn check(batches: &[Batch], limits: Limits, expected: &[Result<u64, Code>]) -> Decided {
        let planned = decide_group(vec![row(1), row(2)], HashSet::new(), batches, limits);
        let seqs: Vec<_> = planned
            .answers
            .iter()
            .map(|answer| answer.map(|head| head.seq))
            .collect();
        assert_eq!(seqs, expected);
        planned
    }

    #[test]
    fn batches_of_one_log_follow_each_other() {
        let batches = [batch(1, &["a", "bb"]), batch(2, &["a"]), batch(1, &["ccc"])];
        let planned = check(&batches, Limits::default(), &[Ok(2), Ok(1), Ok(3)]);
        let uptos: Vec<_> = planned.change.records.iter().map(|r| (r.seq, r.upto)).collect();
        assert_eq!(uptos, [(1, 1), (2, 3), (1, 1), (3, 6)]);
    }

    #[test]
    fn the_same_record_twice_is_stored_once() {
        check(
            &[batch(1, &["a", "a", "b"]), batch(1, &["b", "a"])],
            Limits::default(),
            &[Ok(2), Ok(2)],
        );
    }

    #[test]
    fn a_known_record_counts_as_appended() {
        let key = (vec![1; 16], RecordId::of(b"a").as_bytes().to_vec());
        let planned = decide_group(
            vec![row(1)],
            HashSet::from([key]),
            &[batch(1, &["a"])],
            Limits::default(),
        );
        assert!(planned.change.logs.is_empty() && planned.change.records.is_empty());
        assert_eq!(planned.answers, [Ok(Head::default())]);
    }

    #[test]
    fn a_full_log_refuses_the_whole_batch_and_other_logs_continue() {
        let limits = Limits { records: 2, bytes: 0 };
        check(
            &[
                batch(1, &["a"]),
                batch(1, &["b", "c"]),
                batch(1, &["b"]),
                batch(2, &["c"]),
            ],
            limits,
            &[Ok(1), Err(Code::LogFull), Ok(2), Ok(1)],
        );
    }

    #[test]
    fn the_limit_of_bytes_holds_too() {
        let limits = Limits { records: 0, bytes: 3 };
        check(
            &[batch(1, &["aaa"]), batch(1, &["b"])],
            limits,
            &[Ok(3 - 2), Err(Code::LogFull)],
        );
    }

    #[test]
    fn a_record_refused_with_its_batch_is_new_again_later() {
        let limits = Limits { records: 1, bytes: 0 };
        check(
            &[batch(1, &["a", "b"]), batch(1, &["a"])],
            limits,
            &[Err(Code::LogFull), Ok(1)],
        );
    }

    #[test]
    fn a_wrong_token_or_log_is_refused() {
        let mut stranger = batch(1, &["a"]);
        stranger.token = token("2");
        check(
            &[stranger, batch(3, &["a"])],
            Limits::default(),
            &[Err(Code::Unauthorized), Err(Code::LogNotFound)],
        );
    }

    #[test]
    fn an_erased_log_accepts_nothing() {
        let mut erased = row(1);
        erased.erased = Some(1);
        let planned = decide_group(
            vec![erased],
            HashSet::new(),
            &[batch(1, &["a"])],
            Limits::default(),
        );
        assert_eq!(planned.answers, [Err(Code::LogErased)]);
    }
}
