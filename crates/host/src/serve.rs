//! The HTTP trigger: HTTP/1.1.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{HOST, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, Version};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::{pin, select, time};
use wasmtime::format_err;
use wasmtime_wasi_http::WasiHttpView;
use wasmtime_wasi_http::io::TokioIo;
use wasmtime_wasi_http::p2::bindings::http::types::Scheme;
use wasmtime_wasi_http::p2::body::HyperOutgoingBody;

use crate::app::App;
use crate::instances::{Instances, SWEEP};

/// What requests that still run at the end are given to finish.
const GRACE: Duration = Duration::from_secs(5);

/// A path that the host answers by itself, like Spin.
const HEALTH: &str = "/.well-known/spin/health";

/// The header that tells a component whom the host is connected with.
const CLIENT_ADDRESS: &str = "spin-client-addr";

/// Held by whatever must end before the server does.
type Alive = mpsc::Sender<Infallible>;

impl App {
    /// Answers requests on `listener` until `shutdown` is done, and then gives those that still run 5 s.
    ///
    /// # Errors
    /// None today; a connection that fails is its client's matter.
    pub async fn serve(
        self: Arc<Self>,
        listener: TcpListener,
        shutdown: impl Future<Output = ()>,
    ) -> Result<()> {
        let (stop, stopped) = watch::channel(());
        let (alive, mut all_done) = mpsc::channel(1);
        let mut sweep = time::interval(SWEEP);
        pin!(shutdown);
        loop {
            let stream = select! {
                accepted = listener.accept() => accepted,
                _ = sweep.tick() => {
                    self.handlers.iter().for_each(|handler| handler.end_idle());
                    continue;
                }
                () = &mut shutdown => break,
            };
            match stream {
                Ok((stream, peer)) => {
                    let connection =
                        self.clone().serve_connection(stream, peer, stopped.clone(), alive.clone());
                    tokio::spawn(connection);
                }
                // Out of file descriptors, most likely: some connection has to end first.
                Err(error) => {
                    eprintln!("host: cannot accept a connection: {error}");
                    time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
        drop((listener, stop, alive));
        // Nothing is ever sent: this waits for the last sender to go.
        let _ = time::timeout(GRACE, all_done.recv()).await;
        Ok(())
    }

    async fn serve_connection(
        self: Arc<Self>,
        stream: TcpStream,
        peer: SocketAddr,
        mut stopped: watch::Receiver<()>,
        alive: Alive,
    ) {
        // Answers are small and complete: waiting for more to send would only delay them.
        let _ = stream.set_nodelay(true);
        let service = service_fn(|mut request: Request<Incoming>| {
            let (app, alive) = (self.clone(), alive.clone());
            // As Spin tells it: after what the client may have sent under the same name.
            if let Ok(peer) = HeaderValue::from_str(&peer.to_string()) {
                request.headers_mut().append(CLIENT_ADDRESS, peer);
            }
            async move { Ok::<_, Infallible>(app.answer(request, alive).await) }
        });
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        pin!(connection);
        // A client that breaks off is no event: its errors go nowhere.
        let _ = select! {
            result = &mut connection => result,
            _ = stopped.changed() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
    }

    async fn answer(&self, request: Request<Incoming>, alive: Alive) -> Response<HyperOutgoingBody> {
        // RFC 9112, section 3.2: which of two hosts is meant must not depend on who looks.
        let hosts = request.headers().get_all(HOST).iter().count();
        if hosts > 1 || hosts == 0 && request.version() >= Version::HTTP_11 {
            return plain(StatusCode::BAD_REQUEST, "");
        }
        let path = request.uri().path();
        if path == HEALTH {
            return plain(StatusCode::OK, "OK");
        }
        let Some(handler) = self.routes.find(path) else {
            return plain(StatusCode::NOT_FOUND, "");
        };
        match handler.clone().handle(request, alive).await {
            Ok(response) => response,
            Err(error) => {
                handler.log(&error);
                plain(StatusCode::INTERNAL_SERVER_ERROR, "")
            }
        }
    }
}

impl Instances {
    /// Answers a request by an instance, which may go on after its answer has begun, also when the client has
    /// gone.
    async fn handle(
        self: Arc<Self>,
        request: Request<Incoming>,
        alive: Alive,
    ) -> wasmtime::Result<Response<HyperOutgoingBody>> {
        let mut instance = self.get(request.headers());
        let (sender, receiver) = oneshot::channel();
        let mut http = instance.store.data_mut().http();
        let request = http.new_incoming_request(Scheme::Http, request)?;
        let out = http.new_response_outparam(sender)?;
        tokio::spawn(async move {
            let _alive = alive;
            match instance.answer(&self.pre, request, out).await {
                Ok(()) => self.put(instance),
                Err(error) => self.log(&error),
            }
        });
        match receiver.await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(code)) => Err(format_err!("the guest answered with an error: {code:?}")),
            // The store is gone, and the sender with it.
            Err(_) => Err(format_err!("the guest ended without an answer")),
        }
    }

    /// One line on stderr.
    fn log(&self, error: &wasmtime::Error) {
        let text = format!("{error:#}").replace('\n', " ");
        eprintln!("{}: {text}", self.component.name);
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response<HyperOutgoingBody> {
    let body = Full::new(Bytes::from_static(text.as_bytes()));
    let mut response = Response::new(body.map_err(|never| match never {}).boxed_unsync());
    *response.status_mut() = status;
    response
}
