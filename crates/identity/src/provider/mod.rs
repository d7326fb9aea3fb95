//! The cryptography behind `jsonwebtoken`: the four algorithms that are accepted, and no other.
//!
//! The library's own providers link all twelve, which is 579 kB of WebAssembly.

mod ed25519;
mod es256;
mod hs256;
pub(crate) mod rsa;
#[cfg(test)]
mod tests;

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result};
use jsonwebtoken::signature::{Error, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, DecodingKeyKind, EncodingKey};

/// Makes this the process's provider, unless one was set before.
pub(crate) fn install() {
    // The library offers no other way to ask than to try: a second time changes nothing.
    let _already_installed = PROVIDER.install_default().is_err();
}

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: signer,
    verifier_factory: verifier,
    // They write keys as JWK, which nothing here does.
    key_utils: KeyUtils::new_unimplemented(),
};

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>> {
    let check: fn(&DecodingKeyKind, &[u8], &[u8]) -> Option<()> = match (algorithm, key.family()) {
        (Algorithm::HS256, AlgorithmFamily::Hmac) => hs256::verify,
        (Algorithm::EdDSA, AlgorithmFamily::Ed) => ed25519::verify,
        (Algorithm::ES256, AlgorithmFamily::Ec) => es256::verify,
        (Algorithm::RS256, AlgorithmFamily::Rsa) => rsa::verify,
        _ => return Err(ErrorKind::InvalidAlgorithm.into()),
    };
    Ok(Box::new(Check { algorithm: *algorithm, key: key.kind().clone(), check }))
}

/// Only our own secret signs: the other algorithms are those of foreign issuers.
fn signer(algorithm: &Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>> {
    match (algorithm, key.family()) {
        (Algorithm::HS256, AlgorithmFamily::Hmac) => Ok(Box::new(Sign(key.clone()))),
        _ => Err(ErrorKind::InvalidAlgorithm.into()),
    }
}

/// A key with the function that says whether a message and a signature belong to it.
struct Check {
    algorithm: Algorithm,
    key: DecodingKeyKind,
    check: fn(&DecodingKeyKind, &[u8], &[u8]) -> Option<()>,
}

impl Verifier<Vec<u8>> for Check {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), Error> {
        (self.check)(&self.key, message, signature).ok_or_else(Error::new)
    }
}

impl JwtVerifier for Check {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

struct Sign(EncodingKey);

impl Signer<Vec<u8>> for Sign {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, Error> {
        hs256::sign(self.0.as_bytes(), message).ok_or_else(Error::new)
    }
}

impl JwtSigner for Sign {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

/// The bytes of a key that is not an RSA key.
fn bytes(key: &DecodingKeyKind) -> Option<&[u8]> {
    match key {
        DecodingKeyKind::SecretOrDer(bytes) => Some(bytes),
        DecodingKeyKind::RsaModulusExponent { .. } => None,
    }
}
