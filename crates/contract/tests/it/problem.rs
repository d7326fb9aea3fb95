//! Every problem is a complete document with the status and headers of the contract's table.

use std::collections::BTreeSet;

use contract::Problem;
use contract::problem::Kind;
use serde_json::{Value, json};

#[track_caller]
fn check(problem: &Problem, status: u16, header: Option<(&str, &str)>) {
    let document: Value = serde_json::from_str(&problem.to_json()).unwrap();
    assert_eq!(problem.status(), status);
    assert_eq!(document["status"], status);
    assert!(document["type"].as_str().unwrap().starts_with("/problems/"));
    assert!(!document["title"].as_str().unwrap().is_empty());
    assert_eq!(document["detail"], problem.detail());
    assert!(problem.detail().ends_with('.'), "{} is a sentence", problem.detail());
    let headers: Vec<_> = problem.headers().collect();
    let mut expected = vec![("Content-Type", "application/problem+json")];
    expected.extend(header);
    assert_eq!(headers, expected);
}

/// 001/FR-006: each problem is a complete document with its headers.
#[test]
fn statuses_and_headers() {
    check(&Problem::malformed("The body is not JSON."), 400, None);
    check(&Problem::no_token(), 401, Some(("WWW-Authenticate", "Bearer")));
    let invalid = "Bearer error=\"invalid_token\"";
    check(&Problem::bad_token("The token has expired."), 401, Some(("WWW-Authenticate", invalid)));
    check(&Problem::forbidden(), 403, None);
    let scope = "Bearer error=\"insufficient_scope\", scope=\"tasks:write\"";
    let lacking = Problem::missing_scope("tasks:write").challenge(scope.to_owned());
    check(&lacking, 403, Some(("WWW-Authenticate", scope)));
    check(&Problem::no_token().challenge(scope.to_owned()), 401, Some(("WWW-Authenticate", scope)));
    check(&Problem::foreign("Host"), 403, None);
    check(&Problem::no_conversation(), 404, None);
    check(&Problem::method_not_allowed("POST"), 405, Some(("Allow", "POST")));
    check(&Problem::in_progress(7), 409, Some(("Retry-After", "7")));
    check(&Problem::too_large(65536), 413, None);
    check(&Problem::not_json_type(), 415, None);
    check(&Problem::invalid("message", "is required"), 422, None);
    check(&Problem::key_reused(), 422, None);
    check(&Problem::rate_limited(60), 429, Some(("Retry-After", "60")));
    check(&Problem::internal(), 500, None);
    check(&Problem::not_implemented("threads.custom_action"), 501, None);
    check(&Problem::model_failed(), 502, None);
    check(&Problem::unavailable(5), 503, Some(("Retry-After", "5")));
    check(&Problem::not_ready(&[("database", "cannot be reached")]), 503, None);
    check(&Problem::model_timeout(), 504, None);
}

/// `Retry-After` is at least a second, so that nobody spins, and at most two minutes.
#[test]
fn retry_after_is_between_1_and_120() {
    check(&Problem::rate_limited(0), 429, Some(("Retry-After", "1")));
    check(&Problem::rate_limited(120), 429, Some(("Retry-After", "120")));
    check(&Problem::rate_limited(u32::MAX), 429, Some(("Retry-After", "120")));
}

#[test]
fn extra_members_are_there_when_they_say_something() {
    let problem = Problem::model_failed().in_conversation(7);
    let expected = json!({
        "type": "/problems/model-failed",
        "title": "Model failed",
        "status": 502,
        "detail": "The model could not answer. Your message is kept; please try again.",
        "conversation_id": 7,
    });
    assert_eq!(serde_json::from_str::<Value>(&problem.to_json()).unwrap(), expected);

    let problem =
        Problem::not_ready(&[("database", "cannot be reached"), ("BETTER_AUTH_SECRET", "is not set")]);
    let expected = json!({
        "type": "/problems/not-ready",
        "title": "Not ready",
        "status": 503,
        "detail": "Not ready: database cannot be reached; BETTER_AUTH_SECRET is not set.",
        "missing": ["database", "BETTER_AUTH_SECRET"],
    });
    assert_eq!(serde_json::from_str::<Value>(&problem.to_json()).unwrap(), expected);
}

#[test]
fn each_kind_has_its_own_type_and_title() {
    let types: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.uri()).collect();
    let titles: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.title()).collect();
    assert_eq!((types.len(), titles.len()), (Kind::ALL.len(), Kind::ALL.len()));
    assert!(Kind::ALL.is_sorted_by_key(|kind| kind.status()));
}

#[test]
fn a_problem_reads_well_in_a_log() {
    let problem = Problem::invalid("message", "is required");
    assert_eq!(problem.to_string(), "422 Invalid request: message is required.");
}
