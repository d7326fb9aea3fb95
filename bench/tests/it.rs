//! The bench works: it measures every row of its table.

use std::process::Command;

use serde_json::Value;

/// 001/SC-002: what counts of a turn is exact however few turns there are, and is what must be reached.
/// 001/SC-004, 002/SC-003: so are the sizes. 002/SC-001, 002/SC-002: MCP is measured as well, and
/// 007/SC-001, 003/SC-002: so are a stream and a sign-in; 004/SC-102: and, where there is a Chromium, as in CI, the
/// page's first paint.
#[test]
fn a_quick_run_measures_every_row() {
    let output = Command::new(env!("CARGO_BIN_EXE_bench")).args(["--quick", "--json"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = report["rows"].as_array().unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row["row"].as_str().unwrap()).collect();
    let expected = [
        "turn-cpu",
        "turn-cpu-parity",
        "turns-per-second",
        "round-trips",
        "round-trips-parity",
        "commits",
        "commits-parity",
        "start",
        "memory",
        "artifact",
        "artifact-compressed",
        "first-delta",
        "tools-per-second",
        "tools-list-cpu",
        "add-task",
        "list-tasks",
        "mcp-artifact",
        "mcp-artifact-compressed",
        "page-bytes",
        "first-paint",
        "sign-in",
    ];
    let is_ci = std::env::var_os("CI").is_some_and(|value| value == "true");
    let has_paint = is_ci || names.contains(&"first-paint");
    assert_eq!(
        names,
        expected.into_iter().filter(|row| has_paint || *row != "first-paint").collect::<Vec<_>>()
    );
    for row in rows {
        assert!(row["measured"].as_f64().unwrap() > 0.0, "{row}");
        // Times of a hundred turns say nothing.
        if row["unit"] == "" || row["unit"] == "KiB" {
            assert_ne!(row["verdict"], "miss", "{row}");
        }
    }
}
