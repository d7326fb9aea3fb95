//! The application's database and the role that it logs in as.

use anyhow::{Context as _, Result};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, NoTls};

use super::url::Connection;

/// The application's database in the private cluster.
pub const DATABASE: &str = "todo";

/// The role that the application logs in as; `role.sql` makes it.
const ROLE: &str = "todo";

/// Makes the application's database if it is absent, and turns `owner` to it.
///
/// # Errors
///
/// The server refuses.
pub async fn create_database(owner: &mut Connection) -> Result<()> {
    let client = owner.connect().await.context("cannot connect to the database server")?;
    match client.batch_execute("create database todo").await {
        Ok(()) => {}
        Err(error) if error.code() == Some(&SqlState::DUPLICATE_DATABASE) => {}
        Err(error) => return Err(error).context("cannot make the database"),
    }
    DATABASE.clone_into(&mut owner.database);
    Ok(())
}

/// Makes the application's role, with `password`, in the database of `owner`, and returns its connection.
/// It can read and write rows where the migrations grant that to `todo_app`, and can create nothing.
///
/// # Errors
///
/// The server refuses.
pub async fn create_role(owner: &Connection, password: String) -> Result<Connection> {
    let client = owner.connect().await.context("cannot connect to the database")?;
    // `alter role` takes no parameters, so the password goes by a setting of the session.
    client
        .execute("select set_config('runner.password', $1, false)", &[&password])
        .await
        .context("cannot make the application's database role")?;
    client
        .batch_execute(include_str!("role.sql"))
        .await
        .context("cannot make the application's database role")?;
    Ok(Connection { user: ROLE.to_owned(), password, ..owner.clone() })
}

impl Connection {
    /// Connects, without TLS: to the private cluster only.
    ///
    /// # Errors
    ///
    /// What the server or the network says, within five seconds.
    pub async fn connect(&self) -> Result<Client, tokio_postgres::Error> {
        let (client, connection) = tokio_postgres::Config::new()
            .host(&self.host)
            .port(self.port)
            .dbname(&self.database)
            .user(&self.user)
            .password(&self.password)
            .connect_timeout(std::time::Duration::from_secs(5))
            .connect(NoTls)
            .await?;
        // It ends with the client; what goes wrong on it, the client's calls return.
        tokio::spawn(connection);
        Ok(client)
    }
}
