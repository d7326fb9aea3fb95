//! What a JWKS may be.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::{Denied, Jwks, JwksError, Keys, MAX_JWKS, Settings, verify};
use serde_json::json;

use crate::{NOW, settings, token};

/// RFC 8037, appendix A.2.
const ED25519: &str =
    r#"{"kty":"OKP","crv":"Ed25519","kid":"a","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

#[track_caller]
fn check(document: &str, expected: Option<JwksError>) {
    let shown: String = document.chars().take(200).collect();
    assert_eq!(Jwks::parse(document.as_bytes()).err(), expected, "{shown}");
}

#[test]
fn a_document_has_a_list_of_keys() {
    check(&format!(r#"{{"keys":[{ED25519}],"more":1}}"#), None);
    for bad in
        ["", "{}", "[]", "null", r#"{"keys":{}}"#, r#"{"keys":null}"#, ED25519, "{\"keys\":[", "\u{feff}{}"]
    {
        check(bad, Some(JwksError::Malformed));
    }
    for none in [r#"{"keys":[]}"#, r#"{"keys":[1,null,"x",{},[]]}"#] {
        check(none, Some(JwksError::NoKey));
    }
    assert_eq!(Jwks::parse(b"\xff").err(), Some(JwksError::Malformed));
}

#[test]
fn a_document_has_at_most_100_keys_and_64_kib() {
    let keys = |number: usize| format!(r#"{{"keys":[{}]}}"#, vec![ED25519; number].join(","));
    check(&keys(100), None);
    check(&keys(101), Some(JwksError::TooLarge));
    let one = keys(1);
    check(&format!("{one}{}", " ".repeat(MAX_JWKS - one.len())), None);
    check(&format!("{one}{}", " ".repeat(MAX_JWKS + 1 - one.len())), Some(JwksError::TooLarge));
}

/// 001/FR-034: each of these is passed over: alone in a set, it leaves none.
#[test]
fn unusable_keys_are_passed_over() {
    // The odd number of so many bits, all set.
    let modulus = |bits: usize| {
        let mut bytes = vec![0xff; bits.div_ceil(8)];
        bytes[0] >>= bytes.len() * 8 - bits;
        URL_SAFE_NO_PAD.encode(bytes)
    };
    let rsa = |n: &str, e: &str| json!({"keys": [{"kty": "RSA", "n": n, "e": e}]}).to_string();
    for (bits, e) in [(2048, "AQAB"), (2049, "AQAB"), (8192, "Aw"), (4096, "_____w"), (3072, "AAAAAAM")] {
        check(&rsa(&modulus(bits), e), None);
    }
    for bits in [8, 512, 1024, 2047, 8193, 16384] {
        check(&rsa(&modulus(bits), "AQAB"), Some(JwksError::NoKey));
    }
    let good = modulus(2048);
    let even = format!("{}g", &good[..good.len() - 1]);
    for n in ["", "AAAA", "not base64", &format!("{good}="), &even] {
        check(&rsa(n, "AQAB"), Some(JwksError::NoKey));
    }
    // None, 1, an even one, one of more than 32 bits, and no base64url.
    for e in ["", "AQ", "AQAC", "AQAAAAM", "!"] {
        check(&rsa(&good, e), Some(JwksError::NoKey));
    }

    let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    for key in [
        json!({"kty": "oct", "k": x}),
        json!({"kty": "oct", "k": x, "alg": "HS256", "use": "sig"}),
        json!({"kty": "OKP", "crv": "X25519", "x": x}),
        json!({"kty": "OKP", "crv": "Ed448", "x": x}),
        json!({"kty": "OKP", "crv": "Ed25519", "x": "11qY"}),
        json!({"kty": "OKP", "crv": "Ed25519"}),
        json!({"kty": "OKP", "crv": "Ed25519", "x": x, "use": "enc"}),
        json!({"kty": "OKP", "crv": "Ed25519", "x": x, "alg": "ES256"}),
        json!({"kty": "OKP", "crv": "Ed25519", "x": x, "alg": "HS256"}),
        json!({"kty": "OKP", "crv": "Ed25519", "x": x, "key_ops": ["sign"]}),
        json!({"kty": "EC", "crv": "P-384", "x": x, "y": x}),
        json!({"kty": "EC", "crv": "secp256k1", "x": x, "y": x}),
        json!({"kty": "EC", "crv": "P-256", "x": x}),
        json!({"kty": "EC", "crv": "P-256", "x": x, "y": "11qY"}),
        json!({"kty": "EC", "crv": "P-256", "x": "A".repeat(42) + "8", "y": ""}),
        json!({"kty": "RSA", "crv": "Ed25519", "x": x}),
        json!({"kty": "AKP", "alg": "ML-DSA-44", "pub": x}),
    ] {
        check(&json!({"keys": [key]}).to_string(), Some(JwksError::NoKey));
    }
}

#[test]
fn two_keys_of_one_id_are_ambiguous() {
    let parsed = Jwks::parse(format!(r#"{{"keys":[{ED25519},{ED25519}]}}"#).as_bytes()).unwrap();
    let settings = Settings { keys: Keys::Jwks(parsed), ..settings() };
    let token = token(r#"{"alg":"EdDSA","kid":"a"}"#, r#"{"sub":"alice","exp":1800000900}"#);
    assert_eq!(verify(&token, &settings, NOW), Err(Denied::AmbiguousKey));
}

/// A point that is on no curve is found out when it is used, as a wrong signature.
#[test]
fn a_point_off_the_curve_verifies_nothing() {
    let key = json!({"kty": "EC", "crv": "P-256", "x": "A".repeat(43), "y": "A".repeat(43)});
    let parsed = Jwks::parse(json!({"keys": [key]}).to_string().as_bytes()).unwrap();
    let settings = Settings { keys: Keys::Jwks(parsed), ..settings() };
    let token = token(r#"{"alg":"ES256"}"#, r#"{"sub":"alice","exp":1800000900}"#);
    assert_eq!(verify(&token, &settings, NOW), Err(Denied::Signature));
}
