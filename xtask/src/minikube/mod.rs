//! `minikube`: the whole product on a Minikube of its own, and away again.
//!
//! First everything is looked at, then a plan is made of what was seen, and only then anything is done. So a
//! second run repeats only what is safe to repeat, and a plan can be tested and printed without a cluster.

mod plan;
mod state;

use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, Result, bail};
use clap::{Subcommand, ValueEnum};

use crate::build::step;
use crate::image;
use crate::workspace::Workspace;
use plan::Step;
use state::State;

/// What is done with the Minikube.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Start it, install what is missing and the product, wait until it is ready, and print its URL.
    Up(Options),
    /// Uninstall the product; its data stay. `--delete` deletes the Minikube with all that is in it.
    Down {
        /// Delete the Minikube as well.
        #[arg(long)]
        delete: bool,
        /// Which one.
        #[command(flatten)]
        options: Options,
    },
    /// Say what is there, what is missing, and how to get it.
    Status(Options),
}

/// Which Minikube, and what is installed in it.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct Options {
    /// The profile of Minikube.
    #[arg(long, default_value = "todo")]
    pub profile: String,
    /// The namespace.
    #[arg(long, default_value = "todo")]
    pub namespace: String,
    /// Whether SpinKube's operator runs the components, or plain Deployments do.
    #[arg(long, value_enum, default_value_t = Kind::SpinApp)]
    pub kind: Kind,
    /// Minikube's driver; by default its own choice.
    #[arg(long)]
    pub driver: Option<String>,
    /// Print the commands and run none.
    #[arg(long)]
    pub dry_run: bool,
    /// More values for the chart, as `helm --set` takes them.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub set: Vec<String>,
}

/// What runs the components.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// SpinApps, by SpinKube's operator.
    #[value(name = "SpinApp")]
    SpinApp,
    /// Deployments on the runtime class.
    #[value(name = "Deployment")]
    Deployment,
}

/// Does the task.
///
/// # Errors
///
/// What is there cannot be used, which the error says with the fix, or a command fails.
pub fn run(workspace: &Workspace, task: &Task) -> Result<ExitCode> {
    let (Task::Up(options) | Task::Down { options, .. } | Task::Status(options)) = task;
    let state = State::observe(options, &ask);
    match task {
        Task::Status(_) => {
            let (text, is_ready) = plan::status(&state, options);
            eprint!("{text}");
            return Ok(if is_ready { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Task::Up(_) => up(workspace, &state, options)?,
        Task::Down { delete, .. } => carry_out(workspace, &plan::down(options, *delete), options.dry_run)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn up(workspace: &Workspace, state: &State, options: &Options) -> Result<()> {
    if !state.missing_tools.is_empty() {
        let missing = plan::tools(&state.missing_tools);
        if !options.dry_run {
            bail!("{missing}");
        }
        eprintln!("# {missing}");
    }
    carry_out(workspace, &plan::up(state, options)?, options.dry_run)?;
    eprintln!("{}", plan::next(options));
    Ok(())
}

fn carry_out(workspace: &Workspace, steps: &[Step], dry_run: bool) -> Result<()> {
    for Step { why, command } in steps {
        if dry_run {
            eprintln!("# {why}\n{}", command.join(" "));
        } else if command.iter().take(3).eq(["cargo", "xtask", "image"]) {
            image::run(workspace, &command[3..].iter().map(Into::into).collect::<Vec<_>>())?;
        } else {
            let mut program = Command::new(&command[0]);
            program.args(&command[1..]).current_dir(&workspace.root);
            step(why, &mut program).with_context(|| format!("`{}`", command.join(" ")))?;
        }
    }
    Ok(())
}

/// What a command prints, also when it fails; none when it is not installed.
fn ask(command: &[&str]) -> Option<String> {
    let output =
        Command::new(command[0]).args(&command[1..]).stdin(Stdio::null()).stderr(Stdio::null()).output();
    Some(String::from_utf8_lossy(&output.ok()?.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Kind, Options};

    /// What is used without arguments.
    pub fn options() -> Options {
        Options {
            profile: "todo".to_owned(),
            namespace: "todo".to_owned(),
            kind: Kind::SpinApp,
            driver: None,
            dry_run: false,
            set: Vec::new(),
        }
    }
}
