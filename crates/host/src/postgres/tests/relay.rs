//! A relay in front of a server, which counts round trips.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Counts how often a client that had an answer began to speak again.
pub struct Relay {
    /// Where clients connect.
    pub port: u16,
    trips: Arc<AtomicUsize>,
}

impl Relay {
    /// In front of the server at `port` on loopback.
    pub async fn start(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let trips = Arc::new(AtomicUsize::new(0));
        let own = listener.local_addr().unwrap().port();
        let count = trips.clone();
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let server = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port))).await.unwrap();
                let answered = Arc::new(AtomicBool::new(true));
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                let (count, flag) = (count.clone(), answered.clone());
                tokio::spawn(copy(from_client, to_server, move || {
                    if flag.swap(false, Ordering::SeqCst) {
                        count.fetch_add(1, Ordering::SeqCst);
                    }
                }));
                tokio::spawn(copy(from_server, to_client, move || answered.store(true, Ordering::SeqCst)));
            }
        });
        Self { port: own, trips }
    }

    /// Round trips since the last call.
    pub fn trips(&self) -> usize {
        self.trips.swap(0, Ordering::SeqCst)
    }
}

async fn copy(mut from: impl AsyncReadExt + Unpin, mut to: impl AsyncWriteExt + Unpin, seen: impl Fn()) {
    let mut buffer = vec![0; 64 << 10];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        seen();
        if to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
