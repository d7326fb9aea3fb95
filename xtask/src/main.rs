//! The repository's own tasks: `cargo xtask up` is the one command that runs everything.
//!
//! It builds what a task needs and then becomes the program that does it, so that signals and exit codes
//! are that program's own.

mod build;
mod chat;
mod clients;
mod image;
mod minikube;
mod needs;
mod page;
mod test;
mod workspace;

use std::convert::Infallible;
use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

/// Builds, runs and tests the Todo Chatbot. Paths are relative to the repository's top folder.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Build everything, find or start a database, migrate it and serve the application.
    #[command(after_help = UP_HELP)]
    Up(Passed),
    /// Start only the private database and print the variables for `spin up`: [--state-dir DIR].
    Db(Passed),
    /// Bring the schema up to date: [--state-dir DIR | --database-url URL].
    Migrate(Passed),
    /// Build the components and the local runner.
    Build,
    /// Print a token for development: USER [--state-dir DIR] [--hours N].
    Token(Passed),
    /// Build everything and write container images to `target/images`: [--registry NAME] [--tag TAG] [--arch ARCH].
    Image(Passed),
    /// The whole product on a Minikube of its own.
    #[command(subcommand)]
    Minikube(minikube::Task),
    /// Talk to the running application in the terminal.
    Chat(chat::Arguments),
    /// Build everything and run all tests; arguments go to `cargo test`.
    Test(Passed),
    /// Build everything and run the benchmarks; arguments go to them.
    Bench(Passed),
}

const UP_HELP: &str = "\
Arguments:
  --listen ADDRESS     where to serve [default: 127.0.0.1:3000]
  --state-dir DIR      where the database, secrets and logs are kept [default: .state]
  --database-url URL   a database to use instead of a private one [environment: DATABASE_URL]
  --manifest FILE      the application [default: spin.toml]
TODO_NO_POSTGRES=1 in the environment uses the embedded database even where PostgreSQL is installed.
More of the environment: BETTER_AUTH_SECRET, JWKS_URL, JWT_ISSUER, JWT_AUDIENCE, OPENAI_API_KEY,
OPENAI_BASE_URL, OPENAI_MODEL, RATE_LIMIT, SPIN_VARIABLE_<NAME>.";

/// Arguments for the program that does the task.
#[derive(Debug, clap::Args)]
struct Passed {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
    arguments: Vec<OsString>,
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    let workspace = Workspace::read()?;
    match task {
        Task::Up(passed) => build_and_run(&workspace, "up", &passed),
        Task::Db(passed) => build_and_run(&workspace, "db", &passed),
        Task::Migrate(passed) => build_and_run(&workspace, "migrate", &passed),
        Task::Build => build::everything(&workspace).map(|()| ExitCode::SUCCESS),
        Task::Token(passed) => {
            let runner = build::runner_as_it_is(&workspace)?;
            become_program(&workspace, &runner, with_subcommand("token", &passed)).map(|never| match never {})
        }
        Task::Image(passed) => image::run(&workspace, &passed.arguments),
        Task::Minikube(task) => minikube::run(&workspace, &task),
        Task::Chat(arguments) => chat::run(&workspace, &arguments),
        Task::Test(passed) => test::run(&workspace, &passed.arguments),
        Task::Bench(passed) => {
            build::everything(&workspace)?;
            clients::install_browser(&workspace);
            let bench = build::program(&workspace, "bench")?;
            become_program(&workspace, &bench, passed.arguments).map(|never| match never {})
        }
    }
}

fn build_and_run(workspace: &Workspace, subcommand: &str, passed: &Passed) -> Result<ExitCode> {
    build::everything(workspace)?;
    let runner = workspace.host_program("todo-runner");
    let mut arguments = with_subcommand(subcommand, passed);
    if needs_embedded_database(workspace, &runner, &arguments)? {
        let program = build::embedded_database(workspace)?;
        arguments.splice(1..1, ["--embedded".into(), program.into()]);
    }
    become_program(workspace, &runner, arguments).map(|never| match never {})
}

/// Asks the runner, which does the search for a server, whether it would find none for these arguments.
fn needs_embedded_database(workspace: &Workspace, runner: &Path, arguments: &[OsString]) -> Result<bool> {
    let mut command = Command::new(runner);
    command.arg("needs-embedded").arg("--").args(arguments).current_dir(&workspace.root);
    // Wrong arguments and `--help` are answered when the runner gets them again.
    let output = command.stderr(Stdio::null()).output().context("cannot start the runner")?;
    Ok(output.stdout == b"yes\n")
}

fn with_subcommand(subcommand: &str, passed: &Passed) -> Vec<OsString> {
    [OsString::from(subcommand)].into_iter().chain(passed.arguments.iter().cloned()).collect()
}

/// Becomes the program, in the repository's top folder; returns only to say why it could not.
fn become_program(workspace: &Workspace, program: &Path, arguments: Vec<OsString>) -> Result<Infallible> {
    let error = Command::new(program).args(arguments).current_dir(&workspace.root).exec();
    Err(error).with_context(|| format!("cannot start {}", program.display()))
}
