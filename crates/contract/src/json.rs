//! JSON in one canonical text, so that two bodies can be compared as values.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

/// How deep arrays and objects may nest: `serde_json`'s own limit, kept where it does not apply it.
const MAX_DEPTH: usize = 127;

/// SHA-256, in 64 hexadecimal digits, of a value's canonical JSON. Equal values have equal digests.
///
/// Order of members and white space do not count, nor how a string is escaped; of a repeated member the
/// last counts. Numbers count as they are written: `1`, `1.0` and `1e0` are three values. `None` when the
/// value cannot be written as JSON or nests deeper than 127 levels.
pub fn digest(value: &impl Serialize) -> Option<String> {
    let raw = serde_json::value::to_raw_value(value).ok()?;
    canonical(&raw).map(|text| sha256(&text))
}

/// The hexadecimal SHA-256 of a text.
pub(crate) fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The canonical text of a value; none when it nests too deep or holds a lone surrogate, which the raw
/// value's own parser lets pass.
pub(crate) fn canonical(raw: &RawValue) -> Option<String> {
    let mut text = String::new();
    write(raw.get(), 0, &mut text)?;
    Some(text)
}

/// Appends one value. Each level reads its text again, which the limits on size and depth keep cheap.
fn write(raw: &str, depth: usize, out: &mut String) -> Option<()> {
    match raw.as_bytes().first()? {
        b'{' | b'[' if depth == MAX_DEPTH => return None,
        b'{' => {
            out.push('{');
            let members: BTreeMap<String, &RawValue> = serde_json::from_str(raw).ok()?;
            for (place, (name, value)) in members.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                out.push_str(&serde_json::to_string(name).ok()?);
                out.push(':');
                write(value.get(), depth + 1, out)?;
            }
            out.push('}');
        }
        b'[' => {
            out.push('[');
            let elements: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
            for (place, value) in elements.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(value.get(), depth + 1, out)?;
            }
            out.push(']');
        }
        b'"' => {
            let text: String = serde_json::from_str(raw).ok()?;
            out.push_str(&serde_json::to_string(&text).ok()?);
        }
        _ => out.push_str(raw),
    }
    Some(())
}
