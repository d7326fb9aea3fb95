//! Generated faults: no changed token is accepted, and nothing panics.

use identity::{Denied, Jwks, Keys, MAX_TOKEN, Settings, bearer, verify};
use serde_json::{Value, json};

use crate::vectors::Vectors;
use crate::{NOW, settings, token};

/// Every case of the vectors that is accepted, by algorithm: the short ones, since each bit costs a
/// verification.
#[track_caller]
fn for_each_good_token(act: impl Fn(&str, &dyn Fn(&str) -> Result<(), Denied>)) {
    let vectors = Vectors::read();
    for name in ["hs256", "EdDSA by the key ed", "ES256 by the key p256", "RS256 by the key rsa"] {
        let case = vectors.cases.iter().find(|case| case.name == name).unwrap();
        let settings = vectors.settings(case);
        let verdict = |token: &str| verify(token, &settings, vectors.now).map(|_| ());
        assert_eq!(verdict(&case.token), Ok(()));
        act(&case.token, &verdict);
    }
}

/// 001/FR-036: in none of the four algorithms.
#[test]
fn no_bit_can_be_flipped() {
    for_each_good_token(|token, verdict| {
        for place in 0..token.len() {
            for bit in 0..7 {
                let mut bytes = token.as_bytes().to_vec();
                bytes[place] ^= 1 << bit;
                let changed = String::from_utf8(bytes).unwrap();
                assert!(verdict(&changed).is_err(), "{changed}");
            }
        }
    });
}

/// 001/FR-036: a changed key verifies nothing, and no number is one that the arithmetic cannot take.
#[test]
fn no_bit_of_a_key_can_be_flipped() {
    let vectors = Vectors::read();
    for (set, name) in [
        ("one", "no kid, one key"),
        ("two", "no kid, one key of the algorithm"),
        ("nokid", "neither the token nor the key has a kid"),
    ] {
        let case = vectors.cases.iter().find(|case| case.name == name).unwrap();
        let key = vectors.key_of(set, &case.token);
        for member in ["n", "e", "x", "y"] {
            let Some(number) = key.get(member).and_then(Value::as_str) else { continue };
            for place in 0..number.len() {
                for bit in 0..7 {
                    let mut bytes = number.as_bytes().to_vec();
                    bytes[place] ^= 1 << bit;
                    let mut changed = key.clone();
                    changed[member] = String::from_utf8(bytes).unwrap().into();
                    let document = json!({"keys": [changed]}).to_string();
                    let Ok(keys) = Jwks::parse(document.as_bytes()) else { continue };
                    let settings = Settings { keys: Keys::Jwks(keys), ..settings() };
                    assert_eq!(
                        verify(&case.token, &settings, vectors.now),
                        Err(Denied::Signature),
                        "{document}"
                    );
                }
            }
        }
    }
}

/// 001/FR-036: a token has one spelling.
#[test]
fn no_byte_can_be_cut_doubled_or_added() {
    for_each_good_token(|token, verdict| {
        for place in 0..token.len() {
            let (before, after) = token.split_at(place);
            for changed in [
                before.to_owned(),
                after.to_owned(),
                format!("{before}{}", &after[1..]),
                format!("{before}{}{after}", &after[..1]),
                format!("{before}.{after}"),
                format!("{before} {after}"),
                format!("{before}={after}"),
                format!("{before}ü{after}"),
            ] {
                if changed != token {
                    assert!(verdict(&changed).is_err(), "{changed}");
                }
            }
        }
        for changed in [format!("{token}."), format!("{token}="), format!("{token}\n"), format!(".{token}")] {
            assert_eq!(verdict(&changed), Err(Denied::Malformed), "{changed}");
        }
    });
}

/// Each part of a good token with those of another good one.
#[test]
fn no_parts_can_be_exchanged() {
    let vectors = Vectors::read();
    let good: Vec<_> =
        vectors.cases.iter().filter(|case| !case.want.starts_with(char::is_uppercase)).collect();
    for case in &good {
        let settings = vectors.settings(case);
        let parts: Vec<&str> = case.token.split('.').collect();
        for other in good.iter().filter(|other| other.token != case.token) {
            let others: Vec<&str> = other.token.split('.').collect();
            for mixed in [
                [others[0], parts[1], parts[2]],
                [parts[0], others[1], parts[2]],
                [parts[0], parts[1], others[2]],
            ] {
                let mixed = mixed.join(".");
                let known = good.iter().any(|case| case.token == mixed);
                assert!(known || verify(&mixed, &settings, vectors.now).is_err(), "{mixed}");
            }
        }
    }
}

/// 001/FR-036: not even nearly.
#[test]
fn what_is_no_token_is_malformed() {
    for text in ["", ".", "..", "...", "a", "a.b.c", "e30.e30.", "e30.e30.e30", "....", "\0.\0.\0", "ü.ü.ü"]
    {
        assert_eq!(verify(text, &settings(), NOW), Err(Denied::Malformed), "{text}");
    }
    let long = token(r#"{"alg":"HS256"}"#, &format!(r#"{{"sub":"alice","x":"{}"}}"#, "x".repeat(MAX_TOKEN)));
    assert_eq!(verify(&long, &settings(), NOW), Err(Denied::TooLong));
}

/// 001/FR-031: whatever is denied, the reason does not repeat it.
#[test]
fn a_reason_never_holds_the_token() {
    let vectors = Vectors::read();
    for case in &vectors.cases {
        if let Err(denied) = verify(&case.token, &vectors.settings(case), vectors.now) {
            let said = format!("{denied} {denied:?}");
            assert!(case.token.split('.').all(|part| part.is_empty() || !said.contains(part)), "{said}");
            assert!(said.is_ascii() && !said.contains('"'), "{said} can stand in a header");
        }
    }
    let said = bearer(b"Bearer secret,token").unwrap_err().to_string();
    assert!(!said.contains("secret"), "{said}");
}
