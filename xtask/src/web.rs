//! The web build: Rust → wasm → split into parts → glue → smaller wasm → pages → Brotli.
//!
//! `wasm-bindgen` runs as a library, in exactly the version of `Cargo.lock`, so there is nothing to install and no
//! version to mismatch.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::step::{Steps, cargo, command, root, run, run_quietly, say};
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
            Self::App => &["resident", "caseworker"],
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
    steps.step("tools and packages", tools::for_the_web)?;
    steps.step("programs for wasm", || compile(site.programs(), RELEASE))?;
    let glue = root().join("target/web");
    for name in site.programs() {
        steps.step(&format!("{name}.wasm"), || program(name, &glue))?;
    }
    steps.step("pages", || pages(site))?;
    let folder = site.folder();
    steps.step("Brotli copies", || {
        run_quietly(command("node", &["build/compress.js", &folder.to_string_lossy()]))
    })?;
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
    steps.step("tools and packages", tools::for_the_web)?;
    steps.step("programs for debugging", debug_programs)?;
    steps.step("pages", || {
        let mut vite = command("node_modules/.bin/vite", &["build"]);
        vite.env("MIJN_BRUG_PROGRAMS", DEBUG_GLUE);
        run_quietly(vite)
    })
}

/// The folder for the glue of a debug build.
pub const DEBUG_GLUE: &str = "target/web-dev";

/// Compiles both programs for debugging, with their glue in [`DEBUG_GLUE`].
///
/// # Errors
/// Fails if cargo or wasm-bindgen does.
pub fn debug_programs() -> Result<()> {
    let names = Site::App.programs();
    compile(names, "dev")?;
    for name in names {
        bindgen(
            &compiled(name, "dev"),
            &root().join(DEBUG_GLUE).join(name),
            name,
            true,
        )?;
    }
    Ok(())
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
        return run(cargo(&arguments));
    }
    if !accepts(SMALL_FLAGS) {
        say(
            "this Rust refuses a switch of the small standard library: building without it, so the programs are larger",
        );
        return run(cargo(&arguments));
    }
    arguments.extend(SMALL_STD);
    let mut build = cargo(&arguments);
    build.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", SMALL_FLAGS);
    run(build)
}

/// Whether this Rust knows these flags. The unstable ones may change their names with any version.
fn accepts(flags: &str) -> bool {
    let mut rustc = command("rustc", &["--print", "cfg", "--target", tools::WASM]);
    rustc.args(flags.split(' ')).env("RUSTC_BOOTSTRAP", "1");
    rustc.output().is_ok_and(|output| output.status.success())
}

/// Makes the glue and the small wasm of a program, unless they are up to date.
fn program(name: &str, glue: &Path) -> Result<()> {
    let compiled = compiled(name, RELEASE);
    let made = glue.join(name).join(format!("{name}_bg.wasm"));
    let newest_source = [compiled.clone(), std::env::current_exe()?]
        .iter()
        .filter_map(|file| tools::modified(file))
        .max();
    if tools::modified(&made) > newest_source {
        return Ok(());
    }
    let raw = root().join("target/web-unoptimised");
    bindgen(&compiled, &raw.join(name), name, false)?;
    optimise(&raw.join(name), &glue.join(name))
}

/// The file that cargo compiled for wasm.
fn compiled(name: &str, profile: &str) -> PathBuf {
    let folder = if profile == "dev" { "debug" } else { profile };
    root()
        .join("target/wasm32-unknown-unknown")
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
            smaller(&input, &output)?;
        } else {
            run_quietly(command(
                "cp",
                &["-R", &input.to_string_lossy(), &output.to_string_lossy()],
            ))?;
        }
    }
    Ok(())
}

fn smaller(input: &Path, output: &Path) -> Result<()> {
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
    fn a_switch_that_this_rust_does_not_know_is_refused() {
        assert!(accepts(SMALL_FLAGS));
        assert!(!accepts(&format!("{SMALL_FLAGS} -Zno-such-switch")));
    }
}
