//! The HTTP client for push services. It follows no redirects.

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

use super::egress::PublicResolver;
use super::hosts::Endpoint;
use super::response_policy::{PushResponse, retry_after};

type Body = Full<axum::body::Bytes>;
type Pool<R> = legacy::Client<HttpsConnector<HttpConnector<R>>, Body>;

/// How much of a body is read and ignored, in bytes, so that its connection can be reused.
const DRAIN_MAX: usize = 16 * 1024;
/// How long an idle connection is kept.
const IDLE_TIMEOUT: Duration = Duration::from_mins(1);

/// Two pools of connections: to public addresses over https, and to origins that the operator configured in full.
#[derive(Debug)]
pub struct Client {
    public: Pool<PublicResolver>,
    configured: Pool<GaiResolver>,
}

impl Client {
    /// Creates a client that trusts the root certificates of this machine.
    ///
    /// # Errors
    /// Fails if no native root certificates are found.
    pub fn new() -> io::Result<Self> {
        let connector = |http: HttpConnector<PublicResolver>| {
            let https = HttpsConnectorBuilder::new().with_native_roots()?.https_only();
            io::Result::Ok(https.enable_all_versions().wrap_connector(http))
        };
        let mut public = HttpConnector::new_with_resolver(PublicResolver);
        public.enforce_http(false);
        public.set_nodelay(true);
        let mut configured = HttpConnector::new();
        configured.enforce_http(false);
        configured.set_nodelay(true);
        let https = HttpsConnectorBuilder::new().with_native_roots()?.https_or_http();
        Ok(Self {
            public: pool(connector(public)?),
            configured: pool(https.enable_all_versions().wrap_connector(configured)),
        })
    }

    /// Sends a request and waits for the response, at most `time`.
    pub async fn send(
        &self,
        request: Request<Vec<u8>>,
        endpoint: &Endpoint,
        time: Duration,
        now: i64,
    ) -> PushResponse {
        let request = request.map(Body::from);
        let asked = async {
            if endpoint.is_configured {
                read(self.configured.request(request).await, now).await
            } else {
                read(self.public.request(request).await, now).await
            }
        };
        tokio::time::timeout(time, asked)
            .await
            .unwrap_or(PushResponse::None)
    }
}

fn pool<R>(connector: HttpsConnector<HttpConnector<R>>) -> Pool<R>
where
    HttpsConnector<HttpConnector<R>>: legacy::connect::Connect + Clone,
{
    legacy::Client::builder(TokioExecutor::new())
        .pool_timer(hyper_util::rt::TokioTimer::new())
        .pool_idle_timeout(IDLE_TIMEOUT)
        .build(connector)
}

async fn read(asked: Result<Response<hyper::body::Incoming>, legacy::Error>, now: i64) -> PushResponse {
    let Ok(response) = asked else {
        return PushResponse::None;
    };
    let status = response.status().as_u16();
    let after = response.headers().get(RETRY_AFTER);
    let after = after.and_then(|after| retry_after(after.to_str().ok()?, now));
    // The body changes nothing.
    _ = Limited::new(response.into_body(), DRAIN_MAX).collect().await;
    PushResponse::Status(status, after)
}
