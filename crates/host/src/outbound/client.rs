//! The HTTP client behind `wasi:http/outgoing-handler`: HTTP/1.1, connections are used again.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, Response, Uri};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use wasmtime_wasi_http::io::TokioIo;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody};

use super::body;
use crate::tls;

/// How long Spin waits in each phase when the guest sets no timeout.
const WAIT: Duration = Duration::from_secs(600);

/// How long a connection is kept unused; servers commonly close it after 60 s or more.
const IDLE: Duration = Duration::from_secs(30);

/// Connections that are kept unused per server.
const IDLE_LIMIT: usize = 64;

/// A client of one outer component.
#[derive(Default)]
pub struct Client {
    idle: Mutex<HashMap<Server, Vec<(Sender, Instant)>>>,
}

type Sender = SendRequest<WasiBody>;

/// Where a connection leads.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Server {
    tls: bool,
    host: String,
    port: u16,
}

impl Client {
    /// Sends `request`, whose URI is absolute, and gives the answer as soon as its head is there.
    ///
    /// # Errors
    /// `ConnectionTimeout` and `ConnectionReadTimeout` by the `options`, which default to 600 s each;
    /// otherwise what the connection failed with.
    pub async fn send(
        self: Arc<Self>,
        mut request: Request<WasiBody>,
        options: Option<RequestOptions>,
    ) -> Result<Response<WasiBody>, Error> {
        let or_default = |time: Option<Duration>| time.unwrap_or(WAIT);
        let connect_timeout = or_default(options.and_then(|options| options.connect_timeout));
        let first_byte_timeout = or_default(options.and_then(|options| options.first_byte_timeout));
        let between_bytes_timeout = or_default(options.and_then(|options| options.between_bytes_timeout));

        let server = Server::of(request.uri())?;
        // On the wire stands the path alone; the host header is set already.
        *request.uri_mut() = match request.uri().path_and_query() {
            Some(path) => Uri::from(path.clone()),
            None => Uri::from_static("/"),
        };
        let exchange = async {
            loop {
                let Some(mut sender) = self.take(&server) else { break };
                let response = timeout(first_byte_timeout, sender.try_send_request(request)).await;
                match response.map_err(|_| Error::ConnectionReadTimeout)? {
                    Ok(response) => return Ok((sender, response)),
                    // The server closed the connection before anything was sent: as if there had been none.
                    Err(mut error) => match error.take_message() {
                        Some(unsent) => request = unsent,
                        None => return Err(error.into_error().into()),
                    },
                }
            }
            let sender = timeout(connect_timeout, connect(&server)).await;
            let mut sender = sender.map_err(|_| Error::ConnectionTimeout)??;
            let response = timeout(first_byte_timeout, sender.send_request(request)).await;
            Ok::<_, Error>((sender, response.map_err(|_| Error::ConnectionReadTimeout)??))
        };
        let (sender, response) = exchange.await?;
        self.keep(server, sender);
        Ok(response.map(|incoming| body::gathered(incoming, between_bytes_timeout)))
    }

    /// An unused connection that the server has not closed, as far as is known.
    fn take(&self, server: &Server) -> Option<Sender> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let connections = idle.get_mut(server)?;
        connections.retain(|(sender, since)| sender.is_ready() && since.elapsed() < IDLE);
        connections.pop().map(|(sender, _)| sender)
    }

    /// Puts a connection by as soon as the guest has read its answer.
    fn keep(self: Arc<Self>, server: Server, mut sender: Sender) {
        tokio::spawn(async move {
            if sender.ready().await.is_ok() {
                let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
                let connections = idle.entry(server).or_default();
                if connections.len() < IDLE_LIMIT {
                    connections.push((sender, Instant::now()));
                }
            }
        });
    }
}

impl Server {
    fn of(uri: &Uri) -> Result<Self, Error> {
        let host = uri.host().filter(|host| !host.is_empty()).ok_or(Error::HttpRequestUriInvalid)?;
        let tls = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if tls { 443 } else { 80 });
        Ok(Self { tls, host: host.to_ascii_lowercase(), port })
    }

    /// What the certificate must be for.
    fn name(&self) -> Result<ServerName<'static>, Error> {
        let plain = self.host.trim_start_matches('[').trim_end_matches(']');
        ServerName::try_from(plain.to_owned()).map_err(|error| Error::Tls(io::Error::other(error)))
    }
}

async fn connect(server: &Server) -> Result<Sender, Error> {
    // In one string, so that an IPv6 address in brackets is understood.
    let addresses =
        lookup_host(format!("{}:{}", server.host, server.port)).await.map_err(|_| no_address())?;
    let stream = TcpStream::connect(&*addresses.collect::<Vec<_>>()).await.map_err(Error::Connect)?;
    // A request that fits a packet is not held back for more.
    stream.set_nodelay(true).map_err(Error::Connect)?;
    if server.tls {
        let config = tls::config().map_err(|error| Error::Tls(io::Error::other(error)))?;
        let stream = TlsConnector::from(config).connect(server.name()?, stream).await.map_err(Error::Tls)?;
        start(TokioIo::new(stream)).await
    } else {
        start(TokioIo::new(stream)).await
    }
}

/// As Spin tells it.
fn no_address() -> Error {
    Error::DnsError { rcode: Some("address not available".to_owned()), info_code: Some(0) }
}

async fn start<S>(stream: S) -> Result<Sender, Error>
where
    S: hyper::rt::Read + hyper::rt::Write + Send + Unpin + 'static,
{
    let (sender, connection) = handshake(stream).await?;
    // Ends with the connection, whose failure the request or the body tells.
    tokio::spawn(connection);
    Ok(sender)
}

#[cfg(test)]
mod tests;
