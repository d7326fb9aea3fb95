//! Round trips to the database, and transactions that write, of a turn of a single user.

use anyhow::{Context as _, Result};
use tokio_postgres::Client;

use super::Effort;
use crate::goals::What;
use crate::load::{clients, talk};
use crate::proxy::Proxy;
use crate::report::Report;
use crate::scene::{Mode, Scene};

/// The most turns that are counted: the counts of all are the same.
const TURNS: usize = 500;

/// Counts with connections as `mode` says.
///
/// # Errors
///
/// Something does not start, or a turn fails.
pub async fn measure(scene: &Scene, mode: Mode, effort: Effort, report: &mut Report) -> Result<()> {
    let proxy = Proxy::start(scene.database_address()?).await?;
    let serving = scene.start(mode, Some(&proxy.address.to_string()))?;
    let mut user = clients(&serving.address, &format!("trips-{mode:?}"), 1).await?;
    let turns = effort.turns.min(TURNS);
    // The statements are prepared then.
    talk(&mut user, turns.min(20)).await?;

    let watcher = scene.connect().await?;
    let before = (proxy.round_trips(), written(&watcher).await?);
    talk(&mut user, turns).await?;
    let after = (proxy.round_trips(), written(&watcher).await?);
    let (trips, commits) = match mode {
        Mode::Fast => (What::RoundTrips, What::Commits),
        Mode::Parity => (What::RoundTripsParity, What::CommitsParity),
    };
    report.figure(trips, (after.0 - before.0) as f64 / turns as f64);
    report.figure(commits, (after.1 - before.1) as f64 / turns as f64);
    Ok(())
}

/// How many transactions have written something so far: only those have a number, and a commit on disk.
async fn written(client: &Client) -> Result<i64> {
    let row = client.query_one("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint", &[]).await;
    row.context("cannot count the transactions")?.try_get(0).context("cannot count the transactions")
}
