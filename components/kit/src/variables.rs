//! The application's variables, as `spin.toml` declares them.

use spin_sdk::variables;

/// The value of a variable; empty counts as absent.
///
/// A name that the manifest does not give to the component is absent, too: readiness names what is
/// needed and not there.
pub fn get(name: &str) -> Option<String> {
    variables::get(name).ok().filter(|value| !value.is_empty())
}

/// The value of a variable that holds a number.
pub fn number(name: &str) -> Option<u64> {
    get(name)?.parse().ok()
}

/// A thing that is not there, and why it counts as missing: what a readiness check tells.
pub type Missing = (&'static str, &'static str);

/// The value of a variable that must be there; otherwise it is noted as missing.
pub fn require(name: &'static str, missing: &mut Vec<Missing>) -> Option<String> {
    let value = get(name);
    if value.is_none() {
        missing.push((name, "is not set"));
    }
    value
}

/// The entries of a variable, between commas.
pub fn list(name: &str) -> Vec<String> {
    let text = get(name).unwrap_or_default();
    text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned).collect()
}

/// What is noted of a variable that should hold an origin.
pub const NO_ORIGIN: &str = "is not of the form https://host or http://host:port";

/// What is noted of a list that should hold origins.
pub const NO_ORIGINS: &str = "has an entry that is not of the form https://host or http://host:port";

/// The variable `public_url`, without a slash at its end.
pub fn public_url(missing: &mut Vec<Missing>) -> Option<String> {
    require("public_url", missing).map(|url| url.trim_end_matches('/').to_owned())
}

/// How many requests a minute a variable allows; none when it says `off`. What is neither is noted.
pub fn rate(name: &'static str, missing: &mut Vec<Missing>) -> Option<i32> {
    match get(name).as_deref() {
        Some("off") => None,
        Some(text) if text.parse().is_ok_and(|requests: i32| requests > 0) => text.parse().ok(),
        _ => {
            missing.push((name, "is neither off nor a number above 0"));
            None
        }
    }
}
