//! How long a request's steps may take.

use core::{
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use crate::{
    error::{Error, Phase},
    world::Clock,
};

/// A limit for each of several steps, and one for the turn that they belong to.
///
/// It has one timer for all of them, set anew when it ends before its time: an answer comes in hundreds of
/// pieces, and each timer costs a guest three calls to its host.
pub(crate) struct Patience<'c, C> {
    clock: &'c C,
    phase: Phase,
    limit_ms: u64,
    deadline_ms: u64,
    /// When the last step ended.
    heard_ms: u64,
    timer: Option<Pin<Box<dyn Future<Output = ()> + 'c>>>,
}

impl<'c, C: Clock> Patience<'c, C> {
    /// For steps of at most `limit_ms` each, or until the turn's time is over at `deadline_ms`.
    ///
    /// # Errors
    ///
    /// The turn's time is over.
    pub(crate) fn new(clock: &'c C, phase: Phase, limit_ms: u64, deadline_ms: u64) -> Result<Self, Error> {
        let heard_ms = clock.now_ms();
        if heard_ms >= deadline_ms {
            return Err(Error::Timeout(Phase::Turn));
        }
        Ok(Self { clock, phase, limit_ms, deadline_ms, heard_ms, timer: None })
    }

    /// The result of a step. What is ready is never late.
    ///
    /// # Errors
    ///
    /// The step took too long, or the turn's time is over.
    pub(crate) async fn wait<F: Future>(&mut self, step: F) -> Result<F::Output, Error> {
        let mut step = pin!(step);
        let output = poll_fn(|context| match step.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => self.poll_end(context).map(|phase| Err(Error::Timeout(phase))),
        })
        .await?;
        self.heard_ms = self.clock.now_ms();
        Ok(output)
    }

    /// Ready when a time is over, with what is to blame.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<Phase> {
        loop {
            if let Some(timer) = &mut self.timer {
                ready!(timer.as_mut().poll(context));
            }
            let step_end_ms = self.heard_ms.saturating_add(self.limit_ms);
            let (end_ms, phase) = match self.deadline_ms {
                deadline_ms if deadline_ms < step_end_ms => (deadline_ms, Phase::Turn),
                _ => (step_end_ms, self.phase),
            };
            match end_ms.saturating_sub(self.clock.now_ms()) {
                0 => return Poll::Ready(phase),
                left_ms => self.timer = Some(Box::pin(self.clock.sleep(left_ms))),
            }
        }
    }
}
