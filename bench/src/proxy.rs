//! A proxy between the runner and PostgreSQL that counts round trips on the wire.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::wire::Waits;

/// A proxy that runs as long as this lives.
#[derive(Debug)]
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    count: Arc<AtomicU64>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// Starts a proxy to the server at `upstream`, such as `127.0.0.1:5432`.
    ///
    /// # Errors
    ///
    /// There is no free port.
    pub async fn start(upstream: String) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.context("no free port for the proxy")?;
        let address = listener.local_addr().context("no free port for the proxy")?;
        let count = Arc::new(AtomicU64::new(0));
        let counter = count.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(relay(client, upstream.clone(), counter.clone()));
            }
        });
        Ok(Self { address, count, accepting })
    }

    /// Round trips so far.
    pub fn round_trips(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Passes everything on; what fails, the client sees as a connection that ends.
async fn relay(client: TcpStream, upstream: String, count: Arc<AtomicU64>) -> Option<()> {
    let server = TcpStream::connect(upstream).await.ok()?;
    let unbuffered = client.set_nodelay(true).and_then(|()| server.set_nodelay(true));
    unbuffered.ok()?;
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let (mut waits, mut buffer) = (Waits::default(), vec![0; 16 << 10]);
    loop {
        let length = from_client.read(&mut buffer).await.ok().filter(|length| *length > 0)?;
        count.fetch_add(waits.take(&buffer[..length]), Ordering::Relaxed);
        to_server.write_all(&buffer[..length]).await.ok()?;
    }
}
