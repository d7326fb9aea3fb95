//! What people use the product with, installed below `target/clients` for the tests: MCP clients for Node, what
//! drives a browser, two Pythons with an SDK each, one with the models of ChatKit, and one with Helm. The versions
//! are pinned in `tests/clients`, `tests/browser` and `tests/charts`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::build::step;
use crate::workspace::Workspace;

/// Installs what is missing or not of the pinned versions, where Node and Python are there. The tests tell
/// what they cannot run, so nothing here ends the run.
pub fn install(workspace: &Workspace) {
    let lists = workspace.root.join("tests/clients");
    let clients = workspace.target.join("clients");
    if on_path("node") && on_path("npm") {
        told(node("MCP clients for Node", &lists, &clients.join("node")));
    }
    install_browser(workspace);
    if on_path("python3") {
        for version in ["chatkit", "current", "older"] {
            let list = lists.join(format!("requirements-{version}.txt"));
            told(python(&list, &clients.join(format!("python-{version}"))));
        }
        let list = workspace.root.join("tests/charts/requirements.txt");
        told(python(&list, &clients.join("charts")));
    }
}

/// Installs what drives a browser, where Node is there.
pub fn install_browser(workspace: &Workspace) {
    if on_path("node") && on_path("npm") {
        let folder = workspace.target.join("clients/browser");
        told(node("what drives a browser", &workspace.root.join("tests/browser"), &folder));
    }
}

fn node(what: &str, lists: &Path, folder: &Path) -> Result<()> {
    let lock = lists.join("package-lock.json");
    unless_installed(&lock, folder, || {
        for file in ["package.json", "package-lock.json"] {
            fs::copy(lists.join(file), folder.join(file)).with_context(|| format!("cannot copy {file}"))?;
        }
        npm_ci(what, folder)
    })
}

/// Installs the packages that a folder's lock file names.
///
/// # Errors
///
/// They cannot be had.
pub fn npm_ci(what: &str, folder: &Path) -> Result<()> {
    let mut command = Command::new("npm");
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    step(&format!("Installing {what}"), command.current_dir(folder))
}

fn python(list: &Path, folder: &Path) -> Result<()> {
    unless_installed(list, folder, || {
        let mut make = Command::new("python3");
        step("Making a Python for the tests", make.args(["-m", "venv"]).arg(folder))?;
        let mut install = Command::new(folder.join("bin/python"));
        install.args(["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check"]);
        step("Installing packages for it", install.arg("-r").arg(list))
    })
}

/// Runs `install` in an empty folder, and then leaves a copy of `list` in it that says what is there.
fn unless_installed(list: &Path, folder: &Path, install: impl FnOnce() -> Result<()>) -> Result<()> {
    let wanted = fs::read(list).with_context(|| format!("cannot read {}", list.display()))?;
    let mark = folder.join("installed");
    if fs::read(&mark).ok().as_ref() == Some(&wanted) {
        return Ok(());
    }
    if folder.is_dir() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    install()?;
    fs::write(&mark, wanted).with_context(|| format!("cannot write {}", mark.display()))
}

/// Whether a program is on the path.
pub fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn told(installed: Result<()>) {
    if let Err(error) = installed {
        eprintln!("== Without this client: {error:#}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_installation_is_made_once_and_again_for_another_list() {
        let folder = std::env::temp_dir().join(format!("xtask-clients-{}", std::process::id()));
        let (list, place) = (folder.join("list"), folder.join("place"));
        fs::create_dir_all(&folder).unwrap();
        let mut runs = 0;
        let mut install = |text: &str, works: bool| {
            fs::write(&list, text).unwrap();
            let done = unless_installed(&list, &place, || {
                runs += 1;
                assert_eq!(fs::read_dir(&place).unwrap().count(), 0);
                anyhow::ensure!(works, "no network");
                Ok(())
            });
            (done.is_ok(), runs)
        };
        assert_eq!(install("one", false), (false, 1));
        assert_eq!(install("one", true), (true, 2));
        assert_eq!(install("one", true), (true, 2));
        assert_eq!(install("two", true), (true, 3));
        fs::remove_dir_all(folder).unwrap();
    }
}
