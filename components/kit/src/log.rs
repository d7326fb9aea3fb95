//! Log lines: one JSON object each, on standard error.
//!
//! A line never holds a token, a secret or what a user or a model said: only who, which request, what
//! became of it, and causes.

use std::io::Write as _;

use serde_json::{Map, Value};

/// The ids that every line of a request carries.
#[derive(Clone, Debug, Default)]
pub struct Log {
    ids: Map<String, Value>,
}

impl Log {
    /// A log whose lines carry `name`, too; an absent value is left out.
    pub fn with(mut self, name: &str, value: Option<impl Into<Value>>) -> Self {
        self.add(name, value);
        self
    }

    /// Adds an id to the lines that follow.
    pub fn add(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.ids.insert(name.to_owned(), value.into());
        }
    }

    /// Something that went as it should.
    pub fn info<const N: usize>(&self, event: &str, facts: [(&str, Value); N]) {
        self.line("info", event, facts);
    }

    /// Something that an operator may want to look at, with its cause.
    pub fn error(&self, event: &str, cause: impl std::fmt::Display) {
        self.line("error", event, [("cause", cause.to_string().into())]);
    }

    fn line<const N: usize>(&self, level: &str, event: &str, facts: [(&str, Value); N]) {
        let mut line = self.ids.clone();
        line.insert("level".into(), level.into());
        line.insert("event".into(), event.into());
        line.extend(facts.map(|(name, value)| (name.to_owned(), value)));
        // Standard error has no buffer: what is not one piece crosses to the host token by token.
        let mut line = serde_json::to_string(&line).unwrap_or_default();
        line.push('\n');
        // Nobody is left to tell when it is closed.
        let _ = std::io::stderr().write_all(line.as_bytes());
    }
}
