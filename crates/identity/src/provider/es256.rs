//! ES256: ECDSA with P-256 and SHA-256 (RFC 7518, section 3.4).

use jsonwebtoken::DecodingKeyKind;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};

/// The signature is R and S in 64 bytes, not DER.
pub(super) fn verify(key: &DecodingKeyKind, message: &[u8], signature: &[u8]) -> Option<()> {
    let key = VerifyingKey::from_sec1_bytes(super::bytes(key)?).ok()?;
    key.verify(message, &Signature::from_slice(signature).ok()?).ok()
}
