//! Who is calling: verifies bearer tokens (JWT, RFC 7519), and signs them for development and for the
//! product's own sign-in. No I/O and no clock: the caller passes the time in and fetches the keys.
//!
//! The algorithm is pinned to the key, never chosen by the token: a secret verifies HS256 alone, and a key
//! of a JWKS its own algorithm alone (EdDSA with Ed25519, ES256 or RS256).

mod bearer;
mod claims;
mod denied;
mod jwks;
mod provider;
mod secret;
mod sign;
mod token;

use jsonwebtoken::{Algorithm, DecodingKey};

pub use bearer::{MAX_TOKEN, bearer};
pub use claims::Identity;
pub use denied::Denied;
pub use jwks::{Jwks, JwksError, MAX_JWKS};
pub use secret::{MIN_SECRET, Secret, TooShort};
pub use sign::{NotSigned, development_token, sign};

/// The most seconds that [`Settings::leeway_seconds`] grants.
pub const MAX_LEEWAY: u64 = 30;

/// Which tokens are accepted.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What signatures are verified with.
    pub keys: Keys,
    /// The `iss` that a token must have; any, or none, when not set.
    pub issuer: Option<String>,
    /// Of these a token's `aud` must have one, alone or among others; any, or none, when there are none.
    pub audiences: Vec<String>,
    /// How far the issuer's clock may be off, in seconds. More than [`MAX_LEEWAY`] counts as that.
    pub leeway_seconds: u64,
}

/// What signatures are verified with.
#[derive(Clone, Debug)]
pub enum Keys {
    /// A secret that is shared with the issuer: HS256.
    Secret(Secret),
    /// The issuer's public keys: EdDSA, ES256, RS256.
    Jwks(Jwks),
}

impl Keys {
    fn fitting(&self, algorithm: Algorithm, id: Option<&str>) -> Result<&DecodingKey, Denied> {
        match self {
            Self::Secret(secret) if algorithm == Algorithm::HS256 => Ok(secret.key()),
            Self::Secret(_) => Err(Denied::Algorithm),
            Self::Jwks(jwks) => jwks.fitting(algorithm, id),
        }
    }
}

/// Whom a token speaks for, at `now` (seconds since 1970, UTC).
///
/// The signature is verified before a claim is read. Keys and addresses of keys inside the token (`jwk`,
/// `jku`, `x5u`) have no effect.
///
/// # Errors
/// Every reason is one [`Denied`], and each is a 401. [`Denied::UnknownKey`] may pass after the JWKS was
/// fetched again.
pub fn verify(token: &str, settings: &Settings, now: u64) -> Result<Identity, Denied> {
    if token.len() > MAX_TOKEN {
        return Err(Denied::TooLong);
    }
    let token = token::Token::read(token)?;
    let key = settings.keys.fitting(token.algorithm, token.key_id.as_deref())?;
    token.verified(key)?.check(settings, now)
}
