//! Statements of a guest on a connection.

use std::pin::pin;

use futures_util::TryStreamExt;
use tokio_postgres::error::SqlState;
use tokio_postgres::{RowStream, Statement};

use super::pool::Pooled;
use super::{error, params, values};
use crate::bindings::spin::postgres::postgres::{Error, ParameterValue, RowSet};
use crate::mode::Mode;

/// The most bytes of a result, as in Spin.
const RESULT_LIMIT: usize = 128 << 20;

/// Statements that are kept prepared on a connection; an application has a few dozen.
const PREPARED_LIMIT: usize = 500;

/// A connection that a guest holds.
pub struct Connection {
    session: Pooled,
    mode: Mode,
}

impl Connection {
    /// Gives `session` to a guest.
    pub fn new(session: Pooled, mode: Mode) -> Self {
        Self { session, mode }
    }

    /// Runs a statement for its rows.
    ///
    /// # Errors
    /// `BadParameter`, or `QueryFailed` also when a value cannot be read or the result is over 128 MiB.
    pub async fn query(&mut self, statement: &str, params: &[ParameterValue]) -> Result<RowSet, Error> {
        let params = params::convert(params).map_err(Error::BadParameter)?;
        self.session.running = true;
        let result = self.read_rows(statement, &params).await;
        self.session.running = false;
        result
    }

    /// Runs a statement for the number of rows that it affected.
    ///
    /// # Errors
    /// `ValueConversionFailed` for a bad parameter (as Spin has it), else `QueryFailed`.
    pub async fn execute(&mut self, statement: &str, params: &[ParameterValue]) -> Result<u64, Error> {
        let params = params::convert(params).map_err(Error::ValueConversionFailed)?;
        self.session.running = true;
        let result = self.count_rows(statement, &params).await;
        self.session.running = false;
        result.map_err(error::query_failed)
    }

    async fn read_rows(&mut self, statement: &str, params: &[params::Boxed<'_>]) -> Result<RowSet, Error> {
        let mut stream = pin!(self.start(statement, params).await.map_err(error::query_failed)?);
        let mut set = RowSet { columns: Vec::new(), rows: Vec::new() };
        let mut size = 0;
        while let Some(row) = stream.try_next().await.map_err(error::query_failed)? {
            size += row.raw_size_bytes();
            if size > RESULT_LIMIT {
                return Err(error::text(format!("query result exceeds limit of {RESULT_LIMIT} bytes")));
            }
            // Only here, so that an empty result has no columns, as in Spin.
            if set.rows.is_empty() {
                set.columns = values::columns(&row);
            }
            set.rows.push(values::row(&row).map_err(|error| error::text(format!("{error:?}")))?);
        }
        Ok(set)
    }

    async fn count_rows(
        &mut self,
        statement: &str,
        params: &[params::Boxed<'_>],
    ) -> Result<u64, tokio_postgres::Error> {
        let mut stream = pin!(self.start(statement, params).await?);
        while stream.try_next().await?.is_some() {}
        Ok(stream.rows_affected().unwrap_or(0))
    }

    async fn start(
        &mut self,
        statement: &str,
        params: &[params::Boxed<'_>],
    ) -> Result<RowStream, tokio_postgres::Error> {
        let session = &mut self.session;
        if self.mode == Mode::Parity {
            return session.client.query_raw(statement, params.iter().map(params::borrow)).await;
        }
        let in_transaction = session.dirty;
        session.dirty |= !leaves_nothing_behind(statement);
        let prepared = prepare(session, statement).await?;
        match session.client.query_raw(&prepared, params.iter().map(params::borrow)).await {
            Err(error) if is_stale(&error) && !in_transaction => {
                session.client.statement_cache.clear();
                let prepared = prepare(session, statement).await?;
                session.client.query_raw(&prepared, params.iter().map(params::borrow)).await
            }
            result => result,
        }
    }
}

async fn prepare(session: &Pooled, statement: &str) -> Result<Statement, tokio_postgres::Error> {
    if session.client.statement_cache.size() >= PREPARED_LIMIT {
        session.client.statement_cache.clear();
    }
    session.client.prepare_cached(statement).await
}

/// Whether the schema changed under a prepared statement, or somebody deallocated it. Outside of a
/// transaction a statement that failed had no effect, so it may be sent again.
fn is_stale(error: &tokio_postgres::Error) -> bool {
    let stale = [SqlState::FEATURE_NOT_SUPPORTED, SqlState::INVALID_SQL_STATEMENT_NAME];
    error.code().is_some_and(|code| stale.contains(code))
}

/// Whether a statement changes rows at most: no transaction, no setting of the session.
fn leaves_nothing_behind(statement: &str) -> bool {
    let harmless = ["select", "insert", "update", "delete", "with", "values"];
    let word = first_word(statement);
    harmless.iter().any(|harmless| word.eq_ignore_ascii_case(harmless)) && !statement.contains("set_config")
}

/// The first word of a statement after blanks and comments; empty if there is none.
fn first_word(statement: &str) -> &str {
    let mut rest = statement;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
        let after = match rest.get(..2) {
            Some("--") => rest.split_once('\n'),
            // Comments nest, and what follows a nested one is not looked at.
            Some("/*") => rest.split_once("*/").filter(|(comment, _)| !comment[2..].contains("/*")),
            _ => break,
        };
        rest = after.map(|(_, after)| after).unwrap_or_default();
    }
    rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(statement: &str, expected: bool) {
        assert_eq!(leaves_nothing_behind(statement), expected, "{statement}");
    }

    #[test]
    fn only_statements_on_rows_leave_nothing_behind() {
        check("select 1", true);
        check("  SELECT\n1", true);
        check("-- find them\nselect 1", true);
        check("/* a\nb */ -- c\n with x as (select 1) table x", true);
        check("(select 1) union (select 2)", true);
        check("insert into t values (1)", true);
        check("update t set a = 1", true);
        check("delete from t", true);
        check("values (1)", true);
        check("select set_config('a.b', 'c', false)", false);
        check("begin", false);
        check("set x = 1", false);
        check("selection", false);
        check("explain select 1", false);
        check("/* /* select */ select */ begin", false);
        check("/* open select", false);
        check("--", false);
        check("", false);
        check("é", false);
    }
}
