//! Connections to push services. No redirects: an address that moves is not followed.

use std::io;
use std::time::Duration;

use axum::http::header::RETRY_AFTER;
use axum::http::{Request, Response};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::GaiResolver;
use hyper_util::rt::TokioExecutor;

use super::hosts::Endpoint;
use super::outside::Outside;
use super::verdict::{Answer, retry_after};

type Body = Full<axum::body::Bytes>;
type Pool<R> = legacy::Client<HttpsConnector<HttpConnector<R>>, Body>;

/// An answer's text is read so far, so that the connection can be used again; it is not looked at.
const READ: usize = 16 * 1024;
/// How long a connection is kept.
const KEPT: Duration = Duration::from_mins(1);

/// Connections: those outside over https only, and those that the operator named.
#[derive(Debug)]
pub struct Client {
    outside: Pool<Outside>,
    named: Pool<GaiResolver>,
}

impl Client {
    /// A client that believes the certificates of this machine.
    ///
    /// # Errors
    /// There are none.
    pub fn new() -> io::Result<Self> {
        let connector = |http: HttpConnector<Outside>| {
            let https = HttpsConnectorBuilder::new().with_native_roots()?.https_only();
            io::Result::Ok(https.enable_all_versions().wrap_connector(http))
        };
        let mut outside = HttpConnector::new_with_resolver(Outside);
        outside.enforce_http(false);
        outside.set_nodelay(true);
        let mut named = HttpConnector::new();
        named.enforce_http(false);
        named.set_nodelay(true);
        let https = HttpsConnectorBuilder::new().with_native_roots()?.https_or_http();
        Ok(Self {
            outside: pool(connector(outside)?),
            named: pool(https.enable_all_versions().wrap_connector(named)),
        })
    }

    /// Sends a request, and gives what came back within this time.
    pub async fn send(
        &self,
        request: Request<Vec<u8>>,
        endpoint: &Endpoint,
        time: Duration,
        now: i64,
    ) -> Answer {
        let request = request.map(Body::from);
        let asked = async {
            if endpoint.is_ours {
                read(self.named.request(request).await, now).await
            } else {
                read(self.outside.request(request).await, now).await
            }
        };
        tokio::time::timeout(time, asked).await.unwrap_or(Answer::Nothing)
    }
}

fn pool<R>(connector: HttpsConnector<HttpConnector<R>>) -> Pool<R>
where
    HttpsConnector<HttpConnector<R>>: legacy::connect::Connect + Clone,
{
    legacy::Client::builder(TokioExecutor::new())
        .pool_timer(hyper_util::rt::TokioTimer::new())
        .pool_idle_timeout(KEPT)
        .build(connector)
}

async fn read(asked: Result<Response<hyper::body::Incoming>, legacy::Error>, now: i64) -> Answer {
    let Ok(response) = asked else {
        return Answer::Nothing;
    };
    let status = response.status().as_u16();
    let after = response.headers().get(RETRY_AFTER);
    let after = after.and_then(|after| retry_after(after.to_str().ok()?, now));
    // What comes after the status changes nothing.
    _ = Limited::new(response.into_body(), READ).collect().await;
    Answer::Status(status, after)
}
