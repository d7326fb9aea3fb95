//! What a client of PostgreSQL sends, as far as counting needs it (PostgreSQL manual, 55.7).

/// Reads one connection's messages and counts how often the client then waits for the server.
///
/// That is once for the start, each answer to an authentication request, each simple query, and each
/// `Sync`. A `Sync` that follows nothing but `Close` is none: no client waits until a statement is closed.
#[derive(Debug, Default)]
pub struct Waits {
    started: bool,
    head: Vec<u8>,
    /// Bytes of the present message that are still to come.
    rest: usize,
    /// Whether something was sent since the last `Sync` whose answer somebody waits for.
    pending: bool,
}

impl Waits {
    /// Takes the next bytes, cut anywhere, and returns how many waits began in them.
    pub fn take(&mut self, mut bytes: &[u8]) -> u64 {
        let mut waits = 0;
        while !bytes.is_empty() {
            if self.rest > 0 {
                let skipped = self.rest.min(bytes.len());
                self.rest -= skipped;
                bytes = &bytes[skipped..];
                continue;
            }
            self.head.push(bytes[0]);
            bytes = &bytes[1..];
            // The first message has no letter, only its length.
            let letters = usize::from(self.started);
            let Some(length) = self.head.get(letters..letters + 4) else { continue };
            let length = length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            // The length counts itself.
            self.rest = length.saturating_sub(4);
            waits += u64::from(if self.started { self.message(self.head[0]) } else { true });
            self.started = true;
            self.head.clear();
        }
        waits
    }

    /// Whether the client waits after a message of this kind.
    fn message(&mut self, kind: u8) -> bool {
        match kind {
            b'Q' | b'p' => true,
            b'S' => std::mem::take(&mut self.pending),
            // Close, Terminate.
            b'C' | b'X' => false,
            _ => {
                self.pending = true;
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 4).unwrap().to_be_bytes();
        [&[kind], &length[..], body].concat()
    }

    #[track_caller]
    fn check(kinds: &str, expected: u64) {
        let start = message(b'-', b"user\0todo\0")[1..].to_vec();
        let stream: Vec<u8> =
            start.into_iter().chain(kinds.bytes().flat_map(|kind| message(kind, b"SQQ"))).collect();
        // However the network cuts it.
        for size in [1, 3, 7, stream.len()] {
            let mut waits = Waits::default();
            let counted: u64 = stream.chunks(size).map(|piece| waits.take(piece)).sum();
            assert_eq!(counted, 1 + expected, "{kinds} in pieces of {size}");
        }
    }

    #[test]
    fn clients_wait_after_sync_and_simple_queries() {
        check("", 0);
        check("pp", 2);
        check("Q", 1);
        check("PDS", 1);
        check("PDSBES", 2);
        check("BES", 1);
        check("BESCSQ", 2);
        check("CSCSX", 0);
    }
}
