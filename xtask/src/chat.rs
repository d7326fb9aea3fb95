//! `chat`: a conversation in the terminal.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use serde_json::{Value, json};
use ureq::Agent;

use crate::build;
use crate::workspace::Workspace;

/// Arguments of `chat`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Who talks.
    #[arg(long, default_value = "dev")]
    user: String,
    /// A conversation to go on in.
    #[arg(long, value_name = "NUMBER")]
    conversation: Option<i64>,
    /// Where the application is served.
    #[arg(long, default_value = "http://127.0.0.1:3000")]
    url: String,
    /// The state folder whose secret signs the token.
    #[arg(long, default_value = ".state", value_name = "DIR")]
    state_dir: PathBuf,
}

/// Reads a message from each line of stdin and prints what comes of it, until the end of the input.
/// Fails when the input is not a terminal and a turn failed.
///
/// # Errors
///
/// No token can be had.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let interactive = io::stdin().is_terminal();
    let mut talk = Talk {
        agent: Agent::config_builder()
            .http_status_as_error(false)
            // A turn may take two minutes.
            .timeout_global(Some(Duration::from_secs(150)))
            .build()
            .into(),
        url: format!("{}/api/{}/chat", arguments.url.trim_end_matches('/'), percent_encoded(&arguments.user)),
        token: token(workspace, arguments)?,
        conversation: arguments.conversation,
    };
    let mut failed = false;
    if interactive {
        print("Say something, such as: Add a task to buy groceries. Ctrl-D ends.\n")?;
    }
    prompt(interactive)?;
    for line in io::stdin().lock().lines() {
        let line = line.context("cannot read the input")?;
        if !line.trim().is_empty() {
            match talk.turn(&line) {
                Ok(answer) => print(&answer)?,
                Err(error) => {
                    failed = true;
                    eprintln!("{}", printable(&format!("{error:#}")));
                }
            }
        }
        prompt(interactive)?;
    }
    Ok(if failed && !interactive { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A conversation with the endpoint.
struct Talk {
    agent: Agent,
    url: String,
    token: String,
    conversation: Option<i64>,
}

impl Talk {
    /// Sends a message; returns the lines that show the answer.
    fn turn(&mut self, message: &str) -> Result<String> {
        let mut body = json!({ "message": message });
        if let Some(conversation) = self.conversation {
            body["conversation_id"] = conversation.into();
        }
        let mut response = self
            .agent
            .post(&self.url)
            .header("authorization", &format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            .send(body.to_string())
            .with_context(|| format!("no answer from {}: does `cargo xtask up` run?", self.url))?;
        let status = response.status().as_u16();
        let text = response.body_mut().read_to_string().context("the answer breaks off")?;
        let answer: Value = serde_json::from_str(&text).map_err(|_| {
            anyhow!("status {status} without JSON from {}: is that the Todo Chatbot?", self.url)
        })?;
        let begun = self.conversation.is_none();
        // A failed turn names its conversation too, when the message was stored.
        self.conversation = answer["conversation_id"].as_i64().or(self.conversation);
        if status != 200 {
            bail!("{}", problem(status, &answer));
        }
        shown(&answer, begun)
    }
}

/// An answer as lines: a new conversation's number, the calls as they were made, the words.
fn shown(answer: &Value, begun: bool) -> Result<String> {
    let words = answer["response"].as_str().context("the answer has no `response`")?;
    let mut lines = Vec::new();
    if let (true, Some(number)) = (begun, answer["conversation_id"].as_i64()) {
        lines.push(format!("(conversation {number})"));
    }
    for call in answer["tool_calls"].as_array().into_iter().flatten() {
        let field = |name: &str| call[name].as_str().unwrap_or("?").to_owned();
        lines.push(format!(
            "  {} {} -> {} {}",
            field("tool"),
            call["arguments"],
            field("status"),
            shortened(&call["result"])
        ));
    }
    lines.push(words.to_owned());
    Ok(printable(&lines.join("\n")) + "\n")
}

/// A value on a part of a line: the words say what is in a long list.
fn shortened(value: &Value) -> String {
    const LONGEST: usize = 120;
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A problem document (RFC 9457) in a line.
fn problem(status: u16, document: &Value) -> String {
    let title = document["title"].as_str().unwrap_or("the turn failed");
    match document["detail"].as_str() {
        Some(detail) => format!("{status} {title}: {detail}"),
        None => format!("{status} {title}"),
    }
}

/// A development token, which the runner makes from the state folder's secret.
fn token(workspace: &Workspace, arguments: &Arguments) -> Result<String> {
    let output = Command::new(build::runner_as_it_is(workspace)?)
        .arg("token")
        .arg("--state-dir")
        .arg(&arguments.state_dir)
        .args(["--", &arguments.user])
        .current_dir(&workspace.root)
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start the runner")?;
    ensure!(output.status.success(), "there is no token for `{}`", arguments.user);
    Ok(String::from_utf8(output.stdout).context("the token is not UTF-8")?.trim().to_owned())
}

/// The text without control characters, so that a task's title cannot drive the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c }).collect()
}

/// `text` as a segment of a URL's path (RFC 3986, section 2.1).
fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

fn prompt(interactive: bool) -> Result<()> {
    if interactive { print("> ") } else { Ok(()) }
}

fn print(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).context("cannot write the output")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_shows_the_calls_before_the_words() {
        let answer = json!({
            "conversation_id": 3,
            "response": "I added \"Buy milk\".",
            "tool_calls": [
                { "tool": "add_task", "arguments": { "title": "Buy milk" }, "status": "ok", "result": { "task_id": 1 } },
                { "tool": "delete_task", "arguments": "{", "status": "error", "result": "No JSON." },
            ],
        });
        let expected = "(conversation 3)\n\
            \x20 add_task {\"title\":\"Buy milk\"} -> ok {\"task_id\":1}\n\
            \x20 delete_task \"{\" -> error \"No JSON.\"\n\
            I added \"Buy milk\".\n";
        assert_eq!(shown(&answer, true).unwrap(), expected);
        assert!(!shown(&answer, false).unwrap().contains("conversation"));
        assert!(shown(&json!({}), true).is_err());
    }

    #[test]
    fn a_long_result_is_cut_between_characters() {
        let text = shortened(&Value::String("é".repeat(200)));
        assert_eq!(text, format!("\"{}…", "é".repeat(119)));
        assert_eq!(shortened(&json!([1])), "[1]");
    }

    #[test]
    fn a_problem_is_one_line() {
        let document = json!({ "title": "Too Many Requests", "detail": "Wait 3 s." });
        assert_eq!(problem(429, &document), "429 Too Many Requests: Wait 3 s.");
        assert_eq!(problem(500, &Value::Null), "500 the turn failed");
    }

    #[test]
    fn control_characters_are_not_printed() {
        assert_eq!(printable("a\x1b[2Jb\u{9b}c\rd\te\n"), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d\te\n");
    }

    #[test]
    fn a_user_id_is_one_segment() {
        assert_eq!(percent_encoded("a/b c%é-._~"), "a%2Fb%20c%25%C3%A9-._~");
    }
}
