//! Starts the service, and stops it without cutting off responses.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io};

use axum::Router;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::app::App;
use crate::config::Config;
use crate::connections::{self, ConnectionLimits};
use crate::db::{Database, OpenError};
use crate::push::{Push, PushError};
use crate::site::{Site, SiteError};
use crate::{endpoints, headers, metrics, pages, private_files, sweep};

/// How long answers that are under way may take after the signal to stop.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(20);

/// Why the service cannot start, or stopped.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The web apps cannot be hosted.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The data folder cannot be used.
    #[error("cannot write to the data folder {}: {source}. Name another one with --data", path.display())]
    Data {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// Reminders cannot be sent.
    #[error(transparent)]
    Push(#[from] PushError),
    /// The metrics recorder cannot be built.
    #[error("cannot record metrics: {0}")]
    Metrics(#[from] metrics_exporter_prometheus::BuildError),
    /// Another program listens on this address.
    #[error("{0} is in use by another program: stop that one, or name another address with --listen")]
    InUse(String),
    /// The address is invalid.
    #[error(
        "cannot listen on {listen}: {source}. Give --listen an address and a port, such as 127.0.0.1:8080"
    )]
    Listen {
        /// The address as configured.
        listen: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The listening socket failed.
    #[error("the service stopped: {0}")]
    Stopped(#[source] io::Error),
}

/// Serves until `stop` completes, then lets answers that are under way finish: long polls at once, appends when they are on disk.
/// Calls `listening` with the address in use.
///
/// # Errors
/// Fails if the service cannot start with this configuration.
pub async fn serve(
    config: &Config,
    listening: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let site = Site::read(&config.web)?;
    check_writable(&config.data).map_err(|source| ServeError::Data {
        path: config.data.clone(),
        source,
    })?;
    let listener = listen(&config.listen).await?;
    let admin = match config.admin_listen.as_str() {
        "" => None,
        address => Some(listen(address).await?),
    };
    let database = Database::open(&config.database_url, &config.data, config.connections).await?;
    let (stop_all, shutdown) = watch::channel(false);
    let push = Push::open(config, &database).await?;
    let (app, tasks) = App::start(config.clone(), database.clone(), push, shutdown.clone());
    let mut others = tasks.others;
    others.push(tokio::spawn(sweep::run(Arc::clone(&app))));
    let recorder = metrics::install()?;
    others.push(tokio::spawn(metrics::run_upkeep(recorder)));
    listening(listener.local_addr().map_err(ServeError::Stopped)?);
    let router = router(site, app, config.https);
    let limits = ConnectionLimits {
        idle: Duration::from_secs(config.idle_seconds.max(1)),
        connections: usize::try_from(config.client_connections).unwrap_or(usize::MAX),
    };
    if let Some(admin) = admin {
        let metrics = Router::new().route("/metrics", get(async || render_metrics(recorder)));
        others.push(tokio::spawn(connections::serve(
            admin,
            metrics,
            limits,
            shutdown.clone(),
        )));
    }
    let serving = connections::serve(listener, router, limits, shutdown.clone());
    let mut shutdown_seen = shutdown;
    tokio::spawn(async move {
        stop.await;
        stop_all.send_replace(true);
    });
    let last = async {
        _ = shutdown_seen.wait_for(|is_shutdown| *is_shutdown).await;
        tokio::time::sleep(SHUTDOWN_GRACE).await;
    };
    tokio::select! {
        () = serving => {}
        // A client reads so slowly that waiting for it is pointless.
        () = last => {}
    }
    for task in others {
        task.abort();
        // The result says only that it was aborted.
        _ = task.await;
    }
    // No request is left that could append; the task ends after its remaining appends.
    _ = tokio::time::timeout(SHUTDOWN_GRACE, tasks.appender).await;
    if let Some(sender) = tasks.sender {
        _ = tokio::time::timeout(SHUTDOWN_GRACE, sender).await;
    }
    _ = tokio::time::timeout(SHUTDOWN_GRACE, database.close()).await;
    Ok(())
}

async fn listen(address: &str) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|source| {
        let listen = address.to_owned();
        match source.kind() {
            io::ErrorKind::AddrInUse => ServeError::InUse(listen),
            _ => ServeError::Listen { listen, source },
        }
    })
}

fn router(site: Site, app: Arc<App>, https: bool) -> Router {
    let pages = Router::new().fallback(pages::answer).with_state(Arc::new(site));
    let add = move |request: Request, next: Next| async move {
        let part = headers::ResponseKind::of(request.uri().path());
        let mut response = next.run(request).await;
        headers::add(response.headers_mut(), part, https);
        response
    };
    endpoints::router(app, pages).layer(axum::middleware::from_fn(add))
}

fn render_metrics(recorder: &PrometheusHandle) -> impl IntoResponse {
    let headers = [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (headers, recorder.render())
}

/// Creates the folder if needed, and writes a file in it once, to fail now instead of at the first append.
///
/// # Errors
/// Fails if the folder cannot be created or written.
fn check_writable(folder: &Path) -> io::Result<()> {
    private_files::folder(folder)?;
    let probe = folder.join(format!(".writable-{}", std::process::id()));
    fs::write(&probe, "")?;
    fs::remove_file(probe)
}
