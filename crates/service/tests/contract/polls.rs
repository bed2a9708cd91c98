//! Long polls.

use std::time::{Duration, Instant};

use crate::scrape::long_polls;
use crate::server::{Backend, Server};
use crate::support::client::Answer;
use crate::support::{Log, record};

const SECOND: Duration = Duration::from_secs(1);

/// Opens a long poll, and returns once it waits.
async fn poll(server: &Server, log: &Log, query: &'static str) -> tokio::task::JoinHandle<Answer> {
    let before = long_polls();
    let (client, log) = (server.client, log.clone());
    let task = tokio::spawn(async move { client.read(&log, query).await });
    while long_polls() <= before {
        tokio::task::yield_now().await;
    }
    task
}

pub async fn answers_at_once_when_there_is_news(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    server.client.append(&log, &[record(), record()]).await.head();
    let start = Instant::now();
    assert_eq!(
        server
            .client
            .read(&log, "?after=1&wait=25")
            .await
            .page()
            .items
            .len(),
        1
    );
    // A client that has more records than the service is answered at once.
    assert_eq!(
        server.client.read(&log, "?after=9&wait=25").await.page().head.seq,
        2
    );
    assert!(start.elapsed() < SECOND);
}

pub async fn wakes_within_a_second(on: &Backend) {
    let server = on.server().await;
    let (log, other) = (server.log().await, server.log().await);
    let polls = [
        poll(&server, &log, "?wait=25").await,
        poll(&server, &log, "?wait=25&limit=1").await,
    ];
    server.client.append(&other, &[record()]).await.head();
    assert!(!polls[0].is_finished(), "another log is no news");
    let start = Instant::now();
    server.client.append(&log, &[record()]).await.head();
    for poll in polls {
        assert_eq!(poll.await.unwrap().page().items.len(), 1);
    }
    assert!(start.elapsed() < SECOND);
}

pub async fn ends_empty_in_time(on: &Backend) {
    let server = on.server().await;
    let log = server.log().await;
    let start = Instant::now();
    let page = server.client.read(&log, "?wait=1").await.page();
    assert!(page.items.is_empty());
    assert!((SECOND..3 * SECOND).contains(&start.elapsed()));
}

pub async fn wakes_on_another_node(on: &Backend) {
    let server = on.server().await;
    if !on.is_postgres() {
        // SQLite has one node.
        return;
    }
    let other = server.another().await;
    let log = server.log().await;
    // The first append may come before the other node listens; it wakes all its polls when it does.
    for after in ["?wait=25", "?after=1&wait=25", "?after=2&wait=25"] {
        let poll = poll(&other, &log, after).await;
        let start = Instant::now();
        server.client.append(&log, &[record()]).await.head();
        assert_eq!(poll.await.unwrap().page().items.len(), 1);
        assert!(start.elapsed() < SECOND, "{:?}", start.elapsed());
    }
}

pub async fn a_service_that_shuts_down_answers_polls(on: &Backend) {
    let mut server = on.server().await;
    let log = server.log().await;
    let poll = poll(&server, &log, "?wait=25").await;
    let start = Instant::now();
    server.stop().await;
    assert_eq!(poll.await.unwrap().page().head.seq, 0);
    assert!(start.elapsed() < 5 * SECOND);
}
