//! The machine, and what the kernel says of its processes (proc(5); Linux only).

use std::fmt;
use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::Serialize;

/// What figures depend on.
#[derive(Debug, Serialize)]
pub struct Machine {
    /// Processors that this program may use.
    pub cores: usize,
    /// Their name.
    pub model: String,
}

impl Machine {
    /// This machine.
    pub fn here() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let known = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = known.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
        Self { cores, model: model.map_or("unknown", |(_, name)| name.trim()).to_owned() }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "Measured on {} cores, {}.", self.cores, self.model)?;
        write!(
            out,
            "Counts, sizes and CPU time can be compared between runs. On a machine that others use as well, turns per \
             second and the start are noise.",
        )
    }
}

/// CPU time that a process has used, in user and kernel mode; that of ended children when `with_ended`.
///
/// # Errors
///
/// There is no such process, or no `/proc`.
pub fn cpu(process: u32, with_ended: bool) -> Result<Duration> {
    Ok(Stat::read(process)?.cpu(with_ended))
}

/// CPU time of a process and all its children, those that have ended too: a PostgreSQL server as a whole.
///
/// # Errors
///
/// There is no such process, or no `/proc`.
pub fn cpu_with_children(process: u32) -> Result<Duration> {
    // A child that ends between the two steps is in neither; it is a rare one, and ends early in a turn.
    let own = cpu(process, true)?;
    Ok(children(process)?.into_iter().filter_map(|child| cpu(child, true).ok()).sum::<Duration>() + own)
}

/// The children of a process.
///
/// # Errors
///
/// There is no `/proc`.
pub fn children(process: u32) -> Result<Vec<u32>> {
    let entries = fs::read_dir("/proc").context("this needs Linux's /proc")?;
    let numbers = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    Ok(numbers.filter(|child| Stat::read(*child).is_ok_and(|stat| stat.parent == process)).collect())
}

/// Memory of a process in MiB: all its pages that are resident, and its share of them when pages that
/// several processes map are divided among them.
///
/// # Errors
///
/// There is no such process, or no `/proc`.
pub fn memory(process: u32) -> Result<(f64, f64)> {
    let path = format!("/proc/{process}/smaps_rollup");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    let field = |name: &str| field_kib(&text, name).with_context(|| format!("{path} has no {name}"));
    Ok((field("Rss:")? / 1024.0, field("Pss:")? / 1024.0))
}

fn field_kib(text: &str, name: &str) -> Option<f64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
    rest.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// What `/proc/<pid>/stat` says. Times are in ticks.
#[derive(Debug, PartialEq, Eq)]
struct Stat {
    parent: u32,
    own: u64,
    ended_children: u64,
}

impl Stat {
    fn read(process: u32) -> Result<Self> {
        let path = format!("/proc/{process}/stat");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
        Self::parse(&text).with_context(|| format!("{path} has another form than was expected"))
    }

    fn parse(text: &str) -> Option<Self> {
        // The second field is the program's name in brackets, which may hold anything.
        let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
        Some(Self {
            parent: fields.get(1)?.parse().ok()?,
            own: ticks(14)? + ticks(15)?,
            ended_children: ticks(16)? + ticks(17)?,
        })
    }

    fn cpu(&self, with_ended: bool) -> Duration {
        // USER_HZ is 100 wherever Linux runs WebAssembly at speed.
        const TICK: Duration = Duration::from_millis(10);
        let ticks = self.own + if with_ended { self.ended_children } else { 0 };
        TICK * u32::try_from(ticks).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stat_line_is_read_whatever_the_program_is_called() {
        let line = "77 (a) b (c) S 5 77 77 0 -1 4194560 1 2 3 4 120 30 7 2 20 0 1 0 99 1 2";
        let stat = Stat::parse(line).unwrap();
        assert_eq!(stat, Stat { parent: 5, own: 150, ended_children: 9 });
        assert_eq!(stat.cpu(false), Duration::from_millis(1500));
        assert_eq!(stat.cpu(true), Duration::from_millis(1590));
        assert_eq!(Stat::parse("77 (a) S"), None);
    }

    #[test]
    fn this_process_is_known() {
        let me = std::process::id();
        let (all, share) = memory(me).unwrap();
        assert!(share > 0.0 && share <= all);
        let parent = Stat::read(me).unwrap().parent;
        assert!(children(parent).unwrap().contains(&me));
    }
}
