//! `serve` and `run`: an application as it is, with its variables from the environment as Spin takes them.

use std::process::ExitCode;

use anyhow::Result;

use crate::application::{Run, listen, serve_until};
use crate::cli;
use crate::report;
use crate::settings::Environment;
use crate::signals::Stop;

/// Serves the application until it is asked to stop; prints `Serving http://ADDRESS` when it accepts.
///
/// # Errors
///
/// The application cannot be loaded, or the address cannot be listened at.
pub async fn serve(arguments: cli::Serve) -> Result<ExitCode> {
    let stop = Stop::listen()?;
    let (listener, url) = listen(&arguments.listen).await?;
    let app = tokio::select! {
        app = run_of(arguments.application).load() => app?,
        () = stop.asked() => return Ok(ExitCode::SUCCESS),
    };
    report::say(format_args!("Serving {url}"));
    serve_until(app, listener, stop).await?;
    Ok(ExitCode::SUCCESS)
}

/// Runs the application's command once; fails when the command says so.
///
/// # Errors
///
/// The application cannot be loaded, or its command traps.
pub async fn run(arguments: cli::RunOnce) -> Result<ExitCode> {
    let succeeded = run_of(arguments.application).load().await?.run_command().await?;
    Ok(if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn run_of(application: cli::Application) -> Run {
    let cli::Application { manifest, parity, cache_dir } = application;
    Run {
        manifest,
        parity,
        connections: host::CONNECTIONS,
        cache_dir,
        variables: Environment::of_process().spin_variables(),
    }
}
