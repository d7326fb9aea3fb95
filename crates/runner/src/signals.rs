//! The wish to stop: Ctrl-C, SIGTERM, or the terminal that goes away.

use anyhow::{Context as _, Result};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Tells any number of waiters that the process was asked to stop.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Begins to listen. The first signal makes [`Stop::asked`] ready, the second ends the process at
    /// once with status 130; its children end with it.
    ///
    /// # Errors
    ///
    /// The signals cannot be listened to.
    pub fn listen() -> Result<Self> {
        let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen to SIGINT")?;
        let mut terminate = signal(SignalKind::terminate()).context("cannot listen to SIGTERM")?;
        let mut hangup = signal(SignalKind::hangup()).context("cannot listen to SIGHUP")?;
        let (tell, told) = watch::channel(false);
        tokio::spawn(async move {
            for asked_before in [false, true] {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                    _ = hangup.recv() => {}
                }
                if asked_before {
                    std::process::exit(130);
                }
                tell.send_replace(true);
            }
        });
        Ok(Self(told))
    }

    /// Waits until the process is asked to stop; ready at once when it already was.
    pub async fn asked(&self) {
        // The sender lives until the process exits, so an error cannot come.
        let _ = self.0.clone().wait_for(|asked| *asked).await;
    }
}
