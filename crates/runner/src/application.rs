//! The applications of this repository, run by the host.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use host::{App, Mode, Options};
use tokio::net::TcpListener;

use crate::database::Connection;
use crate::report;
use crate::signals::Stop;

/// What one run of an application is given.
#[derive(Debug)]
pub struct Run {
    /// Its `spin.toml`.
    pub manifest: PathBuf,
    /// Whether the host copies Spin's behaviour where it is slower or harsher.
    pub parity: bool,
    /// How many connections to its database it may have.
    pub connections: usize,
    /// Where compiled code is kept between runs, if anywhere.
    pub cache_dir: Option<PathBuf>,
    /// The application's variables, by name.
    pub variables: BTreeMap<String, String>,
}

impl Run {
    /// Loads the application: reads, compiles and joins its components.
    ///
    /// # Errors
    ///
    /// The manifest or a component cannot be used; the error names it.
    pub async fn load(self) -> Result<Arc<App>> {
        ensure!(
            self.manifest.is_file(),
            "there is no {}: run in the repository's top folder, or name the file with --manifest",
            self.manifest.display(),
        );
        let mode = if self.parity { Mode::Parity } else { Mode::Fast };
        let shown = self.manifest.display().to_string();
        let Self { manifest, connections, variables, cache_dir, .. } = self;
        let app = App::load(Options { manifest, mode, connections, variables, cache_dir }).await;
        Ok(Arc::new(app.with_context(|| format!("cannot load the application of {shown}"))?))
    }
}

/// How long requests may go on when it is asked to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Serves until it is asked to stop, and then a few seconds more for the requests that are under way.
///
/// # Errors
///
/// The listener fails.
pub async fn serve_until(app: Arc<App>, listener: TcpListener, stop: Stop) -> Result<()> {
    let asked = stop.clone();
    tokio::select! {
        served = app.serve(listener, async move { asked.asked().await }) => served,
        () = async { stop.asked().await; tokio::time::sleep(GRACE).await } => Ok(()),
    }
}

/// Listens at `address`, such as `127.0.0.1:3000`; port 0 is any free one. Returns the listener and the
/// URL of what will be served on it.
///
/// # Errors
///
/// The address cannot be listened at.
pub async fn listen(address: &str) -> Result<(TcpListener, String)> {
    let cannot = || format!("cannot listen at {address} (choose another with --listen)");
    let listener = TcpListener::bind(address).await.with_context(cannot)?;
    let url = format!("http://{}", listener.local_addr().with_context(cannot)?);
    Ok((listener, url))
}

/// Brings the schema up to date: runs the migration's application, which lies below the folder of
/// `manifest`, with the owner's connection.
///
/// # Errors
///
/// It cannot be loaded, or it fails.
pub async fn migrate(manifest: &Path, owner: &Connection, cache_dir: Option<PathBuf>) -> Result<()> {
    report::step("Bringing the schema up to date");
    let manifest = manifest.parent().unwrap_or(Path::new("")).join("components/migrate/spin.toml");
    // One statement after another.
    let run = Run { manifest, parity: false, connections: 1, cache_dir, variables: owner.variables() };
    let succeeded = run.load().await?.run_command().await.context("the migration failed")?;
    ensure!(succeeded, "the migration failed; its reason is above");
    Ok(())
}
