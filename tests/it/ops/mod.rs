//! Operation by words: skills, the files of kubectl-ai, its tasks, and the operator's rights. What is asked of
//! them is written in Python, in `tests/ops`, because the tasks are scripts around real `kubectl`.

mod sixth_tool;

use tests::clients::check_in_python;

#[track_caller]
fn check(module: &str) {
    check_in_python("tests/ops", module);
}

/// 006/FR-013, 006/FR-014, 006/FR-016: skills have the portable form, and what they and the documents of
/// operation name is there.
#[test]
fn skills_name_what_is_there() {
    check("skills");
}

/// 006/FR-001, 006/FR-002, 006/FR-003, 006/FR-004, 006/FR-005, 006/FR-006, 006/FR-007, 006/FR-012: files hold
/// only what is read and no secret, prompts have their rules, and there is a task for everything.
#[test]
fn files_are_what_the_programs_read() {
    check("config");
}

/// 006/FR-008: each verifier passes on what is wanted, and finds out what is forbidden and an empty cluster.
#[test]
fn verifiers_tell_right_from_wrong() {
    check("verify");
}

/// 006/FR-009, 006/FR-010: every task passes with a good operator who has the Role alone, and the Role has no
/// right that none of them needs.
#[test]
fn the_role_is_what_the_tasks_need() {
    check("runs");
}

/// 006/FR-017: the demonstration tells its steps, and skips in so many words what is not installed.
#[test]
fn the_demonstration_can_be_followed() {
    check("demo");
}
