//! Whose chat a path is.

use contract::path::path_user;

/// `Some(sub)`: the chat of that user; `None`: not the chat's path.
#[track_caller]
fn check(path: &str, expected: Option<&str>) {
    let user = path_user(path);
    assert_eq!(user.is_some(), expected.is_some(), "{path}");
    if let (Some(user), Some(sub)) = (user, expected) {
        assert!(user.is(sub), "{path} is {sub}");
        assert!(!user.is(&format!("{sub}x")), "{path} is nobody else");
        assert!(!user.is(""), "{path} is not an empty sub");
    }
}

/// 001/FR-002: once, and nothing else is done to it.
#[test]
fn the_segment_is_decoded_once() {
    check("/api/alice/chat", Some("alice"));
    check("/api/alice/chat?stream=1", Some("alice"));
    check("/api/a%2Fb/chat", Some("a/b"));
    check("/api/a%2fb/chat", Some("a/b"));
    check("/api/%61lice/chat", Some("alice"));
    check("/api/a%252Fb/chat", Some("a%2Fb"));
    check("/api/J%C3%BCrgen/chat", Some("Jürgen"));
    check("/api/auth0%7C5f/chat", Some("auth0|5f"));
    check("/api/a+b/chat", Some("a+b"));
    check("/api/a%20b/chat", Some("a b"));
    check("/api/chat/chat", Some("chat"));
    check("/api/../chat", Some(".."));
    check("/api/Alice/chat", Some("Alice"));
}

/// 001/FR-002: no other spelling reaches the endpoint.
#[test]
fn another_path_is_not_the_chat() {
    for path in [
        "",
        "/",
        "/api",
        "/api/chat",
        "/api//chat",
        "/api/alice",
        "/api/alice/chat/",
        "/api/alice//chat",
        "/api//alice/chat",
        "//api/alice/chat",
        "/api/a/b/chat",
        "/API/alice/chat",
        "/api/alice/Chat",
        "/api/alice/chats",
        "api/alice/chat",
        "/x?/api/alice/chat",
        "/api/alice%2Fchat",
    ] {
        check(path, None);
    }
}

/// 001/FR-004: a user whom no token can name, so such a path is 401 or 403, and never anybody's.
#[test]
fn a_segment_that_does_not_decode_is_nobody() {
    for segment in ["%", "%4", "%zz", "a%", "%+1", "% 1", "%C3", "%FF", "%00", "a%00b", "%ED%A0%80"] {
        let user = path_user(&format!("/api/{segment}/chat")).unwrap();
        for sub in [segment, "", "a", "b", "a\0b", "\0", "\u{fffd}"] {
            assert!(!user.is(sub), "{segment} is not {sub:?}");
        }
    }
}
