//! What a test scripts: one step answers one request.

use serde_json::Value;

/// The answer to one request.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub(crate) reply: Reply,
    pub(crate) delay_ms: u64,
    pub(crate) pace_ms: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reply {
    Words { text: String, calls: Vec<Call>, ending: Ending, finish: Option<String>, usage: (u64, u64) },
    Status { code: u16, headers: Vec<(String, String)>, body: String },
    Garbage,
    Silence,
    Close,
}

/// How a stream ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With a finish reason, the usage and `[DONE]`.
    Whole,
    /// Cleanly, but half-way through.
    Cut,
    /// Half-way through, by breaking the connection.
    Break,
    /// Not at all: half-way through nothing more comes.
    Hang,
}

/// A tool call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The id; made up when there is none.
    pub id: Option<String>,
    /// The tool's name.
    pub name: String,
    /// The arguments, not necessarily JSON.
    pub arguments: String,
}

impl Call {
    /// A call with arguments in JSON.
    #[must_use]
    pub fn new(name: &str, arguments: &Value) -> Self {
        Self { id: None, name: name.to_owned(), arguments: arguments.to_string() }
    }
}

impl Step {
    /// Answers with words.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::words(text, Vec::new())
    }

    /// Calls one tool.
    #[must_use]
    pub fn call(name: &str, arguments: &Value) -> Self {
        Self::words("", vec![Call::new(name, arguments)])
    }

    /// Answers with words and calls; either may be empty.
    #[must_use]
    pub fn words(text: &str, calls: Vec<Call>) -> Self {
        let text = text.to_owned();
        Self::of(Reply::Words { text, calls, ending: Ending::Whole, finish: None, usage: (10, 5) })
    }

    /// Answers with a status and an error body as OpenAI writes it.
    #[must_use]
    pub fn status(code: u16) -> Self {
        let body = crate::answer::error_body(&format!("The script says {code}"), "server_error");
        Self::of(Reply::Status { code, headers: Vec::new(), body })
    }

    /// Answers 200 with what is no answer.
    #[must_use]
    pub fn garbage() -> Self {
        Self::of(Reply::Garbage)
    }

    /// Takes the request and never answers.
    #[must_use]
    pub fn silence() -> Self {
        Self::of(Reply::Silence)
    }

    /// Closes the connection instead of answering.
    #[must_use]
    pub fn close() -> Self {
        Self::of(Reply::Close)
    }

    /// The same with a header, for a status.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Reply::Status { headers, .. } = &mut self.reply {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The same with another body, for a status.
    #[must_use]
    pub fn body(mut self, text: &str) -> Self {
        if let Reply::Status { body, .. } = &mut self.reply {
            text.clone_into(body);
        }
        self
    }

    /// The same with another end, for words and calls.
    #[must_use]
    pub fn ending(mut self, how: Ending) -> Self {
        if let Reply::Words { ending, .. } = &mut self.reply {
            *ending = how;
        }
        self
    }

    /// The same with another finish reason than `stop` or `tool_calls`, for words and calls.
    #[must_use]
    pub fn finish(mut self, reason: &str) -> Self {
        if let Reply::Words { finish, .. } = &mut self.reply {
            *finish = Some(reason.to_owned());
        }
        self
    }

    /// The same with another cost in tokens, for words and calls; 10 and 5 else.
    #[must_use]
    pub fn usage(mut self, input: u64, output: u64) -> Self {
        if let Reply::Words { usage, .. } = &mut self.reply {
            *usage = (input, output);
        }
        self
    }

    /// The same, begun after so many milliseconds.
    #[must_use]
    pub fn delay_ms(mut self, ms: u64) -> Self {
        self.delay_ms = ms;
        self
    }

    /// The same, with so many milliseconds between two pieces of the stream.
    #[must_use]
    pub fn pace_ms(mut self, ms: u64) -> Self {
        self.pace_ms = ms;
        self
    }

    fn of(reply: Reply) -> Self {
        Self { reply, delay_ms: 0, pace_ms: 0 }
    }
}
