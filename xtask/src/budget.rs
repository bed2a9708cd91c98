//! The size budget: what a first visit to the resident's app transfers until Welkom can be used, and the size of the
//! three parts that load later: the app part while the person reads, the review part when it is first needed, and the
//! reminders part after the first screen is painted.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::step::say;

/// Limit of a first visit until Welkom can be used, in bytes: Brotli copies where there are any, without headers. A
/// ratchet below the 230 KiB that the product promises.
const FIRST_LIMIT: u64 = 112 * 1024;

/// Limit of the second part of the program (app), in bytes with Brotli.
const SECOND_LIMIT: u64 = 400 * 1024;

/// Limit of the third part (review), which loads when it is first needed.
const THIRD_LIMIT: u64 = 134 * 1024;

/// Limit of the fourth part (reminders), which loads after the first screen is painted.
const FOURTH_LIMIT: u64 = 76 * 1024;

/// Limit of the resident's whole program: all its WebAssembly, in bytes with Brotli.
const PROGRAM_LIMIT: u64 = 704 * 1024;

/// Prefixes of the files of the second part: its own, and chunks that two parts share.
const SECOND_PART: [&str; 2] = ["assets/split_app", "assets/chunk_"];

/// Prefix of the file of the third part.
const THIRD_PART: [&str; 1] = ["assets/split_review"];

/// Prefix of the file of the fourth part.
const FOURTH_PART: [&str; 1] = ["assets/split_reminders"];

/// Prefixes of the files of the whole program.
const PROGRAM: [&str; 3] = ["assets/resident", "assets/split_", "assets/chunk_"];

/// What the first screen requests in addition to the files named in its html.
const FIRST_SCREEN: [&str; 2] = ["welcome/nl.json", "pictures/welcome.svg"];

/// Measures the built apps, and prints the sizes as tables.
///
/// # Errors
/// Fails if a part is over its limit, or if one of its files is missing.
pub fn check(dist: &Path) -> Result<()> {
    total(dist, "first visit", &first_visit(dist)?, FIRST_LIMIT)?;
    total(dist, "second part", &part(dist, &SECOND_PART)?, SECOND_LIMIT)?;
    total(dist, "third part", &part(dist, &THIRD_PART)?, THIRD_LIMIT)?;
    total(dist, "fourth part", &part(dist, &FOURTH_PART)?, FOURTH_LIMIT)?;
    total(dist, "whole program", &part(dist, &PROGRAM)?, PROGRAM_LIMIT)?;
    Ok(())
}

/// Prints the size of each file, and their sum. Fails if it is over the limit.
fn total(dist: &Path, name: &str, files: &[String], limit: u64) -> Result<()> {
    let mut total = 0_u64;
    say(&format!("  {name:<44} {:>9}", "bytes"));
    for file in files {
        let bytes = weigh(dist, file)?;
        total = total.saturating_add(bytes);
        say(&format!("  {file:<44} {bytes:>9}"));
    }
    say(&format!(
        "  {:<44} {total:>9}  ({} of {} KiB)",
        "in all",
        total.div_ceil(1024),
        limit / 1024
    ));
    if total > limit {
        bail!(
            "the {name} takes {total} bytes, {} more than the budget",
            total.saturating_sub(limit)
        );
    }
    Ok(())
}

/// The files of a later part, as paths in `dist`.
fn part(dist: &Path, beginnings: &[&str]) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dist.join("assets"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let file = format!("assets/{name}");
        let is_of_part = beginnings.iter().any(|start| file.starts_with(start));
        if is_of_part && path.extension().is_some_and(|ending| ending == "wasm") {
            files.push(file);
        }
    }
    if files.is_empty() {
        bail!(
            "there is no {}… in {}: the program was not split there",
            beginnings.join(" or "),
            dist.display()
        );
    }
    Ok(files)
}

/// The files of a first visit, as paths in `dist`.
fn first_visit(dist: &Path) -> Result<Vec<String>> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let mut files = vec!["index.html".to_owned()];
    files.extend(named(&html).map(str::to_owned));
    files.extend(FIRST_SCREEN.map(str::to_owned));
    files.sort();
    files.dedup();
    Ok(files)
}

/// The files on our own host that a page's html makes the browser fetch. Apple's icon is fetched only at "put on home
/// screen".
fn named(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|tag| {
        let fetched = tag.starts_with("link ") || tag.starts_with("script ") || tag.starts_with("img ");
        if !fetched || tag.contains("apple-touch-icon") {
            return None;
        }
        let (_, value) = tag.split_once("href=\"/").or_else(|| tag.split_once("src=\"/"))?;
        value.split('"').next()
    })
}

/// The bytes transferred for a file: the size of its Brotli copy, if there is one.
fn weigh(dist: &Path, file: &str) -> Result<u64> {
    let copy = fs::metadata(dist.join(format!("{file}.br")));
    let sent = copy.or_else(|_| fs::metadata(dist.join(file)));
    Ok(sent
        .with_context(|| format!("the first visit needs {file}, which is not in dist/"))?
        .len())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const HTML: &str = r#"<!doctype html><link rel="preload" href="/assets/a.wasm"><script src="/first.js"></script>
        <link rel="apple-touch-icon" href="/icons/apple.png"><a href="/elsewhere">x</a><meta content="/no.png">"#;

    fn site(page_bytes: usize) -> tempfile::TempDir {
        let dist = tempfile::tempdir().unwrap();
        let names = [
            "assets/a.wasm",
            "assets/split_app-b.wasm",
            "assets/split_review-c.wasm",
            "assets/split_reminders-e.wasm",
            "first.js",
            "icons/apple.png",
        ]
        .into_iter()
        .chain(FIRST_SCREEN);
        for name in names {
            let file = dist.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "12345").unwrap();
        }
        fs::write(dist.path().join("index.html"), HTML).unwrap();
        fs::write(dist.path().join("index.html.br"), vec![0; page_bytes]).unwrap();
        dist
    }

    #[test]
    fn a_visit_counts_the_page_its_assets_and_the_first_screen() {
        let dist = site(1);
        let files = first_visit(dist.path()).unwrap();
        let expected = [
            "assets/a.wasm",
            "first.js",
            "index.html",
            "pictures/welcome.svg",
            "welcome/nl.json",
        ];
        assert_eq!(files, expected);
    }

    #[test]
    fn the_limit_itself_is_allowed_and_a_byte_more_is_not() {
        let others = 4 * 5;
        let limit = usize::try_from(FIRST_LIMIT).unwrap();
        assert!(check(site(limit - others).path()).is_ok());
        assert!(check(site(limit - others + 1).path()).is_err());
    }

    #[test]
    fn each_later_part_has_its_own_limit_and_must_exist() {
        let parts = [
            ("assets/split_app-b.wasm", SECOND_LIMIT),
            ("assets/split_review-c.wasm", THIRD_LIMIT),
            ("assets/split_reminders-e.wasm", FOURTH_LIMIT),
        ];
        for (file, limit) in parts {
            let dist = site(1);
            let part = dist.path().join(file);
            let limit = usize::try_from(limit).unwrap();
            fs::write(&part, vec![0; limit]).unwrap();
            assert!(check(dist.path()).is_ok(), "{file}");
            fs::write(&part, vec![0; limit + 1]).unwrap();
            assert!(check(dist.path()).is_err(), "{file}");
            fs::remove_file(&part).unwrap();
            assert!(check(dist.path()).is_err(), "{file}");
        }
    }

    #[test]
    fn shared_code_counts_with_the_second_part() {
        let dist = site(1);
        let shared = dist.path().join("assets/chunk_1-d.wasm");
        fs::write(&shared, vec![0; usize::try_from(SECOND_LIMIT).unwrap()]).unwrap();
        assert!(check(dist.path()).is_err());
    }

    #[test]
    fn a_missing_file_is_named() {
        let dist = site(1);
        fs::remove_file(dist.path().join("first.js")).unwrap();
        let error = check(dist.path()).unwrap_err();
        assert!(error.to_string().contains("first.js"), "{error}");
    }
}
