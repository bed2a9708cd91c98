//! The middleware around every request, and the extractors of its parts.

use std::error::Error;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, MatchedPath, Path, Query, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use mijn_brug_sync::api::{Code, WAIT_MAX};
use mijn_brug_sync::wire::LogId;
use serde::de::DeserializeOwned;
use tower_http::timeout::TimeoutError;

use crate::access::{Bearer, TokenHash, read_hex};
use crate::app::App;
use crate::db::reminders::Owner;
use crate::limit::rate_limit_key;
use crate::metrics::{self, method_label};
use crate::problem::Problem;

/// Times out, counts and logs every request, and limits those of the API.
pub async fn log_and_limit(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = method_label(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("pages", MatchedPath::as_str);
    let address = client_address(&app, request.extensions(), request.headers());
    let limited = route.starts_with("/v1/") && route != "/v1/openapi.json";
    let refused = limited.then(|| app.address_limit.take(address).err()).flatten();
    let response = if let Some(seconds) = refused {
        Problem::too_many(seconds).into_response()
    } else {
        let longest = Duration::from_secs(app.config.request_seconds.saturating_add(WAIT_MAX));
        tokio::time::timeout(longest, next.run(request))
            .await
            .unwrap_or_else(|_| Problem::from(Code::Unavailable).into_response())
    };
    let took = start.elapsed();
    let status = response.status().as_u16();
    metrics::request(method, route, status, took);
    // The route's template and not the path, which holds the id of a log.
    tracing::info!(method, route, status, ms = took.as_millis(), "request");
    response
}

/// The address of the client. `X-Forwarded-For` counts only when it comes from a proxy that the operator trusts.
fn client_address(app: &App, extensions: &Extensions, headers: &HeaderMap) -> IpAddr {
    let peer = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(peer)| {
            peer.ip().to_canonical()
        });
    let trusted = &app.config.trusted_proxy.0;
    let mut address = peer;
    if trusted.contains(&peer) {
        let lines = headers.get_all("x-forwarded-for").iter();
        let named: Vec<&str> = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .collect();
        // From the right: each proxy appends the address it saw. Anything the client wrote itself is further left.
        for name in named.iter().rev() {
            let Ok(named) = name.trim().parse::<IpAddr>() else {
                break;
            };
            address = named.to_canonical();
            if !trusted.contains(&address) {
                break;
            }
        }
    }
    rate_limit_key(address)
}

/// The address of the client, as the key of rate limits.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<Arc<App>> for ClientAddress {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        Ok(Self(client_address(app, &parts.extensions, &parts.headers)))
    }
}

/// Refuses clients that named too many mailboxes or grants that do not exist.
#[derive(Clone, Copy, Debug)]
pub struct GuessGuard(IpAddr);

impl FromRequestParts<Arc<App>> for GuessGuard {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, app).await?;
        app.guess_limit.peek(address).map_err(Problem::too_many)?;
        Ok(Self(address))
    }
}

impl GuessGuard {
    /// Counts the result if it is a wrong guess, and returns it.
    ///
    /// # Errors
    /// The error of the result.
    pub fn count<T>(self, app: &App, answer: Result<T, Code>) -> Result<T, Problem> {
        if let Err(Code::MailboxNotFound | Code::GrantInvalid) = answer {
            _ = app.guess_limit.take(self.0);
        }
        answer.map_err(Problem::from)
    }
}

/// The log in the path and the token in the header. Nothing has compared them yet.
#[derive(Clone, Copy, Debug)]
pub struct Access {
    /// The log.
    pub log: LogId,
    /// The token.
    pub token: TokenHash,
}

impl FromRequestParts<Arc<App>> for Access {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let Path(log) = Path::<String>::from_request_parts(parts, app)
            .await
            .map_err(|_| Code::Malformed)?;
        let log: LogId = log.parse().map_err(|_| Code::Malformed)?;
        let Bearer(token) = Bearer::from_request_parts(parts, app).await?;
        app.log_limit.take(log).map_err(Problem::too_many)?;
        Ok(Self { log, token })
    }
}

/// The id of a mailbox or a reminder in the path: 32 hexadecimal digits.
#[derive(Clone, Copy, Debug)]
pub struct PathId(pub [u8; 16]);

impl FromRequestParts<Arc<App>> for PathId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let Path(id) = Path::<String>::from_request_parts(parts, app)
            .await
            .map_err(|_| Code::Malformed)?;
        Ok(Self(read_16(&id)?))
    }
}

/// The owner of reminders: the log, if there is one and the token opens it, or else the guest who made the token.
///
/// # Errors
/// Fails if the token does not open the log, or the rate limit of the owner is reached.
pub async fn owner(app: &App, log: Option<&str>, token: &TokenHash) -> Result<Owner, Problem> {
    let (owner, of) = match log {
        Some(log) => {
            let id = read_16(log)?;
            (Owner::Paired(id), id)
        }
        None => (Owner::Guest(token.start()), token.start()),
    };
    app.log_limit
        .take(LogId::from_bytes(of))
        .map_err(Problem::too_many)?;
    if let Owner::Paired(id) = owner {
        let log = app.database.log(LogId::from_bytes(id)).await?;
        log.ok_or(Code::LogNotFound)?.head_for(token)?;
    }
    Ok(owner)
}

/// Decodes 32 hexadecimal digits.
///
/// # Errors
/// [`Code::Malformed`] for any other text.
pub fn read_16(text: &str) -> Result<[u8; 16], Code> {
    let bytes = read_hex(text).ok_or(Code::Malformed)?;
    bytes.try_into().map_err(|_| Code::Malformed)
}

/// The query. Unknown keys are refused.
#[derive(Clone, Copy, Debug)]
pub struct QueryParams<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for QueryParams<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        match Query::<T>::from_request_parts(parts, app).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(_) => Err(Code::Malformed.into()),
        }
    }
}

/// The body as bytes, no larger than [`App::largest_body`].
#[derive(Clone, Debug)]
pub struct RawBody(pub Bytes);

impl FromRequest<Arc<App>> for RawBody {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Problem> {
        // Reject an oversized `Content-Length` before reading the body.
        let announced = request.headers().get(CONTENT_LENGTH);
        let announced = announced.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if announced.is_some_and(|length| length > app.largest_body()) {
            return Err(Code::TooLarge.into());
        }
        match Bytes::from_request(request, app).await {
            Ok(body) => Ok(Self(body)),
            Err(error) if is_timeout(&error) => Err(Code::Unavailable.into()),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Code::TooLarge.into()),
            // The client lost its network half-way, and will not read this answer.
            Err(_) => Err(Code::Malformed.into()),
        }
    }
}

/// Whether the body stopped coming.
fn is_timeout(error: &(dyn Error + 'static)) -> bool {
    error.is::<TimeoutError>() || error.source().is_some_and(is_timeout)
}

/// The body as JSON. Unknown fields are refused.
#[derive(Clone, Copy, Debug)]
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Problem> {
        let RawBody(body) = RawBody::from_request(request, app).await?;
        let value = serde_json::from_slice(&body).map_err(|_| Code::Malformed)?;
        Ok(Self(value))
    }
}
