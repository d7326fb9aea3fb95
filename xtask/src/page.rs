//! Builds the page of `components/web` where Node is installed. Without Node the component says what is missing,
//! and everything else runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::build::step;
use crate::clients::{npm_ci, on_path};
use crate::workspace::Workspace;

/// Where the page's sources are, below the repository's top folder.
const SOURCES: &str = "components/web/ui";

/// Installs the page's packages when the lock is new and builds it when anything is, into `dist` beside the
/// sources, from where the component's build embeds it.
///
/// # Errors
///
/// The sources do not build, or files cannot be written. Packages that cannot be had are no error: the page is
/// left out, and a line says why.
pub fn build(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root.join(SOURCES);
    let built = folder.join("dist");
    if !on_path("node") || !on_path("npm") {
        eprintln!("== Without the page: it needs Node.js 20.19 or newer, and npm");
        return leave_out(&built);
    }
    if let Err(error) = install(&folder) {
        eprintln!("== Without the page: {error:#}");
        return leave_out(&built);
    }
    let sources = sources(&folder)?;
    let mark = built.join(".sources");
    if fs::read(&mark).ok().as_ref() == Some(&sources) {
        return Ok(());
    }
    // Whatever is left of a build that breaks off must not count as a page.
    leave_out(&built)?;
    let mut command = Command::new("npm");
    step("Building the page", command.args(["run", "--silent", "build"]).current_dir(&folder))?;
    fs::write(&mark, sources).with_context(|| format!("cannot write {}", mark.display()))
}

/// An empty `dist`: a folder that is not there would make cargo build the component every time.
fn leave_out(built: &Path) -> Result<()> {
    if built.join("index.html").is_file() {
        fs::remove_dir_all(built).with_context(|| format!("cannot remove {}", built.display()))?;
    }
    fs::create_dir_all(built).with_context(|| format!("cannot make {}", built.display()))
}

fn install(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let mark = folder.join("node_modules/.installed");
    if fs::read(&mark).ok().as_ref() == Some(&wanted) {
        return Ok(());
    }
    npm_ci("the page's packages", folder)?;
    fs::write(&mark, wanted).with_context(|| format!("cannot write {}", mark.display()))
}

/// All sources, one after another with their names: equal means that there is nothing to build.
fn sources(folder: &Path) -> Result<Vec<u8>> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        all.extend(path.strip_prefix(folder).unwrap_or(&path).as_os_str().as_encoded_bytes());
        all.extend(fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    Ok(all)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            if !path.ends_with("dist") && !path.ends_with("node_modules") {
                collect(&path, paths)?;
            }
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_equal_until_one_changes() {
        let folder = std::env::temp_dir().join(format!("xtask-page-{}", std::process::id()));
        for inner in ["src", "dist", "node_modules"] {
            fs::create_dir_all(folder.join(inner)).unwrap();
        }
        fs::write(folder.join("src/main.ts"), "1").unwrap();
        let first = sources(&folder).unwrap();
        fs::write(folder.join("dist/main.js"), "built").unwrap();
        fs::write(folder.join("node_modules/other.js"), "installed").unwrap();
        assert_eq!(sources(&folder).unwrap(), first);
        fs::write(folder.join("src/main.ts"), "2").unwrap();
        assert_ne!(sources(&folder).unwrap(), first);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_was_built_is_left_out_whole() {
        let folder = std::env::temp_dir().join(format!("xtask-left-out-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "old").unwrap();
        leave_out(&folder).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        fs::remove_dir_all(folder).unwrap();
    }
}
