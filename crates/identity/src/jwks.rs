//! The issuer's public keys (JWK Set, RFC 7517).

use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind};
use serde::Deserialize;
use serde_json::Value;

use crate::Denied;
use crate::provider::rsa;

/// The most bytes that a JWKS may have.
pub const MAX_JWKS: usize = 64 * 1024;

/// The most keys that a JWKS may have, those that are not usable included.
const MAX_KEYS: usize = 100;

/// The usable keys of a JWKS; at least one.
#[derive(Clone, Debug)]
pub struct Jwks(Vec<PublicKey>);

#[derive(Clone, Debug)]
struct PublicKey {
    id: Option<String>,
    algorithm: Algorithm,
    key: DecodingKey,
}

/// Why a JWKS is refused as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwksError {
    /// It has more than [`MAX_JWKS`] bytes or more than 100 keys.
    #[error("the JWKS is too large")]
    TooLarge,
    /// It is not a JSON object with a list `keys`.
    #[error("the JWKS is malformed")]
    Malformed,
    /// No key in it is one that this crate verifies with.
    #[error("the JWKS has no key for EdDSA, ES256 or RS256")]
    NoKey,
}

impl Jwks {
    /// Reads a JWKS.
    ///
    /// Keys that cannot be used are passed over, so that an issuer may publish others besides: of another
    /// type, curve or algorithm, not for signatures, symmetric ones, RSA under 2048 or over 8192 bits, and
    /// malformed ones.
    ///
    /// # Errors
    /// See [`JwksError`].
    pub fn parse(document: &[u8]) -> Result<Self, JwksError> {
        #[derive(Deserialize)]
        struct Document {
            keys: Vec<Value>,
        }
        if document.len() > MAX_JWKS {
            return Err(JwksError::TooLarge);
        }
        let Document { keys } = serde_json::from_slice(document).map_err(|_| JwksError::Malformed)?;
        if keys.len() > MAX_KEYS {
            return Err(JwksError::TooLarge);
        }
        let usable: Vec<PublicKey> = keys.into_iter().filter_map(usable).collect();
        if usable.is_empty() { Err(JwksError::NoKey) } else { Ok(Self(usable)) }
    }

    /// The one key of this algorithm, and of this id when the token names one.
    pub(crate) fn fitting(&self, algorithm: Algorithm, id: Option<&str>) -> Result<&DecodingKey, Denied> {
        let named = || self.0.iter().filter(|key| id.is_none_or(|id| key.id.as_deref() == Some(id)));
        if named().next().is_none() {
            return Err(Denied::UnknownKey);
        }
        let mut fitting = named().filter(|key| key.algorithm == algorithm);
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Ok(&only.key),
            (Some(_), Some(_)) => Err(Denied::AmbiguousKey),
            (None, _) => Err(Denied::Algorithm),
        }
    }
}

/// The members of a key that have an effect (RFC 7517, section 4; RFC 7518, section 6; RFC 8037).
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: Option<String>,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// The key, when it is one that signatures can be verified with.
fn usable(key: Value) -> Option<PublicKey> {
    let jwk = Jwk::deserialize(key).ok()?;
    let (name, algorithm, key) = match (jwk.kty.as_str(), jwk.crv.as_deref()) {
        ("OKP", Some("Ed25519")) => ("EdDSA", Algorithm::EdDSA, DecodingKey::from_ed_components(&jwk.x?)),
        ("EC", Some("P-256")) => {
            ("ES256", Algorithm::ES256, DecodingKey::from_ec_components(&jwk.x?, &jwk.y?))
        }
        ("RSA", _) => ("RS256", Algorithm::RS256, DecodingKey::from_rsa_components(&jwk.n?, &jwk.e?)),
        // Symmetric keys above all: a published one would let everybody sign.
        _ => return None,
    };
    let for_signatures = jwk.usage.is_none_or(|usage| usage == "sig")
        && jwk.key_ops.is_none_or(|operations| operations.iter().any(|operation| operation == "verify"))
        && jwk.alg.is_none_or(|alg| alg == name);
    let key = key.ok().filter(|key| has_good_size(algorithm, key))?;
    for_signatures.then_some(PublicKey { id: jwk.kid, algorithm, key })
}

fn has_good_size(algorithm: Algorithm, key: &DecodingKey) -> bool {
    match (algorithm, key.kind()) {
        (Algorithm::EdDSA, DecodingKeyKind::SecretOrDer(bytes)) => bytes.len() == 32,
        // The byte 4 and two numbers (SEC 1, section 2.3.3).
        (Algorithm::ES256, DecodingKeyKind::SecretOrDer(bytes)) => bytes.len() == 65,
        (Algorithm::RS256, DecodingKeyKind::RsaModulusExponent { n, e }) => {
            rsa::PublicKey::new(n, e).is_some()
        }
        _ => false,
    }
}
