//! What a host wrote on standard error.

use std::{
    io::{BufRead, BufReader, Read},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use serde_json::Value;

/// The lines so far; they keep coming.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    /// Collects what comes from `source` until it ends.
    pub(crate) fn of(source: impl Read + Send + 'static) -> Self {
        let log = Self::default();
        let lines = log.clone();
        thread::spawn(move || {
            for line in BufReader::new(source).split(b'\n').map_while(Result::ok) {
                lines.lock().push(String::from_utf8_lossy(&line).into_owned());
            }
        });
        log
    }

    /// All lines so far.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.lock().clone()
    }

    /// Fails on a line that is not ours or that holds one of `secrets`.
    pub(crate) fn check(&self, secrets: &[String]) {
        for line in self.lines() {
            let Ok(Value::Object(members)) = serde_json::from_str(&line) else {
                panic!("the host wrote a line that is no JSON object: {line}")
            };
            for member in ["request", "level", "event"] {
                assert!(members.get(member).is_some_and(Value::is_string), "no {member}: {line}");
            }
            // Every JSON web token begins with these letters.
            assert!(!line.contains("eyJ"), "a token is in the log: {line}");
            for secret in secrets {
                assert!(!line.contains(secret.as_str()), "{secret:?} is in the log: {line}");
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
