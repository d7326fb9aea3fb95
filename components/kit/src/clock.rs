//! Clocks and randomness, as WASI gives them.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
    time::{Duration, SystemTime},
};

use wasi::clocks::monotonic_clock;

use crate::wait::over;

/// Seconds since 1970, UTC.
pub fn unix_seconds() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Milliseconds of a clock that only goes forward, from an unknown start.
pub fn milliseconds() -> u64 {
    monotonic_clock::now() / 1_000_000
}

/// Waits. It costs nothing before it is first polled, and no call to the host when it is polled again.
pub async fn sleep(time: Duration) {
    let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    over(|| monotonic_clock::subscribe_duration(nanoseconds)).await;
}

/// The work's result, or none when it takes longer than `time`; the work is dropped then.
pub async fn within<T>(time: Duration, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut timer = pin!(sleep(time));
    poll_fn(|context| {
        if let Poll::Ready(result) = work.as_mut().poll(context) {
            return Poll::Ready(Some(result));
        }
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// A number of the host's secure randomness.
pub fn random() -> u64 {
    wasi::random::random::get_random_u64()
}

/// Bytes of the host's secure randomness.
pub fn random_bytes() -> [u8; 16] {
    (u128::from(random()) << 64 | u128::from(random())).to_be_bytes()
}
