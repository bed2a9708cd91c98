//! Clients that ask as fast as they are answered.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use mijn_brug_service::commands;
use mijn_brug_service::config::Config;
use mijn_brug_sync::wire::{Page, write_batch};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::support::client::{Client, Connection};
use crate::support::postgres::Cluster;
use crate::support::process::Process;
use crate::support::{Log, new_log, record};

/// A service process with a database of its own.
pub struct Place {
    pub name: &'static str,
    pub service: Process,
    pub config: Config,
    pub cluster: Option<Cluster>,
    _folder: TempDir,
}

impl Place {
    pub fn new(program: &str, cluster: Option<Cluster>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            data: folder.path().join("data"),
            database_url: cluster
                .as_ref()
                .map_or(String::new(), |cluster| cluster.address("postgres")),
            ..Config::default()
        };
        let no_limits = ["--log-records=0", "--log-bytes=0", "--team-logs=0"];
        let service = Process::start(program, folder.path(), &config.database_url, &no_limits);
        Self {
            name: if cluster.is_some() { "PostgreSQL" } else { "SQLite" },
            service,
            config,
            cluster,
            _folder: folder,
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.service.address
    }

    /// Logs of a new team.
    pub async fn logs(&self, n: usize) -> Vec<Log> {
        let link = commands::create_team(&self.config, "Load", 7, "").await.unwrap();
        let (team, client) = (new_log(), Client(self.address()));
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
    }
}

/// What clients saw.
#[derive(Default)]
pub struct Seen {
    pub records: u64,
    pub seconds: f64,
    latencies: Vec<Duration>,
}

impl Seen {
    pub fn rate(&self) -> f64 {
        self.records as f64 / self.seconds
    }

    /// The latency that so many of a hundred stay under, in milliseconds.
    pub fn percentile(&mut self, of_100: usize) -> f64 {
        self.latencies.sort_unstable();
        let at = (self.latencies.len() * of_100 / 100).min(self.latencies.len().saturating_sub(1));
        self.latencies.get(at).map_or(0.0, Duration::as_secs_f64) * 1000.0
    }
}

/// What a client asks for, again and again.
#[derive(Clone, Copy)]
pub enum Ask {
    /// Append so many records.
    Append(usize),
    /// Read a page from the start.
    Page,
    /// Read what is after this number.
    After(u64),
}

/// Each client with a connection and one of the logs, in turn when there are more logs.
pub fn run(
    runtime: &Runtime,
    address: SocketAddr,
    logs: &[Log],
    n_clients: usize,
    ask: Ask,
    time: Duration,
) -> Seen {
    let start = Instant::now();
    let clients: Vec<_> = (0..n_clients)
        .map(|at| {
            let logs: Vec<Log> = logs.iter().skip(at).step_by(n_clients).cloned().collect();
            runtime.spawn(client(address, logs, ask, start + time))
        })
        .collect();
    let mut seen = Seen::default();
    for client in clients {
        let one = runtime.block_on(client).unwrap();
        seen.records += one.records;
        seen.latencies.extend(one.latencies);
    }
    seen.seconds = start.elapsed().as_secs_f64();
    seen
}

async fn client(address: SocketAddr, logs: Vec<Log>, ask: Ask, until: Instant) -> Seen {
    let mut connection = Connection::open(address).await.unwrap();
    let mut seen = Seen::default();
    for log in logs.iter().cycle() {
        if Instant::now() >= until {
            break;
        }
        let bearer = format!("Bearer {}", log.token);
        let headers = [("authorization", bearer.as_str())];
        let path = format!("/v1/logs/{}/records", log.id);
        let start = Instant::now();
        match ask {
            Ask::Append(n) => {
                let records: Vec<_> = (0..n).map(|_| record()).collect();
                let body = write_batch(records.iter().map(Vec::as_slice));
                let answer = connection.send("POST", &path, &headers, &body).await.unwrap();
                assert_eq!(answer.status, 200, "{answer:?}");
                seen.records += n as u64;
            }
            Ask::Page | Ask::After(_) => {
                let after = if let Ask::After(after) = ask { after } else { 0 };
                let path = format!("{path}?after={after}");
                let answer = connection.send("GET", &path, &headers, b"").await.unwrap();
                seen.records += Page::<Vec<u8>>::read(&answer.body).unwrap().items.len() as u64;
            }
        }
        seen.latencies.push(start.elapsed());
    }
    seen
}
