//! The product's own tokens, and its secret.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::{Denied, NotSigned, Secret, Settings, TooShort, development_token, sign, verify};
use serde_json::{Value, json};

use crate::{NOW, SECRET, settings, token};

#[test]
fn a_development_token_is_accepted_while_it_lasts() {
    let secret = Secret::new(SECRET).unwrap();
    let token = development_token(&secret, "alice", 60, Some("us"), &["todo"], NOW).unwrap();
    let settings =
        Settings { issuer: Some("us".to_owned()), audiences: vec!["todo".to_owned()], ..settings() };
    let identity = verify(&token, &settings, NOW + 59).unwrap();
    assert_eq!((identity.user_id.as_str(), identity.expires_at), ("alice", NOW + 60));
    assert_eq!(verify(&token, &settings, NOW + 60), Err(Denied::Expired));

    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    let claims = json!({"sub": "alice", "iat": NOW, "exp": NOW + 60, "iss": "us", "aud": ["todo"]});
    assert_eq!(serde_json::from_slice::<Value>(&payload).unwrap(), claims);

    let endless = development_token(&secret, "alice", u64::MAX, None, &[], NOW).unwrap();
    assert_eq!(verify(&endless, &self::settings(), NOW).unwrap().expires_at, u64::MAX);
}

#[test]
fn no_token_is_made_that_would_be_refused() {
    let secret = Secret::new(SECRET).unwrap();
    for user_id in ["", "a\0b", &"x".repeat(256)] {
        let made = development_token(&secret, user_id, 60, None, &[], NOW);
        assert_eq!(made, Err(NotSigned::UserId), "{user_id:?}");
    }
}

#[test]
fn signing_gives_the_standards_token() {
    let claims = json!({"sub": "alice", "exp": NOW + 60});
    let made = sign(&Secret::new(SECRET).unwrap(), &claims).unwrap();
    assert_eq!(made, token(r#"{"typ":"JWT","alg":"HS256"}"#, &claims.to_string()));
}

/// 001/FR-031, 001/FR-034: 32 characters, and no output shows them.
#[test]
fn a_secret_has_at_least_32_characters_and_is_never_shown() {
    assert_eq!(Secret::new("").unwrap_err(), TooShort);
    assert_eq!(Secret::new(&"ü".repeat(31)).unwrap_err(), TooShort);
    assert!(Secret::new(&"ü".repeat(32)).is_ok());
    let shown = format!("{:?}", settings());
    assert!(!shown.contains(SECRET) && shown.contains("Secret(…)"), "{shown}");
}
