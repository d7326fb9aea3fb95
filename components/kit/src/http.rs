//! Requests that come in, and answers to them.

use std::time::Duration;

use contract::Problem;
use futures::{SinkExt, StreamExt};
use spin_sdk::http::{Fields, IncomingRequest, Method, OutgoingResponse, ResponseOutparam};

use crate::{clock, stream::Stream};

/// How long a body may take to arrive: a host may let a slow client hold an instance for ever.
const BODY_TIME: Duration = Duration::from_secs(30);

/// Makes an async function of an [`IncomingRequest`] and a [`ResponseOutparam`] the component's HTTP handler.
#[macro_export]
macro_rules! http_handler {
    ($handle:expr) => {
        #[expect(
            unsafe_code,
            reason = "generated: the SDK's macro exports the handler over the canonical ABI"
        )]
        mod entry {
            use spin_sdk::{
                http::{IncomingRequest, ResponseOutparam},
                http_component,
            };

            #[http_component]
            async fn handle(request: IncomingRequest, out: ResponseOutparam) {
                ($handle)(request, out).await;
            }
        }
    };
}

/// A request whose body has not been read.
pub struct Incoming {
    /// GET, POST and so on, in capitals.
    pub method: String,
    /// Path and query as they were sent.
    pub path: String,
    /// Host and port as the client wrote them.
    pub authority: Option<String>,
    /// All headers, in the order in which they came.
    pub headers: Vec<(String, Vec<u8>)>,
    request: IncomingRequest,
}

impl Incoming {
    /// Takes over what the host gives.
    pub fn new(request: IncomingRequest) -> Self {
        Self {
            method: method(request.method()),
            path: request.path_with_query().unwrap_or_default(),
            authority: request.authority(),
            headers: request.headers().entries(),
            request,
        }
    }

    /// Passes a request that can only read.
    ///
    /// # Errors
    ///
    /// 405 for any other method.
    pub fn only_read(&self) -> Result<(), Problem> {
        match self.method.as_str() {
            "GET" | "HEAD" => Ok(()),
            _ => Err(Problem::method_not_allowed("GET, HEAD")),
        }
    }

    /// All values of a header, in the order in which they came.
    pub fn header(&self, name: &str) -> Vec<&[u8]> {
        values(&self.headers, name)
    }

    /// The whole body.
    ///
    /// # Errors
    ///
    /// 413 as soon as more than `limit` bytes were read; 400 when it breaks off or takes too long.
    pub async fn body(self, limit: usize) -> Result<Vec<u8>, Problem> {
        let mut stream = self.request.into_body_stream();
        let read = async {
            let mut body = Vec::new();
            while let Some(chunk) = stream.next().await {
                body.extend(chunk.map_err(|_| Problem::malformed("The body broke off."))?);
                if body.len() > limit {
                    return Err(Problem::too_large(limit));
                }
            }
            Ok(body)
        };
        let late = || Problem::malformed("The body took too long.");
        clock::within(BODY_TIME, read).await.unwrap_or_else(|| Err(late()))
    }
}

/// All values of a header, in the order in which they came.
pub fn values<'a>(headers: &'a [(String, Vec<u8>)], name: &str) -> Vec<&'a [u8]> {
    let named = |(known, _): &&(String, Vec<u8>)| known.eq_ignore_ascii_case(name);
    headers.iter().filter(named).map(|(_, value)| value.as_slice()).collect()
}

/// Sends an answer that is there as a whole.
///
/// A client that is gone is no error: there is nobody to tell.
pub(crate) async fn answer(out: ResponseOutparam, status: u16, headers: &[(&str, &str)], body: Vec<u8>) {
    let length = body.len().to_string();
    let headers = [headers, &[("content-length", length.as_str())]].concat();
    let Some(response) = head(status, &headers) else { return };
    let mut stream = response.take_body();
    out.set(response);
    let _ = stream.send(body).await;
}

/// Begins an answer whose body is sent as it is made. None: the host takes no such head.
pub(crate) fn begin(out: ResponseOutparam, status: u16, headers: &[(&str, &str)]) -> Option<Stream> {
    let response = head(status, headers)?;
    let body = response.body().ok()?;
    out.set(response);
    Stream::new(body)
}

fn head(status: u16, headers: &[(&str, &str)]) -> Option<OutgoingResponse> {
    let field = |(name, value): &(&str, &str)| ((*name).to_owned(), value.as_bytes().to_vec());
    let fields: Vec<(String, Vec<u8>)> = headers.iter().map(field).collect();
    let response = OutgoingResponse::new(Fields::from_list(&fields).ok()?);
    response.set_status_code(status).ok()?;
    Some(response)
}

fn method(method: Method) -> String {
    match method {
        Method::Get => "GET".into(),
        Method::Head => "HEAD".into(),
        Method::Post => "POST".into(),
        Method::Put => "PUT".into(),
        Method::Delete => "DELETE".into(),
        Method::Connect => "CONNECT".into(),
        Method::Options => "OPTIONS".into(),
        Method::Trace => "TRACE".into(),
        Method::Patch => "PATCH".into(),
        Method::Other(name) => name,
    }
}
