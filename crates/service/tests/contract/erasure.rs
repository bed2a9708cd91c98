//! Erased logs are gone, and their clients are told.

use std::time::{Duration, Instant};

use mijn_brug_service::commands::{self, CommandError};
use mijn_brug_sync::api::{Code, NewLog};

use crate::server::Backend;
use crate::support::{log_id, new_log, record};

const DAY: i64 = 86_400;

pub async fn erases_everything_but_a_tombstone(on: &Backend) {
    let server = on.server().await;
    let (log, other) = (server.log().await, server.log().await);
    let records = [record(), record(), record()];
    server.client.append(&log, &records).await.head();
    server.client.append(&other, &records).await.head();

    let path = format!("/v1/logs/{}", log.id);
    let erased = server
        .client
        .send("DELETE", &path, Some(&log.token), b"")
        .await
        .unwrap();
    assert_eq!(erased.status, 204);

    let database = server.database().await;
    let row = database.log(log_id(&log)).await.unwrap().unwrap();
    assert_eq!((row.seq, row.count, row.xor), (0, 0, vec![0; 16]));
    assert!(row.last_seen.is_none() && row.erased.is_some());
    assert!(database.records(log_id(&log), 0, 500).await.unwrap().is_empty());
    assert!(database.ids(log_id(&log), 0, 500).await.unwrap().is_empty());
    // Another log with the same records stays.
    assert_eq!(server.client.read_all(&other).await, records);

    if !on.is_postgres() {
        // Nor in the SQLite file or its write-ahead log.
        let only = [record()];
        let gone = server.log().await;
        server.client.append(&gone, &only).await.head();
        assert!(server.is_in_its_files(&only[0][100..132]));
        let path = format!("/v1/logs/{}", gone.id);
        server
            .client
            .send("DELETE", &path, Some(&gone.token), b"")
            .await
            .unwrap();
        assert!(!server.is_in_its_files(&only[0][100..132]));
    }
}

pub async fn tells_the_other_side(on: &Backend) {
    let server = on.server().await;
    let team = server.team().await;
    let log = server.log_of(&team).await;
    server.client.append(&log, &[record()]).await.head();
    let path = format!("/v1/logs/{}", log.id);
    server
        .client
        .send("DELETE", &path, Some(&log.token), b"")
        .await
        .unwrap();

    let erased = Some(Code::LogErased);
    assert_eq!(server.client.read(&log, "").await.code(), erased);
    assert_eq!(server.client.read(&log, "?wait=25").await.code(), erased);
    assert_eq!(server.client.append(&log, &[record()]).await.code(), erased);
    assert_eq!(server.client.append(&log, &[]).await.code(), erased);
    let ids = format!("{path}/ids");
    assert_eq!(server.client.get(&ids, Some(&log.token)).await.code(), erased);
    let again = server
        .client
        .send("DELETE", &path, Some(&log.token), b"")
        .await
        .unwrap();
    assert_eq!(again.code(), erased);
    // The log cannot be created again.
    let form = NewLog {
        log: log.id.clone(),
        token: log.token.clone(),
    };
    let made = server.client.post("/v1/logs", Some(&team.token), &form).await;
    assert_eq!(made.code(), erased);
    let form = NewLog {
        log: log.id.clone(),
        token: new_log().token,
    };
    let made = server.client.post("/v1/logs", Some(&team.token), &form).await;
    assert_eq!(made.code(), Some(Code::LogTaken));
    // Holders of another token learn nothing.
    let stranger = server.client.get(&ids, Some(&team.token)).await;
    assert_eq!(stranger.code(), Some(Code::Unauthorized));
    // Its token can no longer create pairing codes.
    let boxes = serde_json::json!({ "offer": "0a".repeat(16), "answer": "0b".repeat(16), "content": "00" });
    let made = server
        .client
        .post("/v1/mailboxes", Some(&log.token), &boxes)
        .await;
    assert_eq!(made.code(), Some(Code::Unauthorized));
}

pub async fn wakes_waiting_polls(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    let (client, waits) = (server.client, log.clone());
    let poll = tokio::spawn(async move { client.read(&waits, "?wait=25").await });
    while crate::scrape::long_polls() < 1.0 {
        tokio::task::yield_now().await;
    }
    let start = Instant::now();
    let path = format!("/v1/logs/{}", log.id);
    server
        .client
        .send("DELETE", &path, Some(&log.token), b"")
        .await
        .unwrap();
    assert_eq!(poll.await.unwrap().code(), Some(Code::LogErased));
    assert!(start.elapsed() < Duration::from_secs(2));
}

pub async fn lets_the_team_create_another_log(on: &Backend) {
    let server = on.server_with(|config| config.team_logs = 1).await;
    let team = server.team().await;
    let log = server.log_of(&team).await;
    let path = format!("/v1/logs/{}", log.id);
    server
        .client
        .send("DELETE", &path, Some(&log.token), b"")
        .await
        .unwrap();
    server.log_of(&team).await;
}

pub async fn only_the_operator_erases_a_team_log(on: &Backend) {
    let server = on.server().await;
    let team = server.team().await;
    let log = server.log_of(&team).await;
    server.client.append(&team, &[record()]).await.head();
    let path = format!("/v1/logs/{}", team.id);
    let by = async |token: &str| {
        server
            .client
            .send("DELETE", &path, Some(token), b"")
            .await
            .unwrap()
    };
    // All members hold the token of the team, and none may erase its log.
    assert_eq!(by(&team.token).await.code(), Some(Code::Forbidden));
    assert_eq!(by(&log.token).await.code(), Some(Code::Unauthorized));
    assert_eq!(server.client.read(&team, "").await.page().items.len(), 1);
    // The operator may, by naming the team.
    let unnamed = commands::erase_log(&server.config, &team.id).await;
    assert!(matches!(&unnamed, Err(CommandError::TeamLog(name)) if name == "Wijkteam"));
    for (id, name) in [(&team.id, "Noord"), (&log.id, "Wijkteam")] {
        let other = commands::erase_team_log(&server.config, id, name).await;
        assert!(matches!(other, Err(CommandError::OtherTeam(_))));
    }
    assert_eq!(server.client.read(&team, "").await.page().items.len(), 1);
    commands::erase_team_log(&server.config, &team.id, "Wijkteam")
        .await
        .unwrap();
    assert_eq!(by(&team.token).await.code(), Some(Code::LogErased));
    let new = new_log();
    let form = NewLog {
        log: new.id,
        token: new.token,
    };
    let made = server.client.post("/v1/logs", Some(&team.token), &form).await;
    assert_eq!(made.code(), Some(Code::Unauthorized));
    // Residents' logs stay.
    server.client.append(&log, &[record()]).await.head();
}

pub async fn by_retention(on: &Backend) {
    let server = on.server_with(|config| config.retention_days = 30).await;
    let team = server.team().await;
    let (written, read, forgotten) = (
        server.log_of(&team).await,
        server.log_of(&team).await,
        server.log_of(&team).await,
    );
    for log in [&written, &read, &forgotten] {
        server.client.append(log, &[record()]).await.head();
    }
    server.pass(29 * DAY);
    server.client.append(&written, &[record()]).await.head();
    server.client.read(&read, "").await.page();
    server.pass(2 * DAY);
    // A node sweeps at once when it starts.
    let mut next = server.another().await;
    let (start, database) = (Instant::now(), server.database().await);
    // Not by reading it, which would count as use.
    while database
        .log(log_id(&forgotten))
        .await
        .unwrap()
        .unwrap()
        .erased
        .is_none()
    {
        assert!(start.elapsed() < Duration::from_secs(20));
    }
    assert_eq!(
        server.client.read(&forgotten, "").await.code(),
        Some(Code::LogErased)
    );
    assert_eq!(server.client.read(&written, "").await.page().items.len(), 2);
    assert_eq!(server.client.read(&read, "").await.page().items.len(), 1);
    // The log of a quiet team stays: without its keys nobody could open the plans that residents share.
    server.client.read(&team, "").await.page();
    next.stop().await;
}
