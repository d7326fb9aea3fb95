//! MCP under load, as a client of 2026-07-28 asks.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::{Effort, median};
use crate::goals::What;
use crate::load::{Client, clients, work};
use crate::machine::{cpu, cpu_with_children};
use crate::report::Report;
use crate::scene::{Mode, Scene};

/// Clients that ask at the same time.
const CLIENTS: usize = 16;

/// Tasks of each list that is asked for.
const TASKS: usize = 50;

/// What needs no database is so much cheaper than a turn that more of it is needed for a figure.
const CHEAP_FOR_A_TURN: usize = 5;

/// Measures `tools/list`, `add_task` and a list of 50 tasks; and the least request there is, by which machines
/// can be compared.
///
/// # Errors
///
/// Something does not start, or a request fails.
pub async fn measure(scene: &Scene, effort: Effort, report: &mut Report) -> Result<()> {
    let serving = scene.start(Mode::Fast, None)?;
    let runner = serving.process.id();
    let postgres = scene.postgres()?;
    let spent = || -> Result<Duration> { Ok(cpu(runner, false)? + cpu_with_children(postgres)?) };

    let mut users = clients(&serving.address, "lists", CLIENTS).await?;
    // Every list that is measured has its tasks before.
    work(&mut users, TASKS * CLIENTS, async |user: &mut Client| add(user).await).await?;
    let mut measured = async |times: usize, piece: Piece| -> Result<(f64, f64)> {
        let (mut costs, mut speeds) = (Vec::new(), Vec::new());
        piece.repeat(&mut users, effort.warm_up).await?;
        for _ in 0..effort.repetitions {
            let before = spent()?;
            let taken = piece.repeat(&mut users, times).await?;
            costs.push((spent()? - before).as_secs_f64() * 1000.0 / times as f64);
            speeds.push(times as f64 / taken.as_secs_f64());
        }
        Ok((median(costs), median(speeds)))
    };
    let cheap = effort.turns * CHEAP_FOR_A_TURN;
    let (smallest, _) = measured(cheap, Piece::Nothing).await?;
    let (tasks, _) = measured(effort.turns, Piece::Tasks).await?;
    let (tools, tools_per_second) = measured(cheap, Piece::Tools).await?;
    let (add, _) = measured(effort.turns, Piece::Add).await?;
    report.figure(What::ListTasks, tasks);
    report.figure(What::ToolsListCpu, tools);
    report.figure(What::ToolsPerSecond, tools_per_second);
    report.figure(What::AddTask, add);
    report.detail("CPU of the least that a component can be asked, GET /web/healthz", smallest, "ms");
    Ok(())
}

/// What is asked for.
#[derive(Clone, Copy)]
enum Piece {
    Nothing,
    Tools,
    Tasks,
    Add,
}

impl Piece {
    async fn repeat(self, users: &mut Vec<Client>, times: usize) -> Result<Duration> {
        match self {
            Self::Nothing => work(users, times, async |user: &mut Client| nothing(user).await).await,
            Self::Tools => work(users, times, async |user: &mut Client| tools(user).await).await,
            Self::Tasks => work(users, times, async |user: &mut Client| tasks(user).await).await,
            Self::Add => work(users, times, async |user: &mut Client| add(user).await).await,
        }
    }
}

async fn nothing(user: &mut Client) -> Result<()> {
    user.get("/web/healthz", &[]).await.map(drop)
}

async fn tools(user: &mut Client) -> Result<()> {
    let answer = ask(user, "tools/list", "", "").await?;
    ensure!(answer.contains("update_task"), "tools/list answered {answer}");
    Ok(())
}

async fn tasks(user: &mut Client) -> Result<()> {
    let answer = ask(user, "tools/call", "list_tasks", r#""name":"list_tasks","#).await?;
    ensure!(answer.matches("created_at").count() >= TASKS, "list_tasks answered {answer}");
    Ok(())
}

async fn add(user: &mut Client) -> Result<()> {
    let call = r#""name":"add_task","arguments":{"title":"Buy groceries"},"#;
    let answer = ask(user, "tools/call", "add_task", call).await?;
    ensure!(answer.contains(r#""isError":false"#), "add_task answered {answer}");
    Ok(())
}

/// Asks with these members of `params`, which end in a comma.
async fn ask(user: &mut Client, method: &str, name: &str, params: &str) -> Result<String> {
    let meta = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#;
    let body = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{{{params}{meta}}}}}"#);
    let mut headers = vec![("mcp-protocol-version", "2026-07-28"), ("mcp-method", method)];
    if !name.is_empty() {
        headers.push(("mcp-name", name));
    }
    let answer = user.post("/mcp", body.into(), &headers).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
