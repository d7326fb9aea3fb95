//! Serving HTTP, as clients see it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use host::{App, Mode, Options};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::{guest, load};

/// What guests do, by the route and name of their component.
const GUESTS: [(&str, &str); 9] = [
    ("/hello/:name", "(call $answer (local.get $out)) (drop (call $write)) (call $finish)"),
    ("/trap", "unreachable"),
    ("/silent", "nop"),
    ("/half/...", "(call $answer (local.get $out)) (drop (call $write)) unreachable"),
    ("/loop", "(loop $again (br $again))"),
    ("/endless", "(call $answer (local.get $out)) (loop $again (br_if $again (i32.eqz (call $write))))"),
    // The status tells which request of the instance it is: 201, 202 and so on.
    (
        "/count",
        "(call $count) (call $forget (local.get $request)) (call $answer (local.get $out)) (call $finish)",
    ),
    // The same, holding on to the request.
    ("/hold", "(call $count) (call $answer (local.get $out)) (call $finish)"),
    // The same, failing at last.
    (
        "/break",
        "(call $count) (call $forget (local.get $request)) (call $answer (local.get $out)) (call $finish) unreachable",
    ),
];

pub struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<anyhow::Result<()>>,
    _folder: TempDir,
}

impl Served {
    async fn start() -> Self {
        Self::start_as(Mode::Fast).await
    }

    pub async fn start_as(mode: Mode) -> Self {
        let mut manifest = String::new();
        let names: Vec<String> = (0..GUESTS.len()).map(|index| index.to_string()).collect();
        let mut guests = Vec::new();
        for (index, (route, body)) in GUESTS.iter().enumerate() {
            manifest += &format!(
                "[[trigger.http]]\nroute = \"{route}\"\ncomponent = \"c{index}\"\n\
                 [component.c{index}]\nsource = \"{index}\"\n"
            );
            guests.push((&*names[index], guest::http(body)));
        }
        let (folder, options) = load::application(&manifest, &guests);
        let options = Options { mode, ..options };
        let app = Arc::new(App::load(options).await.unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(app.serve(listener, async { stopped.await.unwrap_or_default() }));
        Self { address, stop, server, _folder: folder }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// All that comes back for `head` on a connection of its own.
    pub async fn ask(&self, head: &str) -> String {
        let mut stream = self.connect().await;
        stream
            .write_all(format!("{head}\r\nhost: test\r\nconnection: close\r\n\r\n").as_bytes())
            .await
            .unwrap();
        let mut answer = Vec::new();
        // An answer that breaks off may end in a reset.
        let _ = stream.read_to_end(&mut answer).await;
        String::from_utf8(answer).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_are_answered() {
    let served = Served::start().await;
    let check = async |head: &str, status: &str, body: &str| {
        let answer = served.ask(head).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{head}: {answer}");
        let (_, rest) = answer.split_once("\r\n\r\n").unwrap();
        assert_eq!(rest, body, "{head}");
    };
    let hello = "5\r\nhello\r\n0\r\n\r\n";
    check("GET /hello/x HTTP/1.1", "200", hello).await;
    check("GET /hello/x?query HTTP/1.1", "200", hello).await;
    check("GET /hello HTTP/1.1", "404", "").await;
    check("GET /hello/x/y HTTP/1.1", "404", "").await;
    check("OPTIONS * HTTP/1.1", "404", "").await;
    check("GET /.well-known/spin/health HTTP/1.1", "200", "OK").await;
    // A guest's fault is an answer, and the host goes on.
    check("GET /trap HTTP/1.1", "500", "").await;
    check("GET /silent HTTP/1.1", "500", "").await;
    // As on Spin, what was sent of an answer that breaks off looks whole.
    check("GET /half/x HTTP/1.1", "200", hello).await;
    check("GET /hello/x HTTP/1.1", "200", hello).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_serves_many_requests() {
    let served = Served::start().await;
    let mut stream = served.connect().await;
    for _ in 0..3 {
        stream.write_all(b"GET /hello/x HTTP/1.1\r\nhost: test\r\n\r\n").await.unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n0\r\n\r\n") {
            assert_ne!(stream.read_buf(&mut answer).await.unwrap(), 0, "the connection was closed");
        }
        assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
    }
}

/// A guest that never ends leaves the only thread to others, and the test can end.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_guest_cannot_keep_the_thread() {
    let served = Served::start().await;
    let mut stream = served.connect().await;
    stream.write_all(b"GET /loop HTTP/1.1\r\nhost: test\r\n\r\n").await.unwrap();
    for _ in 0..3 {
        let answer = tokio::time::timeout(Duration::from_secs(5), served.ask("GET /hello/x HTTP/1.1")).await;
        assert!(answer.expect("nobody else is served").starts_with("HTTP/1.1 200 "));
    }
}

/// The guest writes until it is told that nobody reads.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_is_told_that_its_client_has_gone() {
    let served = Served::start().await;
    let mut stream = served.connect().await;
    stream.write_all(b"GET /endless HTTP/1.1\r\nhost: test\r\n\r\n").await.unwrap();
    let mut some = [0; 1000];
    stream.read_exact(&mut some).await.unwrap();
    assert!(some.starts_with(b"HTTP/1.1 200 OK\r\n"));
    drop(stream);
    // Stopping waits for guests that still run, for at most 5 s.
    let start = Instant::now();
    served.stop.send(()).unwrap();
    served.server.await.unwrap().unwrap();
    assert!(start.elapsed() < Duration::from_secs(4), "the guest still runs");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_running_request_is_given_time_to_end() {
    let served = Served::start().await;
    let mut stream = served.connect().await;
    stream.write_all(b"GET /endless HTTP/1.1\r\nhost: test\r\n\r\n").await.unwrap();
    let mut some = [0; 1000];
    stream.read_exact(&mut some).await.unwrap();
    let start = Instant::now();
    served.stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(TcpStream::connect(served.address).await.is_err(), "new connections are accepted");
    stream.read_exact(&mut some).await.expect("the answer goes on");
    served.server.await.unwrap().unwrap();
    let time = start.elapsed();
    assert!((Duration::from_secs(4)..Duration::from_secs(8)).contains(&time), "stopped after {time:?}");
}
