//! Appends and pulls per second, cost by length of the log, memory of long polls.

use std::fmt::Write as _;
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::atuin;
use crate::comparison::{self, Rounds};
use crate::load::{self, ServiceUnderTest, Workload};
use crate::support::client::Connection;
use crate::support::postgres::Cluster;

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// Numbers of simultaneous clients.
    #[arg(long, value_delimiter = ',', default_value = "1,16,64,256")]
    clients: Vec<usize>,
    /// How often each figure is measured; the table has the median.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Lengths of a log; 0 skips this table.
    #[arg(long, value_delimiter = ',', default_value = "100,10000,1000000")]
    lengths: Vec<u64>,
    /// Number of simultaneous long polls; 0 skips this table.
    #[arg(long, default_value_t = 5_000)]
    polls: usize,
    /// The program of the other store, for comparison.
    #[arg(long, default_value = "atuin-server")]
    atuin: String,
    /// The databases to measure.
    #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres")]
    databases: Vec<String>,
}

pub fn run(runtime: &Runtime, program: &str, seconds: u64, options: &Options) -> String {
    let rounds = Rounds {
        time: Duration::from_secs(seconds),
        n: options.rounds,
    };
    let other = atuin::program(&options.atuin);
    let (mut appends, mut more, mut lengths) = (String::new(), String::new(), String::new());
    for name in &options.databases {
        let place = ServiceUnderTest::new(program, (name == "postgres").then(Cluster::start));
        for &n in &options.clients {
            say(place.name, &format!("{n} clients"));
            let (one, other) = comparison::rows(runtime, &place, other.as_deref(), n, rounds);
            appends.push_str(&one);
            more.push_str(&other);
        }
        for &length in options.lengths.iter().filter(|length| **length > 0) {
            say(place.name, &format!("a log of {length}"));
            lengths.push_str(&by_length(runtime, &place, length, rounds.time));
        }
    }
    let mut text = introduction(rounds, other.is_some());
    text.extend([
        comparison::APPENDS,
        &appends,
        "\n",
        comparison::BATCHES_AND_PULLS,
        &more,
    ]);
    if !lengths.is_empty() {
        text.push_str(
            "\n## Cost by length\n\nOne client: the median time of an append, and of reading the last 5 records.\n\n\
             | database | records in the log | append ms | pull ms |\n|---|---|---|---|\n",
        );
        text.push_str(&lengths);
    }
    if options.polls > 0 {
        let place = ServiceUnderTest::new(program, None);
        say(place.name, "long polls");
        text.push_str(&polls(runtime, &place, options.polls));
    }
    text
}

fn introduction(rounds: Rounds, has_other: bool) -> String {
    let seconds = rounds.time.as_secs();
    let mut text = format!(
        "# The service's speed\n\nMade by `cargo xtask bench service`: a service process and its clients on one machine of {}, \
         records of 298 bytes, with a disk that is waited for. The programs take turns, {seconds} s each, {} times; each figure is the \
         median.\n\n## Appends and pulls\n\n\
         An append is one record in one request; each client has a log of its own. The bare loop inserts the same bytes into the same \
         table of the same database, as many to a commit as there are clients, and does nothing else: no heads, no search for known \
         records, no HTTP, no clients that share its processors. µs is the processor time of the program itself for one append, which \
         depends little on what else the machine does. Pulls are pages of 500 records.\n\n",
        processors(),
        rounds.n,
    );
    if has_other {
        text.push_str(
            "For comparison `atuin-server`, the most similar sealed record store: as installed, on its own database of the same kind, \
             with as many characters of sealed text as our record has bytes; each client has an account of its own.\n\n",
        );
    } else {
        _ = writeln!(
            text,
            "`atuin-server`, the most similar sealed record store, is not installed, so there is no comparison: `{}` installs it.\n",
            atuin::INSTALL
        );
    }
    text
}

/// The processors of this machine.
pub fn processors() -> String {
    let n = std::thread::available_parallelism().map_or(1, usize::from);
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("", |(_, name)| name);
    format!("{n} processors {name}").trim_end().to_owned()
}

fn say(name: &str, what: &str) {
    println!("{name}: {what} …");
}

fn by_length(runtime: &Runtime, place: &ServiceUnderTest, length: u64, time: Duration) -> String {
    let logs = runtime.block_on(place.logs(1));
    let at = place.at();
    runtime.block_on(fill(place, &logs[0], length));
    let mut pull = load::run(runtime, at, &logs, 1, Workload::After(length - 5), time);
    let mut append = load::run(runtime, at, &logs, 1, Workload::Append(1), time);
    format!(
        "| {} | {length} | {:.2} | {:.2} |\n",
        place.name,
        append.percentile(50),
        pull.percentile(50)
    )
}

async fn fill(place: &ServiceUnderTest, log: &crate::support::Log, length: u64) {
    let client = crate::support::client::Client(place.at().address);
    let mut left = length;
    while left > 0 {
        let n = left.min(500);
        let records: Vec<_> = (0..n).map(|_| crate::support::record()).collect();
        client.append(log, &records).await.head();
        left -= n;
    }
}

/// The memory of the process with and without `n` long polls.
fn polls(runtime: &Runtime, place: &ServiceUnderTest, n: usize) -> String {
    // Ten devices and tabs for each log.
    let logs = runtime.block_on(place.logs(n.div_ceil(10)));
    let before = resident_kib(place.service.id());
    let address = place.at().address;
    let waiting: Vec<_> = (0..n)
        .map(|at| {
            let log = logs[at % logs.len()].clone();
            runtime.spawn(async move {
                let mut connection = Connection::open(address).await.unwrap();
                let bearer = format!("Bearer {}", log.token);
                let path = format!("/v1/logs/{}/records?wait=25", log.id);
                let headers = [("authorization", bearer.as_str())];
                connection.send("GET", &path, &headers, b"").await.unwrap().status
            })
        })
        .collect();
    let mut most = before;
    for poll in waiting {
        most = most.max(resident_kib(place.service.id()));
        assert_eq!(runtime.block_on(poll).unwrap(), 200);
    }
    let mib = |kib: u64| kib as f64 / 1024.0;
    let mut text = String::from("\n## Long polls\n\n");
    _ = writeln!(
        text,
        "{n} idle long polls: at most {:.0} MiB resident, {:.0} MiB before ({:.1} KiB each).",
        mib(most),
        mib(before),
        (most - before) as f64 / n as f64
    );
    text
}

fn resident_kib(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
