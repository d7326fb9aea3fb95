//! A request with all that its endpoint may want to know.

use accounts::{
    body::{self, Fields},
    cookie::Presented,
    origin,
};
use kit::{http::values, log::Log};

use crate::config::Own;

/// The most characters of a `User-Agent` that are kept.
const MAX_AGENT: usize = 512;

/// The header in which the host tells the address of whom it is connected with. A client can send it, too: the
/// host's own value comes last.
const PEER: &str = "spin-client-addr";

/// A request whose body has been read.
pub struct Call<'a> {
    /// The configuration.
    pub config: &'a Own,
    /// Where causes go.
    pub log: &'a mut Log,
    /// The headers.
    pub headers: Headers,
    /// The query.
    pub query: Fields,
    /// What its cookies say.
    pub presented: Presented,
}

/// The headers of a request.
pub struct Headers(pub Vec<(String, Vec<u8>)>);

impl Headers {
    /// All values of a header.
    pub fn all(&self, name: &str) -> Vec<&[u8]> {
        values(&self.0, name)
    }

    /// A header's value. One that came twice, or is no text, is a text that nothing equals.
    fn one(&self, name: &str) -> Option<&str> {
        match self.all(name).as_slice() {
            [] => None,
            [value] => Some(std::str::from_utf8(value).unwrap_or("?")),
            _ => Some("?"),
        }
    }

    /// What they say about the page that the request comes from.
    pub fn origin(&self) -> origin::From<'_> {
        origin::From {
            origin: self.one("origin"),
            referer: self.one("referer"),
            has_cookies: !self.all("cookie").is_empty(),
            site: self.one("sec-fetch-site"),
            mode: self.one("sec-fetch-mode"),
            dest: self.one("sec-fetch-dest"),
        }
    }

    /// The client's program, as it calls itself.
    pub fn user_agent(&self) -> String {
        self.one("user-agent").unwrap_or_default().chars().filter(|c| *c != '\0').take(MAX_AGENT).collect()
    }

    /// The client's address: from the header that the deployment's proxy sets, or else the host's word for whom
    /// it is connected with.
    pub fn address(&self, proxy: Option<&str>) -> Option<String> {
        let values = self.all(proxy.unwrap_or(PEER));
        let text = std::str::from_utf8(values.last()?).ok()?.trim();
        let address = text.parse().or_else(|_| text.parse().map(|socket: std::net::SocketAddr| socket.ip()));
        address.ok().map(|address: std::net::IpAddr| address.to_canonical().to_string())
    }
}

impl<'a> Call<'a> {
    /// A request to `path`.
    pub fn new(config: &'a Own, log: &'a mut Log, headers: Headers, path: &str) -> Self {
        let presented = config.cookies.read(&headers.all("cookie"));
        Self { config, log, headers, query: body::query(path), presented }
    }

    /// The client's address, where one is known.
    pub fn address(&self) -> Option<String> {
        self.headers.address(self.config.address_header.as_deref())
    }
}
