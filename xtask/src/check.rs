//! `cargo xtask test`: runs every check in order, and prints the duration of each and a summary.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;

use crate::count::{self, Count};
use crate::demo::Example;
use crate::step::{cargo, command, root, run, run_reading, say, target};
use crate::{budget, caseload, long_plan, tools, web};

/// Which checks to run.
#[derive(Args)]
pub struct Options {
    /// Run this step only; may be given more than once. A wrong name lists them all.
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// Passed on to Playwright, as in `cargo xtask test --only e2e -- --grep Gelukt`.
    #[arg(last = true)]
    playwright: Vec<String>,
}

impl Options {
    /// What is about to run, and how long that takes.
    pub fn announcement(&self) -> String {
        if self.only.is_empty() {
            "Running every check: under half an hour on two processors, and longer the first time, when everything \
             is compiled."
                .to_owned()
        } else {
            format!(
                "Running {}. What is not compiled yet is compiled first, which can take minutes.",
                self.only.join(", ")
            )
        }
    }
}

type Work = fn(&Options) -> Result<Outcome>;

/// The result of a step.
#[derive(Default)]
struct Outcome {
    count: Count,
    /// The names of the failed tests.
    failed: BTreeSet<String>,
}

impl From<Count> for Outcome {
    fn from(count: Count) -> Self {
        Self {
            count,
            failed: BTreeSet::new(),
        }
    }
}

/// The steps: quick ones first. The browser comes last, and tests the output of the build step.
const STEPS: [(&str, Work); 13] = [
    ("fmt", |_| plain(cargo(&["fmt", "--all", "--check"]))),
    ("clippy", |_| plain(clippy(&["--workspace", "--all-targets"]))),
    ("clippy-wasm", |_| {
        tools::ensure_web_tools()?;
        plain(clippy(&[
            "--package",
            "mijn-brug",
            "--target",
            "wasm32-unknown-unknown",
        ]))
    }),
    ("rust", |_| rust()),
    ("docs", |_| {
        counted(cargo(&["test", "--quiet", "--workspace", "--doc"]))
    }),
    ("node", |_| {
        tools::npm_packages()?;
        counted(node_test(&["build/*.test.js", "src/worker/*.test.js"], &[]))
    }),
    ("features", |_| {
        plain(command("node", &["tests/features.mjs", "--check"]))
    }),
    ("build", |_| web::build(web::Site::App).map(|()| ONE.into())),
    ("dist", |_| counted(node_test(&["build/built/*.test.js"], &[]))),
    ("html", |_| {
        let pages = [
            "index.html",
            "begeleider/index.html",
            "dist/index.html",
            "dist/begeleider/index.html",
        ];
        let mut validate = command("node_modules/.bin/html-validate", &["--preset", "standard"]);
        validate.args(pages);
        plain(validate)
    }),
    ("budget", |_| {
        budget::check(&web::Site::App.folder()).map(|()| ONE.into())
    }),
    ("e2e", e2e),
    ("engines", |_| engines()),
];

/// Steps that are part of another one, so that only `--only` runs them.
const PARTS: [(&str, Work); 1] = [("unit", |_| unit())];

/// The steps that test what is in `dist/`.
const DIST_STEPS: [&str; 5] = ["dist", "html", "budget", "e2e", "engines"];

/// Fails if a step would test a build that is older than its sources. The browser tests can be pointed
/// at another build, which is not checked.
fn require_fresh(step: &str) -> Result<()> {
    let in_browser = ["e2e", "engines"].contains(&step);
    if !DIST_STEPS.contains(&step) || (in_browser && std::env::var_os("MIJN_BRUG_WEB").is_some()) {
        return Ok(());
    }
    web::require_fresh()
}

/// The count of a step that is a single check.
const ONE: Count = Count { passed: 1, failed: 0 };

/// Runs the checks. A failure does not stop the ones after it, so that one run reports all of them.
pub fn run_all(options: &Options) -> ExitCode {
    let known = || PARTS.iter().chain(&STEPS);
    if let Some(unknown) = options
        .only
        .iter()
        .find(|name| !known().any(|(step, _)| step == name))
    {
        let names = known().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        say(&format!(
            "error: there is no step `{unknown}`; the steps are {names}"
        ));
        return ExitCode::FAILURE;
    }
    let chosen: Vec<_> = if options.only.is_empty() {
        STEPS.iter().collect()
    } else {
        known()
            .filter(|(name, _)| options.only.iter().any(|only| only == name))
            .collect()
    };
    let reports = thread::scope(|scope| {
        if options.only.is_empty() {
            scope.spawn(tools::install_all);
        }
        let steps = chosen.iter().enumerate();
        let reports = steps.map(|(at, (name, work))| {
            say(&format!("\n[{}/{}] {name} …", at + 1, chosen.len()));
            Report::of(name, *work, options)
        });
        reports.collect::<Vec<_>>()
    });
    let mut sum = Count::default();
    let mut table = Vec::new();
    for Report { name, outcome, time } in reports {
        let Outcome { count, failed } = outcome;
        sum += count;
        let word = if count.failed == 0 { "ok" } else { "FAILED" };
        table.push(format!(
            "  {name:<12} {word:<7} {:>5} passed {:>4} failed {:>7.1} s",
            count.passed,
            count.failed,
            time.as_secs_f64()
        ));
        // Repeated at the end, because they have scrolled off the terminal by now.
        table.extend(failed.iter().map(|name| format!("    {name}")));
    }
    say(&format!(
        "\n{}\n\n{} passed, {} failed",
        table.join("\n"),
        sum.passed,
        sum.failed
    ));
    if sum.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A step that ran.
struct Report {
    name: &'static str,
    outcome: Outcome,
    time: Duration,
}

impl Report {
    /// Runs a step.
    fn of(name: &'static str, work: Work, options: &Options) -> Self {
        let start = Instant::now();
        let outcome = require_fresh(name)
            .and_then(|()| work(options))
            .unwrap_or_else(|error| {
                let error = format!("{error:#}");
                say(&format!("error: {error}"));
                Outcome {
                    count: Count { passed: 0, failed: 1 },
                    failed: BTreeSet::from([error]),
                }
            });
        Self {
            name,
            outcome,
            time: start.elapsed(),
        }
    }
}

/// A program that counts as one check.
fn plain(program: Command) -> Result<Outcome> {
    run(program).map(|()| ONE.into())
}

/// A program that reports how many tests it ran.
fn counted(program: Command) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let succeeded = run_reading(program, |line| {
        outcome.count += count::of_line(line);
        outcome
            .failed
            .extend(count::failed_test(line).map(ToOwned::to_owned));
    })?;
    if !succeeded && outcome.count.failed == 0 {
        // It failed before its tests, or crashed after them.
        outcome.count.failed = 1;
    }
    Ok(outcome)
}

fn clippy(what: &[&str]) -> Command {
    let mut clippy = cargo(&["clippy", "--quiet"]);
    clippy.args(what).args(["--", "-D", "warnings"]);
    clippy
}

fn rust() -> Result<Outcome> {
    tools::postgres()?;
    tools::calcurse()?;
    // The linter of the API's design rules.
    tools::npm_packages()?;
    if let Some(nextest) = nextest() {
        return counted(nextest);
    }
    counted(cargo(&[
        "test",
        "--workspace",
        "--lib",
        "--bins",
        "--tests",
        "--no-fail-fast",
    ]))
}

/// All Rust tests with cargo-nextest, which runs those of several files at once; `None` where it is not installed.
fn nextest() -> Option<Command> {
    tools::on_path("cargo-nextest")?;
    let options = ["--workspace", "--no-fail-fast", "--status-level", "fail"];
    let mut nextest = cargo(&["nextest", "run"]);
    nextest.args(options);
    Some(nextest)
}

/// The part of `rust` that needs no service, database or browser: the rules, formats, sync, screens, texts and arrows.
fn unit() -> Result<Outcome> {
    tools::calcurse()?;
    if let Some(mut nextest) = nextest() {
        // Compiled for the whole workspace, as the step `rust` does: for these packages alone, cargo chooses other features
        // of the libraries, and each step would compile everything anew after the other.
        let packages = UNIT.map(|package| format!("package({package})")).join(" + ");
        nextest.args(["--filterset", &packages]);
        return counted(nextest);
    }
    let mut test = cargo(&["test", "--lib", "--bins", "--tests", "--no-fail-fast"]);
    test.args(UNIT.map(|package| format!("--package={package}")));
    counted(test)
}

/// The packages whose tests need no service, database or browser.
const UNIT: [&str; 4] = ["mijn-brug-plan", "mijn-brug-seal", "mijn-brug-sync", "mijn-brug"];

/// Runs the Node.js tests that match these patterns.
fn node_test(patterns: &[&str], options: &[&str]) -> Command {
    // Node 20 does not expand patterns itself.
    let matching = |pattern: &&str| {
        let (folder, ending) = pattern.split_once('*').unwrap_or((pattern, ""));
        let entries = std::fs::read_dir(root().join(folder));
        let paths = entries.into_iter().flatten().flatten().map(|entry| entry.path());
        paths.filter(|path| ends_with(path, ending)).collect::<Vec<_>>()
    };
    let mut tests: Vec<_> = patterns.iter().flat_map(matching).collect();
    tests.sort();
    let mut node = command("node", &["--test", "--test-reporter=tap"]);
    node.args(options).args(tests);
    node
}

fn ends_with(path: &Path, ending: &str) -> bool {
    path.to_string_lossy().ends_with(ending)
}

fn e2e(options: &Options) -> Result<Outcome> {
    tools::npm_packages()?;
    let playwright = |more: &[&str]| {
        let mut playwright = command("node_modules/.bin/playwright", &["test"]);
        playwright.args(&options.playwright).args(more);
        tools::set_shell_env_of(&mut playwright);
        with_browser_and_service(&mut playwright).map(|()| playwright)
    };
    let again = [
        "--last-failed",
        "--workers=1",
        "--reporter=list,./tests/e2e/flaky-reporter.js",
    ];
    retry_failed(playwright(&[])?, || playwright(&again))
}

/// Runs browser tests. In CI, failed tests run once more by themselves: one that then passes is reported as `FLAKY`
/// with what its screens showed, and does not fail the run. On a developer's machine the first failure counts, so that
/// the race is found.
fn retry_failed(first: Command, again: impl FnOnce() -> Result<Command>) -> Result<Outcome> {
    let outcome = counted(first)?;
    if outcome.failed.is_empty() || std::env::var_os("CI").is_none() {
        return Ok(outcome);
    }
    say("\nrunning the failed tests again …");
    let Outcome { count, failed } = counted(again()?)?;
    for name in &outcome.failed {
        if !failed.iter().any(|still| count::is_same_test(name, still)) {
            say(&format!("FLAKY {name}"));
        }
    }
    // A test that failed first and passed the second time counts as passed once.
    let passed = (outcome.count.passed + outcome.count.failed).saturating_sub(count.failed);
    Ok(Outcome {
        count: Count {
            passed,
            failed: count.failed,
        },
        failed,
    })
}

/// The main flows in Chromium, Firefox and `WebKit`, and beside them a reminder from the service to a notification in
/// Firefox, the only browser that can use our own push service: that one mostly waits, for the next full minute.
fn engines() -> Result<Outcome> {
    tools::npm_packages()?;
    tools::webkit()?;
    let node = || {
        let mut node = node_test(&["tests/engines/*.test.js"], &["--test-concurrency=2"]);
        with_browser_and_service(&mut node)?;
        tools::FIREFOX.set_env_of(&mut node)?;
        Ok(node)
    };
    retry_failed(node()?, node)
}

/// Sets `CHROMIUM` and `MIJN_BRUG_SERVICE` for a Node.js program: the browser and the service to use.
fn with_browser_and_service(node: &mut Command) -> Result<()> {
    tools::CHROMIUM.set_env_of(node)?;
    node.env("MIJN_BRUG_SERVICE", service()?);
    Ok(())
}

/// Builds the service, and returns the path of its binary.
///
/// # Errors
/// Fails if cargo does. Its output is on the terminal.
pub fn service() -> Result<PathBuf> {
    // Not quiet: the first time it takes minutes.
    run(cargo(&["build", "--package", "mijn-brug-service"]))?;
    Ok(built_service())
}

/// The path of the service's binary, which [`service`] built.
pub fn built_service() -> PathBuf {
    target().join("debug/mijn-brug-service")
}

/// What `cargo xtask bench` can measure.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Bench {
    /// Sizes, first and repeat visit, a large plan, a tick; beside the smallest Leptos page.
    Web,
    /// The caseworker's list with 60 residents of 2,000 records each: time, memory, bytes of a sync.
    Caseload,
    /// Appends and pulls per second, long polls, cost by length: docs/service-speed.md.
    Service,
    /// Many residents on one PostgreSQL: docs/scale.md.
    Scale,
    /// Reminders that fall due at one moment: docs/reminders-speed.md.
    Reminders,
}

/// `cargo xtask bench`.
///
/// # Errors
/// Fails if a build or the benchmark does.
pub fn bench(what: Bench, arguments: &[String]) -> Result<()> {
    match what {
        Bench::Web => bench_web(arguments),
        Bench::Caseload => bench_caseload(arguments),
        Bench::Service => load_test("speed", "docs/service-speed.md", arguments),
        Bench::Scale => load_test("scale", "docs/scale.md", arguments),
        Bench::Reminders => load_test("reminders", "docs/reminders-speed.md", arguments),
    }
}

/// Runs the service's load test against a release build of the service.
fn load_test(what: &str, table: &str, arguments: &[String]) -> Result<()> {
    tools::postgres()?;
    let package = ["--release", "--package", "mijn-brug-service"];
    let mut build = cargo(&["build", "--quiet"]);
    build.args(package).args(["--bins", "--example", "loadtest"]);
    run(build)?;
    let mut test = command(
        target().join("release/examples/loadtest"),
        &[what, "--out", table],
    );
    test.arg("--service")
        .arg(target().join("release/mijn-brug-service"));
    test.args(arguments);
    run(test)
}

fn bench_web(arguments: &[String]) -> Result<()> {
    web::build(web::Site::App)?;
    web::build(web::Site::Minimal)?;
    let plan = root().join("target/long-plan.brug");
    std::fs::write(&plan, long_plan::backup_file(5_000)?)?;
    let mut node = command("node", &["tests/bench/web.mjs"]);
    node.arg(plan).arg(long_plan::PASSPHRASE).args(arguments);
    with_browser_and_service(&mut node)?;
    run(node)
}

fn bench_caseload(arguments: &[String]) -> Result<()> {
    web::build(web::Site::App)?;
    let folder = root().join("target/caseload");
    caseload::write(&folder, 60, 2_000)?;
    let mut node = command("node", &["tests/bench/caseload.mjs"]);
    node.arg(folder).arg(caseload::PASSPHRASE).args(arguments);
    with_browser_and_service(&mut node)?;
    run(node)
}

/// `cargo xtask screenshots`.
///
/// # Errors
/// Fails if the build or the script does.
pub fn screenshots() -> Result<()> {
    web::build(web::Site::App)?;
    let mut node = command("node", &["tests/screenshots.mjs"]);
    with_browser_and_service(&mut node)?;
    run(node)?;
    // Every screen of both apps, to look at in target/screens.
    let example = Example::start("127.0.0.1:0")?;
    let mut node = command("node", &["tests/screens.mjs"]);
    node.args([&example.page, &example.card, &example.colleague_code()?]);
    with_browser_and_service(&mut node)?;
    run(node)
}

/// `cargo xtask fuzz`: runs each target for some seconds. With cargo-fuzz the fuzzer is guided by coverage; without it
/// the targets run on inputs that know nothing of the code.
///
/// # Errors
/// Fails if a target finds something or does not compile.
pub fn fuzz(seconds: u32) -> Result<()> {
    let mut targets: Vec<_> = std::fs::read_dir(root().join("fuzz/fuzz_targets"))?
        .flatten()
        .filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned()))
        .collect();
    targets.sort();
    let guided = tools::on_path("cargo-fuzz").is_some();
    if !guided {
        say("cargo-fuzz is not installed (`cargo install cargo-fuzz`): fuzzing without coverage");
    }
    let limit = format!("-max_total_time={seconds}");
    for (at, target) in targets.iter().enumerate() {
        say(&format!(
            "\n[{}/{}] {target}, {seconds} s …",
            at + 1,
            targets.len()
        ));
        let mut fuzzer = if guided {
            cargo(&["fuzz", "run", target])
        } else {
            cargo(&[
                "run",
                "--quiet",
                "--manifest-path",
                "fuzz/Cargo.toml",
                "--bin",
                target,
            ])
        };
        // cargo-fuzz uses compiler flags that a stable compiler accepts only with this variable.
        fuzzer.env("RUSTC_BOOTSTRAP", "1").args(["--", &limit]);
        run(fuzzer)?;
    }
    Ok(())
}
