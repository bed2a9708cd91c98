//! The sender of reminders, killed in the middle of its work: no reminder is lost, and only those are sent twice that were sent but not
//! stored when the process was killed.
//!
//! `KILLS=50 DUE=10000 cargo test -p mijn-brug-service --test reminder_faults -- --nocapture` for a long run.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
#![expect(clippy::print_stdout, reason = "the long run tells its figures")]

#[path = "support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use mijn_brug_service::db::Database;
use support::postgres::Cluster;
use support::process::Process;
use support::push::{PushService, fill};
use support::random;
use tempfile::TempDir;
use tokio::runtime::Runtime;

const PROGRAM: &str = env!("CARGO_BIN_EXE_mijn-brug-service");
/// The number of messages that one node has in flight.
const IN_FLIGHT_MAX: usize = 64;

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |number| number.parse().expect("a number"))
}

struct Place {
    folder: TempDir,
    database_url: String,
    runtime: Runtime,
    push: PushService,
}

impl Place {
    fn new(database_url: String) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let push = runtime.block_on(PushService::start());
        Self {
            folder: tempfile::tempdir().unwrap(),
            database_url,
            runtime,
            push,
        }
    }

    fn node(&self) -> Process {
        let hosts = format!("--push-hosts={}", self.push.origin);
        let more = [
            "--push-contact=mailto:brug@example.org",
            hosts.as_str(),
            "--push-seconds=2",
            "--push-lease-seconds=4",
        ];
        Process::start(PROGRAM, self.folder.path(), &self.database_url, &more)
    }

    fn wait_for(&self, distinct: usize) {
        let start = Instant::now();
        while self.push.distinct() < distinct {
            assert!(start.elapsed() < Duration::from_mins(3), "reminders are lost");
            std::thread::park_timeout(Duration::from_millis(2));
        }
    }

    /// Kills one node after another at random moments, and then lets them finish.
    fn check(&self, mut nodes: Vec<Process>) {
        let (kills, due) = (number("KILLS", 5), number("DUE", 600));
        let database = self.runtime.block_on(async {
            let database = Database::open(&self.database_url, &self.folder.path().join("data"), 1)
                .await
                .unwrap();
            fill(&database, &self.push, due, 0).await;
            database
        });
        for kill in 0..kills {
            self.wait_for(kill * due / (kills + 1));
            std::thread::park_timeout(Duration::from_micros(u64::from(random(1)[0]) * 100));
            let at = kill % nodes.len();
            nodes.remove(at).kill();
            nodes.insert(at, self.node());
        }
        self.wait_for(due);
        // Reminders of killed nodes are sent when their lease ends; then none is left.
        let start = Instant::now();
        while self.runtime.block_on(database.next_turn()).unwrap().is_some() {
            assert!(start.elapsed() < Duration::from_mins(1), "it isn't written down");
            std::thread::park_timeout(Duration::from_millis(20));
        }
        let twice = self.push.total() - due;
        println!(
            "{due} due, {kills} kills of {} nodes: none lost, {twice} sent twice",
            nodes.len()
        );
        assert!(twice <= kills * IN_FLIGHT_MAX, "{twice} sent twice");
        assert!(nodes.into_iter().all(Process::stop), "they stop when told");
    }
}

#[test]
fn killed_while_sending_on_sqlite() {
    let place = Place::new(String::new());
    let node = place.node();
    place.check(vec![node]);
}

#[test]
fn two_nodes_killed_in_turn_on_postgres() {
    let cluster = Cluster::start();
    let place = Place::new(cluster.address("postgres"));
    let nodes = vec![place.node(), place.node()];
    place.check(nodes);
}
