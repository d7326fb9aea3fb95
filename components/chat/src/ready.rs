//! Readiness: can this replica serve a turn?

use contract::Problem;
use kit::{
    database::{Error, VARIABLES},
    log::Log,
    variables::Missing,
};

use crate::{config::Config, store};

/// Checks the variables, the database and its schema.
///
/// # Errors
///
/// 503 that names everything that is missing.
pub fn check(config: &Result<Config, Vec<Missing>>, log: &Log) -> Result<(), Problem> {
    let mut missing = config.as_ref().err().cloned().unwrap_or_default();
    let has_address = missing.iter().all(|(name, _)| !VARIABLES.contains(name));
    match store::schema_version() {
        Ok(version) if version >= migrations::VERSION => {}
        Ok(_) => missing.push(("schema", "is older than this build needs")),
        Err(Error::Unavailable(cause)) => {
            log.error("database", cause);
            missing.push(("database", "cannot be reached"));
        }
        // Nobody could be asked, and why is named already.
        Err(_) if !has_address => {}
        Err(error) => {
            log.error("database", error);
            missing.push(("schema", "has not been made"));
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(Problem::not_ready(&missing)) }
}
