//! Requests to the service that this page came from.

use std::pin::Pin;

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use leptos::web_sys;
use mijn_brug_seal::{LogId, RecordId};
use mijn_brug_sync::api::Problem;
use mijn_brug_sync::wire::{Head, MEDIA_TYPE, Page};
use mijn_brug_sync::{Failure, Transport};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortSignal, RequestInit, Response};

pub mod reminders;

/// How long an answer may take, in milliseconds, besides what a long poll waits.
const ANSWER_WITHIN: u32 = 30_000;

/// A bearer token, as the header holds it.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// The token of a log.
    pub fn new(token: &mijn_brug_seal::AccessToken) -> Self {
        Self(hex(token.expose()))
    }

    /// Its 64 hexadecimal digits, for a request's body.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes of hexadecimal digits; `None` for anything else.
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

/// One request.
pub struct Request<'a> {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'a str,
    /// The path, such as `/v1/heads`.
    pub path: &'a str,
    /// Who asks.
    pub token: Option<&'a Token>,
    /// Media type and content.
    pub body: Option<(&'a str, &'a [u8])>,
    /// How many seconds longer than usual the answer may take.
    pub wait: u32,
}

impl Request<'_> {
    /// The body of the answer.
    ///
    /// # Errors
    /// No answer, a refusal, or an answer that is not the service's.
    pub async fn send(self) -> Result<Vec<u8>, Failure> {
        let no_answer = |_| Failure::NoAnswer;
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
        options.set_signal(Some(&AbortSignal::timeout_with_u32(within)));
        let answer = JsFuture::from(window().fetch_with_str_and_init(self.path, &options))
            .await
            .map_err(no_answer)?;
        let answer: Response = answer.dyn_into().map_err(no_answer)?;
        let bytes = match answer.array_buffer() {
            Ok(promise) => JsFuture::from(promise).await.map_err(no_answer)?,
            Err(error) => return Err(no_answer(error)),
        };
        let bytes = Uint8Array::new(&bytes).to_vec();
        if answer.ok() {
            return Ok(bytes);
        }
        // A page of somebody else, such as a public network's, is no answer.
        let problem: Problem = serde_json::from_slice(&bytes).map_err(|_| Failure::NoAnswer)?;
        let retry_after = answer.headers().get("retry-after").ok().flatten();
        Err(Failure::Refused {
            code: problem.code,
            retry_after: retry_after.and_then(|seconds| seconds.parse().ok()),
        })
    }
}

/// Sends JSON and reads JSON; `()` for an answer without content.
///
/// # Errors
/// As [`Request::send`].
pub async fn json<T: DeserializeOwned>(
    path: &str,
    token: Option<&Token>,
    body: &impl Serialize,
) -> Result<T, Failure> {
    let body = serde_json::to_vec(body).map_err(|_| Failure::Malformed)?;
    exchange("POST", path, token, Some(&body)).await
}

/// Sends JSON with any method, and reads JSON: see [`json`].
///
/// # Errors
/// As [`Request::send`].
async fn exchange<T: DeserializeOwned>(
    method: &str,
    path: &str,
    token: Option<&Token>,
    body: Option<&[u8]>,
) -> Result<T, Failure> {
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
    serde_json::from_slice(answer).map_err(|_| Failure::Malformed)
}

/// Reads a mailbox: `None` while it is empty.
///
/// # Errors
/// As [`Request::send`].
pub async fn read_mailbox(id: mijn_brug_seal::MailboxId) -> Result<Option<Vec<u8>>, Failure> {
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

/// Fills a mailbox, once.
///
/// # Errors
/// As [`Request::send`].
pub async fn fill_mailbox(id: mijn_brug_seal::MailboxId, content: &[u8]) -> Result<(), Failure> {
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

/// The way to one log.
pub struct Log {
    path: String,
    token: Token,
}

impl Log {
    /// The log with its token.
    pub fn new(id: LogId, token: Token) -> Self {
        Self {
            path: format!("/v1/logs/{id}"),
            token,
        }
    }

    /// Erases it at the service, for ever.
    ///
    /// # Errors
    /// As [`Request::send`].
    pub async fn erase(&self) -> Result<(), Failure> {
        self.ask("DELETE", &self.path, None, 0).await.map(drop)
    }

    async fn ask(
        &self,
        method: &str,
        path: &str,
        batch: Option<&[u8]>,
        wait: u32,
    ) -> Result<Vec<u8>, Failure> {
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
    async fn pull(&self, after: u64, limit: usize, wait: u64) -> Result<Page<Vec<u8>>, Failure> {
        let path = format!("{}/records?after={after}&limit={limit}&wait={wait}", self.path);
        let wait = u32::try_from(wait).unwrap_or_default();
        let answer = self.ask("GET", &path, None, wait).await?;
        Page::<Vec<u8>>::read(&answer).map_err(|_| Failure::Malformed)
    }

    async fn append(&self, batch: Vec<u8>) -> Result<Head, Failure> {
        let path = format!("{}/records", self.path);
        let answer = self.ask("POST", &path, Some(&batch), 0).await?;
        let page = Page::<RecordId>::read(&answer).map_err(|_| Failure::Malformed)?;
        Ok(page.head)
    }

    async fn ids(&self, after: u64) -> Result<Page<RecordId>, Failure> {
        let path = format!("{}/ids?after={after}", self.path);
        let answer = self.ask("GET", &path, None, 0).await?;
        Page::<RecordId>::read(&answer).map_err(|_| Failure::Malformed)
    }
}

/// Whether the browser says that there is a network.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Does work unless another tab of the app is at the same.
pub async fn alone(name: &str, work: impl Future<Output = ()> + 'static) {
    with_lock(name, true, Box::pin(work)).await;
}

/// Does work once no tab of the app is at the same.
pub async fn in_turn(name: &str, work: impl Future<Output = ()> + 'static) {
    with_lock(name, false, Box::pin(work)).await;
}

/// Does work under a lock of all tabs; `only_if_free` leaves it when the lock is taken.
async fn with_lock(name: &str, only_if_free: bool, work: Pin<Box<dyn Future<Output = ()>>>) {
    // web-sys knows locks only as an unstable interface, so they are called by their names.
    let locks = Reflect::get(&window().navigator(), &"locks".into()).unwrap_or_default();
    let request = Reflect::get(&locks, &"request".into())
        .and_then(wasm_bindgen::JsCast::dyn_into::<Function>)
        .ok();
    let Some(request) = request else {
        // An old browser: two tabs do the same work, which costs time and no more.
        return work.await;
    };
    let options = Object::new();
    // Fails for no object of ours.
    drop(Reflect::set(
        &options,
        &"ifAvailable".into(),
        &only_if_free.into(),
    ));
    let when_free = Closure::once(move |lock: JsValue| {
        if lock.is_null() {
            return Promise::resolve(&JsValue::UNDEFINED);
        }
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    let asked = request.call3(&locks, &name.into(), &options, when_free.as_ref());
    if let Some(asked) = asked.ok().and_then(|asked| asked.dyn_into::<Promise>().ok()) {
        // Fails only for a page that is going away.
        drop(JsFuture::from(asked).await);
    }
}
