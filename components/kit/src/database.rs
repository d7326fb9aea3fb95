//! The application's database.
//!
//! A connection comes from the host's pool of 64 for each component and is never held across a call of a
//! tool or a model: requests that each held one and waited for a second would wait for ever. And a unit
//! of work is one statement: a connection that is dropped in a transaction is not rolled back.

use std::sync::OnceLock;

use contract::Problem;
use spin_sdk::pg4::{Connection, PgError, QueryError};
pub use spin_sdk::pg4::{DbValue, ParameterValue};
use thiserror::Error;

use crate::{
    once::once,
    variables::{self, Missing},
};

/// Runs one statement on a connection of its own and gives the rows back.
///
/// # Errors
///
/// [`Error::Unavailable`] when the database cannot be reached or is on its way down or up.
pub fn query(statement: &str, parameters: &[ParameterValue]) -> Result<Vec<Vec<DbValue>>, Error> {
    Ok(Connection::open(address()?)?.query(statement, parameters)?.rows)
}

/// The variables that an address is made of; `postgres_password` may be empty.
pub const VARIABLES: &[&str] =
    &["postgres_address", "postgres_database", "postgres_user", "postgres_sslmode"];

/// Those of [`VARIABLES`] that are not set.
pub fn missing() -> Vec<Missing> {
    let mut missing = Vec::new();
    if address().is_err() {
        for name in VARIABLES {
            variables::require(name, &mut missing);
        }
    }
    missing
}

/// Why a statement gave nothing. The text is a cause, for the log alone.
#[derive(Debug, Error)]
pub enum Error {
    /// The database cannot be reached; later it may.
    #[error("database unavailable: {0}")]
    Unavailable(String),
    /// A row with that key is there already (SQLSTATE 23505).
    #[error("unique violation: {0}")]
    Conflict(String),
    /// Anything else: a fault of ours or of the schema.
    #[error("statement failed: {0}")]
    Failed(String),
}

impl Error {
    /// What a client is told; it may try again after so many seconds.
    pub fn problem(&self, retry_after: u32) -> Problem {
        match self {
            Self::Unavailable(_) => Problem::unavailable(retry_after),
            Self::Conflict(_) | Self::Failed(_) => Problem::internal(),
        }
    }
}

/// The address, made of the variables when it is first asked for.
fn address() -> Result<&'static str, Error> {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    once(&ADDRESS, read_address).map(String::as_str)
}

fn read_address() -> Result<String, Error> {
    let variable = |name: &'static str| {
        variables::get(name).ok_or_else(|| Error::Failed(format!("variable {name} is not set")))
    };
    let address = variable("postgres_address")?;
    let (host, port) = address
        .rsplit_once(':')
        .ok_or_else(|| Error::Failed("postgres_address is not of the form host:port".into()))?;
    Ok(format!(
        "host={} port={} dbname={} user={} password={} sslmode={} connect_timeout=5 application_name=todo",
        quoted(host.trim_matches(['[', ']'])),
        quoted(port),
        quoted(&variable("postgres_database")?),
        quoted(&variable("postgres_user")?),
        quoted(&variables::get("postgres_password").unwrap_or_default()),
        quoted(&variable("postgres_sslmode")?),
    ))
}

/// Quotes a value of a connection string as libpq reads it.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\\', r"\\").replace('\'', r"\'"))
}

impl From<PgError> for Error {
    fn from(error: PgError) -> Self {
        match error {
            PgError::ConnectionFailed(text) => Error::Unavailable(text),
            PgError::QueryFailed(QueryError::DbError(db)) => {
                let text = format!("{} {}", db.code, db.message);
                match db.code.as_str() {
                    "23505" => Error::Conflict(text),
                    code if is_passing(code) => Error::Unavailable(text),
                    _ => Error::Failed(text),
                }
            }
            // A connection that breaks under a statement has no SQLSTATE.
            PgError::QueryFailed(QueryError::Text(text)) | PgError::Other(text) => Error::Unavailable(text),
            PgError::BadParameter(text) | PgError::ValueConversionFailed(text) => Error::Failed(text),
        }
    }
}

/// Connection exceptions, insufficient resources and operator intervention (shutdown, crash recovery):
/// PostgreSQL manual, appendix A. The cut-off of a read-only standby (25006) passes as well.
fn is_passing(code: &str) -> bool {
    ["08", "53", "57"].contains(&code.get(..2).unwrap_or_default()) || code == "25006"
}

/// A value that may be null.
pub fn nullable<T: Into<ParameterValue>>(value: Option<T>) -> ParameterValue {
    value.map_or(ParameterValue::DbNull, Into::into)
}
