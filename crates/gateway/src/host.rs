//! Where the server may be called by which names, and from which pages: against DNS rebinding, by which a
//! page of somebody else's reaches a server on the user's own machine.

use crate::request::{Headers, single};

/// A web origin (RFC 6454): compared as a whole, never by a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl Origin {
    /// From `https://host` or `http://host:port`; none for anything that has more, or less.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, authority) = text.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let default_port = match scheme.as_str() {
            "https" => 443,
            "http" => 80,
            _ => return None,
        };
        let (host, port) = split_port(authority, default_port)?;
        Some(Self { scheme, host, port })
    }

    /// Whether an authority, such as the value of `Host`, names this origin's host and port.
    fn is_at(&self, authority: &str) -> bool {
        let default_port = if self.scheme == "https" { 443 } else { 80 };
        split_port(authority, default_port).is_some_and(|(host, port)| host == self.host && port == self.port)
    }
}

/// A host in small letters, and its port.
fn split_port(authority: &str, default_port: u16) -> Option<(String, u16)> {
    let (host, port) = match authority.rsplit_once(':') {
        // An address of IPv6 is in brackets, and has colons of its own.
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().ok()?),
        _ => (authority, default_port),
    };
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-._[]:".contains(&byte);
    (!host.is_empty() && host.bytes().all(is_host)).then(|| (host.to_ascii_lowercase(), port))
}

/// The addresses that belong to a server.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// Under which it is called: `Host` must be one of them.
    pub hosts: Vec<Origin>,
    /// Of the pages that may call it: an `Origin`, when there is one, must be one of them.
    pub origins: Vec<Origin>,
}

/// The request is not meant for this server, or not sent by a page that may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    /// The host.
    Host,
    /// The origin.
    Origin,
}

impl Addresses {
    /// Checks a request's authority and its `Origin`.
    ///
    /// # Errors
    ///
    /// [`NotAllowed`]: to be answered with 403.
    pub fn check(&self, authority: Option<&str>, headers: &Headers) -> Result<(), NotAllowed> {
        let authority = authority.ok_or(NotAllowed::Host)?;
        if !self.hosts.iter().any(|host| host.is_at(authority)) {
            return Err(NotAllowed::Host);
        }
        // Programs send none; a page cannot leave it out.
        let Some(origin) = single(headers, "origin").map_err(|_| NotAllowed::Origin)? else { return Ok(()) };
        let origin = std::str::from_utf8(origin).ok().and_then(Origin::parse).ok_or(NotAllowed::Origin)?;
        if self.origins.contains(&origin) { Ok(()) } else { Err(NotAllowed::Origin) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses() -> Addresses {
        let origin = |text| Origin::parse(text).unwrap();
        Addresses {
            hosts: vec![origin("https://todo.example"), origin("http://[::1]:3000")],
            origins: vec![origin("https://todo.example")],
        }
    }

    #[track_caller]
    fn check(authority: &str, origins: &[&str], expected: Result<(), NotAllowed>) {
        let headers: Vec<_> =
            origins.iter().map(|origin| ("Origin".into(), origin.as_bytes().to_vec())).collect();
        assert_eq!(addresses().check(Some(authority), &headers), expected, "{authority} {origins:?}");
    }

    /// 002/FR-018
    #[test]
    fn hosts_and_origins_are_compared_as_a_whole() {
        check("todo.example", &[], Ok(()));
        check("Todo.EXAMPLE:443", &["https://todo.example"], Ok(()));
        check("todo.example", &["https://Todo.EXAMPLE:443"], Ok(()));
        check("[::1]:3000", &["https://todo.example", "https://todo.example"], Ok(()));
        for authority in [
            "todo.example:80",
            "todo.example.",
            "todo.example.evil.org",
            "evil.org",
            "xtodo.example",
            "",
            ":443",
            "todo.example:",
            "todo.example:x",
            "user@todo.example",
            "[::1]",
            "::1:3000",
            "todo.example/",
        ] {
            check(authority, &[], Err(NotAllowed::Host));
        }
        for origin in [
            "http://todo.example",
            "https://todo.example:444",
            "https://todo.example.evil.org",
            "null",
            "",
            "https://todo.example/",
            "https://todo.example.",
            "todo.example",
            "https://",
            "file://todo.example",
        ] {
            check("todo.example", &[origin], Err(NotAllowed::Origin));
        }
        check("todo.example", &["https://todo.example", "https://evil.org"], Err(NotAllowed::Origin));
        assert_eq!(addresses().check(None, &[]), Err(NotAllowed::Host));
    }
}
