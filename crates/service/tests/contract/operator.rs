//! The operator's commands, and the metrics.

use std::fs::Permissions;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use mijn_brug_service::commands::{self, CommandError};
use mijn_brug_service::config::Config;
use mijn_brug_service::db::Database;
use mijn_brug_sync::api::Code;

use crate::scrape::Scrape;
use crate::server::{Backend, Server};
use crate::support::client::Client;
use crate::support::{hex, log_id, new_log, random, record};

pub async fn creates_and_lists_teams(on: &Backend) {
    let server = on.server().await;
    let team = server.team().await;
    server.log_of(&team).await;
    let link = commands::create_team(&server.config, " Zuid ", 2, "https://brug.example/")
        .await
        .unwrap();
    let secret = link
        .strip_prefix("https://brug.example/begeleider/#aanmelden=")
        .unwrap();
    assert_eq!(secret.len(), 64);
    let list = commands::list_teams(&server.config).await.unwrap();
    assert_eq!(
        list,
        "Wijkteam\tenrolled\t1 logs\nZuid\tlink works 48 more hours\t0 logs"
    );
    server.pass(2 * 86_400);
    assert!(
        commands::list_teams(&server.config)
            .await
            .unwrap()
            .contains("Zuid\tlink expired")
    );
    for name in ["", "  ", "two\nlines", &"x".repeat(101)] {
        let refused = commands::create_team(&server.config, name, 1, "x").await;
        assert!(matches!(refused, Err(CommandError::Name)), "{name:?}");
    }
}

pub async fn backs_up(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    server.client.append(&log, &[record(), record()]).await.head();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mijn-brug.db");
    if on.is_postgres() {
        let refused = commands::backup(&server.config, &file).await.unwrap_err();
        assert!(refused.to_string().contains("pg_dump"));
        return;
    }
    commands::backup(&server.config, &file).await.unwrap();
    let again = commands::backup(&server.config, &file).await;
    assert!(matches!(again, Err(CommandError::FileExists(_))));
    // The copy holds exactly what was there before.
    server.client.append(&log, &[record()]).await.head();
    let copy = Config {
        data: folder.path().to_owned(),
        ..Config::default()
    };
    assert_eq!(
        commands::check(&copy).await.unwrap(),
        "2 logs with 2 records: no faults found"
    );
}

pub async fn checks_and_finds(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    let records: Vec<_> = (0..6).map(|_| record()).collect();
    server.client.append(&log, &records).await.head();
    assert!(
        commands::check(&server.config)
            .await
            .unwrap()
            .contains("6 records")
    );
    let check = async |sql: &'static str, expected: &str| {
        let changed = match server.database().await {
            Database::Sqlite { writer, .. } => {
                sqlx::query(sql).execute(&writer).await.unwrap().rows_affected()
            }
            Database::Postgres(pool) => sqlx::query(sql).execute(&pool).await.unwrap().rows_affected(),
        };
        assert!(changed > 0, "{sql}");
        let error = commands::check(&server.config).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{sql}: {error}");
    };
    check(
        "UPDATE logs SET xor = token_hash WHERE seq > 0",
        "the stored set hash does not match the records",
    )
    .await;
    check(
        "UPDATE logs SET bytes = bytes + 1 WHERE seq > 0",
        "the stored length is",
    )
    .await;
    check(
        "UPDATE records SET sealed = log_id WHERE seq = 1",
        "the id does not match the bytes of record 1",
    )
    .await;
    check(
        "UPDATE records SET upto = upto + 1 WHERE seq = 6",
        "the lengths do not add up",
    )
    .await;
    check(
        "DELETE FROM records WHERE seq = 3",
        "a gap in the numbers before record 4",
    )
    .await;
    check(
        "UPDATE logs SET erased = 1 WHERE seq > 0",
        "erased, but 5 records are left",
    )
    .await;
    check("DELETE FROM logs WHERE seq > 0", "5 records belong to no log").await;
}

pub async fn erases(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    server.client.append(&log, &[record()]).await.head();
    commands::erase_log(&server.config, &log.id).await.unwrap();
    assert_eq!(server.client.read(&log, "").await.code(), Some(Code::LogErased));
    for id in [&log.id, &new_log().id] {
        let refused = commands::erase_log(&server.config, id).await;
        assert!(matches!(refused, Err(CommandError::LogNotFound)));
    }
    assert!(matches!(
        commands::erase_log(&server.config, "x").await,
        Err(CommandError::Log)
    ));
    let database = server.database().await;
    assert!(database.log(log_id(&log)).await.unwrap().is_some());
}

/// A service with a separate port for metrics.
async fn counted(on: &Backend) -> (Server, SocketAddr) {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let server = on
        .server_with(|config| config.admin_listen = port.to_string())
        .await;
    (server, port)
}

pub async fn counts(on: &Backend) {
    let (server, port) = counted(on).await;
    let log = server.log().await;
    server.client.append(&log, &[record()]).await.head();
    server.client.get("/v1/nothing", None).await;
    let (scrape, text) = Scrape::get(port).await;
    scrape.check_conventions();
    let append = [
        ("method", "POST"),
        ("route", "/v1/logs/{log}/records"),
        ("status", "200"),
    ];
    let n_requests = scrape.number("mijn_brug_requests_total", &append).unwrap();
    assert!(n_requests >= 1.0, "{text}");
    let requests = scrape.histogram("mijn_brug_request_seconds", &append).unwrap();
    let seconds = requests.sum.unwrap().as_f64();
    assert!(
        requests.count.is_some_and(|count| count >= 1) && (0.0..60.0 * n_requests).contains(&seconds),
        "{requests:?}"
    );
    let commits = scrape.histogram("mijn_brug_commit_appends", &[]).unwrap();
    assert!(
        commits.sum.is_some_and(|appends| appends.as_f64() >= 1.0),
        "{text}"
    );
    for (name, least) in [
        ("mijn_brug_appends_total", 1.0),
        ("mijn_brug_records_total", 1.0),
        ("mijn_brug_long_polls", 0.0),
        ("mijn_brug_db_errors_total", 0.0),
    ] {
        let number = scrape.number(name, &[]);
        assert!(number.is_some_and(|number| number >= least), "{name}\n{text}");
    }
    for outcome in ["sent", "gone", "again", "late", "dropped"] {
        let labels = [("outcome", outcome)];
        assert!(
            scrape.number("mijn_brug_reminders_total", &labels).is_some(),
            "{text}"
        );
    }
    assert!(scrape.histogram("mijn_brug_reminder_late_seconds", &[]).is_some());
    assert!(!text.contains(&log.id));
    let beside = Client(server.client.0).get("/metrics", None).await;
    assert_eq!(beside.code(), Some(Code::NotFound));
}

pub async fn strange_methods_leave_nothing(on: &Backend) {
    if on.is_postgres() {
        // No request of this case touches the database.
        return;
    }
    let (server, port) = counted(on).await;
    let mut connection = server.client.open().await.unwrap();
    let mut ask = async |method: &str, path: &str| {
        let answer = connection.send(method, path, &[], b"").await.unwrap();
        assert_eq!(answer.code(), Some(Code::MethodNotAllowed), "{method} {path}");
    };
    // These answers under one invented method, so that their series exist.
    for path in ["/", "/v1/heads"] {
        ask("STRANGE", path).await;
    }
    let (before, _) = Scrape::get(port).await;
    for n in 0..10_000 {
        ask(
            &format!("M{}", hex(&random(20))),
            if n % 2 == 0 { "/" } else { "/v1/heads" },
        )
        .await;
    }
    let (after, text) = Scrape::get(port).await;
    // Requests for the metrics themselves are not counted.
    assert_eq!(before.series(), after.series());
    assert!(
        text.contains(r#"method="other",route="/v1/heads",status="405""#),
        "{text}"
    );
}

pub async fn only_the_operator_reads_its_files(on: &Backend) {
    if on.is_postgres() {
        return;
    }
    let server = on.server().await;
    let log = server.log().await;
    server.client.append(&log, &[record()]).await.head();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let data = server.config.data.clone();
    assert_eq!(mode(&data), 0o700);
    let check = || {
        let files = std::fs::read_dir(&data).unwrap();
        let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        assert!(files.len() >= 3, "{files:?}");
        for file in files {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    };
    check();
    // Files of an older version.
    for ending in ["", "-wal", "-shm"] {
        let name = data.join(format!("mijn-brug.db{ending}"));
        std::fs::set_permissions(name, Permissions::from_mode(0o644)).unwrap();
    }
    let server = server.restart().await;
    server.client.append(&log, &[record()]).await.head();
    check();
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("brug.db");
    commands::backup(&server.config, &backup).await.unwrap();
    assert_eq!(mode(&backup), 0o600);
}
