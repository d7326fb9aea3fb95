//! Dependencies that come to life when they are first called.
//!
//! Spin composes a component with its dependencies, and every request pays for an instance of each, called or not.
//! Here the component stays as it is, and what it imports leads to its dependency's function.

use std::sync::Arc;

use anyhow::{Result, bail};
use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{Component, ComponentExportIndex, Instance, InstancePre, Linker, Val};
use wasmtime::{StoreContextMut, format_err};

use crate::state::State;

/// A component that another depends on.
pub struct Dependency {
    /// The import that it is for, such as `todo:add-task/tool@1.0.0`.
    pub selector: String,
    /// Its place among the other's dependencies.
    pub place: usize,
    /// Makes its instances.
    pub pre: InstancePre<State>,
}

/// Leads what `component` imports by the dependency's selector to what the dependency exports by that name.
///
/// # Errors
/// When the component has no such import, or the dependency does not export it in the same form: that would
/// otherwise show only when it is called.
pub fn link(linker: &mut Linker<State>, component: &Component, dependency: Dependency) -> Result<()> {
    let engine = component.engine();
    let dependency = Arc::new(dependency);
    let selector = &*dependency.selector;
    let imported = component.component_type().get_import(engine, selector).map(|import| import.ty);
    let Some(ComponentItem::ComponentInstance(imported)) = imported else {
        bail!("there is no import `{selector}`");
    };
    let exporter = dependency.pre.component();
    let interface = exporter.get_export_index(None, selector);
    let mut functions = linker.instance(selector)?;
    for (name, import) in imported.exports(engine) {
        let index = match (import.ty, exporter.get_export(interface.as_ref(), name)) {
            // A name for a type, which the functions' types are made of.
            (ComponentItem::Type(_), _) => continue,
            (ComponentItem::ComponentFunc(wanted), Some((ComponentItem::ComponentFunc(found), index)))
                if same(&wanted, &found) =>
            {
                index
            }
            _ => bail!("it exports no `{name}` of `{selector}` in the form that is imported"),
        };
        let dependency = dependency.clone();
        functions.func_new_async(name, move |store, _, params, results| {
            Box::new(call(store, dependency.clone(), index, params, results))
        })?;
    }
    Ok(())
}

fn same(wanted: &ComponentFunc, found: &ComponentFunc) -> bool {
    wanted.params().eq(found.params()) && wanted.results().eq(found.results())
}

async fn call(
    mut store: StoreContextMut<'_, State>,
    dependency: Arc<Dependency>,
    function: ComponentExportIndex,
    params: &[Val],
    results: &mut [Val],
) -> wasmtime::Result<()> {
    let instance = instance(&mut store, &dependency).await?;
    let function =
        instance.get_func(&mut store, function).ok_or_else(|| format_err!("a function has gone"))?;
    function.call_async(&mut store, params, results).await
}

/// The dependency's instance, which lives as long as the request.
async fn instance(
    store: &mut StoreContextMut<'_, State>,
    dependency: &Dependency,
) -> wasmtime::Result<Instance> {
    if let Some(instance) = store.data().dependencies.get(&dependency.place) {
        return Ok(*instance);
    }
    let instance = dependency.pre.instantiate_async(&mut *store).await?;
    store.data_mut().dependencies.insert(dependency.place, instance);
    Ok(instance)
}
