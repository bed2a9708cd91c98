//! Serves a router on the connections of one listener: HTTP/1.1 only, with limits on time, header size and number.
//!
//! `axum::serve` has no settings for these, so this is the loop of its documentation on hyper's own builder.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::serve::{Listener as _, ListenerExt as _};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tower_service::Service as _;

/// The largest head of a request in bytes: request line and headers.
const HEAD_MAX: usize = 32 * 1024;

/// What a client may take.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// The longest time from the end of one request until the head of the next is complete.
    pub idle: Duration,
    /// The largest number of open connections; others wait in the system's queue.
    pub connections: usize,
}

/// Accepts connections until `shutdown` becomes `true`, then finishes the responses in progress.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ConnectionLimits,
    mut shutdown: watch::Receiver<bool>,
) {
    let mut http = http1::Builder::new();
    // hyper starts this timer whenever it waits for a head, on an idle connection too.
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.idle)
        .max_header_size(HEAD_MAX);
    let permits = Arc::new(Semaphore::new(
        limits.connections.clamp(1, Semaphore::MAX_PERMITS),
    ));
    let open = GracefulShutdown::new();
    let mut listener = listener.tap_io(|stream| {
        // An answer is one small packet, which must not wait for another.
        _ = stream.set_nodelay(true);
    });
    loop {
        let accept = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (listener.accept().await, permit)
        };
        let ((stream, peer), permit) = tokio::select! {
            accepted = accept => accepted,
            _ = shutdown.wait_for(|is_shutdown| *is_shutdown) => break,
        };
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().call(request)
        });
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A client that hung up, or was too slow, gets no answer.
            _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    open.shutdown().await;
}
