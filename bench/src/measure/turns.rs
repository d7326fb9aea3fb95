//! Chat turns under load: CPU, turns per second, memory.

use std::time::Duration;

use anyhow::Result;

use super::{Effort, median};
use crate::goals::What;
use crate::load::{clients, talk};
use crate::machine::{cpu, cpu_with_children, memory};
use crate::report::Report;
use crate::scene::{Mode, Scene};

/// Clients that talk at the same time.
const CLIENTS: usize = 16;

/// Turns of the warm-up between two looks at the memory, which must not disturb what is counted.
const MEMORY_LOOKS: usize = 5;

/// Measures with connections as `mode` says.
///
/// # Errors
///
/// Something does not start, or a turn fails.
pub async fn measure(scene: &Scene, mode: Mode, effort: Effort, report: &mut Report) -> Result<()> {
    let serving = scene.start(mode, None)?;
    let runner = serving.process.id();
    let mut users = clients(&serving.address, &format!("load-{mode:?}"), CLIENTS).await?;
    talk(&mut users, effort.warm_up).await?;

    let postgres = scene.postgres()?;
    let spent = || -> Result<[Duration; 4]> {
        let own = std::process::id();
        Ok([cpu(runner, false)?, cpu_with_children(postgres)?, cpu(own, false)?, cpu(scene.model(), false)?])
    };
    let (mut costs, mut speeds) = (Vec::new(), Vec::new());
    for _ in 0..effort.repetitions {
        let before = spent()?;
        let taken = talk(&mut users, effort.turns).await?;
        let after = spent()?;
        let cost = |of: usize| (after[of] - before[of]).as_secs_f64() * 1000.0 / effort.turns as f64;
        costs.push([0, 1, 2, 3].map(cost));
        speeds.push(effort.turns as f64 / taken.as_secs_f64());
    }
    let middle = |figure: fn(&[f64; 4]) -> f64| median(costs.iter().map(figure).collect());
    let all = middle(|[ours, postgres, ..]| ours + postgres);
    let shown = match mode {
        Mode::Fast => "",
        Mode::Parity => ", connections as on Spin",
    };
    report.figure(if mode == Mode::Fast { What::TurnCpu } else { What::TurnCpuParity }, all);
    report.detail(format!("CPU of a turn{shown}, the runner's"), middle(|cost| cost[0]), "ms");
    report.detail(format!("CPU of a turn{shown}, PostgreSQL's"), middle(|cost| cost[1]), "ms");
    if mode == Mode::Fast {
        report.detail("CPU of a turn beside it, this load generator's", middle(|cost| cost[2]), "ms");
        report.detail("CPU of a turn beside it, the canned model's", middle(|cost| cost[3]), "ms");
        report.figure(What::TurnsPerSecond, median(speeds));

        let mut most = (0.0, 0.0);
        for _ in 0..MEMORY_LOOKS {
            let look = async {
                // Into the middle of the load that follows.
                tokio::time::sleep(Duration::from_millis(20)).await;
                memory(runner)
            };
            let (talked, seen) = tokio::join!(talk(&mut users, effort.warm_up), look);
            talked?;
            let (resident, share) = seen?;
            if resident > most.0 {
                most = (resident, share);
            }
        }
        report.figure(What::Memory, most.0);
        report.detail("memory, with shared pages divided among their users", most.1, "MiB");
    }
    Ok(())
}
