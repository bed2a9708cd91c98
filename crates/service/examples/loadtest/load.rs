//! Clients that send a request as soon as the last one is answered.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use mijn_brug_service::commands;
use mijn_brug_service::config::Config;
use mijn_brug_sync::wire::{Page, write_batch};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::support::client::{Answer, Client, Connection};
use crate::support::postgres::Cluster;
use crate::support::process::Process;
use crate::support::{Log, RECORD_LEN, new_log, random};

/// A service process with a new database.
pub struct ServiceUnderTest {
    pub name: &'static str,
    pub service: Process,
    pub config: Config,
    pub cluster: Option<Cluster>,
    program: String,
    more: Vec<String>,
    folder: TempDir,
}

impl ServiceUnderTest {
    pub fn new(program: &str, cluster: Option<Cluster>) -> Self {
        Self::with(program, cluster, Vec::new())
    }

    /// A service that sends reminders to this push service.
    pub fn sending(program: &str, cluster: Option<Cluster>, push: &str) -> Self {
        let contact = "--push-contact=mailto:brug@example.org".to_owned();
        Self::with(program, cluster, vec![contact, format!("--push-hosts={push}")])
    }

    /// A second node on the same database.
    pub fn another(&self) -> Process {
        let more: Vec<&str> = self.more.iter().map(String::as_str).collect();
        Process::start(
            &self.program,
            self.folder.path(),
            &self.config.database_url,
            &more,
        )
    }

    fn with(program: &str, cluster: Option<Cluster>, mut more: Vec<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            data: folder.path().join("data"),
            database_url: cluster
                .as_ref()
                .map_or(String::new(), |cluster| cluster.address("postgres")),
            ..Config::default()
        };
        more.extend(["--log-records=0", "--log-bytes=0", "--team-logs=0"].map(str::to_owned));
        let arguments: Vec<&str> = more.iter().map(String::as_str).collect();
        let service = Process::start(program, folder.path(), &config.database_url, &arguments);
        Self {
            name: if cluster.is_some() { "PostgreSQL" } else { "SQLite" },
            service,
            config,
            cluster,
            program: program.to_owned(),
            more,
            folder,
        }
    }

    pub fn at(&self) -> ProcessAddress {
        ProcessAddress {
            address: self.service.address,
            process: self.service.id(),
        }
    }

    /// Creates residents' logs for a new team.
    pub async fn logs(&self, n: usize) -> Vec<Log> {
        let link = commands::create_team(&self.config, "Load", 7, "").await.unwrap();
        let (team, client) = (new_log(), Client(self.at().address));
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

/// The address and the process of a service.
#[derive(Clone, Copy)]
pub struct ProcessAddress {
    pub address: SocketAddr,
    pub process: u32,
}

/// The processor time of a process since its start. It depends less than wall time on what else runs.
pub fn processor_time(process: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // User and system time are the 14th and 15th field, in hundredths of a second; the second field may hold spaces.
    let (_, rest) = stat.rsplit_once(") ").unwrap();
    let ticks = rest
        .split(' ')
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse::<u64>().unwrap());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}

/// What the clients measured.
pub struct Measurement<P> {
    pub records: u64,
    pub seconds: f64,
    /// The users afterwards: some count their records.
    pub peers: Vec<P>,
    /// The number of refused requests: the service could not keep up.
    pub failed: u64,
    /// The processor time of the process meanwhile.
    pub processor: Duration,
    latencies: Vec<Duration>,
}

impl<P> Default for Measurement<P> {
    fn default() -> Self {
        Self {
            records: 0,
            seconds: 0.0,
            peers: Vec::new(),
            failed: 0,
            processor: Duration::ZERO,
            latencies: Vec::new(),
        }
    }
}

impl<P> Measurement<P> {
    pub fn rate(&self) -> f64 {
        self.records as f64 / self.seconds
    }

    /// Microseconds of processor time for a record.
    pub fn micros(&self) -> f64 {
        self.processor.as_secs_f64() * 1e6 / self.records.max(1) as f64
    }

    /// A percentile of the latency, in milliseconds.
    pub fn percentile(&mut self, of_100: usize) -> f64 {
        self.latencies.sort_unstable();
        let at = (self.latencies.len() * of_100 / 100).min(self.latencies.len().saturating_sub(1));
        self.latencies.get(at).map_or(0.0, Duration::as_secs_f64) * 1000.0
    }
}

/// The request that a client repeats.
#[derive(Clone, Copy)]
pub enum Workload {
    /// Append this number of records.
    Append(usize),
    /// Read a page from the start.
    Page,
    /// Read the records after this number.
    After(u64),
}

/// An HTTP request.
pub struct Request {
    pub method: &'static str,
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// A user of a service, ours or another.
pub trait Peer: Clone + Send + 'static {
    fn request(&mut self, ask: Workload) -> Request;
    /// The number of records in a response.
    fn pulled(answer: &Answer) -> u64;
}

impl Peer for Log {
    fn request(&mut self, ask: Workload) -> Request {
        let path = format!("/v1/logs/{}/records", self.id);
        let headers = vec![("authorization", format!("Bearer {}", self.token))];
        let get = |path| Request {
            method: "GET",
            path,
            headers: headers.clone(),
            body: Vec::new(),
        };
        match ask {
            Workload::Append(n) => {
                let bytes = random(n * RECORD_LEN);
                Request {
                    method: "POST",
                    path,
                    headers,
                    body: write_batch(bytes.chunks(RECORD_LEN)),
                }
            }
            Workload::Page => get(path),
            Workload::After(after) => get(format!("{path}?after={after}")),
        }
    }

    fn pulled(answer: &Answer) -> u64 {
        Page::<Vec<u8>>::read(&answer.body).unwrap().items.len() as u64
    }
}

/// Runs clients, each with a connection and a user, or several in turn.
pub fn run<P: Peer>(
    runtime: &Runtime,
    at: ProcessAddress,
    peers: &[P],
    n_clients: usize,
    ask: Workload,
    time: Duration,
) -> Measurement<P> {
    let before = processor_time(at.process);
    let start = Instant::now();
    let clients: Vec<_> = (0..n_clients)
        .map(|first| {
            let peers: Vec<P> = peers.iter().skip(first).step_by(n_clients).cloned().collect();
            runtime.spawn(client(at.address, peers, ask, start + time))
        })
        .collect();
    let mut seen = Measurement::default();
    for client in clients {
        let one = runtime.block_on(client).unwrap();
        seen.records += one.records;
        seen.failed += one.failed;
        seen.latencies.extend(one.latencies);
        seen.peers.extend(one.peers);
    }
    seen.seconds = start.elapsed().as_secs_f64();
    seen.processor = processor_time(at.process).saturating_sub(before);
    seen
}

async fn client<P: Peer>(
    address: SocketAddr,
    mut peers: Vec<P>,
    ask: Workload,
    until: Instant,
) -> Measurement<P> {
    let mut connection = Connection::open(address).await.unwrap();
    let mut seen = Measurement::default();
    'time: loop {
        for peer in &mut peers {
            if Instant::now() >= until {
                break 'time;
            }
            let request = peer.request(ask);
            let headers: Vec<_> = request
                .headers
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let start = Instant::now();
            let answer = connection
                .send(request.method, &request.path, &headers, &request.body)
                .await;
            let answer = answer.unwrap();
            seen.latencies.push(start.elapsed());
            if answer.status != 200 {
                seen.failed += 1;
                continue;
            }
            seen.records += match ask {
                Workload::Append(n) => n as u64,
                Workload::Page | Workload::After(_) => P::pulled(&answer),
            };
        }
    }
    seen.peers = peers;
    seen
}
