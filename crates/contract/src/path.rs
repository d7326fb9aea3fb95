//! Whose chat a path is: `/api/{user_id}/chat`, and nothing else.

/// The user whom a path names. It is only ever compared with a token's `sub`, never trusted by itself.
///
/// A segment that does not decode (a broken escape, no UTF-8, a NUL) is a user whom no token names: such a
/// request is 401 without a token and 403 with one, as any other user's path is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathUser(Option<String>);

impl PathUser {
    /// Whether the path names the user of this `sub`: equal bytes, without any normalisation.
    pub fn is(&self, sub: &str) -> bool {
        self.0.as_deref() == Some(sub)
    }
}

/// Whom the path of a request names; none when it is not the chat's path.
///
/// `path` may carry a query, which is ignored. The segment is percent-decoded once (RFC 3986, section
/// 2.1), so a `%2F` in a user id is no separator. A trailing slash, a doubled slash, other letter case or
/// an empty user id make it another path.
pub fn path_user(path: &str) -> Option<PathUser> {
    let path = path.split_once('?').map_or(path, |(path, _query)| path);
    let segment = path.strip_prefix("/api/")?.strip_suffix("/chat")?;
    if segment.is_empty() || segment.contains('/') {
        return None;
    }
    Some(PathUser(decode(segment).filter(|user| !user.contains('\0'))))
}

/// The segment with each `%XX` as its byte; none when an escape is broken or the bytes are not UTF-8.
fn decode(segment: &str) -> Option<String> {
    let mut bytes = segment.bytes();
    let mut decoded = Vec::with_capacity(segment.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let high = hex_digit(bytes.next()?)?;
            let low = hex_digit(bytes.next()?)?;
            decoded.push(high << 4 | low);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}
