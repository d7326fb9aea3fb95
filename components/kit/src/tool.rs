//! What the five tools have in common: one statement under a call key.

use spin_sdk::pg4::{DbValue, ParameterValue};

use crate::{
    database::{Error, nullable, query},
    types::{CallKey, CallScope, TaskId, TaskRef, ToolError},
};

/// Runs a tool's statement and gives its rows, without the first column.
///
/// The call key's five parameters follow after `parameters`. The statement's first column is the outcome
/// of `todo.check_key`.
///
/// # Errors
///
/// Those of the key, and of the database.
pub fn run(
    statement: &str,
    mut parameters: Vec<ParameterValue>,
    key: Option<CallKey>,
) -> Result<Vec<Vec<DbValue>>, ToolError> {
    parameters.extend(key_parameters(key));
    let rows = match query(statement, &parameters) {
        // The same call ran at the same moment and was first: what it did is on record now.
        Err(Error::Conflict(_)) => query(statement, &parameters)?,
        rows => rows?,
    };
    rows.into_iter()
        .map(|row| {
            let mut row = row.into_iter();
            match row.next() {
                Some(DbValue::Str(outcome)) if outcome == "run" || outcome == "recorded" => Ok(row.collect()),
                Some(DbValue::Str(outcome)) if outcome == "superseded" => Err(ToolError::Superseded),
                Some(DbValue::Str(outcome)) if outcome == "key_reused" => Err(ToolError::KeyReused),
                _ => Err(unexpected()),
            }
        })
        .collect()
}

/// Runs a statement that answers with the id and the title of one task, or with nulls for none.
///
/// # Errors
///
/// [`run`]'s, and [`ToolError::NotFound`] with `id`.
pub fn run_on_task(
    statement: &str,
    parameters: Vec<ParameterValue>,
    key: Option<CallKey>,
    id: TaskId,
) -> Result<TaskRef, ToolError> {
    match run(statement, parameters, key)?.pop().as_deref() {
        Some([DbValue::Int64(id), DbValue::Str(title)]) => Ok(TaskRef { id: *id, title: title.clone() }),
        Some([DbValue::DbNull, DbValue::DbNull]) => Err(ToolError::NotFound(id)),
        _ => Err(unexpected()),
    }
}

/// The error for a value that breaks a rule.
pub fn invalid(rule: impl ToString) -> ToolError {
    ToolError::Invalid(rule.to_string())
}

/// The error for a row that is not as the statement says. It does not show the row, which holds what a
/// user wrote.
pub fn unexpected() -> ToolError {
    ToolError::Internal("the statement gave a row of another form".to_owned())
}

fn key_parameters(key: Option<CallKey>) -> [ParameterValue; 5] {
    let number = key.as_ref().map(|key| i64::from(key.number));
    let (scope, attempt) = match key.as_ref().map(|key| &key.scope) {
        None => (None, None),
        Some(CallScope::Turn(attempt)) => (Some(format!("turn/{}", attempt.turn)), Some(attempt)),
        Some(CallScope::Request(name)) => (Some(format!("key/{name}")), None),
    };
    [
        nullable(scope),
        nullable(number),
        nullable(key.as_ref().map(|key| key.request.clone())),
        nullable(attempt.map(|attempt| attempt.turn)),
        nullable(attempt.map(|attempt| attempt.number)),
    ]
}

impl From<Error> for ToolError {
    fn from(error: Error) -> Self {
        match error {
            Error::Unavailable(cause) => ToolError::Unavailable(cause),
            Error::Conflict(cause) | Error::Failed(cause) => ToolError::Internal(cause),
        }
    }
}
