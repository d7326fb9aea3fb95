//! Waiting for a condition, never for a time.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

/// What `attempt` gives as soon as it gives something; fails the test after 20 s, naming `what`.
#[track_caller]
pub fn eventually<T>(what: &str, attempt: impl FnMut() -> Option<T>) -> T {
    soon(Duration::from_secs(20), attempt).unwrap_or_else(|| panic!("waited in vain for {what}"))
}

/// What `attempt` gives as soon as it gives something, or none when it has not within `time`.
pub fn soon<T>(time: Duration, mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + time;
    loop {
        if let Some(found) = attempt() {
            return Some(found);
        }
        if Instant::now() > end {
            return None;
        }
        sleep(Duration::from_millis(5));
    }
}
