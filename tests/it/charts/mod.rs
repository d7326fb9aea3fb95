//! The charts, as Helm itself renders them. What is asked of them is written in Python, in `tests/charts`,
//! because Helm and the schemas of Kubernetes come as packages of Python.

mod bundled;
mod journey;
mod shim;

use tests::clients::check_in_python;

#[track_caller]
fn check(module: &str) {
    check_in_python("tests/charts", module);
}

/// 005/FR-001, 005/FR-015: every set of values renders, lints and is valid from Kubernetes 1.30 to 1.37, and
/// so is the chart of the runtime class.
#[test]
fn everything_is_valid_on_every_kubernetes() {
    check("renders");
}

/// 005/FR-002, 005/FR-003, 005/FR-007, 005/FR-012: four workloads of either kind, in each mode, with the
/// variables and the routes of the application.
#[test]
fn workloads_are_the_components() {
    check("workloads");
}

/// 005/FR-004, 005/FR-005, 005/FR-014: one database, its migration, and secrets that are brought or made.
#[test]
fn the_database_is_migrated() {
    check("database");
}

/// 005/FR-006: contradictions and misfits are refused by name.
#[test]
fn wrong_values_are_refused() {
    check("values");
}

/// 005/FR-008: each flow is let through on both sides, and no other.
#[test]
fn the_network_is_closed_but_for_the_flows() {
    check("flows");
}

/// 005/FR-009: security of pods, pinned images, limits, no tokens.
#[test]
fn policies_hold() {
    check("policy");
}

/// 005/FR-010: what one object names of another is there.
#[test]
fn references_resolve() {
    check("references");
}

/// 005/FR-011: any release in any namespace, and several in one.
#[test]
fn names_are_valid_and_apart() {
    check("names");
}

/// 005/FR-013: the tables of values are those of the values files.
#[test]
fn readmes_are_up_to_date() {
    check("readme");
}

/// 005/FR-020, 006/FR-011: the agent, the account for kubectl-ai, the alerts with their runbooks, telemetry.
#[test]
fn operations_are_optional_and_least() {
    check("operations");
}

/// 005/FR-021: the workflows, and the values and links that documents name.
#[test]
fn delivery_is_signed_and_documents_are_right() {
    check("delivery");
}

/// 005/FR-014: what was made, what cannot change and what need not roll stay, in a cluster that can be looked into.
#[test]
fn upgrades_keep_what_is_there() {
    check("upgrades");
}
