//! What a component may reach: `allowed_outbound_hosts`, and HTTP requests under that rule.

mod body;
mod client;
mod http;

use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};

pub use client::Client;
pub use http::Hooks;

/// The hosts that a component may reach; by default none.
#[derive(Debug, Default)]
pub struct AllowedHosts(Vec<AllowedHost>);

/// One entry, `scheme://host:port`, each part of which may be `*`.
#[derive(Debug)]
struct AllowedHost {
    scheme: Option<String>,
    host: Host,
    ports: Ports,
}

#[derive(Debug)]
enum Host {
    Any,
    /// With its leading dot.
    Below(String),
    Only(String),
}

#[derive(Debug)]
enum Ports {
    Any,
    Only(u16),
    /// Its end is not included.
    Within(Range<u16>),
}

impl AllowedHosts {
    /// Reads entries whose templates are rendered already.
    ///
    /// # Errors
    /// Names the first entry that is not of a supported form, and why.
    pub fn parse<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let parse =
            |entry| AllowedHost::parse(entry).with_context(|| format!("allowed_outbound_hosts: \"{entry}\""));
        Ok(Self(entries.into_iter().map(parse).collect::<Result<_>>()?))
    }

    /// Whether `host` may be reached with `scheme` at `port`, by default that of the scheme.
    pub fn allow(&self, scheme: &str, host: &str, port: Option<u16>) -> bool {
        self.0.iter().any(|entry| entry.allows(scheme, host, port))
    }
}

impl AllowedHost {
    fn parse(entry: &str) -> Result<Self> {
        let Some((scheme, rest)) = entry.trim().split_once("://") else { bail!("it has no scheme") };
        let alphabetic = scheme.chars().all(char::is_alphabetic) && !scheme.is_empty();
        ensure!(scheme == "*" || alphabetic, "`{scheme}` is no scheme");
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        ensure!(!rest.contains('/'), "it has a path or is a network in CIDR form: neither is supported");
        let (host, port) = match rest.rsplit_once(':') {
            // The colons of a bare IPv6 address are not followed by a port.
            Some((host, port)) if !port.ends_with(']') => (host, port),
            _ => (rest, ""),
        };
        Ok(Self {
            scheme: (scheme != "*").then(|| scheme.to_owned()),
            host: Host::parse(host)?,
            ports: Ports::parse(port, scheme)?,
        })
    }

    fn allows(&self, scheme: &str, host: &str, port: Option<u16>) -> bool {
        self.scheme.as_ref().is_none_or(|own| own == scheme)
            && self.host.allows(host)
            && self.ports.allows(port.or_else(|| default_port(scheme)))
    }
}

impl Host {
    fn parse(host: &str) -> Result<Self> {
        if host == "*" {
            return Ok(Self::Any);
        }
        ensure!(!host.is_empty(), "it has no host");
        ensure!(
            host != "self" && host != "self.alt",
            "requests of an application to itself are not supported"
        );
        if let Some(domain) = host.strip_prefix("*.") {
            ensure!(!domain.contains('*'), "`*` may only be the whole host or its first label");
            return Ok(Self::Below(format!(".{domain}")));
        }
        ensure!(!host.contains('*'), "`*` may only be the whole host or its first label");
        Ok(Self::Only(host.to_owned()))
    }

    fn allows(&self, host: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Below(suffix) => host.ends_with(suffix),
            Self::Only(own) => own == host,
        }
    }
}

impl Ports {
    fn parse(port: &str, scheme: &str) -> Result<Self> {
        if port == "*" {
            return Ok(Self::Any);
        }
        if port.is_empty() {
            return default_port(scheme)
                .map(Self::Only)
                .context("it has no port and the scheme has no usual one");
        }
        let number = |port: &str| port.parse().with_context(|| format!("`{port}` is no port"));
        match port.split_once("..") {
            Some((start, end)) => Ok(Self::Within(number(start)?..number(end)?)),
            None => Ok(Self::Only(number(port)?)),
        }
    }

    fn allows(&self, port: Option<u16>) -> bool {
        match (self, port) {
            (Self::Any, _) => true,
            (Self::Only(own), Some(port)) => *own == port,
            (Self::Within(range), Some(port)) => range.contains(&port),
            (_, None) => false,
        }
    }
}

/// The port of a scheme when an address leaves it out.
fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "http" => Some(80),
        "https" => Some(443),
        "postgres" => Some(5432),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(entry: &str, target: (&str, &str, Option<u16>), expected: bool) {
        let hosts = AllowedHosts::parse([entry]).unwrap();
        assert_eq!(hosts.allow(target.0, target.1, target.2), expected, "{entry} for {target:?}");
    }

    #[test]
    fn only_what_is_listed_is_allowed() {
        check("https://api.x.com", ("https", "api.x.com", None), true);
        check("https://api.x.com", ("https", "api.x.com", Some(443)), true);
        check("https://api.x.com/", ("https", "api.x.com", None), true);
        check("https://api.x.com", ("https", "api.x.com", Some(444)), false);
        check("https://api.x.com", ("http", "api.x.com", Some(443)), false);
        check("https://api.x.com", ("https", "evil.api.x.com", None), false);
        check("postgres://db:5432", ("postgres", "db", None), true);
        check("postgres://db:5433", ("postgres", "db", None), false);
        check("postgres://db:5433", ("postgres", "db", Some(5433)), true);
        check("http://127.0.0.1:8000..8010", ("http", "127.0.0.1", Some(8009)), true);
        check("http://127.0.0.1:8000..8010", ("http", "127.0.0.1", Some(8010)), false);
        check("http://[::1]:80", ("http", "[::1]", None), true);
        check("http://[::1]", ("http", "[::1]", None), true);
        assert!(!AllowedHosts::default().allow("http", "a", None));
    }

    #[test]
    fn wildcards_match() {
        check("*://*:*", ("ftp", "any", None), true);
        check("postgres://*:*", ("postgres", "db", Some(1)), true);
        check("postgres://*:*", ("https", "db", Some(1)), false);
        check("https://*.x.com", ("https", "a.b.x.com", None), true);
        check("https://*.x.com", ("https", "x.com", None), false);
        check("https://*.x.com", ("https", "evilx.com", None), false);
        check("https://x.com:*", ("https", "x.com", Some(9)), true);
    }

    #[test]
    fn what_is_no_entry_is_refused() {
        for bad in [
            "",
            "*",
            "x.com",
            "https://",
            "https://x.com/path",
            "https://10.0.0.0/8",
            "https://a.*.com",
            "https://x.com:no",
            "gopher://x.com",
            "http://self",
            "ht-tp://x.com",
        ] {
            let error = AllowedHosts::parse([bad]).unwrap_err();
            assert!(format!("{error}").contains(&format!("\"{bad}\"")), "{bad}: {error}");
        }
    }
}
