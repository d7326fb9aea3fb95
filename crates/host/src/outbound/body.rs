//! The body of an answer, which must not stall and comes in as few pieces as can be.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::time::{Sleep, sleep};
use wasmtime_wasi_http::{Error, WasiBody};

/// What is gathered at most before the guest sees it.
const LIMIT: usize = 64 << 10;

/// A body that fails with `ConnectionReadTimeout` when the server sends nothing for longer than `timeout`.
///
/// What has come by now is one piece of it, however many the server made of it: an event stream has a hundred
/// small ones, and a guest makes six calls to read one.
pub fn gathered(incoming: Incoming, timeout: Duration) -> WasiBody {
    Gathered { incoming, here: BytesMut::new(), next: None, waited: false, timeout, waiting: None }
        .boxed_unsync()
}

type Piece = Option<Result<Frame<Bytes>, Error>>;

struct Gathered {
    incoming: Incoming,
    /// What has come and was not given to the guest.
    here: BytesMut,
    /// What comes after that: trailers, an error or the end.
    next: Option<Piece>,
    /// Whether the connection had its turn since something came. It has a task of its own, which hands over one
    /// piece at a time.
    waited: bool,
    timeout: Duration,
    /// Only while a reader waits: a guest may take its time with what it has.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Gathered {
    fn take(&mut self) -> Poll<Piece> {
        self.waited = false;
        Poll::Ready(Some(Ok(Frame::data(self.here.split().freeze()))))
    }
}

impl Body for Gathered {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Piece> {
        if let Some(next) = self.next.take() {
            return Poll::Ready(next);
        }
        while let Poll::Ready(piece) = pin!(&mut self.incoming).poll_frame(context) {
            self.waiting = None;
            self.waited = false;
            let next = match piece.map(|piece| piece.map(Frame::into_data)) {
                Some(Ok(Ok(data))) => {
                    self.here.extend_from_slice(&data);
                    if self.here.len() < LIMIT {
                        continue;
                    }
                    return self.take();
                }
                Some(Ok(Err(trailers))) => Some(Ok(trailers)),
                Some(Err(error)) => Some(Err(error.into())),
                None => None,
            };
            if self.here.is_empty() {
                return Poll::Ready(next);
            }
            self.next = Some(next);
            return self.take();
        }
        if self.here.is_empty() {
            let timeout = self.timeout;
            let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(timeout)));
            ready!(waiting.as_mut().poll(context));
            return Poll::Ready(Some(Err(Error::ConnectionReadTimeout)));
        }
        if self.waited {
            return self.take();
        }
        self.waited = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.here.is_empty() && self.next.is_none() && self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
