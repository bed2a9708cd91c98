//! Counts passed and failed tests in the output of the test tools.

use std::ops::AddAssign;

/// Number of passed and failed tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// What a line of a tool's output adds to the count. Most lines add nothing.
pub fn of_line(line: &str) -> Count {
    // cargo-nextest shows the output of failed tests indented; their own summary must not be counted again.
    if line.starts_with(char::is_whitespace) && line.trim_start().starts_with("test result: ") {
        return Count::default();
    }
    let line = line.trim();
    let first = line.split_whitespace().next().unwrap_or_default();
    // cargo-nextest:  Summary [ 0.5s] 22 tests run: 20 passed, 2 failed, 0 skipped
    // cargo test:     test result: ok. 5 passed; 0 failed; 0 ignored; …
    // node --test:    # pass 13          # fail 0
    // Playwright:     5 passed (3.1s)    1 failed
    let summary = match line
        .split_once("tests run: ")
        .or_else(|| line.split_once("test run: "))
    {
        Some((_, counts)) if first == "Summary" => counts,
        _ if line.starts_with("test result: ") => line,
        _ if first.parse::<u32>().is_ok() => line,
        _ if first == "#" => return of_node(line),
        _ => return Count::default(),
    };
    let passed = before(summary, "passed");
    let failed = before(summary, "failed") + before(summary, "timed out") + before(summary, "exec failed");
    Count { passed, failed }
}

/// The name of a failed test, as the tools write it.
pub fn failed_test(line: &str) -> Option<&str> {
    let line = line.trim_end();
    // cargo-nextest:          FAIL [   0.283s] (143/388) plan::rules a::b
    if let Some((word, rest)) = line.trim_start().split_once(" [")
        && matches!(
            word,
            "FAIL" | "TIMEOUT" | "SIGABRT" | "SIGSEGV" | "SIGKILL" | "LEAK-FAIL"
        )
    {
        return rest.split_once(']').map(|(_, name)| name.trim());
    }
    // node --test:    not ok 3 - name          cargo test:    test a::b ... FAILED
    // Playwright:       ✘  12 [phone] › today.spec.js:3:1 › Gelukt (3.3s)
    line.strip_prefix("not ok ")
        .or_else(|| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"))
        .or_else(|| line.strip_prefix("  ✘ ").map(str::trim_start))
}

/// Whether two lines name the same test. Its number and duration differ from run to run.
pub fn is_same_test(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

/// A test's name without the number before it and the duration after it.
fn bare(name: &str) -> &str {
    let name = name.trim_start_matches(|digit: char| digit.is_ascii_digit() || digit == ' ');
    let name = name.strip_prefix("- ").unwrap_or(name);
    match name.rsplit_once(" (") {
        Some((bare, time)) if time.ends_with("s)") => bare,
        _ => name,
    }
}

/// The number just before a word.
fn before(line: &str, word: &str) -> u32 {
    let parts = line.split([',', ';', '.', '(', ':']);
    parts
        .filter_map(|part| part.trim().strip_suffix(word)?.trim().parse::<u32>().ok())
        .sum()
}

fn of_node(line: &str) -> Count {
    let after = |word| {
        line.strip_prefix(word)
            .and_then(|rest| rest.trim().parse().ok())
            .unwrap_or(0)
    };
    Count {
        passed: after("# pass "),
        failed: after("# fail "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_recognized_in_another_run() {
        let first = "12 [phone] › today.spec.js:3:1 › Gelukt (3.3s)";
        assert!(is_same_test(
            first,
            "1 [phone] › today.spec.js:3:1 › Gelukt (812ms)"
        ));
        assert!(!is_same_test(
            first,
            "1 [phone] › today.spec.js:9:1 › Niet gelukt (3.3s)"
        ));
        assert!(is_same_test("3 - WebKitGTK: paired", "7 - WebKitGTK: paired"));
    }

    fn check(line: &str, passed: u32, failed: u32) {
        assert_eq!(of_line(line), Count { passed, failed }, "{line}");
    }

    #[test]
    fn nextest() {
        check(
            "     Summary [   0.521s] 22 tests run: 22 passed, 0 skipped",
            22,
            0,
        );
        check(
            "     Summary [   9.001s] 22/30 tests run: 19 passed (1 slow), 2 failed, 1 timed out, 8 skipped",
            19,
            3,
        );
        check("     Summary [   0.010s] 1 test run: 1 passed, 0 skipped", 1, 0);
        check("        PASS [   0.005s] plan decides::tests::one", 0, 0);
    }

    #[test]
    fn cargo_test() {
        check(
            "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.18s",
            5,
            0,
        );
        check("test result: FAILED. 5 passed; 2 failed; 0 ignored", 5, 2);
        check("test pages::tests::a_star ... ok", 0, 0);
        check("    test result: FAILED. 0 passed; 1 failed; 0 ignored", 0, 0);
    }

    #[test]
    fn node() {
        check("# pass 13", 13, 0);
        check("# fail 2", 0, 2);
        check("# tests 15", 0, 0);
        check("# Subtest: 3 passed", 0, 0);
    }

    #[test]
    fn playwright() {
        check("  5 passed (3.1s)", 5, 0);
        check("  1 failed", 0, 1);
        check("  2 skipped", 0, 0);
        check("  1) [phone] › today.spec.js:3:1 › Gelukt", 0, 0);
    }

    #[test]
    fn names_of_failed_tests() {
        let is = |line, name| assert_eq!(failed_test(line), name, "{line}");
        is(
            "        FAIL [   0.283s] (143/388) plan::rules a::b",
            Some("(143/388) plan::rules a::b"),
        );
        is("test a::b ... FAILED", Some("a::b"));
        is("    test a::b ... FAILED", None);
        is("not ok 3 - sorts", Some("3 - sorts"));
        is(
            "  ✘   12 [phone] › today.spec.js:3:1 › Gelukt (3.3s)",
            Some("12 [phone] › today.spec.js:3:1 › Gelukt (3.3s)"),
        );
        is(
            "     Summary [   0.521s] 22 tests run: 22 passed, 0 skipped",
            None,
        );
    }
}
