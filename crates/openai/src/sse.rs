//! Server-sent events: lines become events, however the bytes are cut.
//!
//! The grammar is that of the HTML standard, 9.2.6. Only `data` matters here: OpenAI's streams have no
//! event names, and servers that name an event repeat in its data what it is.

use crate::error::Error;

/// The largest event; a model's delta is some hundred bytes, a whole call some thousand.
pub(crate) const MAX_EVENT_BYTES: usize = 1 << 20;

/// Takes bytes, gives the data of each event.
#[derive(Default)]
pub(crate) struct Decoder {
    /// The line so far. It is bytes, so a character may be cut anywhere.
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
        while let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            let (line, ended) = (&rest[..end], rest[end]);
            rest = &rest[end + 1..];
            let second_half_of_crlf = self.after_cr && line.is_empty() && ended == b'\n';
            self.after_cr = ended == b'\r';
            if second_half_of_crlf {
                continue;
            }
            self.extend_line(line)?;
            if self.end_line() {
                event(&self.data)?;
                self.data.clear();
            }
        }
        if !rest.is_empty() {
            self.after_cr = false;
        }
        self.extend_line(rest)
    }

    fn extend_line(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if self.line.len() + self.data.len() + bytes.len() > MAX_EVENT_BYTES {
            return Err(Error::Malformed("an event is larger than 1 MiB"));
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    /// Whether an event with data is now whole.
    fn end_line(&mut self) -> bool {
        let mut line = self.line.as_slice();
        if !self.begun {
            self.begun = true;
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        if line.is_empty() {
            let whole = !self.data.is_empty();
            self.has_data = false;
            self.line.clear();
            return whole;
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
        self.line.clear();
        false
    }
}
