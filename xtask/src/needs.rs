//! What must be installed, and how to get what is missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::build::step;
use crate::workspace::{WASM, Workspace};

/// Sees to it that Rust can compile for WebAssembly; asks rustup for the target when it is missing.
///
/// # Errors
///
/// It is missing, and rustup cannot add it.
pub fn wasm_target(workspace: &Workspace) -> Result<()> {
    if has_wasm_target(workspace)? {
        return Ok(());
    }
    let how = format!(
        "`rustup target add {WASM}` adds it; a Rust that rustup did not install has a package for it"
    );
    let mut command = Command::new("rustup");
    command.args(["target", "add", WASM]).current_dir(&workspace.root);
    let added = step(&format!("Adding the compilation target {WASM}"), &mut command);
    added.with_context(|| format!("the compilation target {WASM} is missing: {how}"))?;
    ensure!(has_wasm_target(workspace)?, "the compilation target {WASM} is still missing: {how}");
    Ok(())
}

fn has_wasm_target(workspace: &Workspace) -> Result<bool> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .current_dir(&workspace.root)
        .output()
        .context("cannot start rustc")?;
    let folder = String::from_utf8(output.stdout).context("rustc prints no UTF-8")?;
    Ok(output.status.success() && Path::new(folder.trim()).is_dir())
}

/// Sees to it that there is a PostgreSQL server that tests can start.
///
/// # Errors
///
/// There is none; the error says how to install it.
pub fn postgres() -> Result<()> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(Result::ok);
    let mut folders = std::env::split_paths(&path).chain(debian.map(|entry| entry.path().join("bin")));
    if folders.any(|folder: PathBuf| folder.join("initdb").is_file() && folder.join("postgres").is_file()) {
        return Ok(());
    }
    bail!(
        "the tests need the programs of a PostgreSQL server, `initdb` and `postgres`, on the path or below \
         /usr/lib/postgresql: install them (Debian and Ubuntu: `apt-get install postgresql`, Fedora: \
         `dnf install postgresql-server`, macOS: `brew install postgresql@17`)"
    )
}
