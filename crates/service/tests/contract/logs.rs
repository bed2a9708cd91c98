//! Creating logs, and who may read them.

use mijn_brug_sync::api::{Code, HeadOrCode, Heads, HeadsRequest, LOGS_MAX, NewLog};

use crate::server::Backend;
use crate::support::{Log, hex, new_log, record, set};

fn form(log: &Log) -> NewLog {
    NewLog {
        log: log.id.clone(),
        token: log.token.clone(),
    }
}

pub async fn creates_a_log_once(on: &Backend) {
    let server = on.server().await;
    let (team, log) = (server.team().await, new_log());
    for _ in 0..2 {
        let made = server
            .client
            .post("/v1/logs", Some(&team.token), &form(&log))
            .await;
        assert_eq!((made.status, made.body.len()), (204, 0));
    }
    server.client.append(&log, &[record()]).await.head();
    // Creating it again changes nothing in it.
    server
        .client
        .post("/v1/logs", Some(&team.token), &form(&log))
        .await;
    assert_eq!(server.client.read(&log, "").await.page().items.len(), 1);
}

pub async fn only_a_team_creates_logs(on: &Backend) {
    let server = on.server().await;
    let resident = server.log().await;
    for token in [
        None,
        Some(new_log().token),
        Some(resident.token),
        Some("x".into()),
    ] {
        let made = server
            .client
            .post("/v1/logs", token.as_deref(), &form(&new_log()))
            .await;
        assert_eq!(made.code(), Some(Code::Unauthorized), "{token:?}");
    }
}

pub async fn a_taken_log(on: &Backend) {
    let server = on.server().await;
    let (team, other) = (server.team().await, server.team().await);
    let log = server.log_of(&team).await;
    let taken = Some(Code::LogTaken);
    let of_another_team = server
        .client
        .post("/v1/logs", Some(&other.token), &form(&log))
        .await;
    assert_eq!(of_another_team.code(), taken);
    let renamed = Log {
        token: new_log().token,
        ..log
    };
    let another_token = server
        .client
        .post("/v1/logs", Some(&team.token), &form(&renamed))
        .await;
    assert_eq!(another_token.code(), taken);
    let own = server
        .client
        .post("/v1/logs", Some(&team.token), &form(&team))
        .await;
    assert_eq!(own.code(), taken);
}

pub async fn team_is_full(on: &Backend) {
    let server = on.server_with(|config| config.team_logs = 2).await;
    let (team, other) = (server.team().await, server.team().await);
    let first = server.log_of(&team).await;
    server.log_of(&team).await;
    let third = new_log();
    let made = server
        .client
        .post("/v1/logs", Some(&team.token), &form(&third))
        .await;
    assert_eq!(made.code(), Some(Code::TeamFull));
    assert_eq!(
        server.client.read(&third, "").await.code(),
        Some(Code::LogNotFound)
    );
    // An existing log does not count, and another team has room.
    let again = server
        .client
        .post("/v1/logs", Some(&team.token), &form(&first))
        .await;
    assert_eq!(again.status, 204);
    server.log_of(&other).await;
}

pub async fn heads_of_many(on: &Backend) {
    let server = on.server().await;
    let team = server.team().await;
    let (full, empty, erased) = (
        server.log_of(&team).await,
        server.log_of(&team).await,
        server.log_of(&team).await,
    );
    let records = [record(), record()];
    server.client.append(&full, &records).await.head();
    let path = format!("/v1/logs/{}", erased.id);
    server
        .client
        .send("DELETE", &path, Some(&erased.token), b"")
        .await
        .unwrap();
    let stranger = Log {
        token: empty.token.clone(),
        ..full.clone()
    };
    let logs: Vec<NewLog> = [&full, &new_log(), &erased, &stranger, &empty, &full]
        .map(form)
        .into();
    let answer: Heads = server
        .client
        .post("/v1/heads", None, &HeadsRequest { logs })
        .await
        .json();
    let head = |seq, xor: &[u8]| HeadOrCode::Head {
        seq,
        count: seq,
        xor: hex(xor),
    };
    let code = |code| HeadOrCode::Code { code };
    assert_eq!(
        answer.heads,
        [
            head(2, set(&records).xor()),
            code(Code::LogNotFound),
            code(Code::LogErased),
            code(Code::LogNotFound),
            head(0, &[0; 16]),
            head(2, set(&records).xor()),
        ]
    );
    let many = |n| HeadsRequest {
        logs: (0..n).map(|_| form(&full)).collect(),
    };
    let most: Heads = server
        .client
        .post("/v1/heads", None, &many(LOGS_MAX))
        .await
        .json();
    assert_eq!(most.heads.len(), LOGS_MAX);
    let too_many = server.client.post("/v1/heads", None, &many(LOGS_MAX + 1)).await;
    assert_eq!(too_many.code(), Some(Code::TooLarge));
}

pub async fn only_the_token_of_the_log_reads_it(on: &Backend) {
    let server = on.server().await;
    let (log, other) = (server.log().await, server.log().await);
    let unauthorized = Some(Code::Unauthorized);
    let path = format!("/v1/logs/{}", log.id);
    for (method, path) in [
        ("GET", format!("{path}/records")),
        ("POST", format!("{path}/records")),
        ("GET", format!("{path}/ids")),
        ("DELETE", path.clone()),
    ] {
        for token in [None, Some(other.token.as_str()), Some("00"), Some("")] {
            let answer = server.client.send(method, &path, token, b"").await.unwrap();
            assert_eq!(answer.code(), unauthorized, "{method} {path} {token:?}");
        }
        let nowhere = path.replace(&log.id, &new_log().id);
        let answer = server
            .client
            .send(method, &nowhere, Some(&log.token), b"")
            .await
            .unwrap();
        assert_eq!(answer.code(), Some(Code::LogNotFound), "{method} {nowhere}");
        let no_id = path.replace(&log.id, "0123");
        let answer = server
            .client
            .send(method, &no_id, Some(&log.token), b"")
            .await
            .unwrap();
        assert_eq!(answer.code(), Some(Code::Malformed), "{method} {no_id}");
    }
    // Tokens and ids are case-insensitive.
    let upper = Log {
        id: log.id.to_uppercase(),
        token: log.token.to_uppercase(),
    };
    server.client.read(&upper, "").await.page();
}

pub async fn invalid_bodies(on: &Backend) {
    let server = on.server().await;
    let team = server.team().await;
    let (id, token) = ("0a".repeat(16), "0b".repeat(32));
    for body in [
        String::new(),
        "{".into(),
        "[]".into(),
        "{}".into(),
        format!(r#"{{"log":"{id}"}}"#),
        format!(r#"{{"log":"{id}","token":"{token}","more":1}}"#),
        format!(r#"{{"log":"{id}0","token":"{token}"}}"#),
        format!(r#"{{"log":"{id}","token":"{id}"}}"#),
        format!(r#"{{"log":"{id}","token":7}}"#),
    ] {
        let made = server
            .client
            .send("POST", "/v1/logs", Some(&team.token), body.as_bytes())
            .await
            .unwrap();
        assert_eq!(made.code(), Some(Code::Malformed), "{body}");
    }
}
