//! What one instance of a component owns: everything here dies with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use wasmtime::component::{Instance, ResourceTable};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpCtxView, WasiHttpView};

use crate::outbound::{AllowedHosts, Client, Hooks};
use crate::postgres::Pools;

/// What an outer component may do; its dependencies share it.
pub struct Capabilities {
    /// The component's name in the manifest.
    pub name: String,
    /// The variables that it sees, with their values.
    pub variables: BTreeMap<String, String>,
    /// The hosts that it may reach.
    pub allowed_hosts: AllowedHosts,
    /// Its connections over HTTP.
    pub http: Arc<Client>,
    /// Its connections to Postgres, which in [`Mode::Fast`](crate::Mode) are those of all components.
    pub pools: Arc<Pools>,
}

/// The data of a wasmtime store.
pub struct State {
    wasi: WasiCtx,
    http: WasiHttpCtx,
    hooks: Hooks,
    /// The resources that the guest holds.
    pub table: ResourceTable,
    /// The instances of dependencies that were called, by their place.
    pub dependencies: BTreeMap<usize, Instance>,
}

impl State {
    /// A fresh instance's state.
    pub fn new(component: Arc<Capabilities>, wasi: WasiCtx) -> Self {
        Self {
            wasi,
            http: WasiHttpCtx::new(),
            hooks: Hooks(component),
            table: ResourceTable::new(),
            dependencies: BTreeMap::new(),
        }
    }

    /// What the instance may do.
    pub fn component(&self) -> &Arc<Capabilities> {
        &self.hooks.0
    }
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

impl WasiHttpView for State {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView { ctx: &mut self.http, table: &mut self.table, hooks: &mut self.hooks }
    }
}
