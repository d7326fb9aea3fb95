//! The figures to reach, as data: the one place to change them, or to add a row.
//!
//! A new row is a variant of [`What`], an entry of [`ROWS`], and whoever measures it in `measure`.

use serde::Serialize;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// CPU of a chat turn with one tool call.
    TurnCpu,
    /// The same, with connections as Spin has them.
    TurnCpuParity,
    /// Chat turns in a second.
    TurnsPerSecond,
    /// Round trips to the database in a chat turn with one tool call.
    RoundTrips,
    /// The same, with connections as Spin has them.
    RoundTripsParity,
    /// Transactions of such a turn that write.
    Commits,
    /// The same, with connections as Spin has them.
    CommitsParity,
    /// Process start to the first answer.
    Start,
    /// Resident memory under load.
    Memory,
    /// The composed chat component.
    Artifact,
    /// The same, compressed.
    ArtifactCompressed,
    /// From a model's first token to the first delta on the page.
    FirstDelta,
    /// `tools/list` over MCP in a second.
    ToolsPerSecond,
    /// CPU of one.
    ToolsListCpu,
    /// CPU of `add_task` over MCP.
    AddTask,
    /// CPU of a list of 50 tasks over MCP.
    ListTasks,
    /// The composed MCP server.
    McpArtifact,
    /// The same, compressed.
    McpArtifactCompressed,
    /// What a browser fetches for the page, compressed.
    PageBytes,
    /// When a phone shows something of the page.
    FirstPaint,
    /// CPU of a sign-in.
    SignIn,
}

/// Which figures are better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Costs.
    Less,
    /// Speeds.
    More,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What it is about.
    pub what: What,
    /// The same in words.
    pub words: &'static str,
    /// What figures are counted in; empty for counts.
    pub unit: &'static str,
    /// Digits after the point.
    pub digits: usize,
    /// Which figures are better.
    pub better: Better,
    /// What has to be reached; where there is none, anything is near.
    pub must: Option<f64>,
    /// What is aimed at.
    pub goal: f64,
}

/// All rows, in the order of the table.
pub const ROWS: &[Row] = &[
    less(What::TurnCpu, "chat turn with one tool call, CPU", "ms", 3, Some(2.0), 0.8),
    less(What::TurnCpuParity, "the same, connections as on Spin", "ms", 3, None, 1.2),
    more(What::TurnsPerSecond, "chat turns per second, 16 clients, asynchronous commit", 700.0, 1800.0),
    less(What::RoundTrips, "database round trips of such a turn", "", 2, Some(5.0), 3.0),
    less(What::RoundTripsParity, "the same, connections as on Spin", "", 2, Some(9.0), 9.0),
    less(What::Commits, "commits of such a turn", "", 2, Some(3.0), 3.0),
    less(What::CommitsParity, "the same, connections as on Spin", "", 2, Some(3.0), 3.0),
    less(What::Start, "process start to the first 200, compiled code cached", "ms", 1, Some(500.0), 25.0),
    less(What::Memory, "resident memory while serving 16 clients", "MiB", 1, Some(60.0), 40.0),
    less(What::Artifact, "chat with its five tools, one artifact", "KiB", 0, Some(1536.0), 1024.0),
    less(What::ArtifactCompressed, "the same, gzip -9", "KiB", 0, None, 400.0),
    less(What::FirstDelta, "from the model's first token to the first delta", "ms", 2, Some(10.0), 3.0),
    more(What::ToolsPerSecond, "MCP tools/list per second, 16 clients", 6000.0, 14_000.0),
    less(What::ToolsListCpu, "the same, CPU of one", "ms", 3, None, 0.14),
    less(What::AddTask, "MCP tools/call add_task, CPU", "ms", 3, Some(0.35), 0.18),
    less(What::ListTasks, "MCP list of 50 tasks, CPU", "ms", 3, Some(0.5), 0.3),
    less(What::McpArtifact, "MCP server with its five tools, one artifact", "KiB", 0, Some(2355.0), 1536.0),
    less(What::McpArtifactCompressed, "the same, gzip -9", "KiB", 0, None, 500.0),
    less(
        What::PageBytes,
        "the page with scripts and styles, as a browser fetches it",
        "KiB",
        1,
        Some(70.0),
        60.0,
    ),
    // Lighthouse calls 1.8 s good (https://web.dev/articles/fcp).
    less(What::FirstPaint, "first contentful paint on a slow phone", "ms", 0, Some(1800.0), 1000.0),
    less(What::SignIn, "sign-in with a right password, CPU", "ms", 0, Some(300.0), 200.0),
];

const fn less(
    what: What,
    words: &'static str,
    unit: &'static str,
    digits: usize,
    must: Option<f64>,
    goal: f64,
) -> Row {
    Row { what, words, unit, digits, better: Better::Less, must, goal }
}

const fn more(what: What, words: &'static str, must: f64, goal: f64) -> Row {
    Row { what, words, unit: "/s", digits: 0, better: Better::More, must: Some(must), goal }
}

/// How a figure stands to what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The goal is reached.
    Pass,
    /// What must be reached is; the goal is not.
    Near,
    /// What must be reached is not.
    Miss,
}

impl Row {
    /// How `measured` stands, as the table shows it: a count that is off by noise is not.
    pub fn verdict(&self, measured: f64) -> Verdict {
        // One transaction of PostgreSQL's own among a thousand turns is not the turn's.
        let slack = if self.unit.is_empty() { 0.05 } else { 0.0 };
        let reaches = |wanted: f64| match self.better {
            Better::Less => measured <= wanted + slack,
            Better::More => measured >= wanted,
        };
        match (reaches(self.goal), self.must.is_none_or(reaches)) {
            (true, _) => Verdict::Pass,
            (false, true) => Verdict::Near,
            (false, false) => Verdict::Miss,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(what: What, measured: f64, expected: Verdict) {
        let row = ROWS.iter().find(|row| row.what == what).unwrap();
        assert_eq!(row.verdict(measured), expected, "{what:?} {measured}");
    }

    #[test]
    fn costs_pass_below_and_speeds_above() {
        check(What::TurnCpu, 0.8, Verdict::Pass);
        check(What::TurnCpu, 0.81, Verdict::Near);
        check(What::TurnCpu, 2.01, Verdict::Miss);
        check(What::TurnsPerSecond, 1800.0, Verdict::Pass);
        check(What::TurnsPerSecond, 1799.0, Verdict::Near);
        check(What::TurnsPerSecond, 699.0, Verdict::Miss);
        check(What::RoundTrips, 3.01, Verdict::Pass);
        check(What::RoundTrips, 3.1, Verdict::Near);
        check(What::Commits, 4.0, Verdict::Miss);
    }

    #[test]
    fn every_row_is_told_once_and_goals_are_no_weaker_than_musts() {
        for (place, row) in ROWS.iter().enumerate() {
            assert!(ROWS[..place].iter().all(|other| other.what != row.what), "{:?} twice", row.what);
            assert_eq!(row.verdict(row.goal), Verdict::Pass);
            let swapped = Row { goal: row.must.unwrap_or(row.goal), must: Some(row.goal), ..*row };
            assert_eq!(swapped.verdict(row.goal), Verdict::Pass, "{:?}: the goal is weaker", row.what);
        }
    }
}
