//! The arrows of ARCHITECTURE.md: who may know whom. Fails if a crate or a module uses what it must not know.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use graph::{Graph, Module};
use layers::{Layer, PLAN, SERVICE, WEB};

mod graph;
mod layers;

/// The crates of this workspace that a manifest depends on, including dependencies for tests and builds.
fn known_to(manifest: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(manifest);
    let text = fs::read_to_string(path).unwrap();
    let mut is_list = false;
    let mut known = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            let section = line.trim_matches(['[', ']']);
            is_list = section.ends_with("dependencies") && section != "workspace.dependencies";
            // `[dependencies.name]` is a dependency too.
            if let Some((_, name)) = section.split_once("dependencies.") {
                known.extend(ours(name));
            }
        } else if is_list {
            known.extend(line.split(['.', '=', ' ']).next().and_then(ours));
        }
    }
    known.sort();
    known.dedup();
    known
}

fn ours(name: &str) -> Option<String> {
    let name = name.trim_matches('"');
    (name == "xtask" || name.starts_with("mijn-brug")).then(|| name.to_owned())
}

fn check_crate(manifest: &str, expected: &[&str]) {
    assert_eq!(known_to(manifest), expected, "{manifest}");
}

#[test]
fn the_plan_depends_on_no_crate() {
    check_crate("crates/plan/Cargo.toml", &[]);
}

#[test]
fn sealing_depends_on_no_crate() {
    check_crate("crates/seal/Cargo.toml", &[]);
}

#[test]
fn syncing_depends_on_sealing_and_in_tests_on_the_plan() {
    check_crate("crates/sync/Cargo.toml", &["mijn-brug-plan", "mijn-brug-seal"]);
    check_never("crates/sync/src", &["mijn_brug_plan"], &[]);
}

#[test]
fn the_service_depends_on_the_wire_and_never_on_the_plan_or_keys() {
    let known = known_to("crates/service/Cargo.toml");
    assert!(!known.contains(&"mijn-brug-plan".to_owned()), "{known:?}");
    check_never(
        "crates/service/src",
        &["mijn_brug_plan", "Keyring", "RootKey", "SharedKey", "TeamKey"],
        &[],
    );
}

#[test]
fn the_tools_depend_on_what_the_demo_and_benchmarks_need() {
    check_crate(
        "xtask/Cargo.toml",
        &["mijn-brug-plan", "mijn-brug-seal", "mijn-brug-sync"],
    );
}

#[test]
fn the_apps_depend_on_plan_sync_and_sealing() {
    check_crate(
        "Cargo.toml",
        &["mijn-brug-plan", "mijn-brug-seal", "mijn-brug-sync"],
    );
}

#[test]
fn every_crate_of_the_workspace_is_listed_here() {
    let crates = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("crates")).unwrap();
    let mut names: Vec<_> = crates
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["plan", "seal", "service", "sync"]);
}

/// The crates whose files must use each other in one direction only.
const SOURCES: [&str; 6] = [
    "src",
    "crates/plan/src",
    "crates/seal/src",
    "crates/sync/src",
    "crates/service/src",
    "xtask/src",
];

fn name(module: &Module) -> String {
    module.join("/")
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the size of each graph, for who compares two versions"
)]
fn no_two_files_depend_on_each_other() {
    let mut found = Vec::new();
    for source in SOURCES {
        let graph = Graph::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(source));
        let circles = graph.circles();
        let (n_files, n_arrows) = graph.size();
        println!(
            "{source}: {n_files} files, {n_arrows} arrows, {} circles",
            circles.len()
        );
        for circle in circles {
            let names: Vec<String> = circle.into_iter().map(name).collect();
            found.push(format!("{source}: {}", names.join(", ")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Fails unless these files, as path and text, make one circle.
fn check_circle(files: &[(&str, &str)]) {
    let module = |path: &str| path.split('/').map(str::to_owned).collect::<Module>();
    let files = files
        .iter()
        .map(|(path, text)| (module(path), (*text).to_owned()))
        .collect();
    assert_eq!(Graph::of(files).circles().len(), 1);
}

#[test]
fn a_circle_through_a_re_export_is_found() {
    check_circle(&[
        ("room", "mod door; mod key; pub use key::Key;"),
        ("room/door", "use super::Key; pub fn open() {}"),
        ("room/key", "use super::door; pub struct Key;"),
    ]);
    check_circle(&[
        ("room", "mod door; mod key; pub use self::key::*;"),
        ("room/door", "use super::Key;"),
        ("room/key", "use super::door; pub struct Key;"),
    ]);
}

#[test]
fn a_circle_through_a_macro_or_an_attribute_is_found() {
    check_circle(&[
        ("door", "fn draw() { view! { <p>{crate::key::text()}</p> } }"),
        ("key", "use crate::door::draw;"),
    ]);
    check_circle(&[
        (
            "door",
            "struct Door { #[cfg_attr(test, schema(as = crate::key::Key))] key: u8 }",
        ),
        ("key", "use crate::door::Door;"),
    ]);
}

fn check_layers(source: &str, layers: &'static [Layer]) {
    let graph = Graph::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(source));
    let mut found = Vec::new();
    for (file, used) in graph.files().filter(|(file, _)| !file.is_empty()) {
        let Some(own) = Layer::of(layers, file) else {
            found.push(format!("{} lies in no layer", name(file)));
            continue;
        };
        for other in used.iter().filter(|other| !other.is_empty()) {
            let other_layer = Layer::of(layers, other).map_or("", |layer| layer.name);
            if other_layer != own.name && !own.knows.contains(&other_layer) {
                found.push(format!("{} uses {}", name(file), name(other)));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_file_uses_its_own_layer_and_those_that_its_layer_names() {
    check_layers("src", WEB);
    check_layers("crates/plan/src", PLAN);
    check_layers("crates/service/src", SERVICE);
}

/// All Rust files in a folder with their text, without comments.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code: Vec<&str> = text
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .collect();
                found.push((path, code.join("\n")));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no Rust");
    found
}

/// Fails for each file under `folder`, other than the files and folders in `except`, that mentions one of `words`.
fn check_never(folder: &str, words: &[&str], except: &[&str]) {
    for (path, code) in sources(folder) {
        let is_excepted = |place: &Path| except.iter().any(|name| place.ends_with(name));
        if path.ancestors().any(is_excepted) {
            continue;
        }
        for word in words {
            assert!(!code.contains(word), "{} mentions `{word}`", path.display());
        }
    }
}

#[test]
fn the_device_layer_uses_no_component_screen_or_plan() {
    check_never(
        "src/device",
        &[
            "crate::ui",
            "crate::resident",
            "crate::caseworker",
            "mijn_brug_plan",
        ],
        &[],
    );
}

#[test]
fn components_use_no_screen_and_no_keys() {
    check_never(
        "src/ui",
        &["crate::resident", "crate::caseworker", "mijn_brug_seal"],
        &[],
    );
}

#[test]
fn the_two_apps_do_not_use_each_other() {
    check_never("src/resident", &["crate::caseworker"], &[]);
    check_never("src/caseworker", &["crate::resident"], &[]);
}

#[test]
fn a_caseworkers_screens_open_and_seal_nothing_themselves() {
    let except = ["caseworker/store.rs", "caseworker/store"];
    check_never("src/caseworker", &["mijn_brug_seal"], &except);
}

#[test]
fn screens_open_and_seal_nothing_themselves() {
    for folder in [
        "src/resident/bridge",
        "src/resident/more",
        "src/resident/plan",
        "src/resident/vouchers",
        "src/resident/reminder_screens",
        "src/resident/today",
    ] {
        check_never(folder, &["mijn_brug_seal", "device::store"], &[]);
    }
}

#[test]
fn only_the_device_touches_the_browser() {
    for folder in ["src/ui", "src/resident", "src/caseworker", "src/bin"] {
        check_never(folder, &["web_sys", "js_sys", "gloo_"], &[]);
    }
}

#[test]
fn the_app_draws_no_element_that_other_software_puts_into_a_page() {
    // `src/foreign-texts.js` removes these together with the text that they replace.
    for (path, code) in sources("src") {
        for tag in code.split('<').skip(1) {
            let is_of_tag = |character: char| character.is_ascii_alphanumeric() || character == '-';
            let tag = tag.split(|character| !is_of_tag(character)).next().unwrap();
            let is_custom = tag.contains('-') && !tag.starts_with('-');
            let is_foreign = is_custom || ["font", "mark"].contains(&tag);
            assert!(!is_foreign, "{} draws <{tag}>", path.display());
        }
    }
}

#[test]
fn optional_browser_interfaces_are_called_by_name() {
    // For a missing object web-sys returns a value whose next call ends the program: see `src/device/js.rs`.
    check_never(
        "src",
        &[
            "speech_synthesis()",
            "service_worker()",
            ".caches()",
            "match_media(",
            "local_storage()",
            ".storage()",
            ".crypto()",
            ".on_line()",
            ".clipboard()",
            ".print()",
            "BroadcastChannel::new",
            "AbortSignal::timeout",
            "Intl::",
            "to_locale_",
            "gloo_storage",
        ],
        // It first checks by name whether the storage exists.
        &["src/device/local.rs"],
    );
}

#[test]
fn the_plan_reads_no_clock_and_makes_nothing_random() {
    check_never(
        "crates/plan/src",
        &[
            "Utc::now",
            "Local::now",
            "SystemTime",
            "Instant::",
            "rand::",
            "getrandom",
        ],
        &[],
    );
    check_never(
        "crates/seal/src",
        &["Utc::now", "SystemTime", "Instant::", "rand::", "getrandom"],
        &[],
    );
}
