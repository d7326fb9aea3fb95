//! The secret that is shared with the issuer.

use std::fmt;

use jsonwebtoken::{DecodingKey, EncodingKey};

/// The fewest characters that a secret may have. HS256 needs a key of 256 bits (RFC 7518, section 3.2).
pub const MIN_SECRET: usize = 32;

/// A secret for HS256. It is overwritten when it is dropped, and no output shows it.
#[derive(Clone)]
pub struct Secret {
    verifying: DecodingKey,
    signing: EncodingKey,
}

/// A secret is refused because it is shorter than [`MIN_SECRET`] characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the secret must have at least {MIN_SECRET} characters")]
pub struct TooShort;

impl Secret {
    /// A secret by its characters, exactly as they are: white space counts, nothing is decoded.
    ///
    /// # Errors
    /// [`TooShort`] below [`MIN_SECRET`] characters.
    pub fn new(secret: &str) -> Result<Self, TooShort> {
        if secret.chars().count() < MIN_SECRET {
            return Err(TooShort);
        }
        let bytes = secret.as_bytes();
        Ok(Self { verifying: DecodingKey::from_secret(bytes), signing: EncodingKey::from_secret(bytes) })
    }

    pub(crate) const fn key(&self) -> &DecodingKey {
        &self.verifying
    }

    pub(crate) const fn signing_key(&self) -> &EncodingKey {
        &self.signing
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}
