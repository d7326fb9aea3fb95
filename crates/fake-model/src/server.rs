//! The server: in a thread of its own for tests, or on the caller's runtime for the program.

use std::{
    future::pending,
    io,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    thread::JoinHandle,
    time::Duration,
};

use http_body_util::{BodyExt, Limited};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{sync::oneshot, time::sleep};

use crate::{
    answer::Words,
    body::Pieces,
    state::{Recorded, Script, Shared, State, lock},
    step::{Reply, Step},
};

/// A server that runs as long as this lives.
pub struct FakeModel {
    address: SocketAddr,
    state: Shared,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl FakeModel {
    /// Starts a server on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// There is no port or no thread.
    pub fn start(script: Script) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let state = State::of(script);
        let runtime = runtime()?;
        let (stop, stopped) = oneshot::channel();
        let shared = Arc::clone(&state);
        let thread = std::thread::Builder::new().name("fake-model".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::spawn(accept(listener, shared));
                // Told or dropped, it is the end; all connections end with the runtime.
                let _ = stopped.await;
            });
        })?;
        Ok(Self { address, state, stop: Some(stop), thread: Some(thread) })
    }

    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What a client is configured with.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// Adds a step behind those that are left.
    pub fn push(&self, step: Step) {
        lock(&self.state).steps.push_back(step);
    }

    /// All requests so far, refused ones included, in the order in which they came.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.state).requests.clone()
    }

    /// Why requests were refused so far; a test of a correct client asserts that this is empty.
    #[must_use]
    pub fn refusals(&self) -> Vec<String> {
        lock(&self.state).requests.iter().filter_map(|known| Some(known.refusal.clone()?.reason)).collect()
    }
}

impl Drop for FakeModel {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A thread that has panicked has told so already.
            let _ = thread.join();
        }
    }
}

/// Serves on this thread until it is killed.
///
/// # Errors
///
/// The listener fails.
pub fn serve(listener: TcpListener, script: Script) -> io::Result<()> {
    runtime()?.block_on(accept(listener, State::of(script)))
}

fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

async fn accept(listener: TcpListener, state: Shared) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let state = Arc::clone(&state);
        let answer = service_fn(move |request| answer(request, Arc::clone(&state)));
        // What goes wrong in one connection is either scripted or the client's affair.
        tokio::spawn(
            async move { http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await },
        );
    }
}

const MAX_BODY_BYTES: usize = 8 << 20;

async fn answer(request: Request<Incoming>, state: Shared) -> io::Result<Response<Pieces>> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, MAX_BODY_BYTES).collect().await.map_err(io::Error::other)?.to_bytes();
    let (step, model, mut watch) = lock(&state).take(&head, &body, &state);
    sleep_ms(step.delay_ms).await;
    match step.reply {
        Reply::Words { text, calls, ending, finish, usage } => {
            let number = watch.number;
            let finish = finish.as_deref();
            let words = Words { model: &model, text: &text, calls: &calls, ending, finish, usage, number };
            let pieces = Pieces::new(words.events(), ending, step.pace_ms, watch);
            respond(200, &[], "text/event-stream", pieces)
        }
        Reply::Status { code, headers, body } => {
            respond(code, &headers, "application/json", Pieces::whole(body, watch))
        }
        Reply::Garbage => {
            let garbage = "data: {\"choices\": [{]}\n\n<html>\u{fffd}".to_owned();
            respond(200, &[], "text/event-stream", Pieces::whole(garbage, watch))
        }
        Reply::Silence => pending().await,
        Reply::Close => {
            watch.over();
            Err(io::Error::other("the script closes the connection"))
        }
    }
}

fn respond(
    status: u16,
    headers: &[(String, String)],
    media_type: &str,
    body: Pieces,
) -> io::Result<Response<Pieces>> {
    let mut response = Response::builder().status(status).header("content-type", media_type);
    for (name, value) in headers {
        response = response.header(name, value);
    }
    response.body(body).map_err(io::Error::other)
}

/// A timer is not free, and most steps have no delay.
async fn sleep_ms(ms: u64) {
    if ms > 0 {
        sleep(Duration::from_millis(ms)).await;
    }
}
