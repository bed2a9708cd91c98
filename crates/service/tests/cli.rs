//! The program: its command line and its log lines.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/mod.rs"]
mod support;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use support::client::Client;
use support::{new_log, record, write_site};

const PROGRAM: &str = env!("CARGO_BIN_EXE_mijn-brug-service");

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .current_dir(folder)
        .args(arguments)
        .env_remove("DATABASE_URL");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let Output {
        status,
        mut stdout,
        stderr,
    } = program(folder, arguments).output().unwrap();
    stdout.extend(stderr);
    (status.success(), String::from_utf8(stdout).unwrap())
}

fn check(arguments: &[&str], succeeds: bool, expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(
        folder.path().join("good.toml"),
        "log_records = 7\ndatabase_url = 'postgres://a:secret@b/c'",
    )
    .unwrap();
    fs::write(folder.path().join("bad.toml"), "log_recods = 7").unwrap();
    let (succeeded, text) = run(folder.path(), arguments);
    assert_eq!(succeeded, succeeds, "{arguments:?}: {text}");
    assert!(text.contains(expected), "{arguments:?}: {text}");
    assert!(!text.contains("secret@"), "{text}");
}

#[test]
fn prints_the_effective_configuration() {
    let print = ["serve", "--print-config"];
    check(&print, true, "log_records = 200000\n");
    let with = |more: &[&'static str]| [&print[..], more].concat();
    check(&with(&["--config", "good.toml"]), true, "log_records = 7\n");
    check(
        &with(&["--config", "good.toml", "--log-records", "8"]),
        true,
        "log_records = 8\n",
    );
    check(&with(&["--config", "good.toml"]), true, "postgres://a:***@b/c");
    check(&with(&["--https"]), true, "https = true\n");
    check(&with(&["--https=false"]), true, "https = false\n");
}

#[test]
fn explains_errors() {
    check(
        &["serve", "--config", "bad.toml"],
        false,
        "Did you mean `log_records`?",
    );
    check(
        &["serve", "--config", "none.toml"],
        false,
        "cannot read the configuration none.toml",
    );
    check(
        &["serve", "--log-records", "many"],
        false,
        "expected a whole number",
    );
    check(&["log", "erase", "7"], false, "32 hexadecimal digits");
    check(
        &["check", "--database-url", "nonsense"],
        false,
        "the database's address can't be read",
    );
}

#[test]
fn creates_a_team() {
    let link = "https://brug.example/begeleider/#aanmelden=";
    check(
        &["team", "create", "Zuid", "--origin", "https://brug.example"],
        true,
        link,
    );
    check(&["team", "list"], true, "");
    check(&["check"], true, "0 logs with 0 records: no faults found");
}

#[test]
fn the_log_has_a_line_per_request_and_no_secret() {
    for format in ["plain", "json"] {
        let folder = tempfile::tempdir().unwrap();
        write_site(&folder.path().join("dist"));
        let log = folder.path().join("log");
        let mut child = program(
            folder.path(),
            &["serve", "--listen=127.0.0.1:0", "--log-format", format],
        )
        .stdout(Stdio::piped())
        .stderr(File::create(&log).unwrap())
        .spawn()
        .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .unwrap()
            .parse()
            .unwrap();
        let named = new_log();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let client = Client(address);
            client.append(&named, &[record()]).await;
            client.get(&format!("/v1/mailboxes/{}", named.id), None).await;
            client.get("/?token=mine", Some(&named.token)).await;
        });
        let stopped = Command::new("kill")
            .args(["-TERM", &child.id().to_string()])
            .status();
        assert!(stopped.unwrap().success() && child.wait().unwrap().success());

        let text = fs::read_to_string(&log).unwrap();
        assert!(
            text.contains("/v1/logs/{log}/records") && text.contains("404"),
            "{text}"
        );
        assert!(
            text.contains("/v1/mailboxes/{box}") && text.contains("pages"),
            "{text}"
        );
        for secret in [&named.id[..8], &named.token[..8], "mine", "127.0.0.1"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}
