//! The instructions of a pattern's program.

/// An instruction of a pattern's program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    /// One of some words: the place of the first one's hash, and the number of words.
    Words(u16, u8),
    /// The phrase with this number in [`crate::phrases::PHRASE_SOURCES`].
    Phrase(u8),
    /// Any tokens, as few as possible.
    Gap,
    /// Any word or quoted text.
    AnyText,
    /// Any word that tells something.
    Content,
    /// A number.
    Number,
    /// A text in quotation marks.
    Quoted,
    /// The end of a line.
    Newline,
    /// A verb that tasks begin with.
    Action,
    /// The past form of such a verb.
    Past,
    /// Go on with the next instruction, or else so many further.
    Split(u16),
    /// Go on so many further.
    Jump(u16),
    /// A slot begins.
    Open(Slot),
    /// A slot ends.
    Close(Slot),
}

/// What a pattern keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// What is to be done: a title.
    Thing,
    /// Which task is meant.
    Task,
    /// A task's new title or description.
    New,
    /// A time that was said apart from the thing.
    When,
}
