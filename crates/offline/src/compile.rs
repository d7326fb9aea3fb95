//! From a pattern's text to its program, when this crate is compiled: a request pays nothing for it, and a
//! malformed pattern is an error of the compiler. The language is described in [`crate::pattern`].

use crate::{
    letters::{is_bracket, is_dots, is_end, is_plain, phrase},
    op::{Op, Slot},
    phrases::PHRASE_SOURCES,
    vocabulary::hash,
};

/// The most instructions, and the most words, of a pattern.
const MOST: usize = 320;

/// A program and how much of it is used.
#[derive(Clone, Copy)]
pub(crate) struct Program {
    code: [Op; MOST],
    /// The number of instructions.
    pub len: usize,
    hashes: [u32; MOST],
    /// The number of words.
    pub words: usize,
    source: &'static str,
    at: usize,
}

/// Compiles a pattern.
pub(crate) const fn compile(source: &'static str) -> Program {
    let mut program = Program { code: [Op::Gap; MOST], len: 0, hashes: [0; MOST], words: 0, source, at: 0 };
    program.alternatives();
    assert!(program.at == source.len(), "a bracket too many");
    program
}

/// The first `N` instructions of a program.
pub(crate) const fn cut<const N: usize>(program: &Program) -> [Op; N] {
    let mut code = [Op::Gap; N];
    let mut at = 0;
    while at < N {
        code[at] = program.code[at];
        at += 1;
    }
    code
}

/// The hashes of the first `N` words of a program.
pub(crate) const fn cut_hashes<const N: usize>(program: &Program) -> [u32; N] {
    let mut hashes = [0; N];
    let mut at = 0;
    while at < N {
        hashes[at] = program.hashes[at];
        at += 1;
    }
    hashes
}

impl Program {
    /// Adds an instruction for the words from here to there.
    const fn push_words(&mut self, start: usize, end: usize) {
        let first = self.words;
        let bytes = self.source.as_bytes();
        let (mut word, mut at) = (start, start);
        while at <= end {
            if at == end || bytes[at] == b'/' {
                self.hashes[self.words] = hash(bytes, word, at);
                self.words += 1;
                word = at + 1;
            } else if bytes[at].is_ascii_whitespace() {
                word = at + 1;
            }
            at += 1;
        }
        self.push(Op::Words(first as u16, (self.words - first) as u8));
    }

    const fn push(&mut self, op: Op) {
        self.code[self.len] = op;
        self.len += 1;
    }

    /// The byte at the cursor; 0 at the end.
    const fn peek(&self) -> u8 {
        let bytes = self.source.as_bytes();
        if self.at < bytes.len() { bytes[self.at] } else { 0 }
    }

    const fn skip_spaces(&mut self) {
        while self.peek().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    const fn expect(&mut self, byte: u8) {
        assert!(self.peek() == byte, "a bracket is missing");
        self.at += 1;
    }

    /// Alternatives up to a closing bracket or the end.
    const fn alternatives(&mut self) {
        let mut exits = [0; 64];
        let mut count = 0;
        loop {
            let start = self.len;
            self.push(Op::Gap);
            if !self.single_words() {
                self.sequence();
            }
            if self.peek() != b'|' && self.peek() != b'/' {
                self.remove(start);
                break;
            }
            self.at += 1;
            exits[count] = self.len;
            count += 1;
            self.push(Op::Gap);
            self.code[start] = Op::Split((self.len - start) as u16);
        }
        while count > 0 {
            count -= 1;
            self.code[exits[count]] = Op::Jump((self.len - exits[count]) as u16);
        }
    }

    /// Takes the instruction at `at` out again; what stands behind it points nowhere outside itself.
    const fn remove(&mut self, mut at: usize) {
        self.len -= 1;
        while at < self.len {
            self.code[at] = self.code[at + 1];
            at += 1;
        }
    }

    /// The alternatives at the cursor that are one plain word each: one instruction compares them all.
    const fn single_words(&mut self) -> bool {
        self.skip_spaces();
        let start = self.at;
        let mut end = start;
        loop {
            let word = self.at;
            while is_plain(self.peek()) {
                self.at += 1;
            }
            let is_word = self.at > word && !is_dots(self.source.as_bytes(), word, self.at);
            let word_end = self.at;
            self.skip_spaces();
            if !is_word || !is_end(self.peek()) {
                break;
            }
            end = word_end;
            if self.peek() != b'/' || self.at != word_end {
                break;
            }
            self.at += 1;
            self.skip_spaces();
        }
        self.at = end;
        if end > start {
            self.push_words(start, end);
            self.skip_spaces();
        }
        end > start
    }

    const fn sequence(&mut self) {
        loop {
            self.skip_spaces();
            match self.peek() {
                byte if is_end(byte) => return,
                b'(' => {
                    self.at += 1;
                    self.alternatives();
                    self.expect(b')');
                }
                b'[' => {
                    self.at += 1;
                    let split = self.len;
                    self.push(Op::Gap);
                    self.alternatives();
                    self.code[split] = Op::Split((self.len - split) as u16);
                    self.expect(b']');
                }
                b'{' => {
                    self.at += 1;
                    self.slot();
                    self.expect(b'}');
                }
                _ => self.element(),
            }
        }
    }

    #[expect(clippy::panic, reason = "it runs in the compiler only")]
    const fn slot(&mut self) {
        let slot = match self.peek() {
            b't' if self.source.as_bytes()[self.at + 1] == b'h' => Slot::Thing,
            b't' => Slot::Task,
            b'n' => Slot::New,
            b'w' => Slot::When,
            _ => panic!("a slot of another name"),
        };
        while self.peek().is_ascii_lowercase() {
            self.at += 1;
        }
        self.push(Op::Open(slot));
        if self.peek() == b':' {
            self.at += 1;
            self.alternatives();
        } else {
            self.push(Op::AnyText);
            self.push(Op::Gap);
        }
        self.push(Op::Close(slot));
    }

    const fn element(&mut self) {
        let start = self.at;
        let bytes = self.source.as_bytes();
        while self.at < bytes.len() && !bytes[self.at].is_ascii_whitespace() && !is_bracket(bytes[self.at]) {
            self.at += 1;
        }
        if is_dots(bytes, start, self.at) {
            return self.push(Op::Gap);
        }
        let name = bytes.split_at(self.at).0.split_at(start).1;
        let op = match name {
            b"_" => Op::Content,
            b"#" => Op::Number,
            b"QUOTED" => Op::Quoted,
            b"NEWLINE" => Op::Newline,
            b"ACTION" => Op::Action,
            b"PAST" => Op::Past,
            [b'A'..=b'Z', ..] => Op::Phrase(phrase(name)),
            _ => return self.push_words(start, self.at),
        };
        self.push(op);
    }
}

/// For each phrase, a set of the words that it can begin with; see [`first_words`].
const PHRASE_FIRST: [u64; PHRASE_SOURCES.len()] = {
    let mut sets = [0; PHRASE_SOURCES.len()];
    let mut number = 0;
    while number < sets.len() {
        sets[number] = phrase_first(number);
        number += 1;
    }
    sets
};

const fn phrase_first(number: usize) -> u64 {
    let program = compile(PHRASE_SOURCES[number].1);
    first(&program.code, program.len, &program.hashes, 0, None)
}

/// A set of the words that a program can begin with, a bit for each by its hash; all bits when it may begin
/// with any word. Most patterns are ruled out by the first word of a message, without being run.
pub(crate) const fn first_words(program: &Program) -> u64 {
    first(&program.code, program.len, &program.hashes, 0, Some(&PHRASE_FIRST))
}

const fn first(
    code: &[Op; MOST],
    len: usize,
    hashes: &[u32; MOST],
    at: usize,
    phrases: Option<&[u64]>,
) -> u64 {
    if at >= len {
        return u64::MAX;
    }
    match code[at] {
        Op::Words(start, count) => {
            let (mut set, mut word) = (0, start as usize);
            while word < start as usize + count as usize {
                set |= 1 << (hashes[word] % 64);
                word += 1;
            }
            set
        }
        Op::Phrase(number) => match phrases {
            Some(phrases) => phrases[number as usize],
            None => phrase_first(number as usize),
        },
        Op::Split(skip) => {
            first(code, len, hashes, at + 1, phrases) | first(code, len, hashes, at + skip as usize, phrases)
        }
        Op::Jump(skip) => first(code, len, hashes, at + skip as usize, phrases),
        Op::Open(_) | Op::Close(_) => first(code, len, hashes, at + 1, phrases),
        _ => u64::MAX,
    }
}
