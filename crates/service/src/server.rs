//! Joins the parts, listens, and stops.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use axum::Router;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use thiserror::Error;
use tokio::net::TcpListener;

use crate::problem::Problem;
use crate::site::{Site, SiteError};
use crate::{headers, pages};

/// How to serve.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address and port, such as `127.0.0.1:8080`; port 0 takes a free one.
    pub listen: String,
    /// Folder of the built web apps.
    pub web: PathBuf,
    /// Folder for the service's own data.
    pub data: PathBuf,
    /// People come over https only.
    pub https: bool,
}

/// Why the service can't start, or had to stop.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The web apps can't be hosted.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The folder for data is of no use.
    #[error("cannot write in the data folder {}: {source}. Name another one with --data", path.display())]
    Data {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Another program listens there.
    #[error("{0} is in use by another program: stop that one, or name another address with --listen")]
    InUse(String),
    /// The address is of no use.
    #[error(
        "cannot listen on {listen}: {source}. Give --listen an address and a port, such as 127.0.0.1:8080"
    )]
    Listen {
        /// The address as it was given.
        listen: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The system took the connection away.
    #[error("the service stopped: {0}")]
    Stopped(#[source] io::Error),
}

/// Serves until `stop` ends, then lets the answers that are under way finish. `listening` hears the real address.
///
/// # Errors
/// The settings are of no use, or the system stopped the service.
pub async fn serve(
    settings: &Settings,
    listening: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let site = Site::read(&settings.web)?;
    check_writable(&settings.data).map_err(|source| ServeError::Data {
        path: settings.data.clone(),
        source,
    })?;
    let listener = TcpListener::bind(&settings.listen).await.map_err(|source| {
        let listen = settings.listen.clone();
        match source.kind() {
            io::ErrorKind::AddrInUse => ServeError::InUse(listen),
            _ => ServeError::Listen { listen, source },
        }
    })?;
    listening(listener.local_addr().map_err(ServeError::Stopped)?);
    let app = app(site, settings.https);
    axum::serve(listener, app)
        .with_graceful_shutdown(stop)
        .await
        .map_err(ServeError::Stopped)
}

fn app(site: Site, https: bool) -> Router {
    Router::new()
        .route("/healthz", get(healthy))
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .fallback(pages::answer)
        .with_state(Arc::new(site))
        .layer(axum::middleware::map_response(move |mut response: Response| {
            headers::add(response.headers_mut(), https);
            std::future::ready(response)
        }))
}

/// The service runs and answers.
async fn healthy() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], "ok\n")
}

/// Makes the folder when it isn't there, and writes in it once: better now than at the first person's data.
fn check_writable(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let probe = folder.join(format!(".writable-{}", std::process::id()));
    fs::write(&probe, "")?;
    fs::remove_file(probe)
}
