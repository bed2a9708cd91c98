//! `cargo xtask` as a person starts it, in a workspace of its own in which everything is compiled: its tools are scripts,
//! and its service is the real one.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

/// Much longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A workspace in a temporary folder.
struct Workspace {
    folder: tempfile::TempDir,
}

impl Workspace {
    fn new() -> Self {
        let workspace = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        workspace.write("package-lock.json", "");
        workspace.write("node_modules/.package-lock.json", "");
        workspace.write("dist/index.html", "<!doctype html>");
        for name in ["resident", "caseworker"] {
            let compiled = format!("target/wasm32-unknown-unknown/web/{name}.wasm");
            workspace.write(&compiled, "");
            // Older than what was made of it.
            let file = fs::File::options().write(true).open(workspace.path(&compiled));
            file.unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
            workspace.write(&format!("target/web/{name}/{name}_bg.wasm"), "");
        }
        workspace.write("sysroot/lib/rustlib/src/rust/library/std/lib.rs", "");
        // A script asks for `go` before it goes on, for a minute at most.
        workspace.script(
            "bin/rustc",
            "for turn in $(seq 600); do [ -e go ] && break; sleep 0.1; done; echo \"$PWD/sysroot\"",
        );
        workspace.script("bin/node", "echo v22.0.0");
        workspace.script("bin/cargo", "echo \"cargo $*\"");
        workspace.script("node_modules/.bin/vite", "");
        workspace
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn write(&self, file: &str, text: &str) {
        let file = self.path(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn script(&self, file: &str, text: &str) {
        self.write(file, &format!("#!/bin/sh\n{text}\n"));
        fs::set_permissions(self.path(file), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Lets the tools go on.
    fn go(&self) {
        self.write("go", "");
    }

    /// Puts what the demo needs into the workspace.
    fn with_service(self) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let content = fs::read_to_string(root.join("public/bridge/nl.json")).unwrap();
        self.write("public/bridge/nl.json", &content);
        fs::create_dir_all(self.path("target/debug")).unwrap();
        symlink(service(), self.path("target/debug/mijn-brug-service")).unwrap();
        self.go();
        self
    }

    fn start(&self, arguments: &[&str]) -> Running {
        let path = std::env::var("PATH").unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .env("CARGO_MANIFEST_DIR", self.path("xtask"))
            .env("CARGO", self.path("bin/cargo"))
            .env("RUSTC", self.path("bin/rustc"))
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .env_remove("CARGO_TARGET_DIR")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Running(child)
    }
}

/// The service's program, beside the test's own, where `--workspace` puts it; compiled if it is not there.
fn service() -> PathBuf {
    let beside = Path::new(env!("CARGO_BIN_EXE_xtask")).with_file_name("mijn-brug-service");
    if !beside.is_file() {
        let build = ["build", "--quiet", "--package", "mijn-brug-service"];
        let status = Command::new(env!("CARGO")).args(build).status().unwrap();
        assert!(status.success());
    }
    beside
}

/// A program that is killed with its children when the test ends, passed or failed.
struct Running(Child);

impl Running {
    fn lines(&mut self) -> impl Iterator<Item = String> + use<> {
        let output = self.0.stdout.take().unwrap();
        BufReader::new(output).lines().map_while(Result::ok)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// The first line of `arguments` says `expected` while the first tool still has to answer.
fn check_first_line(arguments: &[&str], expected: &str) {
    let workspace = Workspace::new();
    // Ends the command where the build would begin.
    workspace.script("bin/cargo", "echo \"cargo $*\"; exit 1");
    let mut running = workspace.start(arguments);
    let mut lines = running.lines();
    let first = lines.next().unwrap();
    assert!(first.contains(expected), "{first}");
    workspace.go();
    let rest: Vec<_> = lines.collect();
    assert!(
        rest.iter().any(|line| line.starts_with("cargo build ")),
        "{rest:?}"
    );
}

#[test]
fn serve_announces_its_work_and_duration() {
    check_first_line(
        &["serve"],
        "serving them on http://localhost:8080/. The first build takes",
    );
}

#[test]
fn demo_announces_its_work_and_duration() {
    check_first_line(
        &["demo", "--listen", "127.0.0.1:8123"],
        "serving a demo on http://localhost:8123/. The first build takes",
    );
}

#[test]
fn build_announces_its_work_and_duration() {
    check_first_line(&["build"], "into dist/. The first build takes");
}

#[test]
fn test_announces_its_work_and_duration() {
    check_first_line(&["test", "--only", "build"], "Running build.");
}

#[test]
fn without_rust_src_the_build_says_so_and_continues() {
    let workspace = Workspace::new();
    fs::remove_dir_all(workspace.path("sysroot/lib")).unwrap();
    workspace.script("bin/rustup", "exit 1");
    workspace.go();
    let mut running = workspace.start(&["build"]);
    let lines: Vec<_> = running.lines().collect();
    let says = lines
        .iter()
        .position(|line| line.contains("cannot build the small standard library"))
        .unwrap();
    let built = lines[says..]
        .iter()
        .find(|line| line.starts_with("cargo build"))
        .unwrap();
    assert!(!built.contains("-Zbuild-std"), "{built}");
}

/// When a signal ends the demo, its service ends too: somebody else can listen on its port.
fn check_service_ends(signal: &str) {
    let workspace = Workspace::new().with_service();
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|free| free.local_addr())
        .unwrap()
        .port();
    let address = format!("127.0.0.1:{port}");
    let mut running = workspace.start(&["demo", "--listen", &address]);
    let mut lines = running.lines();
    assert!(
        lines.any(|line| line.contains("The service: done")),
        "the service did not start"
    );
    TcpStream::connect(&address).unwrap();
    let kill = Command::new("kill")
        .args([signal, &running.0.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    running.0.wait().unwrap();
    let start = Instant::now();
    while TcpListener::bind(&address).is_err() {
        assert!(
            start.elapsed() < PATIENCE,
            "the service still listens on {address}"
        );
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_kill_of_the_demo_ends_its_service() {
    check_service_ends("-TERM");
}

#[test]
fn ctrl_c_ends_the_demos_service() {
    check_service_ends("-INT");
}

#[test]
fn a_closed_terminal_ends_the_demos_service() {
    check_service_ends("-HUP");
}

#[test]
fn a_demo_killed_at_once_leaves_no_service() {
    check_service_ends("-KILL");
}
