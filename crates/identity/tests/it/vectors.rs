//! Tokens that another implementation made, and forgeries: `tests/data/tokens.json`, see its note.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::{Jwks, Keys, Secret, Settings, verify};
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vectors {
    #[serde(rename = "note")]
    _note: String,
    pub now: u64,
    secret: String,
    jwks: Map<String, Value>,
    pub cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    keys: String,
    pub token: String,
    pub want: String,
}

impl Vectors {
    pub fn read() -> Self {
        serde_json::from_str(include_str!("../data/tokens.json")).unwrap()
    }

    /// The first key, in a set, of the type that a token's algorithm needs.
    pub fn key_of(&self, set: &str, token: &str) -> Value {
        let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
        let header: Value = serde_json::from_slice(&header).unwrap();
        let kind = match header["alg"].as_str().unwrap() {
            "EdDSA" => "OKP",
            "ES256" => "EC",
            _ => "RSA",
        };
        let keys = self.jwks[set]["keys"].as_array().unwrap();
        keys.iter().find(|key| key["kty"] == kind).unwrap().clone()
    }

    pub fn settings(&self, case: &Case) -> Settings {
        let keys = match self.jwks.get(&case.keys) {
            Some(jwks) => Keys::Jwks(Jwks::parse(jwks.to_string().as_bytes()).unwrap()),
            None => Keys::Secret(Secret::new(&self.secret).unwrap()),
        };
        Settings { keys, issuer: None, audiences: Vec::new(), leeway_seconds: 0 }
    }
}

/// 001/FR-034: the algorithm is pinned to the key, and each forgery fails for its own reason.
#[test]
fn another_implementations_tokens_and_forgeries() {
    let vectors = Vectors::read();
    for case in &vectors.cases {
        let verdict = match verify(&case.token, &vectors.settings(case), vectors.now) {
            Ok(identity) => identity.user_id,
            Err(denied) => format!("{denied:?}"),
        };
        assert_eq!(verdict, case.want, "{}", case.name);
    }
    assert!(vectors.cases.len() >= 100);
}
