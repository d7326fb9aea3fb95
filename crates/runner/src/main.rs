//! The local runner: finds or starts a database, migrates it and serves the application of `spin.toml`.
//!
//! It is for development, tests and benchmarks; production is Spin and SpinKube. Main itself only
//! chooses the subcommand. The helper that becomes a child process runs before any thread exists,
//! because it changes the user of the whole process.

mod application;
mod child;
mod cli;
mod database;
mod database_only;
mod image;
mod report;
mod serve;
mod settings;
mod signals;
mod state;
mod token;
mod up;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Arguments, Command};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Child(become_) => child::exec(&become_).map(|never| match never {}),
        command => cli::run(command),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("todo-runner: {error:#}");
            ExitCode::FAILURE
        }
    }
}
