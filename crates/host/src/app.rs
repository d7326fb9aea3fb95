//! An application, ready to serve.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow};
use wasmtime::Engine;
use wasmtime::component::{Component, InstancePre, Linker};
use wasmtime_wasi::p2::bindings::CommandPre;
use wasmtime_wasi_http::p2::bindings::ProxyPre;

use crate::bindings::Spin;
use crate::cache::Cache;
use crate::compose::{Plug, compose};
use crate::engine::engine;
use crate::instances::Instances;
use crate::link::{Dependency, link};
use crate::manifest::{Manifest, Routes, render};
use crate::mode::Mode;
use crate::outbound::{AllowedHosts, Client};
use crate::postgres::Pools;
use crate::state::{Capabilities, State};
use crate::variables;

/// What to serve, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The path of the manifest, a `spin.toml`.
    pub manifest: PathBuf,
    /// Whether it is fast, or as Spin is.
    pub mode: Mode,
    /// How many connections to one address of Postgres the application may have, or in [`Mode::Parity`] each of its
    /// components; [`CONNECTIONS`](crate::CONNECTIONS) is what Spin gives.
    pub connections: usize,
    /// Values of application variables, which win over the defaults of the manifest.
    pub variables: BTreeMap<String, String>,
    /// Where compiled components are kept; none compiles at every start. Only the user may write there.
    pub cache_dir: Option<PathBuf>,
}

/// An application whose components are compiled, joined with their dependencies and ready to be instantiated.
pub struct App {
    /// Which component answers which path.
    pub(crate) routes: Routes<Arc<Instances>>,
    /// All components that answer requests.
    pub(crate) handlers: Vec<Arc<Instances>>,
    /// The components of the command trigger, in the manifest's order.
    pub(crate) commands: Vec<Command>,
}

/// A component that is run once.
pub(crate) struct Command {
    pub pre: CommandPre<State>,
    pub component: Arc<Capabilities>,
}

impl App {
    /// Reads the manifest and makes its application ready.
    ///
    /// # Errors
    /// A sentence that names what is wrong: an unsupported key, a variable without a value, a component
    /// that its dependencies do not fit or that needs what Spin does not offer.
    pub async fn load(options: Options) -> Result<Self> {
        tokio::task::spawn_blocking(move || load(&options)).await?
    }
}

fn load(options: &Options) -> Result<App> {
    let manifest = Manifest::read(&options.manifest)?;
    let values = variables::resolve(&manifest.variables, &options.variables)?;
    let engine = engine()?;
    let linker = linker(&engine)?;
    let components =
        load_components(&manifest, options.mode, &engine, &Cache::new(options.cache_dir.clone()))?;

    let mut plugs = BTreeMap::new();
    if options.mode == Mode::Fast {
        for name in manifest.plugged() {
            plugs.insert(name, instantiate_pre(name, &components, &linker)?);
        }
    }
    let mut ready = BTreeMap::new();
    let new_pools = || Arc::new(Pools::new(options.mode, options.connections));
    let shared_pools = new_pools();
    for name in manifest.triggered() {
        let (pools, pre) = match options.mode {
            // One pool for all: a database may serve a single connection.
            Mode::Fast => {
                (shared_pools.clone(), link_dependencies(name, &manifest, &components, &plugs, &linker)?)
            }
            Mode::Parity => (new_pools(), instantiate_pre(name, &components, &linker)?),
        };
        let capabilities = Arc::new(capabilities(name, &manifest, &values, pools)?);
        ready.insert(name, (pre, capabilities));
    }
    let mut handlers = BTreeMap::new();
    let mut routes = Vec::new();
    for (route, name) in &manifest.http {
        if !handlers.contains_key(name) {
            let (pre, component) = ready[name.as_str()].clone();
            let pre = ProxyPre::new(pre)
                .map_err(|error| anyhow!("`{name}` cannot answer HTTP requests: {error:#}"))?;
            handlers.insert(name, Arc::new(Instances::new(pre, component, options.mode)));
        }
        routes.push((route.clone(), handlers[name].clone()));
    }
    let mut commands = Vec::new();
    for name in &manifest.commands {
        let (pre, component) = ready[name.as_str()].clone();
        let pre = CommandPre::new(pre)
            .map_err(|error| anyhow!("`{name}` cannot be run as a command: {error:#}"))?;
        commands.push(Command { pre, component });
    }
    Ok(App { routes: Routes::new(routes)?, handlers: handlers.into_values().collect(), commands })
}

fn linker(engine: &Engine) -> Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    wasmtime_wasi_http::p2::add_only_http_to_linker_async(&mut linker)?;
    Spin::add_to_linker::<_, wasmtime::component::HasSelf<State>>(&mut linker, |state| state)?;
    Ok(linker)
}

/// The component called `name`, each of its dependencies linked so that it comes to life when it is called.
fn link_dependencies(
    name: &str,
    manifest: &Manifest,
    components: &BTreeMap<String, Component>,
    plugs: &BTreeMap<&str, InstancePre<State>>,
    linker: &Linker<State>,
) -> Result<InstancePre<State>> {
    let mut own = linker.clone();
    for (place, (selector, plug)) in manifest.components[name].dependencies.iter().enumerate() {
        let dependency = Dependency { selector: selector.clone(), place, pre: plugs[&**plug].clone() };
        link(&mut own, &components[name], dependency)
            .with_context(|| format!("`{plug}` does not fit the component `{name}`"))?;
    }
    instantiate_pre(name, components, &own)
}

fn instantiate_pre(
    name: &str,
    components: &BTreeMap<String, Component>,
    linker: &Linker<State>,
) -> Result<InstancePre<State>> {
    let component = components.get(name).with_context(|| format!("the component `{name}` is missing"))?;
    linker
        .instantiate_pre(component)
        .map_err(|error| anyhow!("the component `{name}` needs what Spin does not offer: {error:#}"))
}

/// Compiles what the triggers start, one thread each: even from the cache this takes most of the time to the
/// first answer.
fn load_components(
    manifest: &Manifest,
    mode: Mode,
    engine: &Engine,
    cache: &Cache,
) -> Result<BTreeMap<String, Component>> {
    let mut names: BTreeSet<&str> = manifest.triggered().collect();
    if mode == Mode::Fast {
        names.extend(manifest.plugged());
    }
    thread::scope(|scope| {
        let threads: Vec<_> = names
            .into_iter()
            .map(|name| (name, scope.spawn(move || load_component(manifest, name, mode, engine, cache))))
            .collect();
        let mut components = BTreeMap::new();
        for (name, thread) in threads {
            let component =
                thread.join().map_err(|_| anyhow!("loading the component `{name}` panicked"))??;
            components.insert(name.to_owned(), component);
        }
        Ok(components)
    })
}

/// The component called `name` as it is, or in [`Mode::Parity`] composed with its dependencies.
fn load_component(
    manifest: &Manifest,
    name: &str,
    mode: Mode,
    engine: &Engine,
    cache: &Cache,
) -> Result<Component> {
    let read = |name: &str| {
        let path = &manifest.components[name].source;
        std::fs::read(path).with_context(|| format!("cannot read {}, the component `{name}`", path.display()))
    };
    let context = || format!("cannot load the component `{name}`");
    let socket = read(name)?;
    if mode == Mode::Fast {
        return cache.load(engine, name, &[&socket], || Ok(socket.clone())).with_context(context);
    }
    let mut plugs = Vec::new();
    for (selector, plug) in &manifest.components[name].dependencies {
        plugs.push((selector, plug, read(plug)?));
    }
    let plugs: Vec<_> = plugs.iter().map(|(selector, name, bytes)| Plug { selector, name, bytes }).collect();
    let sources: Vec<&[u8]> = [&*socket].into_iter().chain(plugs.iter().map(|plug| plug.bytes)).collect();
    cache
        .load(engine, &format!("{name}-composed"), &sources, || compose(name, &socket, &plugs))
        .with_context(context)
}

fn capabilities(
    name: &str,
    manifest: &Manifest,
    values: &BTreeMap<String, String>,
    pools: Arc<Pools>,
) -> Result<Capabilities> {
    let component = &manifest.components[name];
    let hosts =
        component.allowed_outbound_hosts.iter().map(|host| render(host, values)).collect::<Result<Vec<_>>>();
    let hosts = hosts.and_then(|hosts| AllowedHosts::parse(hosts.iter().map(String::as_str)));
    Ok(Capabilities {
        name: name.to_owned(),
        variables: variables::of_component(name, component, values)?,
        allowed_hosts: hosts.with_context(|| format!("the component `{name}` is not usable"))?,
        http: Arc::new(Client::default()),
        pools,
    })
}
