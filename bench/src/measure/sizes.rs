//! Sizes of the components that `spin.toml` names, and of what composes out of them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use host::{Plug, compose};
use serde::Deserialize;

use crate::goals::What;
use crate::report::Report;

/// The components that the others are plugged into.
const SOCKETS: &[(&str, What, What)] = &[
    ("chat", What::Artifact, What::ArtifactCompressed),
    ("mcp", What::McpArtifact, What::McpArtifactCompressed),
];

/// Weighs the components as they were last built.
///
/// # Errors
///
/// One is missing, or they do not compose.
pub fn measure(root: &Path, report: &mut Report) -> Result<()> {
    let text = fs::read_to_string(root.join("spin.toml")).context("cannot read spin.toml")?;
    let manifest: Manifest = toml::from_str(&text).context("cannot read spin.toml")?;
    let mut binaries = BTreeMap::new();
    for (name, component) in &manifest.component {
        let path = root.join(&component.source);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        report.detail(format!("{name}.wasm"), kib(bytes.len()), "KiB");
        binaries.insert(name.as_str(), bytes);
    }
    for (socket, size, compressed_size) in SOCKETS {
        let dependencies = &manifest.component.get(*socket).context("a front door is missing")?.dependencies;
        let plugs: Option<Vec<Plug<'_>>> = dependencies
            .iter()
            .map(|(selector, plug)| {
                let bytes = binaries.get(plug.component.as_str())?;
                Some(Plug { selector, name: &plug.component, bytes })
            })
            .collect();
        let composed = compose(socket, &binaries[socket], &plugs.context("a dependency is no component")?)?;
        report.figure(*size, kib(composed.len()));
        report.figure(*compressed_size, kib(compressed(&composed)?));
    }
    Ok(())
}

/// What is read of a manifest.
#[derive(Deserialize)]
struct Manifest {
    component: BTreeMap<String, Component>,
}

#[derive(Deserialize)]
struct Component {
    source: PathBuf,
    #[serde(default)]
    dependencies: BTreeMap<String, Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    component: String,
}

/// How long `bytes` are after `gzip -9`.
fn compressed(bytes: &[u8]) -> Result<usize> {
    let mut command = Command::new("gzip");
    let mut gzip = command
        .args(["-9", "--stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start gzip")?;
    let mut input = gzip.stdin.take().context("the input was asked for")?;
    // At the same time, because gzip stops when nobody reads what it writes.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || input.write_all(bytes));
        gzip.wait_with_output()
    });
    let output = output.context("cannot read from gzip")?;
    ensure!(output.status.success(), "gzip failed");
    Ok(output.stdout.len())
}

fn kib(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compression_is_gzips() {
        // More than a pipe holds, so that reading and writing must go side by side.
        let noise: Vec<u8> = (0..1_000_000_u64).map(|n| (n.wrapping_mul(n) >> 3) as u8).collect();
        let size = compressed(&noise).unwrap();
        assert!((100..1_000_000).contains(&size), "{size}");
        assert_eq!(compressed(b"").unwrap(), 20);
    }
}
