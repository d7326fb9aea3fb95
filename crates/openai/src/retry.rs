//! When a request is sent again, as data.

use crate::error::Error;

/// How often and how soon a request is sent again. It never is after an answer has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// How many times at most.
    pub times: u32,
    /// The first wait; each one after is twice as long.
    pub first_ms: u64,
    /// The longest wait of our own choice.
    pub longest_ms: u64,
    /// The longest wait that a server may ask for. One that asks for more is not asked again.
    pub longest_asked_ms: u64,
}

impl Default for Retry {
    fn default() -> Self {
        Self { times: 2, first_ms: 500, longest_ms: 8_000, longest_asked_ms: 30_000 }
    }
}

impl Retry {
    /// How long to wait before sending again, or none when the error stands.
    ///
    /// `made` counts the retries so far, `asked_ms` is the server's wish, and `random` takes up to a
    /// quarter off the wait, so that many clients do not come back in step. A hang is not tried again:
    /// it has used its time.
    #[must_use]
    pub fn wait_ms(&self, error: &Error, made: u32, asked_ms: Option<u64>, random: u64) -> Option<u64> {
        let worth_it = match error {
            Error::Refused { status, .. } => matches!(status, 408 | 409 | 500..=599),
            Error::RateLimited { .. } | Error::Transport { .. } => true,
            Error::Timeout(_) | Error::Malformed(_) | Error::Incomplete(_) | Error::Cancelled => false,
        };
        let asked_ms = asked_ms.unwrap_or(0);
        if !worth_it || made >= self.times || asked_ms > self.longest_asked_ms {
            return None;
        }
        let own = self.first_ms.saturating_mul(1 << made.min(16)).min(self.longest_ms);
        Some((own - random % (own / 4 + 1)).max(asked_ms))
    }
}

/// How long the server asks to wait: `retry-after-ms`, which OpenAI sends besides, or `Retry-After` in
/// seconds (RFC 9110, 10.2.3). A date counts as absent, because a guest's clock may differ.
#[must_use]
pub fn retry_after_ms(headers: &[(String, String)]) -> Option<u64> {
    let number = |name: &str| {
        let (_, value) = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        let value = value.trim();
        let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        // A number beyond 64 bits is a long wait, not an absent one.
        digits.then(|| value.parse().unwrap_or(u64::MAX))
    };
    number("retry-after-ms").or_else(|| number("retry-after").map(|seconds| seconds.saturating_mul(1_000)))
}
