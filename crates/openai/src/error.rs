//! Why there is no answer.

use core::fmt;

/// Why the model gave no answer. The text is free of what the server or the network said; that is in
/// [`Error::detail`], for the log only. The key is in neither.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The server answered with an error. The status is 200 when the error came within the answer.
    #[error("the model answered with status {status}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The start of the body.
        detail: String,
    },
    /// The server said 429, and the retries were used up or the wait too long.
    #[error("the model's rate limit is reached")]
    RateLimited {
        /// The start of the body.
        detail: String,
    },
    /// The answer, or its next piece, did not come in time.
    #[error("the model did not answer in time: {0}")]
    Timeout(Phase),
    /// The answer is not what the protocol says, or it is too large.
    #[error("the model's answer cannot be read: {0}")]
    Malformed(&'static str),
    /// The answer ended before it was whole, so nothing of it is used.
    #[error("the model's answer is not whole: {0}")]
    Incomplete(&'static str),
    /// The server cannot be reached, or the connection broke.
    #[error("the connection to the model failed")]
    Transport {
        /// What the network said.
        detail: String,
    },
    /// Whoever reads the words as they come wants no more of them.
    #[error("the answer is no longer wanted")]
    Cancelled,
}

/// What took too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Making the connection.
    Connect,
    /// Waiting for the head of the response, connecting included.
    FirstByte,
    /// Waiting for the next bytes of the answer.
    BetweenBytes,
    /// The whole turn, over all its calls and retries.
    Turn,
}

impl fmt::Display for Phase {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Connect => "connecting",
            Self::FirstByte => "waiting for the answer to begin",
            Self::BetweenBytes => "waiting for the answer to go on",
            Self::Turn => "the turn's time is over",
        })
    }
}

impl Error {
    /// Whether the client's answer is 504 rather than 502.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    /// What the server or the network said, at most 500 characters, "" when nothing. For the log only:
    /// it is foreign text.
    #[must_use]
    pub fn detail(&self) -> &str {
        match self {
            Self::Refused { detail, .. } | Self::RateLimited { detail } | Self::Transport { detail } => {
                detail
            }
            Self::Timeout(_) | Self::Malformed(_) | Self::Incomplete(_) | Self::Cancelled => "",
        }
    }

    /// The same error with a detail that is fit for the log. A server that complains of a key may quote it.
    pub(crate) fn without_key(mut self, key: &str) -> Self {
        if let Self::Refused { detail, .. } | Self::RateLimited { detail } | Self::Transport { detail } =
            &mut self
        {
            if !key.is_empty() && detail.contains(key) {
                *detail = "(left out, because it quotes the key)".to_owned();
            } else if let Some((end, _)) = detail.char_indices().nth(DETAIL_CHARS) {
                detail.truncate(end);
            }
        }
        self
    }
}

const DETAIL_CHARS: usize = 500;
