//! The form of a token: header, claims and signature (JWS Compact Serialization, RFC 7515, section 7.1).
//!
//! The library's own `decode` is not used. It links parsers for keys inside the token, which must have no
//! effect, and a clock: 110 kB of WebAssembly. And what it says of a claim of a wrong type is not precise.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};

use crate::claims::Claims;
use crate::{Denied, provider};

/// A token whose header has been read, and nothing verified.
pub(crate) struct Token<'a> {
    /// What it claims to be signed by.
    pub(crate) algorithm: Algorithm,
    /// Which key it claims to be signed with.
    pub(crate) key_id: Option<String>,
    /// What was signed: header and claims, as they came.
    message: &'a str,
    claims: &'a str,
    signature: &'a str,
}

/// The members of a header that have an effect. A repeated one makes the token malformed.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    #[serde(default, deserialize_with = "present")]
    crit: bool,
}

impl<'a> Token<'a> {
    pub(crate) fn read(token: &'a str) -> Result<Self, Denied> {
        let (message, signature) = token.rsplit_once('.').ok_or(Denied::Malformed)?;
        let (header, claims) = message.split_once('.').ok_or(Denied::Malformed)?;
        if claims.contains('.') {
            return Err(Denied::Malformed);
        }
        let header: Header = part(header)?;
        // RFC 7515, section 4.1.11: what is critical must be understood, and no extension is.
        if header.crit {
            return Err(Denied::Critical);
        }
        let algorithm = header.alg.parse().map_err(|_| Denied::Algorithm)?;
        Ok(Self { algorithm, key_id: header.kid, message, claims, signature })
    }

    /// The claims, when the signature is this key's.
    pub(crate) fn verified(&self, key: &DecodingKey) -> Result<Claims, Denied> {
        provider::install();
        match crypto::verify(self.signature, self.message.as_bytes(), key, self.algorithm) {
            Ok(true) => part(self.claims),
            Ok(false) => Err(Denied::Signature),
            Err(_) => Err(Denied::Malformed),
        }
    }
}

/// One part of a token: JSON in base64url, of which no two texts are the same bytes.
fn part<T: DeserializeOwned>(text: &str) -> Result<T, Denied> {
    let json = URL_SAFE_NO_PAD.decode(text).map_err(|_| Denied::Malformed)?;
    serde_json::from_slice(&json).map_err(|_| Denied::Malformed)
}

/// Whether a member is there, whatever its value.
fn present<'de, D: Deserializer<'de>>(member: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(member).map(|_| true)
}
