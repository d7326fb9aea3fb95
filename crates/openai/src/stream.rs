//! An answer from its first byte to its last.

use core::ops::ControlFlow;

use agent::Response;

use crate::{error::Error, parts::Parts, sse::Decoder};

/// The largest answer, counted in bytes of the body.
pub const MAX_ANSWER_BYTES: usize = 8 << 20;

/// An answer as it comes in: a stream of events, or one JSON document from a server that does not stream.
#[derive(Default)]
pub struct Answer {
    form: Form,
    bytes: usize,
    parts: Parts,
}

/// Hears new words as they come, and may ask for no more.
pub type OnText<'a> = dyn FnMut(&str) -> ControlFlow<()> + 'a;

#[derive(Default)]
enum Form {
    /// Nothing but white space has come yet.
    #[default]
    Unknown,
    Events(Decoder),
    Document(Vec<u8>),
}

impl Answer {
    /// Takes the next bytes, cut anywhere, and gives new words to `on_text`.
    ///
    /// The form is told by the first byte, because some servers get the media type wrong.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`], [`Error::Refused`] for an error within the stream, and [`Error::Cancelled`]
    /// when `on_text` breaks.
    pub fn push(&mut self, bytes: &[u8], on_text: &mut OnText<'_>) -> Result<(), Error> {
        self.bytes += bytes.len();
        if self.bytes > MAX_ANSWER_BYTES {
            return Err(Error::Malformed("the answer is larger than 8 MiB"));
        }
        if matches!(self.form, Form::Unknown) {
            match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
                None => return Ok(()),
                Some(b'{') => self.form = Form::Document(Vec::new()),
                Some(_) => self.form = Form::Events(Decoder::default()),
            }
        }
        match &mut self.form {
            Form::Unknown => Ok(()),
            Form::Document(document) => {
                document.extend_from_slice(bytes);
                Ok(())
            }
            Form::Events(decoder) => decoder.push(bytes, |data| self.parts.event(data, on_text)),
        }
    }

    /// Whether nothing more is to be read.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.parts.over
    }

    /// Whether the model has ended its answer, though its cost may still follow.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.parts.finish.is_some()
    }

    /// The response, once all bytes are in. `unique` names calls that the server gave no name of their own.
    ///
    /// # Errors
    ///
    /// [`Error::Incomplete`] for an answer that did not end or was cut within a call; what
    /// [`Answer::push`] gives for a document.
    pub fn finish(
        mut self,
        unique: impl FnMut() -> u64,
        on_text: &mut OnText<'_>,
    ) -> Result<Response, Error> {
        if let Form::Document(document) = &self.form {
            self.parts.event(document, on_text)?;
        }
        self.parts.finish(unique)
    }
}
