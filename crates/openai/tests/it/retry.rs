//! When a request is sent again.

use openai::{Config, Error, Retry, retry_after_ms};

use crate::world::{
    Ended, Exchange, HELLO, KEY, Piece, ask, ask_with, broken, config, fails, status, stream,
};

/// Asks, and compares when requests were sent; the fake jitter takes next to nothing off.
fn check(script: &[Exchange], times: &[u64]) -> Ended {
    let ended = ask(script.to_vec());
    assert_eq!(ended.times(), times);
    ended
}

fn hello() -> Exchange {
    stream(&[(0, HELLO)])
}

/// 001/FR-027: which statuses are tried again, and how soon.
#[test]
fn some_statuses_are_tried_again() {
    for code in [408, 409, 429, 500, 502, 503, 504, 529] {
        let ended = check(&[status(code, &[], ""), hello()], &[0, 500]);
        assert_eq!(ended.items().len(), 1, "{code}");
    }
    for code in [301, 400, 401, 403, 404, 413, 422] {
        let ended = check(&[status(code, &[], "why")], &[0]);
        assert_eq!(ended.error(), &Error::Refused { status: code, detail: "why".to_owned() });
    }
}

/// 001/FR-015: three requests at most, each wait twice as long as the one before.
#[test]
fn two_retries_and_no_more() {
    let ended =
        check(&[status(500, &[], "a"), status(503, &[], "b"), status(502, &[], "c")], &[0, 500, 1_499]);
    assert_eq!(ended.error(), &Error::Refused { status: 502, detail: "c".to_owned() });
    let busy = || status(429, &[], "slow down");
    let ended = check(&[busy(), busy(), busy()], &[0, 500, 1_499]);
    assert_eq!(ended.error(), &Error::RateLimited { detail: "slow down".to_owned() });
}

/// 001/FR-027: the server's wish is kept when it is longer than ours, but not over 30 s.
#[test]
fn retry_after_is_honoured() {
    let after = |name: &str, value: &str| status(429, &[(name, value)], "");
    check(&[after("Retry-After", "7"), hello()], &[0, 7_000]);
    check(&[after("retry-after", " 30 "), hello()], &[0, 30_000]);
    check(&[after("Retry-After-Ms", "1234"), hello()], &[0, 1_234]);
    check(&[status(503, &[("retry-after", "9"), ("retry-after-ms", "800")], ""), hello()], &[0, 800]);
    check(&[after("retry-after", "0"), hello()], &[0, 500]);
    check(&[after("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"), hello()], &[0, 500]);
    check(&[after("retry-after", "-5"), hello()], &[0, 500]);
    for long in ["31", "3600", "99999999999999999999999"] {
        let ended = check(&[after("retry-after", long)], &[0]);
        assert!(matches!(ended.error(), Error::RateLimited { .. }));
        assert_eq!(ended.at, 0, "no waiting for {long}");
    }
}

/// 001/FR-024: no wait goes past the turn's end.
#[test]
fn no_retry_beyond_the_turn() {
    let mut short = config();
    short.timeouts.turn_ms = 20_000;
    let asks = |seconds| status(503, &[("retry-after", seconds)], "");
    let ended = ask_with(short.clone(), [asks("20")]);
    assert_eq!((ended.times(), ended.at), (vec![0], 0));
    assert_eq!(ended.error(), &Error::Refused { status: 503, detail: String::new() });
    assert_eq!(ask_with(short.clone(), [asks("19"), hello()]).times(), [0, 19_000]);
    assert_eq!(ask_with(short, [asks("15"), asks("5")]).times(), [0, 15_000]);
}

/// 001/FR-015: a connection that breaks before the answer is tried again, after it has begun never.
#[test]
fn never_again_after_the_answer_has_begun() {
    let ended = check(&[fails(broken()), hello()], &[0, 500]);
    assert_eq!(ended.items().len(), 1);
    let ended = check(&[fails(broken()), fails(broken()), fails(broken())], &[0, 500, 1_499]);
    assert_eq!(ended.error(), &Error::Transport { detail: "connection reset".to_owned() });

    let mut begun = stream(&[(0, "")]);
    begun.body.push((0, Piece::Fails(broken())));
    let ended = check(&[begun], &[0]);
    assert_eq!(ended.error(), &Error::Transport { detail: "connection reset".to_owned() });
    let ended = check(&[stream(&[(0, "data: {\"error\":{\"code\":503}}\n\n")])], &[0]);
    assert!(matches!(ended.error(), Error::Refused { status: 200, .. }));
    check(&[stream(&[])], &[0]);
}

/// 001/FR-031: what a server says is cut, and left out when it quotes the key.
#[test]
fn the_detail_is_short_and_without_the_key() {
    let long = "ü".repeat(20_000);
    assert_eq!(check(&[status(400, &[], &long)], &[0]).error().detail(), "ü".repeat(500));
    let quoting = format!("Incorrect API key provided: {KEY}.");
    for exchange in [
        status(401, &[], &quoting),
        status(401, &[], &KEY.repeat(1_000)),
        stream(&[(0, &format!("data: {{\"error\":\"{quoting}\"}}\n\n"))]),
    ] {
        let ended = check(&[exchange], &[0]);
        assert_eq!(ended.error().detail(), "(left out, because it quotes the key)");
    }
    let once = Config { retry: Retry { times: 0, ..Retry::default() }, ..config() };
    let ended = ask_with(once, [fails(openai::Failure::Broken(quoting))]);
    assert_eq!(ended.error().detail(), "(left out, because it quotes the key)");
}

/// 001/FR-027: chance takes up to a quarter off our own wait, never off the server's.
#[test]
fn jitter_shortens_the_wait() {
    let retry = Retry::default();
    let refused = Error::Refused { status: 503, detail: String::new() };
    let wait = |made, asked, random| retry.wait_ms(&refused, made, asked, random);
    for random in [0, 1, 124, 125, 126, 7_777, u64::MAX] {
        assert!((375..=500).contains(&wait(0, None, random).unwrap()));
        assert!((750..=1_000).contains(&wait(1, None, random).unwrap()));
        assert_eq!(wait(0, Some(600), random), Some(600));
    }
    assert_eq!((wait(0, None, 125), wait(0, None, 126)), (Some(375), Some(500)));
    let patient = Retry { times: u32::MAX, ..retry };
    assert_eq!(patient.wait_ms(&refused, 40, None, 0), Some(8_000));
}

/// 001/FR-027: the headers, read by themselves.
#[test]
fn retry_after_in_all_its_forms() {
    let read = |headers: &[(&str, &str)]| {
        let owned: Vec<_> = headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        retry_after_ms(&owned)
    };
    assert_eq!(read(&[]), None);
    assert_eq!(read(&[("RETRY-AFTER", "2")]), Some(2_000));
    assert_eq!(read(&[("retry-after-ms", "soon"), ("retry-after", "2")]), Some(2_000));
    assert_eq!(read(&[("retry-after", "")]), None);
    assert_eq!(read(&[("retry-after", "1.5")]), None);
    assert_eq!(read(&[("retry-after", "18446744073709551615")]), Some(u64::MAX));
}
