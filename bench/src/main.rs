//! What the product costs, measured against the figures that it must reach: `cargo xtask bench`.
//!
//! The bench runs the real runner with a database of its own and a canned model in a process of its own,
//! and is itself the load. CPU time is the honest figure on a machine that others use as well.

mod goals;
mod load;
mod machine;
mod measure;
mod process;
mod proxy;
mod report;
mod scene;
mod wire;

use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::{Parser, Subcommand, ValueEnum};

use crate::machine::Machine;
use crate::measure::{Effort, mcp, page, paint, sizes, start, stream, trips, turns};
use crate::report::Report;
use crate::scene::{Mode, Scene};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures what the product costs. `cargo xtask bench` builds what is needed first.
#[derive(Debug, Parser)]
#[command(name = "bench", bin_name = "cargo xtask bench")]
struct Arguments {
    /// Do little of everything, to see that it works; the figures say nothing.
    #[arg(long)]
    quick: bool,
    /// Print JSON instead of the table.
    #[arg(long)]
    json: bool,
    /// Measure only this; may be repeated.
    #[arg(long, value_enum, value_name = "PART")]
    only: Vec<Part>,
    /// How many turns are counted, each time.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    turns: Option<u32>,
    /// The runner's program; by default the one that was built beside this one.
    #[arg(long, value_name = "FILE")]
    runner: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Be the canned model (internal).
    #[command(hide = true)]
    Model,
}

/// A part of the bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Sizes of the components.
    Sizes,
    /// Start of the runner.
    Start,
    /// Round trips and commits of a turn.
    Trips,
    /// CPU, speed and memory of turns under load.
    Turns,
    /// CPU of turns with connections as on Spin.
    Parity,
    /// How soon a stream shows what the model says.
    Stream,
    /// Requests of MCP under load.
    Mcp,
    /// Bytes of the page, and CPU of a sign-in.
    Page,
    /// When a phone shows something of the page.
    Paint,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Some(Command::Model) => model(),
        None => run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    // One thread, because the load must leave the processors to what is measured.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = runtime.block_on(async {
        tokio::select! {
            report = measure(arguments) => report,
            _ = tokio::signal::ctrl_c() => bail!("interrupted"),
        }
    })?;
    let machine = Machine::here();
    let text = if arguments.json { report.json(&machine).to_string() } else { report.table(&machine) };
    print(&text)
}

async fn measure(arguments: &Arguments) -> Result<Report> {
    let mut effort = if arguments.quick { Effort::QUICK } else { Effort::FULL };
    if let Some(turns) = arguments.turns {
        effort.turns = turns as usize;
    }
    let wanted = |part: Part| {
        let wanted = arguments.only.is_empty() || arguments.only.contains(&part);
        if wanted {
            eprintln!("== Measuring: {part:?}");
        }
        wanted
    };
    let runner = arguments.runner.clone().map_or_else(built_runner, Ok)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the package has no parent folder")?;
    let mut report = Report::default();
    let report_to = &mut report;
    if wanted(Part::Sizes) {
        sizes::measure(root, report_to)?;
    }
    if arguments.only == [Part::Sizes] {
        return Ok(report);
    }
    let scene = Scene::set(&runner, root).await?;
    if wanted(Part::Start) {
        start::measure(&scene, effort, report_to)?;
    }
    if wanted(Part::Trips) {
        trips::measure(&scene, Mode::Fast, effort, report_to).await?;
        trips::measure(&scene, Mode::Parity, effort, report_to).await?;
    }
    if wanted(Part::Turns) {
        turns::measure(&scene, Mode::Fast, effort, report_to).await?;
    }
    if wanted(Part::Parity) {
        turns::measure(&scene, Mode::Parity, effort, report_to).await?;
    }
    if wanted(Part::Stream) {
        stream::measure(&scene, effort, report_to).await?;
    }
    if wanted(Part::Mcp) {
        mcp::measure(&scene, effort, report_to).await?;
    }
    if wanted(Part::Page) {
        page::measure(&scene, effort, report_to).await?;
    }
    if wanted(Part::Paint) {
        paint::measure(&scene, effort, report_to)?;
    }
    Ok(report)
}

/// The runner beside this program, or in the folder of the profile `host` beside this one's.
fn built_runner() -> Result<PathBuf> {
    let own = std::env::current_exe().context("this program has no path")?;
    let folder = own.parent().context("this program has no folder")?;
    let places = [folder.join("todo-runner"), folder.join("../host/todo-runner")];
    let found = places.into_iter().find(|place| place.is_file());
    found.context("the runner is not built: `cargo xtask bench` builds it, or name it with --runner")
}

/// Serves the canned model, and says where, until it is killed.
fn model() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port for the model")?;
    print(&format!("http://{}", listener.local_addr()?))?;
    let script = fake_model::Script { forget: true, ..Default::default() };
    fake_model::serve(listener, script).context("the model's server failed")
}

fn print(text: &str) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{text}").and_then(|()| stdout.flush()).context("cannot write the output")
}
