//! Server-sent events: lines become events, however the bytes are cut.
//!
//! The grammar is that of the HTML standard, 9.2.6. Only `data` matters here: OpenAI's streams have no
//! event names, and servers that name an event repeat in its data what it is.

use core::mem;

use memchr::memchr2;

use crate::error::Error;

/// The largest event; a model's delta is some hundred bytes, a whole call some thousand.
pub(crate) const MAX_EVENT_BYTES: usize = 1 << 20;

/// Takes bytes, gives the data of each event.
#[derive(Default)]
pub(crate) struct Decoder {
    /// The line so far, when it was cut. It is bytes, so a character may be cut anywhere.
    line: Vec<u8>,
    data: Vec<u8>,
    has_data: bool,
    after_cr: bool,
    /// Whether the first line, which may begin with a byte order mark, is over.
    begun: bool,
}

impl Decoder {
    /// Takes the next bytes and gives each event that they end to `event`.
    ///
    /// # Errors
    ///
    /// What `event` gives, and [`Error::Malformed`] for an event over [`MAX_EVENT_BYTES`].
    pub(crate) fn push(
        &mut self,
        bytes: &[u8],
        mut event: impl FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut rest = bytes;
        while let Some(end) = memchr2(b'\n', b'\r', rest) {
            let (line, ended) = (&rest[..end], rest[end]);
            rest = &rest[end + 1..];
            let second_half_of_crlf = self.after_cr && line.is_empty() && ended == b'\n';
            self.after_cr = ended == b'\r';
            if second_half_of_crlf {
                continue;
            }
            self.check(line)?;
            let mut begun = mem::take(&mut self.line);
            let line = if begun.is_empty() {
                line
            } else {
                begun.extend_from_slice(line);
                &begun
            };
            if self.end_line(line) {
                event(&self.data)?;
                self.data.clear();
            }
        }
        if !rest.is_empty() {
            self.after_cr = false;
        }
        self.check(rest)?;
        self.line.extend_from_slice(rest);
        Ok(())
    }

    /// Whether there is room for these bytes.
    fn check(&self, bytes: &[u8]) -> Result<(), Error> {
        if self.line.len() + self.data.len() + bytes.len() > MAX_EVENT_BYTES {
            return Err(Error::Malformed("an event is larger than 1 MiB"));
        }
        Ok(())
    }

    /// Takes a whole line; whether an event with data is now whole, too.
    fn end_line(&mut self, mut line: &[u8]) -> bool {
        if !self.begun {
            self.begun = true;
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        if line.is_empty() {
            self.has_data = false;
            return !self.data.is_empty();
        }
        let (field, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &line[line.len()..]),
        };
        if field == b"data" {
            if self.has_data {
                self.data.push(b'\n');
            }
            self.has_data = true;
            self.data.extend_from_slice(value.strip_prefix(b" ").unwrap_or(value));
        }
        false
    }
}
