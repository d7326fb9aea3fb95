//! Statements of a guest on a connection.

use std::pin::pin;
use std::sync::Arc;

use deadpool_postgres::ClientWrapper;
use futures_util::TryStreamExt;
use tokio_postgres::error::SqlState;
use tokio_postgres::{RowStream, Statement};

use super::pool::{Pooled, Server, Session};
use super::{error, params, values};
use crate::bindings::spin::postgres::postgres::{Error, ParameterValue, RowSet};
use crate::mode::Mode;

/// The most bytes of a result, as in Spin.
const RESULT_LIMIT: usize = 128 << 20;

/// Statements that are kept prepared on a connection; an application has a few dozen.
const PREPARED_LIMIT: usize = 500;

/// A connection that a guest holds.
pub struct Connection {
    server: Arc<Server>,
    /// None only after a session could not be had.
    held: Option<Held>,
}

/// What a guest has of a session.
enum Held {
    /// In [`Mode::Fast`], as long as its statements leave nothing behind.
    Shared(Arc<Pooled>),
    Own(Box<Pooled>),
}

impl Connection {
    /// Gives a guest a session at `server`.
    ///
    /// # Errors
    /// `ConnectionFailed` when the server cannot be reached or refuses.
    pub async fn open(server: Arc<Server>) -> Result<Self, Error> {
        let held = match server.mode() {
            Mode::Fast => Held::Shared(server.shared().await?),
            Mode::Parity => Held::Own(Box::new(server.own().await?)),
        };
        Ok(Self { server, held: Some(held) })
    }

    /// Runs a statement for its rows.
    ///
    /// # Errors
    /// `BadParameter`, or `QueryFailed` also when a value cannot be read or the result is over 128 MiB.
    pub async fn query(&mut self, statement: &str, params: &[ParameterValue]) -> Result<RowSet, Error> {
        let params = params::convert(params).map_err(Error::BadParameter)?;
        let mode = self.server.mode();
        let session = self.session(statement).await?;
        let running = session.running();
        let result = read_rows(session, mode, statement, &params).await;
        running.end();
        result
    }

    /// Runs a statement for the number of rows that it affected.
    ///
    /// # Errors
    /// `ValueConversionFailed` for a bad parameter (as Spin has it), else `QueryFailed`.
    pub async fn execute(&mut self, statement: &str, params: &[ParameterValue]) -> Result<u64, Error> {
        let params = params::convert(params).map_err(Error::ValueConversionFailed)?;
        let mode = self.server.mode();
        let session = self.session(statement).await?;
        let running = session.running();
        let result = count_rows(session, mode, statement, &params).await;
        running.end();
        result.map_err(error::query_failed)
    }

    /// The session for `statement`: in [`Mode::Fast`] the guest's own from the first statement on that may leave
    /// something behind.
    async fn session(&mut self, statement: &str) -> Result<&Session, Error> {
        let shareable = self.server.mode() == Mode::Fast && leaves_nothing_behind(statement);
        if !shareable && matches!(self.held, Some(Held::Shared(_))) {
            // First, because the pool may have this one alone.
            self.held = None;
        }
        let held = match self.held.take() {
            Some(held) => held,
            None if shareable => Held::Shared(self.server.shared().await?),
            None => Held::Own(Box::new(self.server.own().await?)),
        };
        Ok(match self.held.insert(held) {
            Held::Shared(session) => session,
            Held::Own(session) => {
                session.dirty = self.server.mode() == Mode::Fast;
                session
            }
        })
    }
}

async fn read_rows(
    session: &Session,
    mode: Mode,
    statement: &str,
    params: &[params::Boxed<'_>],
) -> Result<RowSet, Error> {
    let mut stream = pin!(start(session, mode, statement, params).await.map_err(error::query_failed)?);
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
    session: &Session,
    mode: Mode,
    statement: &str,
    params: &[params::Boxed<'_>],
) -> Result<u64, tokio_postgres::Error> {
    let mut stream = pin!(start(session, mode, statement, params).await?);
    while stream.try_next().await?.is_some() {}
    Ok(stream.rows_affected().unwrap_or(0))
}

async fn start(
    session: &Session,
    mode: Mode,
    statement: &str,
    params: &[params::Boxed<'_>],
) -> Result<RowStream, tokio_postgres::Error> {
    let client = &session.client;
    if mode == Mode::Parity {
        return client.query_raw(statement, params.iter().map(params::borrow)).await;
    }
    let prepared = prepare(client, statement).await?;
    match client.query_raw(&prepared, params.iter().map(params::borrow)).await {
        Err(error) if is_stale(&error) && !session.dirty => {
            client.statement_cache.clear();
            let prepared = prepare(client, statement).await?;
            client.query_raw(&prepared, params.iter().map(params::borrow)).await
        }
        result => result,
    }
}

async fn prepare(client: &ClientWrapper, statement: &str) -> Result<Statement, tokio_postgres::Error> {
    if client.statement_cache.size() >= PREPARED_LIMIT {
        client.statement_cache.clear();
    }
    client.prepare_cached(statement).await
}

/// Whether the schema changed under a prepared statement, or somebody deallocated it. Outside of a
/// transaction a statement that failed had no effect, so it may be sent again.
fn is_stale(error: &tokio_postgres::Error) -> bool {
    let stale = [SqlState::FEATURE_NOT_SUPPORTED, SqlState::INVALID_SQL_STATEMENT_NAME];
    error.code().is_some_and(|code| stale.contains(code))
}

/// Whether a statement changes rows at most: no transaction, no setting or lock of the session.
fn leaves_nothing_behind(statement: &str) -> bool {
    let harmless = ["select", "insert", "update", "delete", "with", "values"];
    let word = first_word(statement);
    harmless.iter().any(|harmless| word.eq_ignore_ascii_case(harmless))
        && !["set_config", "advisory_lock"].iter().any(|harmful| statement.contains(harmful))
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
        check("select pg_try_advisory_lock(1)", false);
        check("select pg_advisory_xact_lock(1)", true);
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
