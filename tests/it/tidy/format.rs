//! The formatter's opinion.

use tests::repository::cargo;

/// 001/FR-037: `cargo fmt` has nothing to change.
#[test]
fn everything_is_formatted() {
    let output = cargo(&["fmt", "--all", "--check"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let files: Vec<&str> = said.lines().filter(|line| line.starts_with("Diff in")).take(10).collect();
    assert!(output.status.success(), "`cargo fmt --all` mends it: {files:#?}");
}
