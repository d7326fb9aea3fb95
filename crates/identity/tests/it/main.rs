//! Tokens, good and bad, from the standards, from another implementation, and generated.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking")]

mod bearer;
mod claims;
mod jwks;
mod mutations;
mod sign;
mod vectors;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use identity::{Keys, Secret, Settings};
use sha2::Sha256;

const SECRET: &str = "a secret of these tests, long enough";
const NOW: u64 = 1_800_000_000;

fn settings() -> Settings {
    let keys = Keys::Secret(Secret::new(SECRET).unwrap());
    Settings { keys, issuer: None, audiences: Vec::new(), leeway_seconds: 0 }
}

/// A token of these very texts, signed without the crate's own code.
fn token(header: &str, payload: &str) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
    let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap().chain_update(&message);
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}
