//! The conformance suites (<https://github.com/modelcontextprotocol/conformance>), which call a server as a
//! client does and judge its answers.

use tests::{clients::node, repository::root};

use super::{open_fixture, open_product};

const SUITE: &str = "conformance/dist/index.js";
const OLD_SUITE: &str = "conformance-old/dist/index.js";

/// What a run came to.
struct Run {
    succeeded: bool,
    said: String,
}

impl Run {
    /// None where Node is not installed.
    fn of(suite: &str, url: &str, arguments: &[&str]) -> Option<Self> {
        let mut command = node()?.program(suite);
        let output = command.args(["server", "--url", url]).args(arguments).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        Some(Self { succeeded: output.status.success(), said })
    }

    /// With the list of the failures that are expected; one that does not fail is one too many.
    fn with_baseline(suite: &str, url: &str, arguments: &[&str], baseline: &str) -> Option<Self> {
        let baseline = root().join("tests/clients").join(baseline);
        Self::of(suite, url, &[arguments, &["--expected-failures", baseline.to_str().unwrap()]].concat())
    }

    /// Fails unless the suite is content, and exactly so many scenarios have passed checks and no failed ones.
    /// A suite that runs nothing is content, too.
    #[track_caller]
    fn check(&self, passing: usize) {
        assert!(self.succeeded, "{}", self.said);
        let scenarios = self.said.lines().filter_map(scenario);
        let passed = scenarios.filter(|(passed, failed)| *passed > 0 && *failed == 0);
        assert_eq!(passed.count(), passing, "{}", self.said);
    }
}

/// A line of the summary, such as `✓ ping: 2 passed, 0 failed`: how many checks passed, and how many failed.
fn scenario(line: &str) -> Option<(u32, u32)> {
    let (_, counts) = line.strip_prefix(['✓', '✗'])?.trim().split_once(": ")?;
    let (passed, failed) = counts.strip_suffix(" failed")?.split_once(" passed, ")?;
    Some((passed.parse().ok()?, failed.parse().ok()?))
}

/// 002/FR-027: all 37 scenarios that 2026-07-28 requires, without a warning, and two of the pending ones.
#[test]
fn the_modern_era_is_complete() {
    let served = open_fixture();
    let arguments = ["--requirements", "2026-07-28"];
    if let Some(run) = Run::with_baseline(SUITE, &served.url, &arguments, "baseline-2026-07-28.yml") {
        run.check(39);
    }
}

/// 002/FR-027: the 25 scenarios of 30 that 2025-11-25 requires and that need no session, and a pending one.
#[test]
fn the_older_era_is_complete_but_for_sessions() {
    let served = open_fixture();
    let arguments = ["--requirements", "2025-11-25"];
    if let Some(run) = Run::with_baseline(SUITE, &served.url, &arguments, "baseline-2025-11-25.yml") {
        run.check(26);
    }
}

/// 002/FR-027: the suite of before 2026-07-28.
#[test]
fn the_older_suite_passes() {
    let served = open_fixture();
    if let Some(run) = Run::with_baseline(OLD_SUITE, &served.url, &[], "baseline-0.1.16.yml") {
        run.check(25);
    }
}

/// 002/FR-027: the product itself, as far as its tools alone can go: all checks pass, without a warning, but
/// for those that the suite cannot make without its own tools.
#[test]
fn the_product_passes_what_needs_no_fixture() {
    let served = open_product();
    for (version, scenario, passed, untestable) in [
        ("2026-07-28", "tools-list", 4, 0),
        ("2026-07-28", "server-sse-multiple-streams", 1, 0),
        ("2026-07-28", "input-required-result-unsupported-methods", 2, 0),
        ("2026-07-28", "http-header-validation", 14, 0),
        ("2026-07-28", "dns-rebinding-protection", 2, 0),
        ("2026-07-28", "server-stateless", 21, 4),
        ("2025-11-25", "server-initialize", 2, 0),
        ("2025-11-25", "ping", 2, 0),
        ("2025-11-25", "tools-list", 3, 0),
        ("2025-11-25", "dns-rebinding-protection", 2, 0),
    ] {
        let arguments = ["--scenario", scenario, "--spec-version", version];
        let Some(run) = Run::of(SUITE, &served.url, &arguments) else { return };
        let all = passed + untestable;
        let expected = format!("Passed: {passed}/{all}, {untestable} failed, 0 warnings");
        assert!(run.said.contains(&expected), "{}", run.said);
        assert_eq!(run.said.matches("Error: Not testable").count(), untestable, "{}", run.said);
        assert_eq!(run.succeeded, untestable == 0, "{}", run.said);
    }
}
