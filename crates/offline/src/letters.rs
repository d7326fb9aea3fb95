//! What the bytes of a pattern stand for, decided while the crate is compiled.

use crate::phrases::PHRASE_SOURCES;

/// The number of the phrase of this name.
#[expect(clippy::panic, reason = "it runs in the compiler only")]
pub(crate) const fn phrase(name: &[u8]) -> u8 {
    let mut number = 0;
    while number < PHRASE_SOURCES.len() {
        if is_same(PHRASE_SOURCES[number].0.as_bytes(), name) {
            return number as u8;
        }
        number += 1;
    }
    panic!("no phrase has this name")
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Whether the range is the two dots of a gap.
pub(crate) const fn is_dots(bytes: &[u8], start: usize, end: usize) -> bool {
    end == start + 2 && bytes[start] == b'.' && bytes[start + 1] == b'.'
}

/// Whether it groups or parts alternatives.
pub(crate) const fn is_bracket(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'|' | b'/')
}

/// Whether an alternative ends here.
pub(crate) const fn is_end(byte: u8) -> bool {
    matches!(byte, 0 | b')' | b']' | b'}' | b'|' | b'/')
}

/// Whether this belongs to a word or mark that stands for itself.
pub(crate) const fn is_plain(byte: u8) -> bool {
    !(byte == 0
        || byte.is_ascii_whitespace()
        || byte.is_ascii_uppercase()
        || is_bracket(byte)
        || matches!(byte, b'#' | b'_'))
}
