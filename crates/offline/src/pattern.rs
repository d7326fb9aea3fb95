//! The pattern language of the rules, and its matcher.
//!
//! | written | matches |
//! |---|---|
//! | `add` | that word; punctuation before it is passed over |
//! | `:` | that mark |
//! | `(add/put/jot down)` | one of the alternatives, the first that fits; `\|` is another `/` |
//! | `[on/for now]` | the same, or nothing; taken where it can be |
//! | `LIST` | a phrase of [`crate::phrases`] |
//! | `{thing}` | any words, at least one and as few as possible; kept under that name |
//! | `{task: the _}` | what the inner pattern matches, kept under that name |
//! | `..` | any words, or none |
//! | `_` | any one word that is no article, preposition or the like |
//! | `#` | a number, in digits or as a word |
//! | `QUOTED`, `NEWLINE` | a text in quotation marks, the end of a line |
//! | `ACTION`, `PAST` | a verb that tasks begin with, its past form |
//!
//! A program is run with a note of every place it has been to, and where a phrase can end is found once for
//! each word of a message. So the time is bounded, whatever a user sends.

use std::{cell::RefCell, rc::Rc};

pub(crate) use crate::op::Slot;
use crate::{
    op::Op,
    phrases::PHRASES,
    text::{Kind, Token},
    vocabulary::{ACTIONS, FUNCTION_WORDS, NUMBERS},
    words,
};

/// A compiled pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern {
    /// Its program.
    pub code: &'static [Op],
    /// The hashes of its words. They stand for the words: of four thousand million words two share one.
    pub hashes: &'static [u32],
    /// The words that it can begin with, a bit for each by its hash.
    pub first: u64,
}

/// Compiles a pattern's text.
macro_rules! pattern {
    ($source:expr) => {{
        const PROGRAM: $crate::compile::Program = $crate::compile::compile($source);
        const CODE: [$crate::op::Op; PROGRAM.len] = $crate::compile::cut(&PROGRAM);
        const HASHES: [u32; PROGRAM.words] = $crate::compile::cut_hashes(&PROGRAM);
        const FIRST: u64 = $crate::compile::first_words(&PROGRAM);
        $crate::pattern::Pattern { code: &CODE, hashes: &HASHES, first: FIRST }
    }};
}

/// A table of patterns, or of labels with patterns.
macro_rules! patterns {
    ($($source:literal),* $(,)?) => { &[$($crate::pattern::pattern!($source)),*] };
    ($($label:expr => $source:literal),* $(,)?) => { &[$(($label, $crate::pattern::pattern!($source))),*] };
}

pub(crate) use {pattern, patterns};

/// Where a pattern matched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    tokens: &'a [Token],
    slots: Slots,
    /// The number of tokens that were matched.
    pub len: usize,
}

impl<'a> Found<'a> {
    /// What `slot` kept; empty when it kept nothing.
    pub fn get(&self, slot: Slot) -> &'a [Token] {
        let (start, end) = self.slots[slot as usize];
        self.tokens.get(start..end).unwrap_or_default()
    }
}

type Slots = [(usize, usize); 4];

/// Matches patterns on the tokens of one message, or on parts of them.
#[derive(Debug)]
pub(crate) struct Matcher<'a> {
    message: &'a [Token],
    /// For each token and phrase, where the phrase can end that begins there; the preferred end first.
    ends: RefCell<Vec<Option<Rc<[usize]>>>>,
}

impl<'m> Matcher<'m> {
    /// A matcher for `message` and nothing else.
    pub fn new(message: &'m [Token]) -> Self {
        Self { message, ends: RefCell::default() }
    }

    /// Matches all of `tokens`; punctuation at the end is passed over.
    pub fn whole<'a>(&self, pattern: &Pattern, tokens: &'a [Token]) -> Option<Found<'a>> {
        self.run(pattern, tokens, |place| tokens[place..].iter().all(|token| token.kind == Kind::Mark))
    }

    /// Matches the beginning of `tokens`.
    pub fn prefix<'a>(&self, pattern: &Pattern, tokens: &'a [Token]) -> Option<Found<'a>> {
        self.run(pattern, tokens, |_| true)
    }

    fn run<'a>(
        &self,
        pattern: &Pattern,
        tokens: &'a [Token],
        mut is_end: impl FnMut(usize) -> bool,
    ) -> Option<Found<'a>> {
        let is_ruled_out =
            |first: &Token| first.kind == Kind::Word && pattern.first & (1 << (first.hash % 64)) == 0;
        if tokens.first().is_some_and(is_ruled_out) {
            return None;
        }
        let width = tokens.len() + 1;
        let mut seen = vec![false; (pattern.code.len() + 1) * width];
        let mut open: Vec<(usize, usize, Slots)> = vec![(0, 0, Slots::default())];
        while let Some((mut at, mut place, mut slots)) = open.pop() {
            while !std::mem::replace(&mut seen[at * width + place], true) {
                let Some(op) = pattern.code.get(at) else {
                    if is_end(place) {
                        return Some(Found { tokens, slots, len: place });
                    }
                    break;
                };
                at += 1;
                match *op {
                    Op::Split(skip) => open.push((at - 1 + usize::from(skip), place, slots)),
                    Op::Jump(skip) => at += usize::from(skip) - 1,
                    Op::Gap if place < tokens.len() => open.push((at - 1, place + 1, slots)),
                    Op::Gap => {}
                    Op::Open(slot) => slots[slot as usize].0 = past_marks(tokens, place),
                    Op::Close(slot) => slots[slot as usize].1 = place,
                    Op::Phrase(number) => {
                        let Some(first) = tokens.first().map(|token| token.place) else { break };
                        let ends = self.ends(number, first + place);
                        let inside =
                            ends.iter().rev().map(|end| end - first).filter(|end| *end <= tokens.len());
                        open.extend(inside.map(|end| (at, end, slots)));
                        break;
                    }
                    _ => match pattern.consume(op, tokens, place) {
                        Some(next) => place = next,
                        None => break,
                    },
                }
            }
        }
        None
    }

    /// Where in the message the phrase can end that begins at `place` of the message.
    fn ends(&self, number: u8, place: usize) -> Rc<[usize]> {
        let key = place * PHRASES.len() + usize::from(number);
        if let Some(Some(known)) = self.ends.borrow().get(key) {
            return Rc::clone(known);
        }
        let mut found = Vec::new();
        self.run(&PHRASES[usize::from(number)], &self.message[place..], |len| {
            found.push(place + len);
            false
        });
        let found: Rc<[usize]> = found.into();
        let mut ends = self.ends.borrow_mut();
        if ends.len() <= key {
            ends.resize(key + 1, None);
        }
        ends[key] = Some(Rc::clone(&found));
        found
    }
}

impl Pattern {
    /// The place behind what `op` matches at `place`.
    fn consume(&self, op: &Op, tokens: &[Token], place: usize) -> Option<usize> {
        let fits_at =
            |place: usize| tokens.get(place).is_some_and(|token| self.fits(op, token)).then_some(place + 1);
        fits_at(place).or_else(|| match op {
            Op::Newline => None,
            _ if tokens.get(place)?.kind == Kind::Mark => fits_at(past_marks(tokens, place)),
            _ => None,
        })
    }

    fn fits(&self, op: &Op, token: &Token) -> bool {
        let word = token.word.as_str();
        match (op, token.kind) {
            (Op::AnyText, Kind::Word | Kind::Quoted) | (Op::Quoted, Kind::Quoted) => true,
            (Op::Newline, Kind::Mark) => word == "\n",
            (Op::Words(first, count), Kind::Word | Kind::Mark) => {
                self.hashes[usize::from(*first)..][..usize::from(*count)].contains(&token.hash)
            }
            (Op::Content, Kind::Word) => !FUNCTION_WORDS.has(word),
            (Op::Number, Kind::Word) => word.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.has(word),
            (Op::Action, Kind::Word) => ACTIONS.has(word),
            (Op::Past, Kind::Word) => words::is_past_action(word),
            _ => false,
        }
    }
}

fn past_marks(tokens: &[Token], place: usize) -> usize {
    place + tokens[place..].iter().take_while(|token| token.kind == Kind::Mark).count()
}
