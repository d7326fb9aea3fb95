//! Errors of Postgres in the words of the interface, with the texts of Spin.

use tokio_postgres::error::DbError;

use crate::bindings::spin::postgres::postgres::{self as wit, Error, QueryError};

/// A statement that failed for a reason outside of Postgres.
pub fn text(text: String) -> Error {
    Error::QueryFailed(QueryError::Text(text))
}

/// A statement that failed.
pub fn query_failed(error: tokio_postgres::Error) -> Error {
    let as_text = format!("{error:?}");
    match error.as_db_error() {
        None => text(as_text),
        Some(cause) => Error::QueryFailed(QueryError::DbError(wit::DbError {
            as_text,
            severity: cause.severity().to_owned(),
            code: cause.code().code().to_owned(),
            message: cause.message().to_owned(),
            detail: cause.detail().map(str::to_owned),
            extras: extras(cause),
        })),
    }
}

/// What else Postgres says, by the names that Spin gives it.
fn extras(error: &DbError) -> Vec<(String, String)> {
    let line = error.line().map(|line| line.to_string());
    let fields = [
        ("column", error.column()),
        ("constraint", error.constraint()),
        ("routine", error.routine()),
        ("hint", error.hint()),
        ("table", error.table()),
        ("datatype", error.datatype()),
        ("schema", error.schema()),
        ("file", error.file()),
        ("line", line.as_deref()),
        ("where_", error.where_()),
    ];
    fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect()
}
