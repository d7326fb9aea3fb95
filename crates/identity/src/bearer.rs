//! The token in an `Authorization` header.

use crate::Denied;

/// The most bytes that a token, or the header with it, may have.
pub const MAX_TOKEN: usize = 8 * 1024;

/// The token of a header's value `Bearer TOKEN` (RFC 6750, section 2.1). The scheme has no letter case.
///
/// A request with more than one `Authorization` header is for the caller to refuse.
///
/// # Errors
/// [`Denied::TooLong`] above [`MAX_TOKEN`] bytes; [`Denied::NotBearer`] for another scheme, no token, more
/// than one, or a byte that no token has.
pub fn bearer(header_value: &[u8]) -> Result<&str, Denied> {
    if header_value.len() > MAX_TOKEN {
        return Err(Denied::TooLong);
    }
    let value = std::str::from_utf8(header_value).map_err(|_| Denied::NotBearer)?;
    let (scheme, token) = value.trim_matches([' ', '\t']).split_once(' ').ok_or(Denied::NotBearer)?;
    let token = token.trim_start_matches(' ');
    if scheme.eq_ignore_ascii_case("Bearer") && is_token68(token) {
        Ok(token)
    } else {
        Err(Denied::NotBearer)
    }
}

/// RFC 9110, section 11.2.
fn is_token68(token: &str) -> bool {
    let body = token.trim_end_matches('=');
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte);
    !body.is_empty() && body.bytes().all(allowed)
}
