//! Health: is the component there at all, and can this replica serve a request?

use contract::Problem;

use crate::{
    database::{DbValue, Error, VARIABLES, query},
    http::Incoming,
    log::Log,
    variables::Missing,
};

/// The body of a component's health: it answers, so it is alive.
///
/// # Errors
///
/// 405 for a request that does not read.
pub fn alive(request: &Incoming) -> Result<String, Problem> {
    request.only_read().map(|()| r#"{"status":"ok"}"#.to_owned())
}

/// The body of a component's readiness; `load` reads its configuration.
///
/// # Errors
///
/// 405 for a request that does not read; 503 that names everything that is missing.
pub fn ready<C>(
    request: &Incoming,
    load: impl FnOnce() -> Result<C, Vec<Missing>>,
    log: &Log,
) -> Result<String, Problem> {
    request.only_read()?;
    check(&load(), log).map(|()| r#"{"status":"ready"}"#.to_owned())
}

/// Checks the variables, which a component has read, the database and its schema.
fn check<C>(config: &Result<C, Vec<Missing>>, log: &Log) -> Result<(), Problem> {
    let mut missing = config.as_ref().err().cloned().unwrap_or_default();
    let has_address = missing.iter().all(|(name, _)| !VARIABLES.contains(name));
    match schema_version() {
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

/// The version that the schema is at; [`Error::Failed`] when there is no schema.
fn schema_version() -> Result<i32, Error> {
    match query(include_str!("sql/schema_version.sql"), &[])?.first().map(Vec::as_slice) {
        Some([DbValue::Int32(version)]) => Ok(*version),
        _ => Err(Error::Failed("there is no version".to_owned())),
    }
}
