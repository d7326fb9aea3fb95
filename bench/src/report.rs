//! What was measured, as a table for people or as JSON.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Value, json};

use crate::goals::{ROWS, Row, Verdict, What};
use crate::machine::Machine;

/// Figures as they come in.
#[derive(Debug, Default)]
pub struct Report {
    figures: Vec<(What, f64)>,
    details: Vec<Detail>,
}

/// A figure without a goal, which explains another.
#[derive(Debug, Serialize)]
struct Detail {
    words: String,
    measured: f64,
    unit: &'static str,
}

impl Report {
    /// Adds the figure of a row.
    pub fn figure(&mut self, what: What, measured: f64) {
        self.figures.push((what, measured));
    }

    /// Adds a figure that explains others.
    pub fn detail(&mut self, words: impl Into<String>, measured: f64, unit: &'static str) {
        self.details.push(Detail { words: words.into(), measured, unit });
    }

    /// The table, the details and the machine.
    pub fn table(&self, machine: &Machine) -> String {
        let mut lines = vec![["unit", "measured", "must", "goal", ""].map(str::to_owned)];
        for (row, measured, verdict) in self.rows() {
            let shown = |figure: f64| in_words(figure, row.digits, row.unit);
            let verdict = match verdict {
                Verdict::Pass => "pass",
                Verdict::Near => "near",
                Verdict::Miss => "MISS",
            };
            let cells = [
                shown(measured),
                row.must.map_or_else(String::new, |must| short(must, row.unit)),
                short(row.goal, row.unit),
            ];
            let [measured, must, goal] = cells;
            lines.push([row.words.to_owned(), measured, must, goal, verdict.to_owned()]);
        }
        let width = |column: usize| lines.iter().map(|cells| cells[column].len()).max().unwrap_or(0);
        let widths = [0, 1, 2, 3, 4].map(width);
        let mut table = String::new();
        for [words, measured, must, goal, verdict] in &lines {
            // Writing to a string does not fail.
            let _ = writeln!(
                table,
                "{words:<0$}  {measured:>1$}  {must:>2$}  {goal:>3$}  {verdict}",
                widths[0], widths[1], widths[2], widths[3],
            );
        }
        for detail in &self.details {
            let _ = writeln!(table, "  {}: {}", detail.words, in_words(detail.measured, 3, detail.unit));
        }
        let _ = write!(table, "{machine}");
        table
    }

    /// The same for programs.
    pub fn json(&self, machine: &Machine) -> Value {
        let rows: Vec<Value> = self
            .rows()
            .map(|(row, measured, verdict)| {
                json!({
                    "row": row.what, "words": row.words, "unit": row.unit, "measured": measured,
                    "must": row.must, "goal": row.goal, "verdict": verdict,
                })
            })
            .collect();
        json!({ "rows": rows, "details": self.details, "machine": machine })
    }

    /// The rows that were measured, in the table's order.
    fn rows(&self) -> impl Iterator<Item = (&'static Row, f64, Verdict)> {
        ROWS.iter().filter_map(|row| {
            let (_, measured) = self.figures.iter().find(|(what, _)| *what == row.what)?;
            Some((row, *measured, row.verdict(*measured)))
        })
    }
}

fn in_words(figure: f64, digits: usize, unit: &str) -> String {
    let text = format!("{figure:.digits$}");
    joined(&text, unit)
}

/// A figure that a person chose, without digits that say nothing.
fn short(figure: f64, unit: &str) -> String {
    joined(&figure.to_string(), unit)
}

fn joined(figure: &str, unit: &str) -> String {
    match unit {
        "" => figure.to_owned(),
        "/s" => format!("{figure}/s"),
        unit => format!("{figure} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let mut report = Report::default();
        report.figure(What::TurnsPerSecond, 699.6);
        report.figure(What::TurnCpu, 0.7512);
        report.detail("of it PostgreSQL", 0.25, "ms");
        report
    }

    #[test]
    fn the_table_has_the_measured_rows_in_order_and_says_what_is_noise() {
        let table = report().table(&Machine { cores: 2, model: "A chip".to_owned() });
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert!(lines[1].ends_with(&["0.751", "ms", "2", "ms", "0.8", "ms", "pass"]), "{table}");
        assert!(lines[2].ends_with(&["700/s", "700/s", "1800/s", "MISS"]), "{table}");
        assert_eq!(lines[3], ["of", "it", "PostgreSQL:", "0.250", "ms"]);
        assert!(table.contains("2 cores, A chip") && table.contains("noise"), "{table}");
    }

    #[test]
    fn programs_get_the_same() {
        let json = report().json(&Machine { cores: 2, model: "A chip".to_owned() });
        assert_eq!(json["rows"][0]["row"], "turn-cpu");
        assert_eq!(json["rows"][0]["verdict"], "pass");
        assert_eq!(json["rows"][1]["measured"], 699.6);
        assert_eq!(json["details"][0]["unit"], "ms");
        assert_eq!(json["machine"]["cores"], 2);
    }
}
