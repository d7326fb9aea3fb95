//! HS256: HMAC with SHA-256 (RFC 7518, section 3.2).

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::DecodingKeyKind;
use sha2::Sha256;

/// Compares in constant time.
pub(super) fn verify(key: &DecodingKeyKind, message: &[u8], signature: &[u8]) -> Option<()> {
    mac(super::bytes(key)?, message)?.verify_slice(signature).ok()
}

pub(super) fn sign(secret: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    Some(mac(secret, message)?.finalize().into_bytes().to_vec())
}

fn mac(secret: &[u8], message: &[u8]) -> Option<Hmac<Sha256>> {
    Some(Hmac::<Sha256>::new_from_slice(secret).ok()?.chain_update(message))
}
