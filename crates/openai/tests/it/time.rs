//! How long the client waits for what.

use agent::{Model, user};
use openai::{Failure, Phase};

use crate::world::{
    Exchange, HANG, HELLO, Piece, ask, ask_with, broken, config, fails, model, status, stream, timeout,
};

/// The script ends in this timeout at this time, after one request.
fn check(script: Exchange, phase: Phase, at: u64) {
    let ended = ask([script]);
    assert_eq!((ended.error(), ended.at), (&timeout(phase), at));
    assert_eq!(ended.sent.len(), 1, "a hang is not tried again");
}

fn after(head_after: u64, exchange: Exchange) -> Exchange {
    Exchange { head_after, ..exchange }
}

/// A start that the model does not go on from.
const START: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n";

/// 001/FR-015: connecting, the first byte, and the bytes between have their own patience.
#[test]
fn each_phase_has_its_own_timeout() {
    check(after(10_000, fails(Failure::Timeout(Phase::Connect))), Phase::Connect, 10_000);
    check(after(HANG, stream(&[])), Phase::FirstByte, 60_000);
    check(stream(&[(HANG, "")]), Phase::BetweenBytes, 30_000);
    check(stream(&[(29_999, START), (30_001, START)]), Phase::BetweenBytes, 59_999);
    check(fails(Failure::Timeout(Phase::FirstByte)), Phase::FirstByte, 0);
}

/// 001/FR-015: an answer that comes just in time is an answer.
#[test]
fn just_in_time_is_in_time() {
    let ended = ask([after(59_999, stream(&[(29_999, ": ping\n\n"), (29_999, HELLO)]))]);
    assert_eq!((ended.heard.as_str(), ended.at), ("Hello", 119_997));
}

/// 001/FR-015: a model that keeps dripping is stopped at the turn's end.
#[test]
fn the_turn_ends_all() {
    let drip: Vec<(u64, &str)> = (0..20).map(|_| (20_000, START)).collect();
    check(stream(&drip), Phase::Turn, 120_000);
    let mut short = config();
    short.timeouts.turn_ms = 5_000;
    let ended = ask_with(short, [after(HANG, stream(&[]))]);
    assert_eq!((ended.error(), ended.at), (&timeout(Phase::Turn), 5_000));
    assert_eq!(ended.sent[0].1.connect_timeout_ms, 5_000);
}

/// 001/FR-024: the turn's time runs over all its calls, and a call after its end is not made.
#[test]
fn calls_share_the_turns_time() {
    let slow = |ms| after(ms, stream(&[(10_000, HELLO)]));
    let (mut model, clock) = model([slow(50_000), slow(50_001)]);
    let ask = [user("Hi")];
    clock.run(model.respond(&ask)).unwrap();
    assert_eq!(clock.run(model.respond(&ask)), Err(timeout(Phase::Turn)));
    // No third exchange is in the script, so a request would panic.
    assert_eq!(clock.run(model.respond(&ask)), Err(timeout(Phase::Turn)));
}

/// 001/FR-015: when only the count of tokens is missing, the answer counts.
#[test]
fn a_hang_after_the_finish_reason_does_no_harm() {
    let whole = HELLO.strip_suffix("data: [DONE]\n\n").unwrap();
    let ended = ask([stream(&[(0, whole), (HANG, "")])]);
    assert_eq!((ended.items().len(), ended.at), (1, 30_000));
    let mut reset = stream(&[(0, whole)]);
    reset.body.push((0, Piece::Fails(broken())));
    assert_eq!(ask([reset]).items().len(), 1);
    // After [DONE] nothing is waited for.
    let ended = ask([stream(&[(0, HELLO), (HANG, "")])]);
    assert_eq!((ended.items().len(), ended.at), (1, 0));
}

/// 001/FR-015: an error whose body hangs is told without waiting for it.
#[test]
fn little_patience_for_the_body_of_an_error() {
    let mut refused = status(400, &[], "because");
    refused.body.push((HANG, Piece::Bytes(Vec::new())));
    let ended = ask([refused]);
    assert_eq!((ended.error().detail(), ended.at), ("because", 2_000));
}
