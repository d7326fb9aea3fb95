//! What a well-signed token must say.

use identity::{Denied, Identity, Settings, verify};

use crate::{NOW, settings, token};

const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// The verdict on a payload, at [`NOW`].
#[track_caller]
fn check(settings: &Settings, payload: &str, expected: Result<&str, Denied>) {
    let verdict = verify(&token(HEADER, payload), settings, NOW).map(|identity| identity.user_id);
    assert_eq!(verdict, expected.map(str::to_owned), "{payload}");
}

/// 001/FR-003: no token without a `sub` that can be a user id.
#[test]
fn sub_is_a_user_id() {
    let plain = settings();
    let with = |sub: &str| format!(r#"{{"sub":{sub},"exp":1800000900}}"#);
    let longest = "ü".repeat(255);
    check(&plain, &with(r#""alice""#), Ok("alice"));
    check(&plain, &with(r#"" a/b ""#), Ok(" a/b "));
    check(&plain, &with(&format!("\"{longest}\"")), Ok(&longest));
    for bad in [r#""""#, "1", "true", r#"["alice"]"#, "{}", r#""a\u0000b""#, &format!("\"{longest}x\"")] {
        check(&plain, &with(bad), Err(Denied::Claim("sub")));
    }
    check(&plain, &with("null"), Err(Denied::Missing("sub")));
    check(&plain, r#"{"exp":1800000900}"#, Err(Denied::Missing("sub")));
    check(&plain, &with(r#""\ud800""#), Err(Denied::Malformed));
}

/// 001/FR-003: no token without `exp`, nor after it.
#[test]
fn exp_is_required_and_kept() {
    let plain = settings();
    let with = |exp: &str| format!(r#"{{"sub":"alice","exp":{exp}}}"#);
    for good in ["1800000001", "1800000001.9", "1.8000009e9", "9007199254740992", "18446744073709551615"] {
        check(&plain, &with(good), Ok("alice"));
    }
    for over in ["1800000000", "1799999999", "1800000000.9", "0", "0.0", "-0.0", "1e-9"] {
        check(&plain, &with(over), Err(Denied::Expired));
    }
    for bad in
        ["-1", "-1800000900", "-1.5", "1e300", "18446744073709551616", "\"1800000900\"", "true", "[]", "{}"]
    {
        check(&plain, &with(bad), Err(Denied::Claim("exp")));
    }
    check(&plain, &with("null"), Err(Denied::Missing("exp")));
    check(&plain, r#"{"sub":"alice"}"#, Err(Denied::Missing("exp")));
    for bad in ["1e999", "NaN", "0x6b49d200", "01800000900"] {
        check(&plain, &with(bad), Err(Denied::Malformed));
    }
}

/// 001/FR-003: no token before its time.
#[test]
fn nbf_is_honoured() {
    let plain = settings();
    let with = |nbf: &str| format!(r#"{{"sub":"alice","exp":1800000900,"nbf":{nbf}}}"#);
    for good in ["1800000000", "0", "1700000000.5", "null"] {
        check(&plain, &with(good), Ok("alice"));
    }
    for early in ["1800000001", "18446744073709551615"] {
        check(&plain, &with(early), Err(Denied::NotYetValid));
    }
    for bad in ["-1", "1e300", "\"0\"", "false"] {
        check(&plain, &with(bad), Err(Denied::Claim("nbf")));
    }
}

/// 001/FR-034: whatever is configured.
#[test]
fn the_leeway_is_30_seconds_at_most() {
    let expired = |ago: u64| format!(r#"{{"sub":"alice","exp":{}}}"#, NOW - ago);
    let early = |by: u64| format!(r#"{{"sub":"alice","exp":1900000000,"nbf":{}}}"#, NOW + by);
    for (given, granted) in [(0, 0), (10, 10), (30, 30), (31, 30), (u64::MAX, 30)] {
        let settings = Settings { leeway_seconds: given, ..settings() };
        if granted > 0 {
            check(&settings, &expired(granted - 1), Ok("alice"));
        }
        check(&settings, &expired(granted), Err(Denied::Expired));
        check(&settings, &early(granted), Ok("alice"));
        check(&settings, &early(granted + 1), Err(Denied::NotYetValid));
    }
}

/// Clocks at the ends of their range, and claims there too.
#[test]
fn no_sum_overflows() {
    for now in [0, 1, u64::MAX - 1, u64::MAX] {
        for time in ["0", "18446744073709551615"] {
            let payload = format!(r#"{{"sub":"alice","exp":{time},"nbf":{time}}}"#);
            for leeway_seconds in [0, u64::MAX] {
                let settings = Settings { leeway_seconds, ..settings() };
                let verdict = verify(&token(HEADER, &payload), &settings, now);
                let in_time = match time {
                    "0" => now < 30 && leeway_seconds > 0,
                    _ => now == u64::MAX - 1 && leeway_seconds > 0,
                };
                assert_eq!(verdict.is_ok(), in_time, "{now} {payload} {leeway_seconds}");
            }
        }
    }
}

/// 001/FR-034: the issuer is one string.
#[test]
fn iss_is_checked_when_it_is_configured() {
    let configured = Settings { issuer: Some("https://issuer.example".to_owned()), ..settings() };
    let with = |iss: &str| format!(r#"{{"sub":"alice","exp":1800000900,"iss":{iss}}}"#);
    check(&configured, &with(r#""https://issuer.example""#), Ok("alice"));
    for bad in [r#""https://issuer.example/""#, r#""""#, r#"["https://issuer.example"]"#, "1", "{}"] {
        check(&configured, &with(bad), Err(Denied::Claim("iss")));
        check(&settings(), &with(bad), Ok("alice"));
    }
    check(&configured, &with("null"), Err(Denied::Missing("iss")));
    check(&configured, r#"{"sub":"alice","exp":1800000900}"#, Err(Denied::Missing("iss")));
}

/// 001/FR-034: the audience is one string, or one of several.
#[test]
fn aud_is_checked_when_it_is_configured() {
    let configured = Settings { audiences: vec!["tasks".to_owned(), "todo".to_owned()], ..settings() };
    let with = |aud: &str| format!(r#"{{"sub":"alice","exp":1800000900,"aud":{aud}}}"#);
    for good in [r#""todo""#, r#"["todo"]"#, r#"["other","todo"]"#] {
        check(&configured, &with(good), Ok("alice"));
    }
    for bad in [r#""todo ""#, r#""Todo""#, "[]", r#"["other"]"#, r#"["todo",1]"#, r#"[["todo"]]"#, "1", "{}"]
    {
        check(&configured, &with(bad), Err(Denied::Claim("aud")));
        check(&settings(), &with(bad), Ok("alice"));
    }
    check(&configured, r#"{"sub":"alice","exp":1800000900}"#, Err(Denied::Missing("aud")));
}

#[test]
fn scopes_are_words() {
    #[track_caller]
    fn check(claims: &str, expected: Option<&[&str]>) {
        let payload = format!(r#"{{"sub":"alice","exp":1800000900{claims}}}"#);
        let scopes = expected.map(|scopes| scopes.iter().map(|scope| (*scope).to_owned()).collect());
        let identity = Identity { user_id: "alice".to_owned(), scopes, expires_at: 1_800_000_900 };
        assert_eq!(verify(&token(HEADER, &payload), &settings(), NOW), Ok(identity), "{claims}");
    }
    check("", None);
    check(r#","scope":"tasks:read tasks:write""#, Some(&["tasks:read", "tasks:write"]));
    check(r#","scope":"""#, Some(&[]));
    check(r#","scp":["tasks:read"]"#, Some(&["tasks:read"]));
    check(r#","scp":[]"#, Some(&[]));
    check(r#","scp":"a b""#, Some(&["a", "b"]));
    check(r#","scope":"a","scp":["b"]"#, Some(&["a"]));

    let plain = settings();
    self::check(&plain, r#"{"sub":"alice","exp":1800000900,"scope":1}"#, Err(Denied::Claim("scope")));
    self::check(&plain, r#"{"sub":"alice","exp":1800000900,"scope":null}"#, Err(Denied::Claim("scope")));
    self::check(&plain, r#"{"sub":"alice","exp":1800000900,"scp":null}"#, Err(Denied::Claim("scp")));
    self::check(&plain, r#"{"sub":"alice","exp":1800000900,"scp":[1]}"#, Err(Denied::Claim("scp")));
}

#[test]
fn a_payload_is_one_json_object_without_repetition() {
    let good = r#"{"sub":"alice","exp":1800000900,"x":{"sub":"bob"}}"#;
    check(&settings(), good, Ok("alice"));
    for bad in [
        "",
        "null",
        "[]",
        "\"alice\"",
        "{",
        r#"{"sub":"alice","exp":1800000900} {}"#,
        r#"{"sub":"bob","sub":"alice","exp":1800000900}"#,
        r#"{"sub":"alice","exp":1800000900,"exp":1800000900}"#,
        r#"{"sub":"alice","exp":1800000900,"\u0073ub":"bob"}"#,
    ] {
        check(&settings(), bad, Err(Denied::Malformed));
    }
    let deep = format!(r#"{{"sub":{}1{},"exp":1800000900}}"#, "[".repeat(500), "]".repeat(500));
    check(&settings(), &deep, Err(Denied::Malformed));
}

#[test]
fn a_header_is_one_json_object_without_repetition() {
    let payload = r#"{"sub":"alice","exp":1800000900}"#;
    for good in [r#"{"alg":"HS256"}"#, r#" {"x":[1],"alg":"HS256","typ":"at+jwt"} "#] {
        assert!(verify(&token(good, payload), &settings(), NOW).is_ok(), "{good}");
    }
    for bad in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"alg":["HS256"]}"#,
        r#"{"alg":"HS256","alg":"HS256"}"#,
        r#"{"alg":"HS256","kid":"a","kid":"b"}"#,
        r#"{"alg":"HS256","kid":1}"#,
    ] {
        assert_eq!(verify(&token(bad, payload), &settings(), NOW), Err(Denied::Malformed), "{bad}");
    }
    for crit in ["null", "[]", "\"exp\"", "{}"] {
        let header = format!(r#"{{"alg":"HS256","crit":{crit}}}"#);
        assert_eq!(verify(&token(&header, payload), &settings(), NOW), Err(Denied::Critical), "{crit}");
    }
}
