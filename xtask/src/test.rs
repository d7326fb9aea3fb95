//! `test`: sets up what the tests need, then runs them all.

use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::workspace::{Workspace, cargo};
use crate::{build, clients, needs};

/// Builds the components, installs the clients that there are programs for, and becomes `cargo test` for every package that runs natively,
/// with `arguments` passed on. The embedded database is built and tested with TODO_EMBEDDED=1 alone.
///
/// # Errors
///
/// Something is missing, which the error names, or a build fails.
pub fn run(workspace: &Workspace, arguments: &[OsString]) -> Result<ExitCode> {
    needs::postgres()?;
    build::guests(workspace)?;
    build::fixtures(workspace)?;
    clients::install(workspace);
    if std::env::var_os("TODO_EMBEDDED").is_some_and(|value| value == "1") {
        build::embedded_database(workspace)?;
    }
    eprintln!("== Testing");
    let mut command = cargo();
    // The profile of the runner, which is built with its tests; a build of its own would ask for other
    // features, and so compile wasmtime a second time.
    command.args(["test", "--profile", "host", "--workspace"]);
    workspace.without_guests(&mut command);
    Err(command.args(arguments).current_dir(&workspace.root).exec()).context("cannot start cargo")
}
