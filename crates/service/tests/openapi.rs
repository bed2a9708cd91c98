//! The served OpenAPI document against the Dutch API Design Rules, by the rules' own linter.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::client::Client;
use support::process::Process;

const PROGRAM: &str = env!("CARGO_BIN_EXE_mijn-brug-service");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The linter's findings on a document; none when it passes.
fn findings(document: &Path) -> String {
    let linter = root().join("node_modules/.bin/spectral");
    assert!(
        linter.is_file(),
        "run `npm ci` first: {} is missing",
        linter.display()
    );
    let output = Command::new(linter)
        .args([
            "lint",
            "--fail-severity=hint",
            "--format=text",
            "--quiet",
            "--ruleset",
        ])
        .arg(root().join("tests/api/design-rules.yaml"))
        .arg(document)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(output.status.success(), text.trim().is_empty(), "{text}");
    text
}

fn served() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let service = Process::start(PROGRAM, folder.path(), "", &[]);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let answer = runtime.block_on(Client(service.address).get("/v1/openapi.json", None));
    assert_eq!(answer.status, 200);
    answer.body
}

#[test]
fn the_document_passes_the_dutch_api_design_rules() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("openapi.json");
    let document = served();
    std::fs::write(&file, &document).unwrap();
    assert_eq!(findings(&file), "");

    // The linter finds what is wrong.
    let mut broken: serde_json::Value = serde_json::from_slice(&document).unwrap();
    broken.as_object_mut().unwrap().remove("servers");
    broken["info"]["version"] = "1".into();
    std::fs::write(&file, broken.to_string()).unwrap();
    let findings = findings(&file);
    for rule in ["oas3-api-servers", "nlgov:semver"] {
        assert!(findings.contains(rule), "{findings}");
    }
}
