//! Limits on time and number of connections. Nothing here touches the database.

use std::io;
use std::time::{Duration, Instant};

use mijn_brug_sync::api::Code;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::server::{Backend, Server};
use crate::support::client::Connection;
use crate::support::new_log;

const SECOND: Duration = Duration::from_secs(1);

/// Sends bytes, and reads until the service hangs up.
async fn send_and_read(server: &Server, bytes: &[u8]) -> (String, Duration) {
    let start = Instant::now();
    let mut stream = TcpStream::connect(server.client.0).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    // A connection that is reset is closed as well.
    _ = stream.read_to_end(&mut answer).await;
    (String::from_utf8_lossy(&answer).into_owned(), start.elapsed())
}

pub async fn an_incomplete_head_times_out(on: &Backend) {
    if on.is_postgres() {
        return;
    }
    let server = on.server_with(|config| config.idle_seconds = 1).await;
    let (answer, took) = send_and_read(&server, b"GET /healthz HTTP/1.1\r\nhost: te").await;
    assert!(!answer.contains("200"), "{answer}");
    assert!((SECOND..10 * SECOND).contains(&took), "{took:?}");
}

pub async fn an_idle_connection_is_closed(on: &Backend) {
    if on.is_postgres() {
        return;
    }
    let server = on.server_with(|config| config.idle_seconds = 1).await;
    let (answer, took) = send_and_read(&server, b"GET /healthz HTTP/1.1\r\nhost: test\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!((SECOND..10 * SECOND).contains(&took), "{took:?}");
}

pub async fn a_stalled_body_times_out(on: &Backend) {
    if on.is_postgres() {
        return;
    }
    let server = on.server_with(|config| config.body_seconds = 1).await;
    let start = Instant::now();
    let mut connection = Connection::open(server.client.0).await.unwrap();
    let log = new_log();
    let answer = connection
        .announce(
            &format!("/v1/logs/{}/records", log.id),
            &format!("Bearer {}", log.token),
            1_000,
        )
        .await
        .unwrap();
    assert_eq!(answer.code(), Some(Code::Unavailable));
    assert!((SECOND..10 * SECOND).contains(&start.elapsed()));
}

pub async fn a_head_that_is_too_large_is_refused(on: &Backend) {
    if on.is_postgres() {
        return;
    }
    let server = on.server().await;
    let head = format!(
        "GET /healthz HTTP/1.1\r\nhost: test\r\nx-long: {}\r\n\r\n",
        "a".repeat(40_000)
    );
    let (answer, _) = send_and_read(&server, head.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

pub async fn only_http_1_is_spoken(on: &Backend) {
    if on.is_postgres() {
        return;
    }
    let server = on.server().await;
    let (answer, _) = send_and_read(&server, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
}

pub async fn one_connection_too_many_waits(on: &Backend) {
    if on.is_postgres() {
        return;
    }
    let server = on.server_with(|config| config.client_connections = 2).await;
    let get = async |connection: &mut Connection| -> io::Result<u16> {
        let answer = connection.send("GET", "/healthz", &[], b"").await?;
        Ok(answer.status)
    };
    let mut open = [
        server.client.open().await.unwrap(),
        server.client.open().await.unwrap(),
    ];
    for connection in &mut open {
        assert_eq!(get(connection).await.unwrap(), 200);
    }
    let mut third = server.client.open().await.unwrap();
    let asked = get(&mut third);
    tokio::pin!(asked);
    assert!(timeout(SECOND / 2, asked.as_mut()).await.is_err(), "it waits");
    drop(open);
    let answered = timeout(10 * SECOND, asked).await;
    assert_eq!(answered.unwrap().unwrap(), 200);
}
