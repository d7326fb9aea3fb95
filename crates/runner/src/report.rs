//! What the person at the terminal reads: results on stdout, progress on stderr.

use std::io::Write as _;
use std::sync::LazyLock;
use std::time::Instant;

static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Prints a line to stderr about what begins now, with the seconds since the first such line.
pub fn step(what: impl std::fmt::Display) {
    let seconds = BEGUN.elapsed().as_secs_f32();
    // Nobody reads it when the terminal is gone, and that is no reason to stop.
    let _ = writeln!(std::io::stderr(), "[{seconds:5.1}s] {what}");
}

/// Prints a line to stdout, at once.
pub fn say(what: impl std::fmt::Display) {
    let mut stdout = std::io::stdout().lock();
    let _ = writeln!(stdout, "{what}");
    let _ = stdout.flush();
}

/// `text` as one word of a POSIX shell.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_one_word() {
        for text in ["", "plain", "two words", "it's $HOME `id` \"\\", "a\nb"] {
            let output = std::process::Command::new("sh")
                .arg("-c")
                .arg(format!("printf %s {}", quoted(text)))
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), text);
        }
    }
}
