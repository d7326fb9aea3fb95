//! `token`: a token for development, signed as the state folder's application expects it.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, ensure};
use identity::Secret;

use crate::cli;
use crate::report::say;
use crate::settings::{self, Environment};
use crate::state;

/// Prints a token for the user on stdout.
///
/// # Errors
///
/// There is no secret, because nothing was started with this state folder yet, or tokens come from
/// another issuer.
pub fn print(arguments: &cli::Token) -> Result<ExitCode> {
    let path = arguments.state_dir.join(settings::SECRET_FILE);
    let kept = || {
        state::read(&path).with_context(|| {
            format!(
                "there is no secret in {}: start it once with `up`, or set BETTER_AUTH_SECRET",
                path.display()
            )
        })
    };
    let mut variables = settings::variables(&Environment::of_process(), kept)?;
    if let Some(url) = state::told(&arguments.state_dir) {
        settings::serve_at(&mut variables, &url);
    }
    let hours = u64::from(arguments.hours);
    let token = of_user(&variables, &arguments.user, Duration::from_secs(hours * 3600))?;
    say(token.context("tokens come from the issuer that JWKS_URL names")?);
    Ok(ExitCode::SUCCESS)
}

/// A token for `user` that the application of these variables accepts for `lifetime` from now on; none
/// when it accepts only those of another issuer.
///
/// # Errors
///
/// No token can be made for this user id.
pub fn of_user(
    variables: &BTreeMap<String, String>,
    user: &str,
    lifetime: Duration,
) -> Result<Option<String>> {
    let value = |name: &str| variables.get(name).map(String::as_str).filter(|value| !value.is_empty());
    // With a JWKS a token that the secret signs is refused.
    let (Some(secret), None) = (value("better_auth_secret"), value("jwks_path")) else { return Ok(None) };
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).context("the clock is before 1970")?;
    ensure!(!user.is_empty(), "the user id is empty");
    let secret = Secret::new(secret)?;
    // One token for the chat and for MCP, which takes none that is not meant for it.
    let audiences: Vec<&str> = ["jwt_audience", "public_url"].into_iter().filter_map(value).collect();
    let (issuer, lifetime) = (value("jwt_issuer"), lifetime.as_secs());
    let token = identity::development_token(&secret, user, lifetime, issuer, &audiences, now.as_secs())?;
    Ok(Some(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    const SECRET: (&str, &str) = ("better_auth_secret", "0123456789abcdef0123456789abcdef");

    #[test]
    fn a_token_has_three_parts_and_needs_a_user() {
        let hour = Duration::from_secs(3600);
        let token = of_user(&variables(&[SECRET]), "dev", hour).unwrap().unwrap();
        assert_eq!(token.split('.').count(), 3);
        assert!(of_user(&variables(&[SECRET]), "", hour).is_err());
    }

    /// 001/FR-034: with a JWKS the secret signs nothing that would be accepted.
    #[test]
    fn there_is_none_without_a_secret_or_with_a_jwks() {
        let hour = Duration::from_secs(3600);
        assert_eq!(of_user(&variables(&[]), "dev", hour).unwrap(), None);
        assert_eq!(of_user(&variables(&[SECRET, ("jwks_path", "/jwks")]), "dev", hour).unwrap(), None);
    }
}
