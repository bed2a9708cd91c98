//! HTTP requests to the service that this page came from.

use std::time::Duration;

use js_sys::{Array, Function, Promise, Uint8Array};
use leptos::prelude::window;
use leptos::web_sys;
use mijn_brug_seal::{LogId, RecordId};
use mijn_brug_sync::api::{Code, Problem};
use mijn_brug_sync::wire::{Head, MEDIA_TYPE, Page};
use mijn_brug_sync::{GiveUpReason, RequestError, SyncError, Transport};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{RequestInit, Response};

use super::{clock, error_log, js};

pub mod reminders;

/// Time limit for an answer in milliseconds, on top of the wait of a long poll.
const ANSWER_WITHIN: u32 = 30_000;

/// A bearer token, as sent in the `authorization` header.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// The access token of a log.
    pub fn new(token: &mijn_brug_seal::AccessToken) -> Self {
        Self(hex(token.expose()))
    }

    /// Its 64 hexadecimal digits, for use in a request body.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Encodes bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        _ = write!(text, "{byte:02x}");
        text
    })
}

/// Decodes hexadecimal digits. `None` for other characters or another length.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// An HTTP request.
pub struct Request<'a> {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'a str,
    /// The path, such as `/v1/heads`.
    pub path: &'a str,
    /// The token to authenticate with.
    pub token: Option<&'a Token>,
    /// The media type and content of the body.
    pub body: Option<(&'a str, &'a [u8])>,
    /// How many extra seconds the answer may take.
    pub wait: u32,
}

impl Request<'_> {
    /// Sends the request and returns the body of the answer.
    ///
    /// # Errors
    /// Fails if there is no answer, if the service refuses, or if the answer is not the service's.
    pub async fn send(self) -> Result<Vec<u8>, RequestError> {
        let no_answer = |error: JsValue| {
            error_log::request(self.method, self.path, &error, "");
            RequestError::NoAnswer
        };
        let options = RequestInit::new();
        options.set_method(self.method);
        let headers = web_sys::Headers::new().map_err(no_answer)?;
        if let Some(token) = self.token {
            headers
                .set("authorization", &format!("Bearer {}", token.0))
                .map_err(no_answer)?;
        }
        if let Some((media_type, bytes)) = self.body {
            headers.set("content-type", media_type).map_err(no_answer)?;
            options.set_body(&Uint8Array::from(bytes));
        }
        options.set_headers(&headers);
        let within = ANSWER_WITHIN.saturating_add(self.wait.saturating_mul(1000));
        let (signal, limit) = (js::of_window("AbortSignal"), Duration::from_millis(within.into()));
        // Aborting frees the connection. In a browser without `AbortSignal.timeout`, a late answer is ignored.
        if let Ok(signal) = js::call(&signal, "timeout", &[within.into()]) {
            js::set(&options, "signal", &signal);
        }
        let answer = js::call_async_within(&window(), "fetch", &[self.path.into(), options.into()], limit)
            .await
            .map_err(no_answer)?;
        let answer: Response = answer.dyn_into().map_err(no_answer)?;
        clock::note_service_time(answer.headers().get("date").ok().flatten().as_deref());
        let bytes = js::call_async_within(&answer, "arrayBuffer", &[], limit)
            .await
            .map_err(no_answer)?;
        let bytes = Uint8Array::new(&bytes).to_vec();
        let header = |name| answer.headers().get(name).ok().flatten();
        // The service never answers with a text page. Such an answer comes from something else, such as the portal of
        // a public network, whatever its status.
        let is_page = header("content-type").is_some_and(|kind| kind.starts_with("text/"));
        if answer.ok() && !is_page {
            return Ok(bytes);
        }
        let code = serde_json::from_slice::<Problem>(&bytes)
            .ok()
            .map(|problem| problem.code);
        let retry_after = header("retry-after").and_then(|seconds| seconds.parse().ok());
        let status = answer.status();
        let words = [
            u32::from(status).to_string().as_str(),
            " ",
            code.map_or("foreign", Code::text),
        ]
        .concat();
        error_log::request(self.method, self.path, &JsValue::UNDEFINED, &words);
        Err(RequestError::from_response(status, code, retry_after))
    }
}

/// Posts JSON and parses a JSON answer; use `()` for an answer without content.
///
/// # Errors
/// As [`Request::send`].
pub async fn json<T: DeserializeOwned>(
    path: &str,
    token: Option<&Token>,
    body: &impl Serialize,
) -> Result<T, RequestError> {
    let body = serde_json::to_vec(body).map_err(|_| RequestError::Malformed)?;
    exchange("POST", path, token, Some(&body)).await
}

/// Sends JSON with any method and parses a JSON answer. See [`json`].
///
/// # Errors
/// As [`Request::send`].
async fn exchange<T: DeserializeOwned>(
    method: &str,
    path: &str,
    token: Option<&Token>,
    body: Option<&[u8]>,
) -> Result<T, RequestError> {
    let request = Request {
        method,
        path,
        token,
        body: body.map(|body| ("application/json", body)),
        wait: 0,
    };
    let answer = request.send().await?;
    let answer = if answer.is_empty() {
        b"null"
    } else {
        answer.as_slice()
    };
    serde_json::from_slice(answer).map_err(|_| unreadable(method, path))
}

/// Notes an answer that is the service's and cannot be read.
fn unreadable(method: &str, path: &str) -> RequestError {
    error_log::request(method, path, &JsValue::UNDEFINED, "unreadable");
    RequestError::Malformed
}

/// Reads a mailbox. `None` if it is empty.
///
/// # Errors
/// As [`Request::send`].
pub async fn read_mailbox(id: mijn_brug_seal::MailboxId) -> Result<Option<Vec<u8>>, RequestError> {
    let path = format!("/v1/mailboxes/{id}");
    let request = Request {
        method: "GET",
        path: &path,
        token: None,
        body: None,
        wait: 0,
    };
    let content = request.send().await?;
    Ok((!content.is_empty()).then_some(content))
}

/// Fills a mailbox. This is possible only once.
///
/// # Errors
/// As [`Request::send`].
pub async fn fill_mailbox(id: mijn_brug_seal::MailboxId, content: &[u8]) -> Result<(), RequestError> {
    let path = format!("/v1/mailboxes/{id}");
    let request = Request {
        method: "PUT",
        path: &path,
        token: None,
        body: Some(("application/octet-stream", content)),
        wait: 0,
    };
    request.send().await.map(drop)
}

/// A log at the service.
pub struct Log {
    path: String,
    token: Token,
}

impl Log {
    /// The log with this id and access token.
    pub fn new(id: LogId, token: Token) -> Self {
        Self {
            path: format!("/v1/logs/{id}"),
            token,
        }
    }

    /// Permanently erases the log at the service.
    ///
    /// # Errors
    /// As [`Request::send`].
    pub async fn erase(&self) -> Result<(), RequestError> {
        self.ask("DELETE", &self.path, None, 0).await.map(drop)
    }

    async fn ask(
        &self,
        method: &str,
        path: &str,
        batch: Option<&[u8]>,
        wait: u32,
    ) -> Result<Vec<u8>, RequestError> {
        let request = Request {
            method,
            path,
            token: Some(&self.token),
            body: batch.map(|bytes| (MEDIA_TYPE, bytes)),
            wait,
        };
        request.send().await
    }
}

impl Transport for Log {
    async fn pull(&self, after: u64, limit: usize, wait: u64) -> Result<Page<Vec<u8>>, RequestError> {
        let path = format!("{}/records?after={after}&limit={limit}&wait={wait}", self.path);
        let wait = u32::try_from(wait).unwrap_or_default();
        let answer = self.ask("GET", &path, None, wait).await?;
        Page::<Vec<u8>>::read(&answer).map_err(|_| unreadable("GET", &path))
    }

    async fn append(&self, batch: Vec<u8>) -> Result<Head, RequestError> {
        let path = format!("{}/records", self.path);
        let answer = self.ask("POST", &path, Some(&batch), 0).await?;
        let page = Page::<RecordId>::read(&answer).map_err(|_| unreadable("POST", &path))?;
        Ok(page.head)
    }

    async fn ids(&self, after: u64) -> Result<Page<RecordId>, RequestError> {
        let path = format!("{}/ids?after={after}", self.path);
        let answer = self.ask("GET", &path, None, 0).await?;
        Page::<RecordId>::read(&answer).map_err(|_| unreadable("GET", &path))
    }
}

/// Notes why a sync ended early, and returns it in a few words for whoever helps.
pub fn note_sync_error(error: SyncError) -> &'static str {
    let why = match error {
        SyncError::Request(RequestError::NoAnswer) => "no answer",
        SyncError::Request(RequestError::NotFromService) => "foreign",
        SyncError::Request(RequestError::Malformed) => "unreadable",
        SyncError::Request(RequestError::Refused { code, .. }) => code.text(),
        SyncError::Store(_) => "store",
        SyncError::GaveUp(GiveUpReason::TooMuch) => "more to do",
        SyncError::GaveUp(_) => "service disagrees",
    };
    error_log::note("sync", why);
    why
}

/// Whether there may be a network. Only an explicit "no" of the browser is believed.
pub fn is_online() -> bool {
    js::of_navigator("onLine") != JsValue::FALSE
}

/// Runs `work` unless another tab of the app is running work of the same name.
pub async fn if_tab_lock_is_free(name: &str, work: impl Future<Output = ()>) {
    if let Some(_lock) = acquire_tab_lock(name, true).await {
        work.await;
    }
}

/// Runs `work` once no other tab of the app is running work of the same name.
pub async fn with_tab_lock(name: &str, work: impl Future<Output = ()>) {
    let _lock = acquire_tab_lock(name, false).await;
    work.await;
}

/// How long the browser may take to say whether a lock is free. After this and [`LOCK_WITHIN`], and in a browser
/// without locks, two tabs may do the same work: that costs time but does no harm.
const FREE_WITHIN: Duration = Duration::from_secs(5);
/// How long another tab may hold the lock.
const LOCK_WITHIN: Duration = Duration::from_mins(2);

/// A lock shared by all tabs, released on drop.
struct TabLock(Option<Function>);

impl Drop for TabLock {
    fn drop(&mut self) {
        if let Some(end) = self.0.take() {
            drop(end.call0(&JsValue::UNDEFINED));
        }
    }
}

/// Acquires a lock shared by all tabs. `None` if another tab has it and `only_if_free` is set.
async fn acquire_tab_lock(name: &str, only_if_free: bool) -> Option<TabLock> {
    let mut end = None;
    let over = Promise::new(&mut |resolve, _| end = Some(resolve));
    let held = TabLock(end);
    let mut resolve_answer = None;
    let answered = Promise::new(&mut |resolve, _| resolve_answer = Some(resolve));
    // The browser holds the lock until the promise that this callback returns is resolved.
    let on_answer = Closure::once_into_js(move |lock: JsValue| {
        if let Some(resolve_answer) = resolve_answer {
            drop(resolve_answer.call1(&JsValue::UNDEFINED, &lock));
        }
        over
    });
    let options = js::object(&[("ifAvailable", only_if_free.into())]);
    let asked = js::call(
        &js::of_navigator("locks"),
        "request",
        &[name.into(), options, on_answer],
    );
    let Ok(asked) = asked else { return Some(held) };
    let limit = if only_if_free { FREE_WITHIN } else { LOCK_WITHIN };
    // A rejection counts as an answer too.
    let answer = Promise::race(&Array::of2(&asked, &answered));
    match js::with_timeout(answer.into(), limit).await {
        Ok(lock) if lock.is_null() => None,
        _ => Some(held),
    }
}
