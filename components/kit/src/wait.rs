//! From WASI's pollables to futures, on the executor of the SDK.

use std::{
    future::poll_fn,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Poll, Wake, Waker},
};

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

/// Waits for what `subscribe` gives, which is asked for once: a task with several things to wait for is
/// polled for each of them.
pub(crate) async fn over(subscribe: impl FnOnce() -> Pollable) {
    let mut subscribe = Some(subscribe);
    let mut waiting: Option<(CancelOnDropToken, Arc<Bell>)> = None;
    poll_fn(|context| {
        if let Some(subscribe) = subscribe.take() {
            let bell = Arc::new(Bell { rung: AtomicBool::new(false), waker: context.waker().clone() });
            let token = push_waker_and_get_token(subscribe(), Waker::from(Arc::clone(&bell)));
            waiting = Some((token.into(), bell));
        }
        match &waiting {
            Some((_, bell)) if !bell.rung.load(Relaxed) => Poll::Pending,
            _ => Poll::Ready(()),
        }
    })
    .await;
}

/// Keeps in mind that it was rung.
struct Bell {
    rung: AtomicBool,
    waker: Waker,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.rung.store(true, Relaxed);
        self.waker.wake_by_ref();
    }
}
