//! The most similar sealed record store in use: `atuin-server`, with requests like those of its own client.
//!
//! Its records are text in JSON. They get as many characters of sealed text as our records have bytes, and an empty key. Sealed by its
//! client, the same entry would be longer.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::load::{Peer, ProcessAddress, Request, Workload};
use crate::support::client::{Answer, Client};
use crate::support::postgres::Cluster;
use crate::support::{RECORD_LEN, hex, random};

/// The command that installs it.
pub const INSTALL: &str = "cargo install atuin-server --locked";
/// The number of records in a page, as in ours. Its own client asks for 100.
const PAGE: u64 = 500;

/// A process with a new database.
pub struct Atuin {
    child: Child,
    address: SocketAddr,
    _folder: TempDir,
}

/// The program, by path or by name.
pub fn program(name: &str) -> Option<PathBuf> {
    if name.contains('/') {
        return Path::new(name).is_file().then(|| PathBuf::from(name));
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

impl Atuin {
    pub fn start(program: &Path, cluster: Option<&Cluster>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = cluster.map_or_else(
            || format!("sqlite://{}", folder.path().join("atuin.db").display()),
            // Its URL parser wants a host, even when the real one is a folder.
            |cluster| {
                let name = format!("atuin{}", hex(&random(4)));
                cluster.query(&format!("CREATE DATABASE {name}"));
                format!(
                    "postgres://brug@localhost/{name}?host={}",
                    cluster.socket().display()
                )
            },
        );
        let address = free_address();
        let child = Command::new(program)
            .args(["start", "--host=127.0.0.1", "--port", &address.port().to_string()])
            .env("HOME", folder.path())
            .env("ATUIN_CONFIG_DIR", folder.path())
            .env("ATUIN_OPEN_REGISTRATION", "true")
            .env("ATUIN_DB_URI", database)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let atuin = Self {
            child,
            address,
            _folder: folder,
        };
        atuin.wait();
        atuin
    }

    fn wait(&self) {
        let start = Instant::now();
        while std::net::TcpStream::connect(self.address).is_err() {
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "atuin-server doesn't start"
            );
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }

    pub fn at(&self) -> ProcessAddress {
        ProcessAddress {
            address: self.address,
            process: self.child.id(),
        }
    }

    /// `n` users, each with an account and a store.
    pub async fn accounts(&self, n: usize) -> Vec<Account> {
        let client = Client(self.address);
        let mut accounts = Vec::new();
        for _ in 0..n {
            let name = format!("a{}", hex(&random(8)));
            let form = json!({ "email": format!("{name}@example.org"), "username": name, "password": hex(&random(8)) });
            let headers = [("content-type", "application/json")];
            let mut connection = client.open().await.unwrap();
            let body = serde_json::to_vec(&form).unwrap();
            let answer = connection.send("POST", "/register", &headers, &body).await;
            let made: Value = answer.unwrap().json();
            accounts.push(Account {
                authorization: format!("Token {}", made["session"].as_str().unwrap()),
                host: uuid(),
                next: 0,
            });
        }
        accounts
    }
}

impl Drop for Atuin {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A user.
#[derive(Clone)]
pub struct Account {
    authorization: String,
    host: String,
    /// The number of the next record, which the client counts.
    next: u64,
}

impl Account {
    fn record(&mut self) -> Value {
        let data: String = hex(&random(RECORD_LEN / 2));
        let record = json!({
            "id": uuid(), "idx": self.next, "host": { "id": self.host, "name": "" }, "timestamp": 1_700_000_000_000_000_000_u64,
            "version": "v0", "tag": "history", "data": { "data": data, "content_encryption_key": "" },
        });
        self.next += 1;
        record
    }
}

impl Peer for Account {
    fn request(&mut self, ask: Workload) -> Request {
        let headers = vec![
            ("authorization", self.authorization.clone()),
            ("content-type", "application/json".to_owned()),
        ];
        match ask {
            Workload::Append(n) => {
                let records: Vec<Value> = (0..n).map(|_| self.record()).collect();
                Request {
                    method: "POST",
                    path: "/api/v0/record".to_owned(),
                    headers,
                    body: serde_json::to_vec(&records).unwrap(),
                }
            }
            Workload::Page | Workload::After(_) => {
                let start = if let Workload::After(after) = ask {
                    after
                } else {
                    0
                };
                Request {
                    method: "GET",
                    path: format!(
                        "/api/v0/record/next?host={}&tag=history&start={start}&count={PAGE}",
                        self.host
                    ),
                    headers,
                    body: Vec::new(),
                }
            }
        }
    }

    fn pulled(answer: &Answer) -> u64 {
        // A record is three nested objects. Parsing them would cost the client more than writing them costs the server, and both share the
        // processors.
        (answer.body.split(|byte| *byte == b'{').count() as u64 - 1) / 3
    }
}

/// A random UUID, version 4.
fn uuid() -> String {
    let digits = hex(&random(16));
    format!(
        "{}-{}-4{}-8{}-{}",
        &digits[..8],
        &digits[8..12],
        &digits[13..16],
        &digits[17..20],
        &digits[20..]
    )
}

fn free_address() -> SocketAddr {
    // It needs a port number, so this takes one that was free a moment ago.
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
