//! A connection to a database, and the URL that one may be given as.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context as _, Result, bail, ensure};
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

/// Where a database is and who logs in: what the application's variables can say.
#[derive(Clone, PartialEq, Eq)]
pub struct Connection {
    /// A name or an address; an IPv6 address without brackets.
    pub host: String,
    /// The TCP port.
    pub port: u16,
    /// The database's name.
    pub database: String,
    /// The role that logs in.
    pub user: String,
    /// Its password; empty when there is none.
    pub password: String,
    /// `disable`, `prefer` or `require`: what Spin accepts.
    pub sslmode: &'static str,
}

impl Connection {
    /// Splits `postgres://user:password@host:port/database?sslmode=…`, or the form `host=… user=…`.
    ///
    /// # Errors
    ///
    /// A sentence when it cannot be parsed, lacks a host or a user, or says what the variables cannot
    /// carry: a stricter `sslmode`, a unix socket, several hosts, `options`. None of them quotes the URL.
    pub fn parse(url: &str) -> Result<Self> {
        for mode in ["verify-full", "verify-ca"] {
            ensure!(
                !url.contains(&format!("sslmode={mode}")),
                "sslmode={mode} is not a mode that Spin knows: write sslmode=require, which verifies the \
                 certificate and the host name as well",
            );
        }
        // The parser's own message can quote a part of the URL, and so of the password.
        let Ok(config) = url.parse::<Config>() else {
            bail!(
                "not a PostgreSQL URL of the form postgres://user:password@host:port/database?sslmode=require"
            );
        };
        let host = match config.get_hosts() {
            [Host::Tcp(host)] => host.trim_matches(['[', ']']).to_owned(),
            [] => bail!("it names no host"),
            [_] => bail!("a unix socket cannot be used: name a host and a port"),
            _ => bail!("it names several hosts: name one"),
        };
        ensure!(
            config.get_options().is_none(),
            "`options` cannot be passed on: set them on the role with `alter role … set …`",
        );
        let user = config.get_user().context("it names no user")?.to_owned();
        let password = config.get_password().unwrap_or_default().to_vec();
        Ok(Self {
            host,
            port: config.get_ports().first().copied().unwrap_or(5432),
            database: config.get_dbname().unwrap_or(&user).to_owned(),
            user,
            password: String::from_utf8(password).ok().context("the password is not UTF-8")?,
            sslmode: match config.get_ssl_mode() {
                SslMode::Disable => "disable",
                SslMode::Require => "require",
                _ => "prefer",
            },
        })
    }

    /// The application's variables that say the same.
    pub fn variables(&self) -> BTreeMap<String, String> {
        [
            ("postgres_address", self.address()),
            ("postgres_database", self.database.clone()),
            ("postgres_user", self.user.clone()),
            ("postgres_password", self.password.clone()),
            ("postgres_sslmode", self.sslmode.to_owned()),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
    }

    fn address(&self) -> String {
        let Self { host, port, .. } = self;
        if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
    }
}

/// `user@host:port/database`, without the password.
impl fmt::Display for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}/{}", self.user, self.address(), self.database)
    }
}

/// As displayed: a password must not get into a log by `{:?}`.
impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Connection({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: [&str; 5]) {
        let variables = Connection::parse(url).unwrap().variables();
        let names = ["address", "database", "user", "password", "sslmode"];
        for (name, expected) in names.into_iter().zip(expected) {
            assert_eq!(variables[&format!("postgres_{name}")], expected, "{name} of {url}");
        }
        assert_eq!(variables.len(), names.len());
    }

    #[track_caller]
    fn refused(url: &str, because: &str) {
        let error = format!("{:#}", Connection::parse(url).unwrap_err());
        assert!(error.contains(because), "{url}: {error}");
        assert!(!error.contains("hunter2"), "the password is in: {error}");
    }

    #[test]
    fn urls_are_split() {
        check(
            "postgres://ann:hunter2@db.example:6543/todo?sslmode=require",
            ["db.example:6543", "todo", "ann", "hunter2", "require"],
        );
        check("postgresql://ann:p%40ss%2Fword@db/todo", ["db:5432", "todo", "ann", "p@ss/word", "prefer"]);
        check("postgres://ann@localhost", ["localhost:5432", "ann", "ann", "", "prefer"]);
        check("postgres://ann:x@[::1]:5433/t?sslmode=disable", ["[::1]:5433", "t", "ann", "x", "disable"]);
        check("host=db port=5433 user=ann password=x dbname=t", ["db:5433", "t", "ann", "x", "prefer"]);
        check(
            "postgres://a:b@ep-x-pooler.neon.example/neondb?sslmode=require&channel_binding=require",
            ["ep-x-pooler.neon.example:5432", "neondb", "a", "b", "require"],
        );
    }

    #[test]
    fn what_cannot_be_passed_on_is_refused_with_its_reason() {
        refused("postgres://ann:hunter2@db/t?sslmode=verify-full", "sslmode=require");
        refused("postgres://ann:hunter2@db/t?sslmode=verify-ca", "sslmode=require");
        refused("postgres://ann:hunter2@db/t?sslmode=allow", "not a PostgreSQL URL");
        refused("postgres://ann:hunter2@db:port/t", "not a PostgreSQL URL");
        refused("mysql://ann:hunter2@db/t", "not a PostgreSQL URL");
        refused("postgres://ann:hunter2@a,b/t", "several hosts");
        refused("postgres:///t?user=ann", "no host");
        refused("postgres://%2Ftmp/t?user=ann", "unix socket");
        refused("postgres://db/t", "no user");
        refused("postgres://ann:hunter2@db/t?options=-c%20geqo%3Doff", "alter role");
    }

    #[test]
    fn neither_form_shows_the_password() {
        let connection = Connection::parse("postgres://ann:hunter2@db/t").unwrap();
        assert_eq!(connection.to_string(), "ann@db:5432/t");
        assert_eq!(format!("{connection:?}"), "Connection(ann@db:5432/t)");
    }
}
