//! Why a token is not accepted.

/// Why a token is not accepted. The words are safe to log and to answer: no part of the token is in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The header has another scheme, or what follows is not one token (RFC 6750, section 2.1).
    #[error("The Authorization header must be Bearer and one token.")]
    NotBearer,
    /// It is longer than [`MAX_TOKEN`](crate::MAX_TOKEN).
    #[error("The token is too long.")]
    TooLong,
    /// It is no signed JWT.
    #[error("The token is malformed.")]
    Malformed,
    /// It demands an extension to be understood (`crit`).
    #[error("The token needs an extension that is not supported.")]
    Critical,
    /// Its algorithm is not that of the key, or none at all.
    #[error("The token's algorithm is not accepted.")]
    Algorithm,
    /// The JWKS has no key of this id. It may after it was fetched again.
    #[error("The token's key is not known.")]
    UnknownKey,
    /// More than one key of the JWKS fits.
    #[error("The token does not say which key it was signed with.")]
    AmbiguousKey,
    /// The signature is not the key's.
    #[error("The token's signature is not valid.")]
    Signature,
    /// Its time is over.
    #[error("The token has expired.")]
    Expired,
    /// Its time has not begun.
    #[error("The token is not valid yet.")]
    NotYetValid,
    /// A claim that every token must have is not there.
    #[error("The token has no {0}.")]
    Missing(&'static str),
    /// A claim has a value that is not accepted.
    #[error("The token's {0} is not accepted.")]
    Claim(&'static str),
}
