//! Composition: the dependencies of a component are plugged into it, which gives one component.

use anyhow::{Context, Result, ensure};
use wac_graph::types::Package;
use wac_graph::{CompositionGraph, EncodeOptions, plug};

use crate::imports::{check, imports};

/// A component to be plugged into another.
#[derive(Clone, Copy, Debug)]
pub struct Plug<'a> {
    /// The import that it is for, such as `todo:add-task/tool@1.0.0`.
    pub selector: &'a str,
    /// Its name in the manifest.
    pub name: &'a str,
    /// Its binary.
    pub bytes: &'a [u8],
}

/// Plugs `plugs` into the component called `name`; without plugs it stays as it is.
///
/// # Errors
/// Names the component and the import when a plug fits none, or when an import is left that Spin does not
/// offer: interfaces match by name and type, and a mismatch would otherwise show only at run time.
pub fn compose(name: &str, socket: &[u8], plugs: &[Plug<'_>]) -> Result<Vec<u8>> {
    let composed = match plugs {
        [] => socket.to_vec(),
        plugs => {
            join(name, socket, plugs).with_context(|| format!("cannot compose the component `{name}`"))?
        }
    };
    check(name, &composed)?;
    Ok(composed)
}

fn join(name: &str, socket: &[u8], plugs: &[Plug<'_>]) -> Result<Vec<u8>> {
    let imported = imports(socket)?;
    let mut graph = CompositionGraph::new();
    let mut packages = Vec::new();
    for plug in plugs {
        ensure!(
            imported.iter().any(|import| import.name == plug.selector),
            "it does not import `{}`",
            plug.selector
        );
        let package = Package::from_bytes(plug.name, None, plug.bytes, graph.types_mut())?;
        packages.push(graph.register_package(package)?);
    }
    // Its name must differ from every plug's, and two of one application never are the same.
    let package = Package::from_bytes(name, None, socket, graph.types_mut())?;
    let socket = graph.register_package(package)?;
    plug(&mut graph, packages, socket)?;
    // wasmtime validates what it compiles.
    Ok(graph.encode(EncodeOptions { validate: false, ..EncodeOptions::default() })?)
}
