//! The `Authorization` header.

use identity::{Denied, MAX_TOKEN, bearer};

#[test]
fn one_token_after_the_scheme() {
    for good in [
        "Bearer abc.def-_~+/123==",
        "bearer abc.def-_~+/123==",
        "BEARER   abc.def-_~+/123==",
        " Bearer abc.def-_~+/123== ",
    ] {
        assert_eq!(bearer(good.as_bytes()), Ok("abc.def-_~+/123=="), "{good}");
    }
    for bad in [
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer ==",
        "Bearer a b",
        "Bearer a, Bearer b",
        "Bearer a,b",
        "Bearer a=b",
        "Bearer \"a\"",
        "Bearer a\tb",
        "Bearer\ta",
        "Bearer a\n",
        "Bearer a\0",
        "Bearer ä",
        "Bearera",
        "Basic YTpi",
        "abc.def.ghi",
        "Token a",
    ] {
        assert_eq!(bearer(bad.as_bytes()), Err(Denied::NotBearer), "{bad}");
    }
    assert_eq!(bearer(b"Bearer \xff"), Err(Denied::NotBearer));
}

#[test]
fn a_header_has_at_most_8_kib() {
    let longest = format!("Bearer {}", "a".repeat(MAX_TOKEN - 7));
    assert_eq!(bearer(longest.as_bytes()).unwrap().len(), MAX_TOKEN - 7);
    assert_eq!(bearer(format!("{longest}a").as_bytes()), Err(Denied::TooLong));
}
