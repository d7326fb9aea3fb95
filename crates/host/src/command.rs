//! The command trigger: `wasi:cli/run`, once.

use anyhow::{Result, ensure};
use wasmtime_wasi::{I32Exit, WasiCtxBuilder};

use crate::app::{App, Command};
use crate::engine::store;
use crate::state::State;

impl App {
    /// Runs the components of the command trigger one after another until one fails; their stdout and
    /// stderr are the host's. Gives whether all succeeded.
    ///
    /// # Errors
    /// When the manifest has no command trigger, or a component traps.
    pub async fn run_command(&self) -> Result<bool> {
        ensure!(!self.commands.is_empty(), "the manifest has no [[trigger.command]]");
        for command in &self.commands {
            if !command.run().await? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Command {
    async fn run(&self) -> Result<bool> {
        let wasi = WasiCtxBuilder::new().arg(&self.component.name).inherit_stdout().inherit_stderr().build();
        let mut store = store(self.pre.engine(), State::new(self.component.clone(), wasi));
        let command = self.pre.instantiate_async(&mut store).await?;
        match command.wasi_cli_run().call_run(&mut store).await {
            Ok(result) => Ok(result.is_ok()),
            // How `std::process::exit` ends a guest.
            Err(error) => match error.downcast_ref::<I32Exit>() {
                Some(I32Exit(code)) => Ok(*code == 0),
                None => Err(error.into()),
            },
        }
    }
}
