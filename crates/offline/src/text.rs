//! Words with their places: what the rules compare is normalised, what becomes a title is verbatim.

use crate::vocabulary::{
    ALIASES, CONTRACTIONS, KEYWORDS, NOT_TYPOS, ORDINALS, SHORT_VERBS, WITH_IS, entry, hash,
};

/// One word, one quoted text or one punctuation mark of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// What rules compare: lower case, without apostrophes, common typos mended.
    pub word: String,
    /// The hash of the word.
    pub hash: u32,
    /// What it is.
    pub kind: Kind,
    /// Its number among the tokens of the message.
    pub place: usize,
    /// Where it begins in the message, in bytes.
    pub start: usize,
    /// Where it ends in the message, in bytes.
    pub end: usize,
}

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word, a number or a symbol such as an emoji.
    Word,
    /// A text in quotation marks. It is data: no rule looks into it.
    Quoted,
    /// Punctuation or the end of a line.
    Mark,
}

/// The tokens of `source`, in order.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        let mut end = at + first.len_utf8();
        if let Some(close) = quoted_until(source, at, first) {
            push(&mut tokens, "", Kind::Quoted, (at, close));
            end = close;
        } else if first == '\n' || is_mark(first) {
            push(&mut tokens, &source[at..end], Kind::Mark, (at, end));
        } else if !first.is_whitespace() {
            end = word_end(source, at);
            push_word(&mut tokens, source, at, end);
        }
        at = end;
    }
    tokens
}

/// The part of `source` that `tokens` cover, word for word; without the quotes of a single quoted text.
pub(crate) fn verbatim<'a>(source: &'a str, tokens: &[Token]) -> &'a str {
    match tokens {
        [] => "",
        [only] if only.kind == Kind::Quoted => {
            let inner = &source[only.start..only.end];
            let mut chars = inner.chars();
            chars.next();
            chars.next_back();
            chars.as_str().trim()
        }
        [first, .., last] => &source[first.start..last.end],
        [only] => &source[only.start..only.end],
    }
}

/// `tokens` without the punctuation at both ends.
pub(crate) fn trimmed(tokens: &[Token]) -> &[Token] {
    let is_text = |token: &Token| token.kind != Kind::Mark;
    match (tokens.iter().position(is_text), tokens.iter().rposition(is_text)) {
        (Some(first), Some(last)) => &tokens[first..=last],
        _ => &[],
    }
}

fn push(tokens: &mut Vec<Token>, word: &str, kind: Kind, (start, end): (usize, usize)) {
    let place = tokens.len();
    tokens.push(Token {
        word: word.into(),
        hash: hash(word.as_bytes(), 0, word.len()),
        kind,
        place,
        start,
        end,
    });
}

fn is_mark(c: char) -> bool {
    ",.;:!?\"-–—…¿¡、。，；：！？“”„«»".contains(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// Where the quoted text that begins at `at` ends, its closing quote included.
///
/// A quote opens after a space or a mark only, and a single one closes before a space or a mark only, so
/// neither an apostrophe nor a sign for inches is taken for a quote.
fn quoted_until(source: &str, at: usize, open: char) -> Option<usize> {
    let closing: &[char] = match open {
        '"' | '“' => &['"', '”', '“'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '\'' | '‘' => &['\'', '’'],
        '`' => &['`'],
        _ => return None,
    };
    let before = source[..at].chars().next_back();
    if before.is_some_and(|c| !c.is_whitespace() && !is_mark(c) && c != '(') {
        return None;
    }
    let inner = at + open.len_utf8();
    let closes = |(place, c): &(usize, char)| {
        let after = source[inner + place + c.len_utf8()..].chars().next();
        let is_free = after.is_none_or(|next| next.is_whitespace() || is_mark(next) || next == ')');
        closing.contains(c) && (is_free || !is_apostrophe(*c))
    };
    let (place, close) = source[inner..].char_indices().find(closes)?;
    (!source[inner..inner + place].trim().is_empty()).then_some(inner + place + close.len_utf8())
}

/// Where the word that begins at `at` ends. A mark inside a number or a name ("8:30", "3.5", "a@b.org")
/// belongs to it, and so does an apostrophe between letters.
fn word_end(source: &str, at: usize) -> usize {
    let mut chars = source[at..].char_indices().peekable();
    let mut before = ' ';
    while let Some((place, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |next| next.1);
        let joins = match c {
            '.' => before.is_alphanumeric() && after.is_alphanumeric(),
            ':' | ',' => before.is_ascii_digit() && after.is_ascii_digit() && c == ':',
            _ => false,
        };
        if c.is_whitespace() || (is_mark(c) && !joins) {
            return at + place;
        }
        before = c;
    }
    source.len()
}

fn push_word(tokens: &mut Vec<Token>, source: &str, start: usize, end: usize) {
    let raw = &source[start..end];
    let mut word = folded(raw);
    if word.is_empty() {
        word = if raw == "&" { "and".into() } else { raw.into() };
    }
    let mut push = |word: &str| push(tokens, word, Kind::Word, (start, end));
    if let Some((head, tail)) = raw.rsplit_once(is_apostrophe) {
        let (head, tail) = (folded(head), folded(tail));
        let is_number = !head.is_empty() && head.bytes().all(|byte| byte.is_ascii_digit());
        if tail == "s" && is_number {
            // "task 1's title"
            return push(&head);
        }
        let is_verb = tail != "s" || WITH_IS.has(&head);
        if let Some(verb) = entry(SHORT_VERBS, &tail).filter(|_| is_verb && !head.is_empty()) {
            push(&head);
            return push(verb);
        }
    }
    if let Some((first, second)) = entry(CONTRACTIONS, &word) {
        push(first);
        return push(second);
    }
    push(mended(&word));
}

/// The letters and digits of a text in lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The word that is meant: an alias, the numeral of an ordinal, or a command's word that was mistyped.
fn mended(word: &str) -> &str {
    let known = entry(ALIASES, word).or_else(|| entry(ORDINALS, word));
    if let Some(meant) = known {
        return meant;
    }
    if word.len() < 5 || KEYWORDS.has(word) || NOT_TYPOS.has(word) {
        return word;
    }
    KEYWORDS.text.split(' ').find(|keyword| is_slip(word, keyword)).unwrap_or(word)
}

/// Whether two words differ by one letter too many, one too few, or two that changed places. A letter that
/// stands for another is not taken for a slip: it mostly makes another word ("bills", "pills").
pub(crate) fn is_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let same = short.iter().zip(long.iter()).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        1 => short[same..] == long[same + 1..],
        0 => {
            same + 1 < long.len()
                && short[same] == long[same + 1]
                && short[same + 1] == long[same]
                && short[same + 2..] == long[same + 2..]
        }
        _ => false,
    }
}
