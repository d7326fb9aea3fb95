//! `db` and `migrate`: the database without the application.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Parser as _;

use crate::application;
use crate::cli;
use crate::database::{Database, needs_embedded};
use crate::report::{quoted, say, step};
use crate::settings::{self, Environment};
use crate::signals::Stop;
use crate::state::State;

/// Keeps the private database up until it is asked to stop, and prints the variables that `spin up` needs
/// as lines for a shell.
///
/// # Errors
///
/// `already running`, or a sentence about the step that failed.
pub async fn db(arguments: cli::Db) -> Result<ExitCode> {
    let stop = Stop::listen()?;
    let keep = async {
        let state = State::open(&arguments.place.state_dir)?;
        let mut database = Database::find_or_start(None, arguments.place.embedded.as_deref(), &state).await?;
        if !arguments.no_migrate {
            migrate_one(&arguments.place, &database, &state).await?;
        }
        for (name, value) in database.application(&state).await?.variables() {
            say(format_args!("export SPIN_VARIABLE_{}={}", name.to_uppercase(), quoted(&value)));
        }
        // Where Spin serves by default. Tokens for MCP are meant for it.
        say("export SPIN_VARIABLE_PUBLIC_URL='http://127.0.0.1:3000'");
        // The secret itself stays where it is.
        say(format_args!("export SPIN_VARIABLE_BETTER_AUTH_SECRET={}", secret_for_a_shell(&state)?));
        if database.connections() == 1 {
            step(
                "It serves one connection, and Spin opens several: install PostgreSQL to run Spin under load",
            );
        }
        step("The database is up; Ctrl-C stops it");
        Err(database.keep_up().await)
    };
    tokio::select! {
        failed = keep => failed,
        () = stop.asked() => {
            step("Stopped");
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Migrates the database of the URL, or else the private one, and ends.
///
/// # Errors
///
/// A sentence about the step that failed.
pub async fn migrate(arguments: cli::Migrate) -> Result<ExitCode> {
    let stop = Stop::listen()?;
    let environment = Environment::of_process();
    let work = async {
        let state = State::open(&arguments.place.state_dir)?;
        let url = arguments.database_url.as_deref().or_else(|| environment.get("DATABASE_URL"));
        let database = Database::find_or_start(url, arguments.place.embedded.as_deref(), &state).await?;
        migrate_one(&arguments.place, &database, &state).await?;
        step(format_args!("The schema is up to date: {}", database.in_words()));
        Ok(ExitCode::SUCCESS)
    };
    tokio::select! {
        done = work => done,
        () = stop.asked() => anyhow::bail!("stopped before the end"),
    }
}

async fn migrate_one(place: &cli::Place, database: &Database, state: &State) -> Result<()> {
    application::migrate(&place.manifest, database.owner(), Some(state.path("cache"))).await
}

/// Prints `yes` when the command would use the embedded database if it is given one, else `no`.
///
/// # Errors
///
/// Nothing can be printed.
pub fn answer(question: cli::Question) -> Result<ExitCode> {
    let command = std::iter::once("todo-runner".into()).chain(question.command);
    let environment = Environment::of_process();
    let given = |url: Option<String>| url.is_some() || environment.get("DATABASE_URL").is_some();
    let (place, given) = match cli::Arguments::parse_from(command).command {
        cli::Command::Up(up) => (Some(up.place), given(up.database_url)),
        cli::Command::Migrate(migrate) => (Some(migrate.place), given(migrate.database_url)),
        cli::Command::Db(db) => (Some(db.place), false),
        _ => (None, true),
    };
    let needed = !given && place.is_some_and(|place| needs_embedded(&place.state_dir));
    say(if needed { "yes" } else { "no" });
    Ok(ExitCode::SUCCESS)
}

fn secret_for_a_shell(state: &State) -> Result<String> {
    if Environment::of_process().get("BETTER_AUTH_SECRET").is_some() {
        return Ok("\"$BETTER_AUTH_SECRET\"".to_owned());
    }
    state.secret(settings::SECRET_FILE)?;
    let path = state.path(settings::SECRET_FILE);
    Ok(format!("\"$(cat {})\"", quoted(path.to_str().context("the state folder's path is not UTF-8")?)))
}
