//! Which requests share an instance.

use std::time::Duration;

use host::Mode;

use crate::serve::Served;

const ANN: &[&str] = &["Bearer ann"];
const BEN: &[&str] = &["Bearer ben"];

/// Which request of its instance this one is, as the guest at `path` counts them.
async fn number(served: &Served, path: &str, authorization: &[&str]) -> u32 {
    let lines: String = authorization.iter().map(|value| format!("\r\nauthorization: {value}")).collect();
    let answer = served.ask(&format!("GET {path} HTTP/1.1{lines}")).await;
    // The client has its answer before the instance is through with the request.
    tokio::time::sleep(Duration::from_millis(20)).await;
    let status = answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).unwrap();
    status.parse::<u32>().unwrap() - 200
}

/// 001/FR-041: what one user left in an instance no other one meets.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_answers_for_one_user() {
    let served = Served::start_as(Mode::Fast).await;
    for (authorization, expected) in [(ANN, 1), (ANN, 2), (BEN, 1), (ANN, 3), (BEN, 2)] {
        assert_eq!(number(&served, "/count", authorization).await, expected, "{authorization:?}");
    }
    // Nobody, or who can say which of two.
    for authorization in [&[][..], &["Bearer ann", "Bearer ann"]] {
        for _ in 0..2 {
            assert_eq!(number(&served, "/count", authorization).await, 1, "{authorization:?}");
        }
    }
}

/// 001/FR-041: an instance that failed, or holds on to something of its request, is not used again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_that_is_not_done_is_not_used_again() {
    let served = Served::start_as(Mode::Fast).await;
    for path in ["/hold", "/break"] {
        for _ in 0..2 {
            assert_eq!(number(&served, path, ANN).await, 1, "{path}");
        }
    }
}

/// 001/FR-041: nothing of a user stays in memory for long, nor of many users.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_has_an_end() {
    let served = Served::start_as(Mode::Fast).await;
    for expected in (1..=100).chain(1..=2) {
        assert_eq!(number(&served, "/count", ANN).await, expected);
    }
    tokio::time::sleep(Duration::from_millis(1300)).await;
    assert_eq!(number(&served, "/count", ANN).await, 1);
    for other in 0..32 {
        assert_eq!(number(&served, "/count", &[&format!("Bearer {other}")]).await, 1);
    }
    assert_eq!(number(&served, "/count", ANN).await, 1);
}

/// 001/FR-041: as Spin has it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_parity_every_request_has_an_instance_of_its_own() {
    let served = Served::start_as(Mode::Parity).await;
    for _ in 0..2 {
        assert_eq!(number(&served, "/count", ANN).await, 1);
    }
}
