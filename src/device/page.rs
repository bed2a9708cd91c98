//! The page: its address, title, focus and painting, fetching the files of the app, and lasting storage.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{document, set_timeout, window};
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{error_log, js, overlay};

/// The element that the app is drawn in; `None` on a page without an app.
pub fn root() -> Option<web_sys::HtmlElement> {
    document().get_element_by_id("app")?.dyn_into().ok()
}

/// The current path, such as `/brug`.
pub fn path() -> String {
    let unwritten = UNWRITTEN.with_borrow(Clone::clone);
    unwritten.unwrap_or_else(|| window().location().pathname().unwrap_or_default())
}

/// The origin of this page, such as `https://brug.example`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

thread_local! {
    /// The current path when the browser did not write it to the address: Safari allows a hundred changes in 30
    /// seconds.
    static UNWRITTEN: RefCell<Option<String>> = const { RefCell::new(None) };
    /// The secret that came in the fragment of the address.
    static SECRET: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// If the fragment of the address is a secret, removes it from the address and the browser's history and keeps it for
/// [`take_secret`]. Returns `false` for any other fragment: browsers put the text to highlight there, and chat apps
/// where a link was found.
pub fn hide_secret(is_secret: impl FnOnce(&str) -> bool) -> bool {
    let fragment = window().location().hash().unwrap_or_default();
    let secret = fragment.trim_start_matches('#');
    if !is_secret(secret) {
        return false;
    }
    SECRET.set(Some(secret.to_owned()));
    push(&path(), true);
    true
}

/// The secret that came with the address. Returns it once.
pub fn take_secret() -> Option<String> {
    SECRET.take()
}

/// Whether the fragment of the address begins with `start`.
pub fn has_fragment(start: &str) -> bool {
    let fragment = window().location().hash().unwrap_or_default();
    fragment
        .strip_prefix('#')
        .is_some_and(|text| text.starts_with(start))
}

/// Whether the address asks for the example plan (`?demo`).
pub fn is_demo() -> bool {
    window()
        .location()
        .search()
        .is_ok_and(|search| search.starts_with("?demo"))
}

/// Changes the address without loading anything. Keeps `?demo`.
pub fn push(path: &str, replace: bool) {
    let has_step = overlay::followed_link();
    let method = if replace || has_step {
        "replaceState"
    } else {
        "pushState"
    };
    let mark = if is_demo() { "?demo" } else { "" };
    let address = format!("{path}{mark}");
    let history = js::of_window("history");
    drop(js::call(
        &history,
        method,
        &[JsValue::NULL, "".into(), address.into()],
    ));
    let is_written = window().location().pathname().is_ok_and(|now| now == path);
    UNWRITTEN.set((!is_written).then(|| path.to_owned()));
}

/// Calls `went` when the person goes back or forward, even if that only closed a dialog: the address tells where they
/// are.
pub fn on_return(mut went: impl FnMut() + 'static) {
    overlay::begin();
    let closure = Closure::<dyn FnMut()>::new(move || {
        overlay::went_back();
        UNWRITTEN.set(None);
        went();
    });
    window()
        .add_event_listener_with_callback("popstate", closure.into_js_value().unchecked_ref())
        .ok();
}

/// Whether this page is the caseworker's app.
pub fn is_caseworkers() -> bool {
    belongs_to_caseworkers(&path())
}

fn belongs_to_caseworkers(path: &str) -> bool {
    path.starts_with("/begeleider")
}

/// Called with the path of a link.
type Follow = Rc<dyn Fn(String)>;

thread_local! {
    static FOLLOW: RefCell<Option<Follow>> = const { RefCell::new(None) };
}

/// Calls `followed` with the path of every followed link inside the app. Replaces any earlier callback.
pub fn on_link(followed: impl Fn(String) + 'static) {
    if FOLLOW.replace(Some(Rc::new(followed))).is_some() {
        return;
    }
    let closure = Closure::<dyn FnMut(web_sys::MouseEvent)>::new(|event: web_sys::MouseEvent| {
        let is_plain = event.button() == 0
            && !event.meta_key()
            && !event.ctrl_key()
            && !event.shift_key()
            && !event.default_prevented();
        let anchor = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|element| element.closest("a[href]").ok().flatten());
        let Some(anchor) = anchor.filter(|_| is_plain) else {
            return;
        };
        let href = anchor.get_attribute("href").unwrap_or_default();
        // The two apps are separate pages: a link from one to the other loads it.
        let is_here = belongs_to_caseworkers(&href) == is_caseworkers();
        if href.starts_with('/') && is_here && !anchor.has_attribute("target") {
            event.prevent_default();
            // Not called inside the borrow, because it may register another callback.
            if let Some(follow) = FOLLOW.with_borrow(Clone::clone) {
                follow(href);
            }
        }
    });
    document()
        .add_event_listener_with_callback("click", closure.into_js_value().unchecked_ref())
        .ok();
}

/// Whether the event comes from a field that one tap completes: a radio button, checkbox or select.
pub fn is_choice(event: &web_sys::Event) -> bool {
    let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return false;
    };
    let kind = element.get_attribute("type");
    element.tag_name() == "SELECT" || matches!(kind.as_deref(), Some("radio" | "checkbox"))
}

/// Whether the focus is in a form field of the screen.
fn is_typing() -> bool {
    let is_field = |element: &web_sys::Element| {
        matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
            && element.closest("main").is_ok_and(|main| main.is_some())
    };
    document().active_element().as_ref().is_some_and(is_field)
}

/// Scrolls to the top of the screen and focuses its heading, so that a screen reader reads it. If somebody is already
/// in a field, as on a slow phone, the focus stays there.
pub fn begin_screen(title: &str) {
    document().set_title(title);
    if is_typing() {
        return;
    }
    drop(js::call(&window(), "scrollTo", &[0.into(), 0.into()]));
    if let Ok(Some(heading)) = document().query_selector("main h1")
        && let Ok(heading) = heading.dyn_into::<web_sys::HtmlElement>()
    {
        // The message about what was just done on the previous screen is read with the heading.
        if document().get_element_by_id("said").is_some() {
            heading.set_attribute("aria-describedby", "said").ok();
        }
        heading.focus().ok();
    }
}

/// Moves the focus to an element.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Ok(element) = element.dyn_into::<web_sys::HtmlElement>()
    {
        element.focus().ok();
    }
}

/// Moves the focus to an element, unless something inside it has the focus already.
pub fn focus_near(id: &str) {
    let is_inside = document().get_element_by_id(id).is_some_and(|place| {
        let focused = document().active_element();
        focused.is_some_and(|focused| place.contains(Some(&focused)))
    });
    if !is_inside {
        focus(id);
    }
}

/// Whether a field is marked as invalid.
pub fn has_invalid() -> bool {
    matches!(document().query_selector("[aria-invalid=true]"), Ok(Some(_)))
}

/// Moves the focus to the first invalid field.
pub fn focus_invalid() {
    let found = document().query_selector("[aria-invalid=true]").ok().flatten();
    if let Some(field) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        field.focus().ok();
    }
}

/// Whether an input is partly filled in and so has no value, such as a time without minutes.
pub fn is_half_filled(id: &str) -> bool {
    document()
        .get_element_by_id(id)
        .is_some_and(|input| has_bad_input(&input))
}

/// Writes a text into the field that an event comes from.
pub fn write_field(event: &web_sys::Event, text: &str) {
    if let Some(field) = event.target() {
        js::set(&field, "value", &text.into());
    }
}

/// Checks or unchecks the box that an event comes from.
pub fn write_checked(event: &web_sys::Event, is_checked: bool) {
    if let Some(field) = event.target() {
        js::set(&field, "checked", &is_checked.into());
    }
}

/// Like [`is_half_filled`], for the input that an event comes from.
pub fn is_of_half_filled(event: &web_sys::Event) -> bool {
    event.target().is_some_and(|input| has_bad_input(&input))
}

fn has_bad_input(input: &JsValue) -> bool {
    js::get(&js::get(input, "validity"), "badInput") == JsValue::TRUE
}

pub use web_sys::Event;

/// Whether an event comes from the same field, card or screen as an element.
pub fn is_beside(element: &web_sys::Element, event: &web_sys::Event) -> bool {
    let part = element.parent_element().and_then(|parent| {
        parent
            .closest(".mb-field, form, section, .mb-screen")
            .ok()
            .flatten()
    });
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    part.is_some_and(|part| part.contains(target.as_ref()))
}

thread_local! {
    static IS_LEAVING: Cell<bool> = const { Cell::new(false) };
}

/// Reloads the page. Repeated calls have no effect: a timer, another tab and a new worker may all ask for it.
pub fn reload() {
    if !IS_LEAVING.replace(true) {
        window().location().reload().ok();
    }
}

/// Loads another page of this origin.
pub fn go(path: &str) {
    window().location().set_href(path).ok();
}

/// Runs `then` once the browser has painted the changes.
pub fn after_paint(then: impl FnOnce() + 'static) {
    let then = Rc::new(RefCell::new(Some(then)));
    let once = move || {
        // Not called inside the borrow.
        let then = then.borrow_mut().take();
        if let Some(then) = then {
            then();
        }
    };
    let late = once.clone();
    let closure = Closure::once_into_js(move || {
        let closure = Closure::once_into_js(once);
        drop(js::call(&window(), FRAME, &[closure]));
    });
    drop(js::call(&window(), FRAME, &[closure]));
    // A page in the background is not painted, and some browsers never call back: continue anyway.
    set_timeout(late, DRAWN_WITHIN);
}

const FRAME: &str = "requestAnimationFrame";

/// How long to wait for a paint.
const DRAWN_WITHIN: Duration = Duration::from_secs(1);

/// Fetches a text file of the app. `None` on any error: offline on a first visit, or not found.
pub async fn fetch_text(path: &str) -> Option<String> {
    let fetched = async {
        let response = js::call_async_within(&window(), "fetch", &[path.into()], FETCH_WITHIN).await?;
        if js::get(&response, "ok").is_truthy() {
            js::call_async_within(&response, "text", &[], FETCH_WITHIN).await
        } else {
            // As a text, to tell it from what the browser throws.
            Err(js::call(&window(), "String", &[js::get(&response, "status")])?)
        }
    };
    let text = fetched.await.inspect_err(|error| {
        let status = error.as_string().filter(|status| status.len() == 3);
        error_log::request("GET", path, error, &status.unwrap_or_default());
    });
    text.ok()?.as_string()
}

/// A file that `boot.js` began to fetch before the program ran, by its name there.
pub async fn early_text(name: &str) -> Option<String> {
    js::with_timeout(js::get(&early(), name), FETCH_WITHIN)
        .await
        .ok()?
        .as_string()
}

/// The object that `boot.js` shares with the program.
pub fn early() -> JsValue {
    js::of_window("mijnBrug")
}

/// Time limit for fetching a file of the app.
const FETCH_WITHIN: Duration = Duration::from_secs(30);

/// Replaces the app with a message that it could not start and a way to try again (`boot.js`).
pub fn fail() {
    drop(js::call(&early(), "fail", &[]));
}

/// Replaces the app with a message why it cannot run in this browser. `public/cannot.js` has the text for each reason.
pub fn cannot(why: &str) {
    if let Some(root) = document().document_element()
        && let Ok(script) = document().create_element("script")
    {
        root.set_attribute("data-cannot", why).ok();
        script.set_attribute("src", "/cannot.js").ok();
        root.append_child(&script).ok();
    }
}

/// How long the person may think about the browser's question.
const PERSON_WITHIN: Duration = Duration::from_mins(1);

/// Whether the browser supports persistent storage.
pub fn can_persist() -> bool {
    js::can(&js::of_navigator("storage"), "persist")
}

/// Asks the browser not to evict the records when space is short. `None` if it cannot be asked.
pub async fn persist() -> Option<bool> {
    let storage = js::of_navigator("storage");
    js::call_async_within(&storage, "persist", &[], PERSON_WITHIN)
        .await
        .ok()?
        .as_bool()
}

/// Asks for persistent storage without waiting for the answer. Call this once there is something to lose. Chrome
/// decides silently; Firefox asks the person, who may take a while.
pub fn request_persistence() {
    spawn_local(async { _ = persist().await });
}

/// Whether storage is persistent. `None` if the browser cannot tell.
pub async fn persisted() -> Option<bool> {
    js::call_async(&js::of_navigator("storage"), "persisted", &[])
        .await
        .ok()?
        .as_bool()
}

/// How much storage is in use and how much there may be, such as `3 / 4000 MB`. `None` if the browser cannot tell.
pub async fn storage_use() -> Option<String> {
    let storage = js::of_navigator("storage");
    let estimate = js::call_async(&storage, "estimate", &[]).await.ok()?;
    let megabytes = |name| {
        let bytes = js::get(&estimate, name).as_f64()?;
        // The browser writes the number: Rust's code for it is large.
        let text = js::call(&window(), "String", &[(bytes / 1e6).ceil().into()]).ok()?;
        text.as_string()
    };
    Some([megabytes("usage")?.as_str(), " / ", &megabytes("quota")?, " MB"].concat())
}

/// The browser, as it names itself.
pub fn browser() -> String {
    js::of_navigator("userAgent").as_string().unwrap_or_default()
}

/// Whether the app runs from the home screen.
pub fn is_installed() -> bool {
    matches("(display-mode: standalone)") || js::of_navigator("standalone").is_truthy()
}

/// Whether a media query holds.
pub fn matches(query: &str) -> bool {
    let query = js::call(&window(), "matchMedia", &[query.into()]);
    query.is_ok_and(|query| js::get(&query, "matches").is_truthy())
}
