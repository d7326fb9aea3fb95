//! Builds the components and the native programs, with a headline for each step.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

use crate::needs;
use crate::page;
use crate::workspace::{Guest, WASM, Workspace, cargo};

/// Builds all components and the local runner.
///
/// # Errors
///
/// A need is missing, or a build fails; cargo has then said why.
pub fn everything(workspace: &Workspace) -> Result<()> {
    guests(workspace)?;
    program(workspace, "runner").map(drop)
}

/// Builds the only program of `package` with the profile `host`, and returns its path.
///
/// # Errors
///
/// There is no such package, or the build fails.
pub fn program(workspace: &Workspace, package: &str) -> Result<PathBuf> {
    let (_, name) = workspace
        .programs
        .iter()
        .find(|(owner, _)| owner == package)
        .with_context(|| format!("the workspace has no program in a package `{package}`"))?;
    let mut command = cargo();
    // Of the whole workspace, as the tests are built: alone it would ask its dependencies for fewer features, and
    // wasmtime, which takes minutes, would be compiled once for this and once for the tests.
    command.args(["build", "--profile", "host", "--workspace", "--bin", name]);
    workspace.without_guests(&mut command);
    step(&format!("Building {name}"), command.current_dir(&workspace.root))?;
    Ok(workspace.host_program(name))
}

/// Builds the embedded database, a workspace of its own that nothing else needs, and returns its program.
///
/// # Errors
///
/// The build fails.
pub fn embedded_database(workspace: &Workspace) -> Result<PathBuf> {
    let target = workspace.target.join("embedded");
    let mut command = cargo();
    command.args(["build", "--release", "--locked", "--manifest-path"]);
    command.arg(workspace.root.join("embedded/Cargo.toml")).arg("--target-dir").arg(&target);
    let program = target.join("release/todo-postgres");
    if !program.is_file() {
        eprintln!(
            "== An embedded database takes the place of a PostgreSQL server. To build it takes some ten minutes,"
        );
        eprintln!("   once; to install PostgreSQL and start again is quicker.");
    }
    step("Building the embedded database", command.current_dir(&workspace.root))?;
    Ok(program)
}

/// The local runner as it was last built; it is built only if it never was.
///
/// # Errors
///
/// The build fails.
pub fn runner_as_it_is(workspace: &Workspace) -> Result<PathBuf> {
    let runner = workspace.host_program("todo-runner");
    if runner.is_file() { Ok(runner) } else { program(workspace, "runner") }
}

/// Builds the page and all components, one of which embeds it.
///
/// # Errors
///
/// The target is missing, or a build fails.
pub fn guests(workspace: &Workspace) -> Result<()> {
    ensure!(!workspace.guests.is_empty(), "the workspace has no components");
    page::build(workspace)?;
    wasm(workspace, "Building the components", &workspace.guests)
}

/// Builds the components that only tests need. Alone: cargo would give the product the features that they
/// ask of the crates they share.
///
/// # Errors
///
/// The target is missing, or a build fails.
pub fn fixtures(workspace: &Workspace) -> Result<()> {
    wasm(workspace, "Building the tests' components", &workspace.fixtures)
}

fn wasm(workspace: &Workspace, headline: &str, guests: &[Guest]) -> Result<()> {
    needs::wasm_target(workspace)?;
    let mut command = cargo();
    command.args(["build", "--release", "--target", WASM]);
    for guest in guests {
        command.args(["--package", &guest.package]);
    }
    step(headline, command.current_dir(&workspace.root))?;
    bring_home(workspace, guests)
}

/// Copies components to where the manifests look for them, when cargo builds elsewhere.
fn bring_home(workspace: &Workspace, guests: &[Guest]) -> Result<()> {
    let inner = PathBuf::from(WASM).join("release");
    let (built, home) = (workspace.target.join(&inner), workspace.root.join("target").join(&inner));
    if built == home {
        return Ok(());
    }
    fs::create_dir_all(&home).with_context(|| format!("cannot make {}", home.display()))?;
    for guest in guests {
        let (from, to) = (built.join(&guest.file), home.join(&guest.file));
        let bytes = fs::read(&from).with_context(|| format!("cannot read {}", from.display()))?;
        // An unchanged file keeps its time, by which others see that nothing is new.
        if fs::read(&to).ok().as_deref() != Some(&bytes) {
            fs::write(&to, bytes).with_context(|| format!("cannot write {}", to.display()))?;
        }
    }
    Ok(())
}

/// Runs a command under a headline, and tells how long it took.
///
/// # Errors
///
/// It cannot be started, or it fails; it has then said why.
pub fn step(headline: &str, command: &mut Command) -> Result<()> {
    eprintln!("== {headline}");
    let begun = Instant::now();
    let program = command.get_program().to_owned();
    let status =
        command.status().with_context(|| format!("cannot start {}", PathBuf::from(program).display()))?;
    ensure!(status.success(), "this step failed: {headline}");
    eprintln!("== {headline}: {:.1} s", begun.elapsed().as_secs_f32());
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn components_come_to_where_the_manifest_looks() {
        let folder = std::env::temp_dir().join(format!("xtask-test-{}", std::process::id()));
        let workspace = Workspace {
            root: folder.join("root"),
            target: folder.join("elsewhere"),
            guests: vec![Guest { package: "a-b".to_owned(), file: "a_b.wasm".to_owned() }],
            fixtures: Vec::new(),
            wasi: Vec::new(),
            programs: Vec::new(),
        };
        let built = workspace.target.join("wasm32-wasip2/release");
        fs::create_dir_all(&built).unwrap();
        assert!(bring_home(&workspace, &workspace.guests).is_err(), "a component is missing");
        fs::write(built.join("a_b.wasm"), "new").unwrap();
        bring_home(&workspace, &workspace.guests).unwrap();
        let home = workspace.root.join("target/wasm32-wasip2/release/a_b.wasm");
        assert_eq!(fs::read_to_string(&home).unwrap(), "new");
        let time = |path: &Path| path.metadata().unwrap().modified().unwrap();
        let before = time(&home);
        bring_home(&workspace, &workspace.guests).unwrap();
        assert_eq!(time(&home), before);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_step_that_fails_is_named() {
        let error = step("Doing nothing", &mut Command::new("false")).unwrap_err();
        assert_eq!(error.to_string(), "this step failed: Doing nothing");
        step("Doing nothing", &mut Command::new("true")).unwrap();
    }
}
