//! A service in this process.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use mijn_brug_service::clock::Clock;
use mijn_brug_service::commands;
use mijn_brug_service::config::Config;
use mijn_brug_service::db::Database;
use mijn_brug_service::server::{ServeError, serve};
use mijn_brug_sync::api::NewLog;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::client::Client;
use crate::support::postgres::Cluster;
use crate::support::{Log, new_log, write_site};

/// The database of a service.
pub enum Backend {
    Sqlite,
    Postgres(Box<Cluster>),
}

/// A running service; it stops when the value is dropped.
pub struct Server {
    pub client: Client,
    pub config: Config,
    pub clock: Arc<AtomicI64>,
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<Result<(), ServeError>>>,
    folder: Option<TempDir>,
}

/// The start of the tests' clock: the first second of a day in 2026.
pub const START: i64 = 20_454 * 86_400;

static DATABASES: AtomicU32 = AtomicU32::new(0);

impl Backend {
    /// Starts a service with a new database.
    pub async fn server(&self) -> Server {
        self.server_with(|_| {}).await
    }

    pub async fn server_with(&self, change: impl FnOnce(&mut Config)) -> Server {
        let folder = tempfile::tempdir().unwrap();
        write_site(&folder.path().join("dist"));
        let clock = Arc::new(AtomicI64::new(START));
        let mut config = Config {
            listen: "127.0.0.1:0".into(),
            web: folder.path().join("dist"),
            data: folder.path().join("data"),
            database_url: match self {
                Self::Sqlite => String::new(),
                Self::Postgres(cluster) => {
                    cluster.database(&format!("t{}", DATABASES.fetch_add(1, Ordering::Relaxed)))
                }
            },
            connections: 4,
            address_requests: 0,
            log_requests: 0,
            clock: Clock::Set(Arc::clone(&clock)),
            ..Config::default()
        };
        change(&mut config);
        let mut server = Server::start(config, clock).await;
        server.folder = Some(folder);
        server
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

impl Server {
    async fn start(config: Config, clock: Arc<AtomicI64>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (sender, listening) = oneshot::channel();
        let settings = config.clone();
        let task = tokio::spawn(async move {
            let stopped = async { _ = stopped.await };
            let heard = move |address| _ = sender.send(address);
            serve(&settings, heard, stopped).await
        });
        let Ok(address) = listening.await else {
            panic!("it doesn't start: {:?}", task.await)
        };
        Self {
            client: Client(address),
            config,
            clock,
            stop: Some(stop),
            task: Some(task),
            folder: None,
        }
    }

    /// Starts a second node on the same database.
    pub async fn another(&self) -> Self {
        Self::start(self.config.clone(), Arc::clone(&self.clock)).await
    }

    /// Restarts the service on the same data.
    pub async fn restart(mut self) -> Self {
        let folder = self.folder.take();
        self.stop().await;
        let mut again = Self::start(self.config.clone(), Arc::clone(&self.clock)).await;
        again.folder = folder;
        again
    }

    pub async fn stop(&mut self) {
        _ = self.stop.take().map(|stop| stop.send(()));
        if let Some(task) = self.task.take() {
            task.await.unwrap().unwrap();
        }
    }

    pub fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Opens the database of the service.
    pub async fn database(&self) -> Database {
        Database::open(&self.config.database_url, &self.config.data, 1)
            .await
            .unwrap()
    }

    /// Whether these bytes are in SQLite's file or its write-ahead log.
    pub fn is_in_its_files(&self, bytes: &[u8]) -> bool {
        std::fs::read_dir(&self.config.data).unwrap().any(|file| {
            let content = std::fs::read(file.unwrap().path()).unwrap();
            content.windows(bytes.len()).any(|window| window == bytes)
        })
    }

    /// Creates a team, and returns the secret of its link.
    pub async fn grant(&self) -> String {
        let link = commands::create_team(&self.config, "Wijkteam", 7, "http://x")
            .await
            .unwrap();
        link.strip_prefix("http://x/begeleider/#aanmelden=")
            .unwrap()
            .to_owned()
    }

    /// Enrols a team, and returns its log.
    pub async fn team(&self) -> Log {
        let (log, grant) = (new_log(), self.grant().await);
        let form = serde_json::json!({ "grant": grant, "log": log.id, "token": log.token });
        assert_eq!(self.client.post("/v1/teams", None, &form).await.status, 200);
        log
    }

    /// Creates a resident's log for a team.
    pub async fn log_of(&self, team: &Log) -> Log {
        let log = new_log();
        let form = NewLog {
            log: log.id.clone(),
            token: log.token.clone(),
        };
        let made = self.client.post("/v1/logs", Some(&team.token), &form).await;
        assert_eq!(made.status, 204, "{made:?}");
        log
    }

    /// Creates a resident's log for a new team.
    pub async fn log(&self) -> Log {
        let team = self.team().await;
        self.log_of(&team).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Dropping the sender stops the service; the cluster deletes the database.
        _ = self.stop.take();
    }
}
