//! Requests that go out.
//!
//! The SDK's own client sets no time limits, and a host waits for minutes by default.

use std::time::Duration;

use thiserror::Error;
use wasi::http::{
    outgoing_handler,
    types::{
        ErrorCode, Fields, FutureIncomingResponse, IncomingBody, IncomingResponse, Method, OutgoingBody,
        OutgoingRequest, RequestOptions, Scheme,
    },
};
use wasi::io::streams::{InputStream, StreamError};

use crate::wait::until;

/// A request that goes out. The body is sent at once.
#[derive(Clone, Debug)]
pub struct Outgoing<'a> {
    /// `https://host` or `http://host:port`, without a path.
    pub origin: &'a str,
    /// The path, with its query.
    pub path: &'a str,
    /// Headers.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body of a POST; none makes it a GET.
    pub body: Option<Vec<u8>>,
    /// How long it may take to connect.
    pub connect: Duration,
    /// How long until the answer's head is there, connecting included.
    pub first_byte: Duration,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum Error {
    /// The origin or a header cannot be sent.
    #[error("the request cannot be sent: {0}")]
    Malformed(&'static str),
    /// No connection in time.
    #[error("no connection in time")]
    ConnectTimeout,
    /// No answer, or no next piece of it, in time.
    #[error("no answer in time")]
    Timeout,
    /// The connection was refused, or broke.
    #[error("{0}")]
    Broken(String),
}

/// An answer whose body is still coming.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// All headers.
    pub headers: Vec<(String, Vec<u8>)>,
    // Dropped in this order: the stream before the body that it belongs to, and that before the response.
    stream: InputStream,
    _body: IncomingBody,
    _response: IncomingResponse,
}

/// Sends a request and waits for the head of its answer.
///
/// Dropping the future gives the request up: [`within`](crate::clock::within) limits it on every host.
///
/// # Errors
///
/// [`Error`].
pub async fn send(request: Outgoing<'_>) -> Result<Answer, Error> {
    let (pending, body, bytes) = start(request)?;
    write(body, &bytes).await;
    let response = until(|| pending.get(), || pending.subscribe())
        .await
        .map_err(|()| Error::Malformed("the answer was taken twice"))?
        .map_err(broken)?;
    let body = response.consume().map_err(|()| Error::Malformed("the body was taken twice"))?;
    let stream = body.stream().map_err(|()| Error::Malformed("the stream was taken twice"))?;
    Ok(Answer {
        status: response.status(),
        headers: response.headers().entries(),
        stream,
        _body: body,
        _response: response,
    })
}

impl Answer {
    /// The next piece of the body, or none at its end.
    ///
    /// # Errors
    ///
    /// The connection broke.
    pub async fn chunk(&mut self) -> Result<Option<Vec<u8>>, Error> {
        const PIECE: u64 = 16 * 1024;
        let attempt = || match self.stream.read(PIECE) {
            Ok(bytes) if bytes.is_empty() => None,
            Ok(bytes) => Some(Ok(Some(bytes))),
            Err(StreamError::Closed) => Some(Ok(None)),
            Err(StreamError::LastOperationFailed(error)) => Some(Err(Error::Broken(error.to_debug_string()))),
        };
        until(attempt, || self.stream.subscribe()).await
    }
}

fn start(request: Outgoing<'_>) -> Result<(FutureIncomingResponse, OutgoingBody, Vec<u8>), Error> {
    let (scheme, authority) = match request.origin.split_once("://") {
        Some(("https", authority)) => (Scheme::Https, authority),
        Some(("http", authority)) => (Scheme::Http, authority),
        _ => return Err(Error::Malformed("the origin is neither http nor https")),
    };
    let headers = Fields::from_list(&request.headers).map_err(|_| Error::Malformed("a header"))?;
    let outgoing = OutgoingRequest::new(headers);
    let method = if request.body.is_some() { Method::Post } else { Method::Get };
    outgoing.set_method(&method).map_err(|()| Error::Malformed("the method"))?;
    outgoing.set_scheme(Some(&scheme)).map_err(|()| Error::Malformed("the scheme"))?;
    outgoing.set_authority(Some(authority)).map_err(|()| Error::Malformed("the host"))?;
    outgoing.set_path_with_query(Some(request.path)).map_err(|()| Error::Malformed("the path"))?;

    let options = RequestOptions::new();
    let nanoseconds = |time: Duration| Some(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
    // A host that cannot limit a phase says so here; the caller limits the whole.
    let _ = options.set_connect_timeout(nanoseconds(request.connect));
    let _ = options.set_first_byte_timeout(nanoseconds(request.first_byte));

    let body = outgoing.body().map_err(|()| Error::Malformed("the body"))?;
    let pending = outgoing_handler::handle(outgoing, Some(options)).map_err(broken)?;
    Ok((pending, body, request.body.unwrap_or_default()))
}

/// Writes the body as fast as the host takes it.
///
/// A server may answer before it has read all, so a failure here is told by the answer that follows, or
/// by its absence.
async fn write(body: OutgoingBody, mut bytes: &[u8]) {
    let Ok(stream) = body.write() else { return };
    while !bytes.is_empty() {
        let room = until(
            || match stream.check_write() {
                Ok(0) => None,
                Ok(room) => Some(usize::try_from(room).unwrap_or(usize::MAX)),
                Err(_) => Some(0),
            },
            || stream.subscribe(),
        )
        .await;
        let (piece, rest) = bytes.split_at(room.min(bytes.len()));
        if piece.is_empty() || stream.write(piece).is_err() {
            return;
        }
        bytes = rest;
    }
    if stream.flush().is_ok() {
        drop(stream);
        let _ = OutgoingBody::finish(body, None);
    }
}

fn broken(code: ErrorCode) -> Error {
    match code {
        ErrorCode::ConnectionTimeout => Error::ConnectTimeout,
        ErrorCode::ConnectionReadTimeout | ErrorCode::HttpResponseTimeout | ErrorCode::DnsTimeout => {
            Error::Timeout
        }
        other => Error::Broken(format!("{other:?}")),
    }
}
