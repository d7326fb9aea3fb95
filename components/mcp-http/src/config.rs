//! The configuration: what the variables say, checked as a whole.

use std::sync::OnceLock;

use gateway::{Addresses, Origin};
use kit::{
    access::Access,
    database,
    once::once,
    variables::{self, Missing, NO_ORIGIN, NO_ORIGINS},
};

/// What a request needs to know.
pub struct Config {
    /// Which tokens open the endpoint.
    pub access: Access,
    /// The public URL, without a path.
    pub base: String,
    /// Under which names the server may be called, and from which pages.
    pub addresses: Addresses,
    /// Who issues tokens.
    pub authorization_servers: Vec<String>,
    /// Calls of tools a minute and user.
    pub rate_limit: Option<i32>,
}

impl Config {
    /// The configuration, read when an instance first asks for it.
    ///
    /// # Errors
    ///
    /// Those of [`load`](Self::load).
    pub fn get() -> Result<&'static Self, Vec<Missing>> {
        static CONFIG: OnceLock<Config> = OnceLock::new();
        once(&CONFIG, Self::load)
    }

    /// Reads the variables.
    ///
    /// # Errors
    ///
    /// Everything that is missing, so that one look is enough to mend it.
    pub fn load() -> Result<Self, Vec<Missing>> {
        let mut missing = database::missing();
        let access = Access::load(&mut missing);
        let base = variables::public_url(&mut missing);
        let own = base.as_deref().and_then(Origin::parse);
        if base.is_some() && own.is_none() {
            missing.push(("public_url", NO_ORIGIN));
        }
        let hosts = origins("allowed_hosts", own.as_ref(), &mut missing);
        let origins = origins("allowed_origins", own.as_ref(), &mut missing);
        let rate_limit = variables::rate("call_rate_limit", &mut missing);
        match (access, base) {
            (Some(access), Some(base)) if missing.is_empty() => Ok(Self {
                access: access.for_audiences(vec![base.clone(), format!("{base}/mcp")]),
                addresses: Addresses { hosts, origins },
                authorization_servers: issuers(&base),
                base,
                rate_limit,
            }),
            _ => Err(missing),
        }
    }
}

/// The product's own origin, and those that the variable names besides.
fn origins(name: &'static str, own: Option<&Origin>, missing: &mut Vec<Missing>) -> Vec<Origin> {
    let named: Vec<_> = variables::list(name).iter().map(|text| Origin::parse(text)).collect();
    if named.contains(&None) {
        missing.push((name, NO_ORIGINS));
    }
    own.cloned().into_iter().chain(named.into_iter().flatten()).collect()
}

/// Who issues tokens: those that the variable names, or else the issuer whose key set verifies them, or else
/// the product itself.
fn issuers(base: &str) -> Vec<String> {
    let named = variables::list("authorization_servers");
    if !named.is_empty() {
        return named;
    }
    let foreign = variables::get("jwks_path").and_then(|_| variables::get("jwt_issuer"));
    vec![foreign.unwrap_or_else(|| base.to_owned())]
}
