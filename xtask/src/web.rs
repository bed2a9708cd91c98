//! The web build: Rust → wasm → split into parts → glue → smaller wasm → pages → Brotli.
//!
//! `wasm-bindgen` runs as a library, in exactly the version of `Cargo.lock`, so there is nothing to install and no
//! version to mismatch.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::step::{Steps, cargo, command, root, run, run_quietly, say, target};
use crate::tools;

/// The cargo profile of what a phone downloads.
const RELEASE: &str = "web";

/// Compiles Rust's standard library with the program, for size: the one that comes with the compiler is built for speed
/// and contains a message for every panic. Stable Rust accepts these flags only with `RUSTC_BOOTSTRAP`; the compiler
/// and its version stay the same. docs/decisions/0102-a-small-standard-library.md has the bytes.
const SMALL_STD: [&str; 2] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

/// `RUSTFLAGS` replaces the flags of `.cargo/config.toml`, so those are repeated here.
const SMALL_FLAGS: &str = "--cfg erase_components -Clink-arg=--emit-relocs -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// The programs of the two apps, the resident's first.
pub const APPS: [&str; 2] = ["resident", "caseworker"];

/// What to build.
#[derive(Clone, Copy)]
pub enum Site {
    /// The two apps, into `dist/`.
    App,
    /// The smallest Leptos page, into `target/minimal-dist/`.
    Minimal,
}

impl Site {
    /// The folder of the result.
    pub fn folder(self) -> PathBuf {
        root().join(match self {
            Self::App => "dist",
            Self::Minimal => "target/minimal-dist",
        })
    }

    fn programs(self) -> &'static [&'static str] {
        match self {
            Self::App => &APPS,
            Self::Minimal => &["minimal"],
        }
    }
}

/// Builds for release.
///
/// # Errors
/// Fails if a tool is missing or fails. The error contains its output.
pub fn build(site: Site) -> Result<()> {
    let mut steps = Steps::new(4 + site.programs().len());
    steps.step("tools and packages", tools::ensure_web_tools)?;
    let sources = start_source_list(site)?;
    steps.step("programs for wasm, which takes longest", || {
        compile(site.programs(), RELEASE)
    })?;
    let glue = root().join("target/web");
    for name in site.programs() {
        steps.step(&format!("{name}.wasm, made smaller"), || program(name, &glue))?;
    }
    steps.step("pages", || pages(site))?;
    let folder = site.folder();
    steps.step("Brotli copies", || {
        run_quietly(command("node", &["build/compress.js", &folder.to_string_lossy()]))
    })?;
    keep_source_list(site, &sources)?;
    say(&format!("built {}", folder.display()));
    Ok(())
}

/// Builds for debugging, also into `dist/`: in a minute instead of many, and much larger. For trying one change in a
/// browser test; `cargo xtask test` measures and tests the release build.
///
/// # Errors
/// Like [`build`].
pub fn build_debug() -> Result<()> {
    let mut steps = Steps::new(3);
    steps.step("tools and packages", tools::ensure_web_tools)?;
    let sources = start_source_list(Site::App)?;
    steps.step("programs for debugging", || {
        APPS.iter().try_for_each(|name| debug_program(name))
    })?;
    steps.step("pages", || {
        let mut vite = command("node_modules/.bin/vite", &["build"]);
        vite.env("MIJN_BRUG_PROGRAMS", DEBUG_GLUE);
        run_quietly(vite)
    })?;
    keep_source_list(Site::App, &sources)
}

/// Where the list of what `dist/` was built from is kept; `build/sources.js` reads it.
fn sources() -> PathBuf {
    root().join("target/dist-sources")
}

/// Lists the current sources before a build, and deletes the list of the previous build: until this build ends, `dist/`
/// counts as incomplete.
fn start_source_list(site: Site) -> Result<Vec<u8>> {
    if matches!(site, Site::Minimal) {
        return Ok(Vec::new());
    }
    if sources().is_file() {
        fs::remove_file(sources())?;
    }
    let output = command("node", &["build/sources.js", "list"]).output()?;
    ensure!(
        output.status.success(),
        "cannot list the sources: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(output.stdout)
}

/// Stores the list of sources of a completed build.
fn keep_source_list(site: Site, list: &[u8]) -> Result<()> {
    if matches!(site, Site::App) {
        fs::write(sources(), list)?;
    }
    Ok(())
}

/// Fails unless `dist/` is the build of the sources as they are now.
///
/// # Errors
/// The error says what changed, and what to run.
pub fn require_fresh() -> Result<()> {
    let output = command("node", &["build/sources.js", "check"]).output();
    let output = output.context("cannot run `node`")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(())
}

/// The folder for the glue of a debug build.
pub const DEBUG_GLUE: &str = "target/web-dev";

/// Compiles one program for debugging, with its glue in [`DEBUG_GLUE`].
///
/// # Errors
/// Fails if cargo or wasm-bindgen does.
pub fn debug_program(name: &'static str) -> Result<()> {
    compile(&[name], "dev")?;
    let (compiled, glue) = (compiled(name, "dev"), root().join(DEBUG_GLUE));
    if is_up_to_date(name, &glue, &compiled)? {
        return Ok(());
    }
    bindgen(&compiled, &glue.join(name), name, true)
}

/// Compiles programs for wasm with a cargo profile.
fn compile(names: &[&str], profile: &str) -> Result<()> {
    let mut arguments = vec!["build", "--target", tools::WASM, "--profile", profile];
    if names.contains(&"minimal") {
        arguments.extend(["--package", "minimal"]);
    } else {
        arguments.extend(["--package", "mijn-brug"]);
        arguments.extend(names.iter().flat_map(|name| ["--bin", name]));
    }
    if profile != RELEASE {
        let mut build = cargo(&arguments);
        // wasm-bindgen drops the debug information, but the linker would take its time for it: twice the bytes.
        build.env("CARGO_PROFILE_DEV_DEBUG", "false");
        return run(build);
    }
    if !accepts(SMALL_FLAGS, &SMALL_STD) || !tools::has_std_source() {
        say(
            "this Rust cannot build the small standard library: building without it, so the programs are larger",
        );
        return run(cargo(&arguments));
    }
    arguments.extend(SMALL_STD);
    let mut build = cargo(&arguments);
    build.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", SMALL_FLAGS);
    run(build)
}

/// Whether this Rust knows these flags of the compiler and of cargo. The unstable ones may change their names with any
/// version.
fn accepts(rustc_flags: &str, cargo_flags: &[&str]) -> bool {
    let mut rustc = command(tools::rustc(), &["--print", "cfg", "--target", tools::WASM]);
    rustc.args(rustc_flags.split(' '));
    // Reads its flags, and compiles nothing.
    let mut cargo = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    cargo.args(cargo_flags);
    let is_accepted = |mut tool: Command| {
        let output = tool.env("RUSTC_BOOTSTRAP", "1").output();
        output.is_ok_and(|output| output.status.success())
    };
    is_accepted(rustc) && is_accepted(cargo)
}

/// Makes the glue and the small wasm of a program, unless they are up to date.
fn program(name: &str, glue: &Path) -> Result<()> {
    let compiled = compiled(name, RELEASE);
    if is_up_to_date(name, glue, &compiled)? {
        return Ok(());
    }
    let raw = root().join("target/web-unoptimised");
    bindgen(&compiled, &raw.join(name), name, false)?;
    optimise(&raw.join(name), &glue.join(name))
}

/// Whether the glue of a program was made of this compiled file, by this version of `xtask`.
fn is_up_to_date(name: &str, glue: &Path, compiled: &Path) -> Result<bool> {
    let made = glue.join(name).join(format!("{name}_bg.wasm"));
    let newest_source = [compiled, &std::env::current_exe()?]
        .iter()
        .filter_map(|file| tools::modified(file))
        .max();
    Ok(tools::modified(&made) > newest_source)
}

/// The file that cargo compiled for wasm.
fn compiled(name: &str, profile: &str) -> PathBuf {
    let folder = if profile == "dev" { "debug" } else { profile };
    target()
        .join(tools::WASM)
        .join(folder)
        .join(format!("{name}.wasm"))
}

/// Splits a program at its `#[wasm_split]` functions and runs wasm-bindgen. `folder` receives `NAME.js` and
/// `NAME_bg.wasm`, and `split.js` with a wasm file for each part that loads later.
fn bindgen(compiled: &Path, folder: &Path, name: &str, debug: bool) -> Result<()> {
    let whole = fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    if folder.is_dir() {
        // The parts of an earlier build have other names.
        fs::remove_dir_all(folder)?;
    }
    let (first, glue) = (folder.join(format!("{name}.wasm")), format!("./{name}.js"));
    let mut cut = wasm_split_cli_support::Options::new(&whole);
    cut.output_dir = folder;
    cut.main_out_path = &first;
    cut.main_module = &glue;
    cut.link_name = "./split.js";
    wasm_split_cli_support::transform(cut)
        .map_err(|error| anyhow::anyhow!("cannot split {}: {error:#}", compiled.display()))?;
    Bindgen::new()
        .input_path(&first)
        .keep_lld_exports(true)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .debug(debug)
        .remove_name_section(!debug)
        .remove_producers_section(true)
        .generate(folder)
        .with_context(|| format!("wasm-bindgen on {}", compiled.display()))?;
    fs::remove_file(first)?;
    Ok(())
}

/// Optimises each wasm file in `from` for size with Binaryen, into `to`, and copies the scripts beside them.
fn optimise(from: &Path, to: &Path) -> Result<()> {
    if to.is_dir() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let input = entry?.path();
        let output = to.join(input.file_name().unwrap_or_default());
        if input.extension().is_some_and(|ending| ending == "wasm") {
            run_wasm_opt(&input, &output)?;
        } else {
            run_quietly(command(
                "cp",
                &["-R", &input.to_string_lossy(), &output.to_string_lossy()],
            ))?;
        }
    }
    Ok(())
}

fn run_wasm_opt(input: &Path, output: &Path) -> Result<()> {
    let mut wasm_opt = command("node_modules/.bin/wasm-opt", &["-Oz", "-Oz"]);
    // What rustc emits for this target, and every browser in vite.config.js supports.
    wasm_opt.args([
        "--enable-bulk-memory",
        "--enable-bulk-memory-opt",
        "--enable-sign-ext",
        "--enable-nontrapping-float-to-int",
        "--enable-mutable-globals",
        "--enable-reference-types",
        "--enable-multivalue",
    ]);
    wasm_opt.arg(input).arg("-o").arg(output);
    run_quietly(wasm_opt)
}

/// Bundles html, css, scripts and the service worker.
fn pages(site: Site) -> Result<()> {
    let mode = match site {
        Site::App => "production",
        Site::Minimal => "minimal",
    };
    run_quietly(command("node_modules/.bin/vite", &["build", "--mode", mode]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_switch_of_this_rust_is_refused() {
        assert!(accepts(SMALL_FLAGS, &SMALL_STD));
        assert!(!accepts(&format!("{SMALL_FLAGS} -Zno-such-switch"), &SMALL_STD));
        assert!(!accepts(SMALL_FLAGS, &["-Zno-such-switch"]));
    }
}
