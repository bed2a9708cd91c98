//! The service over HTTP, with a small web app.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use mijn_brug_service::config::Config;
use mijn_brug_service::headers::{API_CSP, PAGE_CSP};
use mijn_brug_service::server::{ServeError, serve};
use mijn_brug_service::site::SiteError;
use tempfile::TempDir;
use tokio::sync::oneshot;
use ureq::http::Response;
use ureq::{Agent, Body};

const FILES: [(&str, &str); 8] = [
    ("index.html", "<p>resident"),
    ("index.html.br", "resident, small"),
    ("begeleider/index.html", "<p>caseworker"),
    ("assets/resident-a1.js", "script"),
    ("assets/resident-a1.js.br", "script, small"),
    ("assets/resident_bg-b2.wasm", "wasm"),
    ("manifest.webmanifest", "{}"),
    ("locales/nl.json", "{}"),
];

struct Service {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<(), ServeError>>>,
    folder: TempDir,
}

impl Service {
    fn start() -> Self {
        Self::start_with(|_| {})
    }

    fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_site(&folder.path().join("dist"));
        let mut config = config(folder.path());
        change(&mut config);
        let (stop, stopped) = oneshot::channel();
        let (sender, listening) = mpsc::channel();
        let thread = thread::spawn(move || {
            let stopped = async { _ = stopped.await };
            block_on(serve(
                &config,
                move |address| sender.send(address).unwrap(),
                stopped,
            ))
        });
        let address = listening.recv().unwrap();
        Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
            folder,
        }
    }

    fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        self.ask("GET", path, headers)
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        agent.run(request.body(()).unwrap()).unwrap()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if let (Some(stop), Some(thread)) = (self.stop.take(), self.thread.take()) {
            _ = stop.send(());
            assert!(thread.join().unwrap().is_ok(), "it stops when told");
        }
    }
}

fn config(folder: &Path) -> Config {
    Config {
        listen: "127.0.0.1:0".into(),
        web: folder.join("dist"),
        data: folder.join("data"),
        ..Config::default()
    }
}

fn write_site(dist: &Path) {
    for (name, content) in FILES {
        let file = dist.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

fn fails(config: &Config) -> ServeError {
    block_on(serve(config, |_| {}, async {})).unwrap_err()
}

fn header<'response>(response: &'response Response<Body>, name: &str) -> &'response str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

fn text(response: &mut Response<Body>) -> String {
    response.body_mut().read_to_string().unwrap()
}

/// The headers of a GET from the address bar of a browser.
const NAVIGATE: [(&str, &str); 1] = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];

fn check_page(path: &str, expected: &str) {
    let mut response = Service::start().get(path, &NAVIGATE);
    assert_eq!(
        (response.status().as_u16(), text(&mut response).as_str()),
        (200, expected),
        "{path}"
    );
}

#[test]
fn every_address_inside_an_app_is_its_page() {
    check_page("/", "<p>resident");
    check_page("/index.html", "<p>resident");
    check_page("/plan/goal-1", "<p>resident");
    check_page("/brug/plek/geld.schulden", "<p>resident");
    check_page("/begeleiders", "<p>resident");
    check_page("/begeleider", "<p>caseworker");
    check_page("/begeleider/", "<p>caseworker");
    check_page("/begeleider/inwoners", "<p>caseworker");
    check_page("/?demo", "<p>resident");
}

fn check_not_found(path: &str, headers: &[(&str, &str)]) {
    let mut response = Service::start().get(path, headers);
    assert_eq!(response.status().as_u16(), 404, "{path}");
    assert_eq!(header(&response, "content-type"), "application/problem+json");
    assert!(text(&mut response).contains(r#""code":"not-found""#));
}

#[test]
fn a_missing_address_is_a_problem() {
    check_not_found("/assets/gone-1.js", &NAVIGATE);
    check_not_found("/plan", &[("accept", "application/json")]);
    check_not_found("/v1/nothing", &NAVIGATE);
    check_not_found("/index.html.br", &NAVIGATE);
    check_not_found("/%2e%2e/secret.txt", &NAVIGATE);
}

#[test]
fn no_path_leaves_the_folder() {
    let service = Service::start();
    fs::write(service.folder.path().join("secret.txt"), "secret").unwrap();
    for path in [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "//secret.txt",
        "/..%2fsecret.txt",
    ] {
        // By hand, because a client would normalize the path.
        let mut stream = TcpStream::connect(service.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(!answer.ends_with("secret"), "{path}");
    }
}

#[test]
fn brotli_is_for_clients_that_accept_it() {
    let service = Service::start();
    let small = service.get("/assets/resident-a1.js", &[("accept-encoding", "br")]);
    assert_eq!(header(&small, "content-encoding"), "br");
    assert_eq!(header(&small, "vary"), "Accept-Encoding");
    assert_eq!(header(&small, "content-length"), "13");
    let mut plain = service.get("/assets/resident-a1.js", &[("accept-encoding", "gzip")]);
    assert_eq!(
        (header(&plain, "content-encoding"), header(&plain, "vary")),
        ("", "Accept-Encoding")
    );
    assert_ne!(header(&plain, "etag"), header(&small, "etag"));
    assert_eq!(text(&mut plain), "script");
}

#[test]
fn hashed_names_are_cached_forever_and_others_revalidated() {
    let service = Service::start();
    let caching = |path| header(&service.get(path, &[]), "cache-control").to_owned();
    assert_eq!(
        caching("/assets/resident-a1.js"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(caching("/"), "no-cache");
    assert_eq!(caching("/locales/nl.json"), "no-cache");
}

#[test]
fn an_unchanged_file_is_not_sent_again() {
    let service = Service::start();
    let etag = header(&service.get("/", &[]), "etag").to_owned();
    assert!(etag.starts_with('"') && etag.len() == 34, "{etag}");
    for tags in [
        etag.clone(),
        format!("\"other\", {etag}"),
        format!("W/{etag}"),
        "*".into(),
    ] {
        let mut again = service.get("/", &[("if-none-match", &tags)]);
        assert_eq!(
            (again.status().as_u16(), text(&mut again).as_str()),
            (304, ""),
            "{tags}"
        );
        assert_eq!(header(&again, "etag"), etag);
        assert_eq!(header(&again, "cache-control"), "no-cache");
    }
    assert_eq!(
        service
            .get("/", &[("if-none-match", "\"other\"")])
            .status()
            .as_u16(),
        200
    );
}

#[test]
fn the_etag_depends_on_the_content() {
    let etag = |content: &str| {
        let folder = tempfile::tempdir().unwrap();
        write_site(folder.path());
        fs::write(folder.path().join("index.html"), content).unwrap();
        let web = folder.path().to_owned();
        let service = Service::start_with(|config| config.web = web);
        header(&service.get("/", &[]), "etag").to_owned()
    };
    assert_eq!(etag("one"), etag("one"));
    assert_ne!(etag("one"), etag("two"));
}

#[test]
fn media_types() {
    let service = Service::start();
    let kind = |path| header(&service.get(path, &[]), "content-type").to_owned();
    assert_eq!(kind("/"), "text/html; charset=utf-8");
    assert_eq!(kind("/assets/resident-a1.js"), "text/javascript; charset=utf-8");
    assert_eq!(kind("/assets/resident_bg-b2.wasm"), "application/wasm");
    assert_eq!(kind("/manifest.webmanifest"), "application/manifest+json");
}

#[test]
fn head_is_get_without_the_body() {
    let service = Service::start();
    let mut head = service.ask("HEAD", "/", &[]);
    assert_eq!(
        (head.status().as_u16(), header(&head, "content-length")),
        (200, "11")
    );
    assert_eq!(text(&mut head), "");
}

#[test]
fn other_methods_are_refused() {
    let service = Service::start();
    for (method, path) in [
        ("POST", "/"),
        ("DELETE", "/index.html"),
        ("PUT", "/plan"),
        ("POST", "/healthz"),
    ] {
        let mut response = service.ask(method, path, &[]);
        assert_eq!(response.status().as_u16(), 405, "{method} {path}");
        assert!(text(&mut response).contains(r#""code":"method-not-allowed""#));
        assert!(header(&response, "allow").starts_with("GET"));
    }
}

#[test]
fn every_answer_carries_the_security_headers() {
    let service = Service::start();
    for path in ["/", "/assets/resident-a1.js", "/gone.js", "/healthz"] {
        let response = service.get(path, &[]);
        assert_eq!(header(&response, "content-security-policy"), PAGE_CSP, "{path}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header(&response, "referrer-policy"), "no-referrer");
        assert_eq!(header(&response, "cross-origin-opener-policy"), "same-origin");
        assert_eq!(header(&response, "cross-origin-resource-policy"), "same-origin");
        assert_eq!(header(&response, "x-frame-options"), "DENY");
        assert!(header(&response, "permissions-policy").contains("camera=(self)"));
        assert_eq!(header(&response, "strict-transport-security"), "");
    }
}

#[test]
fn an_answer_of_the_api_runs_nothing_and_is_framed_nowhere() {
    let service = Service::start();
    for path in ["/v1/openapi.json", "/v1/logs/0/records", "/v1/nothing"] {
        let response = service.get(path, &[]);
        assert_eq!(header(&response, "content-security-policy"), API_CSP, "{path}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header(&response, "referrer-policy"), "no-referrer");
        assert_eq!(header(&response, "cross-origin-resource-policy"), "same-origin");
        assert_eq!(header(&response, "x-frame-options"), "DENY");
    }
}

#[test]
fn a_service_on_https_sends_hsts() {
    let service = Service::start_with(|config| config.https = true);
    let response = service.get("/", &[]);
    assert_eq!(
        header(&response, "strict-transport-security"),
        "max-age=31536000; includeSubDomains"
    );
}

#[test]
fn it_reports_its_health() {
    let mut response = Service::start().get("/healthz", &[]);
    assert_eq!(
        (response.status().as_u16(), text(&mut response).as_str()),
        (200, "ok\n")
    );
}

#[test]
fn an_unbuilt_folder_says_what_to_run() {
    let folder = tempfile::tempdir().unwrap();
    let error = fails(&config(folder.path()));
    assert!(
        matches!(error, ServeError::Site(SiteError::NotBuilt(_))),
        "{error:?}"
    );
    assert!(error.to_string().contains("cargo xtask build"), "{error}");
}

#[test]
fn a_data_folder_that_is_a_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write_site(&folder.path().join("dist"));
    fs::write(folder.path().join("data"), "").unwrap();
    let error = fails(&config(folder.path()));
    assert!(matches!(error, ServeError::Data { .. }), "{error:?}");
}

#[test]
fn a_port_in_use_is_reported() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let folder = tempfile::tempdir().unwrap();
    write_site(&folder.path().join("dist"));
    let listen = taken.local_addr().unwrap().to_string();
    let error = fails(&Config {
        listen: listen.clone(),
        ..config(folder.path())
    });
    assert!(
        matches!(&error, ServeError::InUse(address) if *address == listen),
        "{error:?}"
    );
}

#[test]
fn an_invalid_address_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    write_site(&folder.path().join("dist"));
    let error = fails(&Config {
        listen: "nowhere".into(),
        ..config(folder.path())
    });
    assert!(matches!(error, ServeError::Listen { .. }), "{error:?}");
}
