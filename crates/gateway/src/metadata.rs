//! How a client finds out where to get a token: RFC 9728 (OAuth 2.0 Protected Resource Metadata) and the
//! challenges of RFC 6750 that point to it.

use serde::Serialize;

/// The path of the metadata of a resource at the root; that of `/mcp` has its path behind it.
const WELL_KNOWN: &str = "/.well-known/oauth-protected-resource";

/// A resource, and who grants access to it.
#[derive(Clone, Debug, Serialize)]
pub struct ProtectedResource<'a> {
    /// Its URL, which a token's `aud` names.
    pub resource: String,
    /// Issuers, as URLs.
    pub authorization_servers: &'a [String],
    /// All that a token can grant.
    pub scopes_supported: &'a [&'a str],
    /// Tokens come in the header alone.
    pub bearer_methods_supported: [&'static str; 1],
    /// For people.
    pub resource_name: &'a str,
}

/// The metadata that is served at `path`, of the resource at `base` + `/mcp`; none at another path.
pub fn resource_metadata<'a>(
    path: &str,
    base: &str,
    name: &'a str,
    authorization_servers: &'a [String],
    scopes: &'a [&'a str],
) -> Option<ProtectedResource<'a>> {
    // A client compares the resource with the URL that it made the path from.
    let suffix = path.strip_prefix(WELL_KNOWN).filter(|suffix| ["", "/mcp"].contains(suffix))?;
    Some(ProtectedResource {
        resource: format!("{base}{suffix}"),
        authorization_servers,
        scopes_supported: scopes,
        bearer_methods_supported: ["header"],
        resource_name: name,
    })
}

/// Why there is no access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// No token was sent.
    NoToken,
    /// It is not accepted.
    BadToken,
    /// It does not grant enough.
    InsufficientScope,
}

impl Challenge {
    /// The value of `WWW-Authenticate`, for the resource at `base` + `/mcp` that needs `scope`.
    pub fn header(self, base: &str, scope: &str) -> String {
        // RFC 6750, section 3.1: who sent nothing is not told that it was wrong.
        let error = match self {
            Self::NoToken => "",
            Self::BadToken => r#"error="invalid_token", "#,
            Self::InsufficientScope => r#"error="insufficient_scope", "#,
        };
        format!(r#"Bearer {error}scope="{scope}", resource_metadata="{base}{WELL_KNOWN}/mcp""#)
    }
}
