//! `spin:postgres/postgres@4.0.0`: connections to Postgres, as [`Mode`](crate::Mode) says.

mod error;
mod lanes;
mod params;
mod pool;
mod range;
mod session;
mod values;

use wasmtime::component::Resource;

use crate::bindings::spin::postgres::postgres::{Error, Host, HostConnection, ParameterValue, RowSet};
use crate::state::State;

pub use pool::{CONNECTIONS, Pools};
pub use session::Connection;

impl Host for State {}

impl HostConnection for State {
    async fn open(&mut self, address: String) -> wasmtime::Result<Result<Resource<Connection>, Error>> {
        let component = self.component().clone();
        Ok(match component.pools.open(&address, &component.allowed_hosts).await {
            Ok(connection) => Ok(self.table.push(connection)?),
            Err(error) => Err(error),
        })
    }

    async fn query(
        &mut self,
        connection: Resource<Connection>,
        statement: String,
        params: Vec<ParameterValue>,
    ) -> wasmtime::Result<Result<RowSet, Error>> {
        Ok(self.table.get_mut(&connection)?.query(&statement, &params).await)
    }

    async fn execute(
        &mut self,
        connection: Resource<Connection>,
        statement: String,
        params: Vec<ParameterValue>,
    ) -> wasmtime::Result<Result<u64, Error>> {
        Ok(self.table.get_mut(&connection)?.execute(&statement, &params).await)
    }

    async fn drop(&mut self, connection: Resource<Connection>) -> wasmtime::Result<()> {
        self.table.delete(connection)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
