//! The subcommands and their arguments.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Args, Parser, Subcommand};

use crate::child::Child;
use crate::{child, database_only, image, serve, token, up};

/// Runs the Todo Chatbot on this machine, for development and tests.
#[derive(Debug, Parser)]
#[command(name = "todo-runner", version)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find or start a database, migrate it and serve the application.
    Up(Up),
    /// Start only the private database, and print the variables for `spin up`.
    Db(Db),
    /// Bring the database schema up to date.
    Migrate(Migrate),
    /// Serve an application whose variables are set as SPIN_VARIABLE_<NAME>.
    Serve(Serve),
    /// Run a command-trigger application once, with variables set as SPIN_VARIABLE_<NAME>.
    Run(RunOnce),
    /// Print a token for development.
    Token(Token),
    /// Write container images of the application.
    Image(image::Arguments),
    /// Say whether a command needs the embedded database (internal).
    #[command(hide = true)]
    NeedsEmbedded(Question),
    /// Become another program (internal).
    #[command(hide = true)]
    Child(Child),
}

/// The state folder and the application.
#[derive(Debug, Args)]
pub struct Place {
    /// Where the database, the secrets and the logs are kept.
    #[arg(long, default_value = ".state", value_name = "DIR")]
    pub state_dir: PathBuf,
    /// The application's manifest; the migration's lies below the same folder.
    #[arg(long, default_value = "spin.toml", value_name = "FILE")]
    pub manifest: PathBuf,
    /// The program of the embedded database, which is used where no PostgreSQL server is installed.
    #[arg(long, value_name = "FILE")]
    pub embedded: Option<PathBuf>,
}

/// Arguments of `needs-embedded`.
#[derive(Debug, Args)]
pub struct Question {
    /// The command in question, with its arguments.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    pub command: Vec<OsString>,
}

/// Arguments of `up`.
#[derive(Debug, Args)]
#[command(after_help = "\
Environment:
  DATABASE_URL         a database to use instead of a private one
  TODO_NO_POSTGRES     1: use the embedded database even where PostgreSQL is installed
  BETTER_AUTH_SECRET   signs the tokens; at least 32 characters; made and kept if absent
  JWKS_URL             verifies tokens of another issuer instead; with JWT_ISSUER, JWT_AUDIENCE
  OPENAI_API_KEY       selects a language model instead of the offline one
  OPENAI_BASE_URL      any OpenAI-compatible server, such as http://localhost:11434/v1
  OPENAI_MODEL         the model's name
  RATE_LIMIT           turns a minute for each user, or `off`
  SPIN_VARIABLE_<NAME> any variable of spin.toml")]
pub struct Up {
    /// The address to serve at; port 0 is any free one.
    #[arg(long, default_value = "127.0.0.1:3000", value_name = "ADDRESS")]
    pub listen: String,
    /// A database to use instead of a private one (DATABASE_URL keeps its password out of the process list).
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// Where things are.
    #[command(flatten)]
    pub place: Place,
}

/// Arguments of `db`.
#[derive(Debug, Args)]
pub struct Db {
    /// Leave the schema as it is, for a migration by other means.
    #[arg(long)]
    pub no_migrate: bool,
    /// Where things are.
    #[command(flatten)]
    pub place: Place,
}

/// Arguments of `migrate`.
#[derive(Debug, Args)]
pub struct Migrate {
    /// A database to migrate instead of the private one; by default DATABASE_URL.
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// Where things are.
    #[command(flatten)]
    pub place: Place,
}

/// The application that `serve` and `run` take.
#[derive(Debug, Args)]
pub struct Application {
    /// The application's manifest.
    #[arg(long, value_name = "FILE")]
    pub manifest: PathBuf,
    /// Behave as Spin does where that is slower or harsher: its composition, its instances, its pool, its connections.
    #[arg(long)]
    pub parity: bool,
    /// Where compiled code is kept between runs.
    #[arg(long, value_name = "DIR")]
    pub cache_dir: Option<PathBuf>,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The address to serve at; port 0 is any free one.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: String,
    /// What to serve.
    #[command(flatten)]
    pub application: Application,
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunOnce {
    /// What to run.
    #[command(flatten)]
    pub application: Application,
}

/// Arguments of `token`.
#[derive(Debug, Args)]
pub struct Token {
    /// The user's id.
    pub user: String,
    /// How many hours it is valid.
    #[arg(long, default_value_t = 12, value_name = "N")]
    pub hours: u32,
    /// Where `up` keeps the secret.
    #[arg(long, default_value = ".state", value_name = "DIR")]
    pub state_dir: PathBuf,
}

/// Runs a subcommand on this thread, which is the main one: servers that are started end with it.
///
/// # Errors
///
/// What the subcommand fails with.
pub fn run(command: Command) -> Result<ExitCode> {
    let runtime = tokio::runtime::Runtime::new().context("cannot start the asynchronous runtime")?;
    let code = runtime.block_on(async {
        match command {
            Command::Up(arguments) => up::up(arguments).await,
            Command::Db(arguments) => database_only::db(arguments).await,
            Command::Migrate(arguments) => database_only::migrate(arguments).await,
            Command::Serve(arguments) => serve::serve(arguments).await,
            Command::Run(arguments) => serve::run(arguments).await,
            Command::Token(arguments) => token::print(&arguments),
            Command::Image(arguments) => image::write(&arguments),
            Command::NeedsEmbedded(question) => database_only::answer(question),
            Command::Child(child) => child::exec(&child).map(|never| match never {}),
        }
    });
    // Whatever still runs is a request that nobody waits for any more.
    runtime.shutdown_background();
    code
}
