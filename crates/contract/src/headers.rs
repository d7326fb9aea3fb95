//! The request headers that the contract gives a meaning.
//!
//! Each function takes all values of one header, in order: a header may come more than once, and which of
//! two would win must not depend on the host.

use crate::problem::Problem;

/// Accepts a body that is declared as JSON in UTF-8, from the values of `Content-Type`.
///
/// The type and the names of parameters have no letter case (RFC 9110, section 8.3). Parameters other than
/// `charset` are ignored.
///
/// # Errors
/// 415 for another or a malformed type, another `charset`, no header, or more than one.
pub fn json_content(values: &[impl AsRef<[u8]>]) -> Result<(), Problem> {
    let [value] = values else { return Err(Problem::not_json_type()) };
    let value = std::str::from_utf8(value.as_ref()).map_err(|_| Problem::not_json_type())?;
    let mut parts = value.split(';').map(trim);
    let is_json = parts.next().is_some_and(|media| media.eq_ignore_ascii_case("application/json"));
    if is_json && parts.all(allowed_parameter) { Ok(()) } else { Err(Problem::not_json_type()) }
}

/// Whether a media type's parameter is well formed and, when it is the charset, UTF-8.
fn allowed_parameter(parameter: &str) -> bool {
    if parameter.is_empty() {
        return true;
    }
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let value = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value);
    !name.eq_ignore_ascii_case("charset") || value.eq_ignore_ascii_case("utf-8")
}

/// The idempotency key, from the values of `Idempotency-Key`: 1 to 255 printable ASCII characters, taken
/// as they are. An empty value is as none.
///
/// # Errors
/// 400 when it is longer, has other characters, or two different ones came.
pub fn idempotency_key(values: &[impl AsRef<[u8]>]) -> Result<Option<String>, Problem> {
    let mut found: Option<&str> = None;
    for value in values {
        let key = std::str::from_utf8(value.as_ref()).map(trim).map_err(|_| bad_key())?;
        if key.is_empty() {
            continue;
        }
        let printable = key.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !printable || key.len() > 255 || found.is_some_and(|other| other != key) {
            return Err(bad_key());
        }
        found = Some(key);
    }
    Ok(found.map(str::to_owned))
}

fn bad_key() -> Problem {
    Problem::malformed("Idempotency-Key must be one value of 1 to 255 printable ASCII characters.")
}

/// A request's own id: 16 random bytes in 32 hexadecimal digits.
pub fn request_id(random: [u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(random))
}

/// The client's id for the request, from the values of `x-request-id`, to be logged as the parent.
///
/// It is taken when it is one value of 1 to 128 characters of `A-Z a-z 0-9 . _ -`, and ignored otherwise:
/// what goes into a log must not be able to break its lines.
pub fn parent_id(values: &[impl AsRef<[u8]>]) -> Option<String> {
    let [value] = values else { return None };
    let id = std::str::from_utf8(value.as_ref()).ok().map(trim)?;
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    ((1..=128).contains(&id.len()) && plain).then(|| id.to_owned())
}

/// Where a request stands in a distributed trace (W3C Trace Context, level 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceParent {
    /// 32 lower-case hexadecimal digits.
    pub trace_id: String,
    /// The caller's span: 16 lower-case hexadecimal digits.
    pub parent_id: String,
    /// Whether the caller records the trace.
    pub sampled: bool,
}

/// The trace that a request belongs to, from the values of `traceparent`. A malformed header, or more
/// than one, is ignored, as the standard says.
pub fn trace_parent(values: &[impl AsRef<[u8]>]) -> Option<TraceParent> {
    let [value] = values else { return None };
    let value = std::str::from_utf8(value.as_ref()).ok().map(trim)?;
    let mut parts = value.split('-');
    let version = hex(parts.next()?, 2)?;
    let trace_id = hex(parts.next()?, 32)?;
    let parent_id = hex(parts.next()?, 16)?;
    let flags = hex(parts.next()?, 2)?;
    // A later version may append parts; version 00 has none, and ff is forbidden.
    let surplus = version == "00" && parts.next().is_some();
    let zero = [trace_id, parent_id].iter().any(|id| id.bytes().all(|digit| digit == b'0'));
    if version == "ff" || surplus || zero {
        return None;
    }
    let sampled = u8::from_str_radix(flags, 16).ok()? & 1 == 1;
    Some(TraceParent { trace_id: trace_id.to_owned(), parent_id: parent_id.to_owned(), sampled })
}

/// The text, when it is `length` lower-case hexadecimal digits.
fn hex(text: &str, length: usize) -> Option<&str> {
    let digits = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (text.len() == length && digits).then_some(text)
}

/// The value without the optional white space around it (RFC 9110, section 5.6.3).
fn trim(value: &str) -> &str {
    value.trim_matches([' ', '\t'])
}
