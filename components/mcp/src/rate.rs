//! How often a user may call tools.

use kit::{
    database::{DbValue, query},
    types::ToolError,
};

/// Counts a call; in how many seconds to try again when there were more than `limit` in this minute.
///
/// # Errors
///
/// The database's.
pub fn exceeded(user: &str, limit: Option<i32>) -> Result<Option<u32>, ToolError> {
    let Some(limit) = limit else { return Ok(None) };
    let rows = query(include_str!("sql/count_call.sql"), &[user.to_owned().into(), limit.into()])?;
    match rows.first().and_then(|row| row.first()) {
        Some(DbValue::Int32(seconds)) => Ok(Some(seconds.unsigned_abs())),
        _ => Ok(None),
    }
}
