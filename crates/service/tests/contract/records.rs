//! Appending and reading records.

use std::slice::from_ref;

use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::{BYTES_MAX, Page, RECORDS_MAX, RecordId, write_batch};

use crate::server::Backend;
use crate::support::client::Connection;
use crate::support::{large_record, random, record, set};

pub async fn appends_and_reads(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    let records: Vec<_> = (0..5).map(|_| record()).collect();
    let head = server.client.append(&log, &records[..2]).await.head();
    assert_eq!((head.seq, head.set), (2, set(&records[..2])));
    let head = server.client.append(&log, &records[2..]).await.head();
    assert_eq!((head.seq, head.set), (5, set(&records)));
    assert_eq!(server.client.read_all(&log).await, records);
    // The same after a restart.
    let server = server.restart().await;
    assert_eq!(server.client.read_all(&log).await, records);
    let page = server.client.read(&log, "?after=3").await.page();
    let seqs: Vec<u64> = page.items.iter().map(|item| item.seq).collect();
    assert_eq!((page.head, seqs), (head, vec![4, 5]));
}

pub async fn pages_by_count(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    let records: Vec<_> = (0..=RECORDS_MAX).map(|_| record()).collect();
    server.client.append(&log, &records[..RECORDS_MAX]).await.head();
    server.client.append(&log, &records[RECORDS_MAX..]).await.head();
    for (query, expected) in [
        ("", RECORDS_MAX),
        ("?limit=9999", RECORDS_MAX),
        ("?limit=1", 1),
        ("?limit=7&after=497", 4),
        ("?after=500", 1),
        ("?after=501", 0),
        ("?after=18446744073709551615", 0),
    ] {
        let page = server.client.read(&log, query).await.page();
        assert_eq!((page.items.len(), page.head.seq), (expected, 501), "{query}");
    }
    assert_eq!(server.client.read_all(&log).await, records);
}

pub async fn pages_by_bytes(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    let records: Vec<_> = (0..31)
        .map(|at| if at == 15 { record() } else { large_record() })
        .collect();
    for batch in records.chunks(15) {
        server.client.append(&log, batch).await.head();
    }
    let answer = server.client.read(&log, "").await;
    assert!(answer.body.len() > BYTES_MAX - 66_000 && answer.body.len() <= BYTES_MAX + 44);
    assert_eq!(server.client.read_all(&log).await, records);
}

pub async fn ids_page_by_page(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    let records: Vec<_> = (0..3).map(|_| record()).collect();
    server.client.append(&log, &records).await.head();
    for after in [0, 2, 3, 9] {
        let path = format!("/v1/logs/{}/ids?after={after}", log.id);
        let answer = server.client.get(&path, Some(&log.token)).await;
        let page = Page::<RecordId>::read(&answer.body).unwrap();
        let ids: Vec<_> = page.items.iter().map(|item| item.item).collect();
        let expected: Vec<_> = records
            .iter()
            .skip(after)
            .map(|sealed| RecordId::of(sealed))
            .collect();
        assert_eq!((ids, page.head.seq), (expected, 3), "{after}");
    }
}

pub async fn a_retry_is_harmless(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    let (one, two) = (record(), record());
    let head = server.client.append(&log, from_ref(&one)).await.head();
    assert_eq!(server.client.append(&log, from_ref(&one)).await.head(), head);
    // A batch with a known record, and the same record twice.
    let both = [two.clone(), one.clone(), two.clone()];
    let head = server.client.append(&log, &both).await.head();
    assert_eq!((head.seq, head.set), (2, set(&[one.clone(), two.clone()])));
    // An empty batch returns the head.
    assert_eq!(server.client.append(&log, &[]).await.head(), head);
    assert_eq!(server.client.read_all(&log).await, [one, two]);
}

pub async fn reordered_and_replayed(on: &Backend) {
    let server = on.server().await;
    let (log, other) = (server.log().await, server.log().await);
    let records: Vec<_> = (0..6).map(|_| record()).collect();
    for batch in [
        &records[4..],
        &records[..3],
        &records[2..5],
        &records[4..],
        &records[..],
    ] {
        server.client.append(&log, batch).await.head();
    }
    let all = server.client.read_all(&log).await;
    assert_eq!((all.len(), set(&all)), (6, set(&records)));
    // A batch replayed to another log is appended there.
    assert_eq!(server.client.append(&other, &records).await.head().seq, 6);
}

pub async fn invalid_batches(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    let whole = write_batch([record().as_slice(), record().as_slice()]);
    let overlong = [&[0, 1, 1, 0x43][..], &random(65_859)].concat();
    for (body, code) in [
        (whole[..whole.len() - 1].to_vec(), Code::Malformed),
        (whole[..3].to_vec(), Code::Malformed),
        (whole[..310].to_vec(), Code::Malformed),
        (b"{}".to_vec(), Code::Malformed),
        (vec![0; 8], Code::RecordInvalid),
        ([&whole[..], &[0, 0, 0, 1, 7]].concat(), Code::RecordInvalid),
        (vec![255; 4], Code::RecordInvalid),
        (overlong, Code::RecordInvalid),
    ] {
        let path = format!("/v1/logs/{}/records", log.id);
        let answer = server
            .client
            .send("POST", &path, Some(&log.token), &body)
            .await
            .unwrap();
        assert_eq!(answer.code(), Some(code), "{} bytes", body.len());
    }
    // Nothing of a bad batch is stored.
    assert!(server.client.read_all(&log).await.is_empty());
}

pub async fn too_large(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    let records: Vec<_> = (0..=RECORDS_MAX).map(|_| record()).collect();
    assert_eq!(
        server.client.append(&log, &records).await.code(),
        Some(Code::TooLarge)
    );
    // One byte over.
    let path = format!("/v1/logs/{}/records", log.id);
    let body = vec![7; BYTES_MAX + 1];
    let answer = server
        .client
        .send("POST", &path, Some(&log.token), &body)
        .await
        .unwrap();
    assert_eq!(answer.code(), Some(Code::TooLarge));
    // An oversized `Content-Length` is refused before the body is sent.
    let mut connection = Connection::open(server.client.0).await.unwrap();
    let bearer = format!("Bearer {}", log.token);
    let answer = connection.announce(&path, &bearer, 9_000_000).await.unwrap();
    assert_eq!(answer.code(), Some(Code::TooLarge));
    let small = on
        .server_with(|config| (config.body_bytes, config.batch_records) = (1_000, 2))
        .await;
    let log = small.log().await;
    assert_eq!(small.client.append(&log, &records[..2]).await.head().seq, 2);
    assert_eq!(
        small.client.append(&log, &records[..3]).await.code(),
        Some(Code::TooLarge)
    );
    assert_eq!(
        small.client.append(&log, &[large_record()]).await.code(),
        Some(Code::TooLarge)
    );
}

pub async fn one_bad_batch_does_not_fail_the_others(on: &Backend) {
    let server = on.server_with(|config| config.log_records = 3).await;
    let team = server.team().await;
    let mut tasks = Vec::new();
    for at in 0..24 {
        let (client, mut log) = (server.client, server.log_of(&team).await);
        tasks.push(tokio::spawn(async move {
            let expected = match at % 4 {
                0 => {
                    log.token = crate::support::new_log().token;
                    Some(Code::Unauthorized)
                }
                1 => {
                    log.id = crate::support::new_log().id;
                    Some(Code::LogNotFound)
                }
                2 => {
                    let four = [record(), record(), record(), record()];
                    assert_eq!(client.append(&log, &four).await.code(), Some(Code::LogFull));
                    None
                }
                _ => None,
            };
            assert_eq!(
                client.append(&log, &[record(), record()]).await.code(),
                expected,
                "{at}"
            );
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
}

pub async fn concurrent_appends_have_no_gap(on: &Backend) {
    let server = on.server().await;
    let other = if on.is_postgres() {
        Some(server.another().await)
    } else {
        None
    };
    let log = server.log().await;
    let shared = record();
    let mut tasks = Vec::new();
    for at in 0..16 {
        // On PostgreSQL, half of the appends use a second node.
        let client = other
            .as_ref()
            .filter(|_| at % 2 == 0)
            .map_or(server.client, |node| node.client);
        let (log, shared) = (log.clone(), shared.clone());
        tasks.push(tokio::spawn(async move {
            let mut sent = Vec::new();
            for _ in 0..20 {
                let batch = [record(), shared.clone(), record()];
                let head = client.append(&log, &batch).await.head();
                sent.extend([batch[0].clone(), batch[2].clone()]);
                assert!(head.seq >= u64::try_from(sent.len()).unwrap());
            }
            sent
        }));
    }
    let mut sent = vec![shared];
    for task in tasks {
        sent.extend(task.await.unwrap());
    }
    let all = server.client.read_all(&log).await;
    assert_eq!((all.len(), set(&all)), (sent.len(), set(&sent)));
}

pub async fn a_log_is_full(on: &Backend) {
    let server = on.server_with(|config| config.log_records = 3).await;
    let log = server.log().await;
    let first = [record(), record()];
    server.client.append(&log, &first).await.head();
    let two = [record(), record()];
    assert_eq!(server.client.append(&log, &two).await.code(), Some(Code::LogFull));
    assert_eq!(server.client.append(&log, &two[..1]).await.head().seq, 3);
    // A full log still accepts a retry, and can be read.
    assert_eq!(server.client.append(&log, &first).await.head().seq, 3);
    assert_eq!(server.client.read_all(&log).await.len(), 3);

    let server = on.server_with(|config| config.log_bytes = 1_000).await;
    let log = server.log().await;
    server
        .client
        .append(&log, &[record(), record(), record()])
        .await
        .head();
    assert_eq!(
        server.client.append(&log, &[record()]).await.code(),
        Some(Code::LogFull)
    );
}

pub async fn invalid_queries(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    for query in [
        "?after=-1",
        "?after=x",
        "?limit=0",
        "?wait=1.5",
        "?before=3",
        "?after=1&after=2",
        "?after=",
    ] {
        let answer = server.client.read(&log, query).await;
        assert_eq!(answer.code(), Some(Code::Malformed), "{query}");
    }
    let path = format!("/v1/logs/{}/ids?limit=1", log.id);
    let answer = server.client.get(&path, Some(&log.token)).await;
    assert_eq!(answer.code(), Some(Code::Malformed));
}
