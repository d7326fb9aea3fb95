//! From WASI's pollables to futures, on the executor of the SDK.

use std::{future::poll_fn, task::Poll};

use spin_executor::{CancelOnDropToken, push_waker_and_get_token};
use wasi::io::poll::Pollable;

/// Waits for `attempt` to give something; between two attempts it sleeps on what `subscribe` gives.
pub(crate) async fn until<T>(mut attempt: impl FnMut() -> Option<T>, subscribe: impl Fn() -> Pollable) -> T {
    // The token takes the pollable out of the executor when this future is woken or dropped.
    let mut registered: Option<CancelOnDropToken> = None;
    poll_fn(|context| {
        registered = None;
        match attempt() {
            Some(result) => Poll::Ready(result),
            None => {
                let token = push_waker_and_get_token(subscribe(), context.waker().clone());
                registered = Some(token.into());
                Poll::Pending
            }
        }
    })
    .await
}
