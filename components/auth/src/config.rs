//! The configuration: what the variables say, checked as a whole.

use accounts::{
    cookie::Cookies,
    origin::{Trusted, origin},
};
use identity::Secret;
use kit::{
    access, database,
    variables::{self, Missing, NO_ORIGIN, NO_ORIGINS},
};

/// The most attempts a minute for one account, however many turns a minute a user may have.
const MOST_ATTEMPTS: i32 = 10;

/// Where people sign in.
pub enum Config {
    /// Here.
    Own(Box<Own>),
    /// At an identity provider, whose key set is configured: tokens made here would open nothing.
    Elsewhere,
}

/// What sign-in needs to know.
pub struct Own {
    /// Writes and reads cookies.
    pub cookies: Cookies,
    /// Which pages may call.
    pub trusted: Trusted,
    /// Signs tokens.
    pub secret: Secret,
    /// Who issues them.
    pub issuer: String,
    /// Whom they are meant for.
    pub audiences: Vec<String>,
    /// Attempts a minute for one account.
    pub attempts: Option<i32>,
    /// The header in which a proxy tells its client's address.
    pub address_header: Option<String>,
}

impl Config {
    /// Reads the variables.
    ///
    /// # Errors
    ///
    /// Everything that is missing, so that one look is enough to mend it.
    pub fn load() -> Result<Self, Vec<Missing>> {
        let mut missing = database::missing();
        if variables::get("jwks_path").is_some() {
            return if missing.is_empty() { Ok(Self::Elsewhere) } else { Err(missing) };
        }
        let secret = access::secret(&mut missing);
        let base = variables::public_url(&mut missing);
        if base.as_deref().is_some_and(|base| origin(base).as_deref() != Some(base)) {
            missing.push(("public_url", NO_ORIGIN));
        }
        let others = variables::list("allowed_origins");
        if others.iter().any(|entry| origin(entry).is_none()) {
            missing.push(("allowed_origins", NO_ORIGINS));
        }
        let attempts = variables::rate("rate_limit", &mut missing).map(|turns| turns.min(MOST_ATTEMPTS));
        match (secret, base) {
            (Some((text, secret)), Some(base)) if missing.is_empty() => Ok(Self::Own(Box::new(Own {
                cookies: Cookies::new(&text, base.starts_with("https://")),
                trusted: Trusted::new(others.iter().chain([&base]).map(String::as_str)),
                secret,
                issuer: variables::get("jwt_issuer").unwrap_or_else(|| base.clone()),
                audiences: [base].into_iter().chain(variables::get("jwt_audience")).collect(),
                attempts,
                address_header: variables::get("client_address_header"),
            }))),
            _ => Err(missing),
        }
    }
}
