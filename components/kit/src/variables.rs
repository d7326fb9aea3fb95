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
