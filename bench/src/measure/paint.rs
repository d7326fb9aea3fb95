//! The page in a real Chromium: when a phone that has never been here shows something of it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use super::{Effort, median};
use crate::goals::What;
use crate::report::Report;
use crate::scene::{Mode, Scene};

/// 004/SC-102: measures the first contentful paint of `/` on a slow phone, which a script of Playwright's plays. Without a
/// `chromium` on the path, or without Playwright where `cargo xtask bench` installs it, a line says so.
///
/// # Errors
///
/// Something does not start, or the script fails.
pub fn measure(scene: &Scene, effort: Effort, report: &mut Report) -> Result<()> {
    let (Some(chromium), Some(packages)) = (on_path("chromium"), packages()) else {
        eprintln!("   not measured: it needs Node and a `chromium` on the path");
        return Ok(());
    };
    let serving = scene.start(Mode::Fast, None)?;
    let mut command = Command::new("node");
    command.arg(scene.root.join("bench/paint.mjs")).stderr(Stdio::inherit());
    command.env("TODO_CHROMIUM", chromium).env("TODO_PACKAGES", packages);
    command.env("TODO_URL", format!("http://{}/", serving.address));
    command.env("TODO_VISITS", effort.starts.to_string());
    let output = command.output().context("cannot start node")?;
    ensure!(output.status.success(), "the visits to the page failed");
    report.figure(What::FirstPaint, median(serde_json::from_slice(&output.stdout)?));
    Ok(())
}

/// Playwright's folder, beside the profile's folder that this program is built into.
fn packages() -> Option<PathBuf> {
    let own = env::current_exe().ok()?;
    let target = own.parent().and_then(Path::parent)?;
    Some(target.join("clients/browser")).filter(|folder| folder.join("node_modules").is_dir())
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|place| place.is_file())
}
