//! EdDSA with Ed25519 (RFC 8037).

use ed25519_dalek::{Signature, VerifyingKey};
use jsonwebtoken::DecodingKeyKind;

/// Refuses weak keys besides, with which one signature would fit many messages.
pub(super) fn verify(key: &DecodingKeyKind, message: &[u8], signature: &[u8]) -> Option<()> {
    let key = VerifyingKey::from_bytes(super::bytes(key)?.try_into().ok()?).ok()?;
    key.verify_strict(message, &Signature::from_slice(signature).ok()?).ok()
}
