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
///
/// The syntax is known to be good, so the text is only taken apart into its tokens, in one pass. Read as a
/// [`Value`](serde_json::Value), its numbers would lose their digits.
pub(crate) fn canonical(raw: &RawValue) -> Option<String> {
    let mut text = String::with_capacity(raw.get().len());
    Reader(raw.get()).value(0, &mut text)?;
    Some(text)
}

/// What has not been read yet.
struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    /// Appends the value that comes next.
    fn value(&mut self, depth: usize, out: &mut String) -> Option<()> {
        match self.peek()? {
            b'{' | b'[' if depth == MAX_DEPTH => None,
            b'{' => self.object(depth, out),
            b'[' => self.array(depth, out),
            b'"' => quote(&self.string()?, out),
            _ => {
                let end = self.0.find([',', ']', '}', ' ', '\t', '\n', '\r']).unwrap_or(self.0.len());
                out.push_str(self.take(end)?);
                Some(())
            }
        }
    }

    fn object(&mut self, depth: usize, out: &mut String) -> Option<()> {
        let mut members = BTreeMap::new();
        self.take(1)?;
        while self.comes_before(b'}')? {
            let name = self.string()?;
            self.peek().filter(|byte| *byte == b':')?;
            self.take(1)?;
            let mut value = String::new();
            self.value(depth + 1, &mut value)?;
            members.insert(name, value);
        }
        out.push('{');
        for (place, (name, value)) in members.iter().enumerate() {
            out.push_str(if place == 0 { "" } else { "," });
            quote(name, out)?;
            out.push(':');
            out.push_str(value);
        }
        out.push('}');
        Some(())
    }

    fn array(&mut self, depth: usize, out: &mut String) -> Option<()> {
        out.push_str(self.take(1)?);
        let mut separator = "";
        while self.comes_before(b']')? {
            out.push_str(separator);
            self.value(depth + 1, out)?;
            separator = ",";
        }
        out.push(']');
        Some(())
    }

    /// Whether an element comes before the closing bracket. Passes over a comma, and over the bracket.
    fn comes_before(&mut self, closing: u8) -> Option<bool> {
        if self.peek()? == b',' {
            self.take(1)?;
        }
        let more = self.peek()? != closing;
        if !more {
            self.take(1)?;
        }
        Some(more)
    }

    fn string(&mut self) -> Option<String> {
        self.peek()?;
        let mut escaped = false;
        let length = self.0.bytes().skip(1).position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        });
        serde_json::from_str(self.take(length? + 2)?).ok()
    }

    /// The next byte after white space.
    fn peek(&mut self) -> Option<u8> {
        self.0 = self.0.trim_start_matches([' ', '\t', '\n', '\r']);
        self.0.bytes().next()
    }

    fn take(&mut self, length: usize) -> Option<&'a str> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

fn quote(text: &str, out: &mut String) -> Option<()> {
    out.push_str(&serde_json::to_string(text).ok()?);
    Some(())
}
