//! Faults of real processes: kills, a lost database, a full disk. Acknowledged records are never lost, and numbers have no gaps.
//!
//! `KILLS=50 cargo test -p mijn-brug-service --test faults` for a long run.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

#[path = "support/mod.rs"]
mod support;

use std::collections::HashSet;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use mijn_brug_service::commands;
use mijn_brug_service::config::Config;
use mijn_brug_sync::api::Code;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use support::client::Client;
use support::postgres::Cluster;
use support::process::Process;
use support::{Log, large_record, new_log, random, record};

const PROGRAM: &str = env!("CARGO_BIN_EXE_mijn-brug-service");
const CLIENTS: usize = 8;

fn kills() -> usize {
    std::env::var("KILLS").map_or(5, |kills| kills.parse().expect("KILLS is a number"))
}

/// Clients that append, and retry for ever.
struct Load {
    addresses: Arc<Mutex<Vec<SocketAddr>>>,
    stop: Arc<AtomicBool>,
    acknowledged: Arc<AtomicUsize>,
    phones: Vec<JoinHandle<(Log, Vec<Vec<u8>>)>>,
}

impl Load {
    fn start(runtime: &Runtime, logs: Vec<Log>, address: SocketAddr) -> Self {
        let load = Self {
            addresses: Arc::new(Mutex::new(vec![address])),
            stop: Arc::default(),
            acknowledged: Arc::default(),
            phones: Vec::new(),
        };
        let phones = logs.into_iter().enumerate().map(|(at, log)| {
            let (addresses, stop) = (Arc::clone(&load.addresses), Arc::clone(&load.stop));
            let counter = Arc::clone(&load.acknowledged);
            runtime.spawn(async move {
                let (mut acknowledged, mut attempt) = (Vec::new(), at);
                let mut batch = vec![record()];
                while !stop.load(Ordering::Relaxed) {
                    let address = {
                        let addresses = addresses.lock().unwrap();
                        addresses[attempt % addresses.len()]
                    };
                    match Client(address).try_append(&log, &batch).await {
                        Ok(answer) if answer.status == 200 => {
                            counter.fetch_add(1, Ordering::Relaxed);
                            acknowledged.append(&mut batch);
                            batch = (0..=acknowledged.len() % 3).map(|_| record()).collect();
                        }
                        // Only an answer that may be retried is acceptable.
                        Ok(answer) => assert!(answer.code().is_some_and(Code::may_retry), "{answer:?}"),
                        Err(_) => tokio::task::yield_now().await,
                    }
                    // Another node next time, as behind a proxy.
                    attempt += 1;
                }
                (log, acknowledged)
            })
        });
        let phones = phones.collect();
        Self { phones, ..load }
    }

    fn moved_to(&self, addresses: &[SocketAddr]) {
        *self.addresses.lock().unwrap() = addresses.to_vec();
    }

    /// Waits until `more` further appends are acknowledged.
    fn go_on(&self, more: usize) {
        let (start, from) = (Instant::now(), self.acknowledged.load(Ordering::Relaxed));
        while self.acknowledged.load(Ordering::Relaxed) < from + more {
            assert!(start.elapsed() < Duration::from_secs(90), "clients don't go on");
            std::thread::park_timeout(Duration::from_millis(2));
        }
    }

    /// Stops, and compares the acknowledged records with the stored ones.
    fn verify(self, runtime: &Runtime, address: SocketAddr, config: &Config) {
        self.stop.store(true, Ordering::Relaxed);
        let mut n_records = 0;
        for phone in self.phones {
            let (log, acknowledged) = runtime.block_on(phone).unwrap();
            let there = runtime.block_on(Client(address).read_all(&log));
            let there: HashSet<Vec<u8>> = there.into_iter().collect();
            assert!(
                acknowledged.iter().all(|record| there.contains(record)),
                "a record is lost"
            );
            n_records += acknowledged.len();
        }
        assert!(n_records > 0);
        let checked = runtime.block_on(commands::check(config)).unwrap();
        assert!(checked.ends_with("no faults found"));
    }
}

struct Place {
    folder: TempDir,
    config: Config,
    runtime: Runtime,
}

impl Place {
    fn new(database_url: String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            data: folder.path().join("data"),
            database_url,
            ..Config::default()
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        Self {
            folder,
            config,
            runtime,
        }
    }

    fn service(&self) -> Process {
        Process::start(PROGRAM, self.folder.path(), &self.config.database_url, &[])
    }

    /// Logs of a team.
    fn logs(&self, address: SocketAddr, n: usize) -> Vec<Log> {
        self.runtime.block_on(async {
            let link = commands::create_team(&self.config, "Wijkteam", 7, "")
                .await
                .unwrap();
            let (team, client) = (new_log(), Client(address));
            let grant = link.split_once('=').unwrap().1;
            let form = serde_json::json!({ "grant": grant, "log": team.id, "token": team.token });
            assert_eq!(client.post("/v1/teams", None, &form).await.status, 200);
            let mut logs = Vec::new();
            for _ in 0..n {
                let log = new_log();
                let form = serde_json::json!({ "log": log.id, "token": log.token });
                assert_eq!(
                    client.post("/v1/logs", Some(&team.token), &form).await.status,
                    204
                );
                logs.push(log);
            }
            logs
        })
    }

    fn status(&self, address: SocketAddr, path: &str) -> u16 {
        let asked = self
            .runtime
            .block_on(Client(address).send("GET", path, None, b""));
        asked.map_or(0, |answer| answer.status)
    }
}

/// Waits for some appends, and then for a random moment.
fn any_moment(load: &Load) {
    load.go_on(usize::from(random(1)[0] % 40));
    std::thread::park_timeout(Duration::from_micros(u64::from(random(1)[0]) * 100));
}

fn check_kills(place: &Place) {
    let mut service = place.service();
    let load = Load::start(
        &place.runtime,
        place.logs(service.address, CLIENTS),
        service.address,
    );
    for _ in 0..kills() {
        any_moment(&load);
        service.kill();
        service = place.service();
        load.moved_to(&[service.address]);
    }
    load.go_on(20);
    load.verify(&place.runtime, service.address, &place.config);
    assert!(service.stop(), "it stops when told");
}

#[test]
fn killed_under_load_on_sqlite() {
    check_kills(&Place::new(String::new()));
}

#[test]
fn killed_under_load_on_postgres() {
    let cluster = Cluster::start();
    check_kills(&Place::new(cluster.address("postgres")));
}

#[test]
fn one_of_two_nodes_killed() {
    let cluster = Cluster::start();
    let place = Place::new(cluster.address("postgres"));
    let (stays, goes) = (place.service(), place.service());
    let load = Load::start(&place.runtime, place.logs(stays.address, CLIENTS), stays.address);
    load.moved_to(&[stays.address, goes.address]);
    any_moment(&load);
    goes.kill();
    load.go_on(50);
    load.verify(&place.runtime, stays.address, &place.config);
}

#[test]
fn primary_killed_and_the_synchronous_standby_promoted() {
    let mut primary = Cluster::start();
    let standby = primary.standby();
    let mut place = Place::new(primary.address("postgres"));
    let first = place.service();
    let load = Load::start(&place.runtime, place.logs(first.address, CLIENTS), first.address);
    any_moment(&load);
    primary.kill();
    standby.promote();
    // Moves the address by hand, as a cluster manager would.
    place.config.database_url = standby.address("postgres");
    let second = place.service();
    load.moved_to(&[second.address]);
    load.go_on(50);
    load.verify(&place.runtime, second.address, &place.config);
}

#[test]
fn a_database_that_is_down_and_up_again() {
    let mut cluster = Cluster::start();
    let place = Place::new(cluster.address("postgres"));
    let service = place.service();
    let load = Load::start(
        &place.runtime,
        place.logs(service.address, CLIENTS),
        service.address,
    );
    any_moment(&load);
    cluster.kill();
    let start = Instant::now();
    while place.status(service.address, "/readyz") != 503 {
        assert!(start.elapsed() < Duration::from_secs(30));
    }
    assert_eq!(place.status(service.address, "/healthz"), 200);
    cluster.restart(&[]);
    load.go_on(50);
    let start = Instant::now();
    while place.status(service.address, "/readyz") != 200 {
        assert!(start.elapsed() < Duration::from_secs(30));
    }
    load.verify(&place.runtime, service.address, &place.config);
}

/// A file system of 8 MiB if this process may mount one; otherwise a limit on the size of files.
struct SmallDisk<'place> {
    folder: &'place Path,
    is_mounted: bool,
}

impl<'place> SmallDisk<'place> {
    fn new(folder: &'place Path) -> Self {
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"])
            .arg(folder)
            .output();
        let is_mounted = mount.is_ok_and(|output| output.status.success());
        Self { folder, is_mounted }
    }

    fn fill(&self, service: &Process) {
        if !self.is_mounted {
            let id = service.id().to_string();
            let limited = Command::new("prlimit")
                .args(["--pid", &id, "--fsize=8388608:unlimited"])
                .status();
            assert!(limited.unwrap().success());
        }
    }

    fn make_room(&self, service: &Process) {
        let made = if self.is_mounted {
            Command::new("mount")
                .args(["-o", "remount,size=64m"])
                .arg(self.folder)
                .status()
        } else {
            let id = service.id().to_string();
            Command::new("prlimit")
                .args(["--pid", &id, "--fsize=unlimited"])
                .status()
        };
        assert!(made.unwrap().success());
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        if self.is_mounted {
            _ = Command::new("umount").arg("--lazy").arg(self.folder).status();
        }
    }
}

#[test]
fn a_full_disk() {
    let place = Place::new(String::new());
    std::fs::create_dir_all(&place.config.data).unwrap();
    let disk = SmallDisk::new(&place.config.data);
    let service = place.service();
    disk.fill(&service);
    let log = place.logs(service.address, 1).remove(0);
    let client = Client(service.address);
    let mut acknowledged = Vec::new();
    let refused = loop {
        let batch = vec![large_record(), large_record()];
        let answer = place.runtime.block_on(client.append(&log, &batch));
        if answer.status != 200 {
            break answer;
        }
        acknowledged.extend(batch);
        assert!(acknowledged.len() < 1_000, "the disk is never full");
    };
    assert_eq!(refused.code(), Some(Code::Unavailable));
    assert!(!refused.header("retry-after").is_empty());
    assert_eq!(place.status(service.address, "/readyz"), 503);
    // Reading still works.
    assert_eq!(place.runtime.block_on(client.read_all(&log)), acknowledged);

    disk.make_room(&service);
    assert_eq!(place.status(service.address, "/readyz"), 200);
    let more = vec![record()];
    assert_eq!(place.runtime.block_on(client.append(&log, &more)).status, 200);
    acknowledged.extend(more);
    assert_eq!(place.runtime.block_on(client.read_all(&log)), acknowledged);
    let checked = place.runtime.block_on(commands::check(&place.config)).unwrap();
    assert!(checked.ends_with("no faults found"));
    assert!(service.stop());
}
