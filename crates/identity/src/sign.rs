//! Makes tokens: for development, and for the product's own sign-in.

use jsonwebtoken::{Algorithm, Header, encode};
use serde::Serialize;

use crate::claims::is_user_id;
use crate::{Secret, provider};

/// Why a token was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSigned {
    /// The user id is empty, has a NUL or more than 255 characters: no token for it would be accepted.
    #[error("no token can be made for this user id")]
    UserId,
    /// The claims cannot be written as JSON.
    #[error("the claims cannot be written as JSON")]
    Claims,
}

/// A token of the claims, signed by HS256.
///
/// # Errors
/// [`NotSigned::Claims`].
pub fn sign(secret: &Secret, claims: &impl Serialize) -> Result<String, NotSigned> {
    provider::install();
    encode(&Header::new(Algorithm::HS256), claims, secret.signing_key()).map_err(|_| NotSigned::Claims)
}

/// A token for a developer or a test: `user_id` from `now` on, for `lifetime` seconds, meant for
/// all of `audiences`.
///
/// # Errors
/// [`NotSigned::UserId`].
pub fn development_token(
    secret: &Secret,
    user_id: &str,
    lifetime: u64,
    issuer: Option<&str>,
    audiences: &[&str],
    now: u64,
) -> Result<String, NotSigned> {
    #[derive(Serialize)]
    struct Claims<'a> {
        sub: &'a str,
        iat: u64,
        exp: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        iss: Option<&'a str>,
        #[serde(skip_serializing_if = "<[&str]>::is_empty")]
        aud: &'a [&'a str],
    }
    if !is_user_id(user_id) {
        return Err(NotSigned::UserId);
    }
    let exp = now.saturating_add(lifetime);
    sign(secret, &Claims { sub: user_id, iat: now, exp, iss: issuer, aud: audiences })
}
