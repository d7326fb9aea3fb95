//! A relay in front of a server, which counts round trips.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{self, AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// Counts how often a client asks something that it has to wait for: told from the messages themselves,
/// because how they are cut into packets is chance.
pub struct Relay {
    /// Where clients connect.
    pub port: u16,
    trips: Arc<AtomicUsize>,
}

impl Relay {
    /// In front of the server at `port` on loopback, without TLS.
    pub async fn start(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let trips = Arc::new(AtomicUsize::new(0));
        let own = listener.local_addr().unwrap().port();
        let count = trips.clone();
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let server = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port))).await.unwrap();
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                tokio::spawn(forward(from_client, to_server, count.clone()));
                tokio::spawn(async move { io::copy(&mut { from_server }, &mut { to_client }).await });
            }
        });
        Self { port: own, trips }
    }

    /// Round trips since the last call.
    pub fn trips(&self) -> usize {
        self.trips.swap(0, Ordering::SeqCst)
    }
}

/// Passes on a client's messages: the start-up message, then those of a letter and a length.
/// <https://www.postgresql.org/docs/current/protocol-message-formats.html>
async fn forward(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, trips: Arc<AtomicUsize>) -> io::Result<()> {
    let length = from.read_u32().await?;
    pass(&mut from, &mut to, &length.to_be_bytes(), length).await?;
    let mut asks = false;
    loop {
        let letter = from.read_u8().await?;
        let length = from.read_u32().await?;
        // Nobody waits for the end of a statement that is closed.
        asks |= !matches!(letter, b'C' | b'S' | b'X');
        if matches!(letter, b'Q' | b'S') && std::mem::take(&mut asks) {
            trips.fetch_add(1, Ordering::SeqCst);
        }
        let [a, b, c, d] = length.to_be_bytes();
        pass(&mut from, &mut to, &[letter, a, b, c, d], length).await?;
    }
}

/// Sends a message's head and then its body; the length counts itself.
async fn pass(from: &mut OwnedReadHalf, to: &mut OwnedWriteHalf, head: &[u8], length: u32) -> io::Result<()> {
    let mut message = head.to_vec();
    from.take(u64::from(length - 4)).read_to_end(&mut message).await?;
    to.write_all(&message).await
}
