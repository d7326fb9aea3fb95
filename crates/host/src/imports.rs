//! What a component imports: the list of what it can do at all.

use anyhow::{Result, bail, ensure};
use wit_component::DecodedWasm;
use wit_parser::{WorldItem, WorldKey};

/// Packages of interfaces that Spin itself offers.
const OFFERED: [&str; 3] = ["wasi:", "spin:", "fermyon:spin"];

/// An interface or a function that a component imports.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Import {
    /// Such as `wasi:io/streams@0.2.6`; a plain name for what is in no package.
    pub name: String,
    /// Whether it has functions, or is one. An interface of types alone needs nobody who implements it.
    pub has_functions: bool,
}

/// The imports of a component, in the order of its binary.
///
/// # Errors
/// When the bytes are not a component.
pub fn imports(component: &[u8]) -> Result<Vec<Import>> {
    let DecodedWasm::Component(resolve, world) = wit_component::decode(component)? else {
        bail!("this is a WIT package and not a component");
    };
    let mut imports = Vec::new();
    for (key, item) in &resolve.worlds[world].imports {
        let name = match key {
            WorldKey::Name(name) => name.clone(),
            WorldKey::Interface(id) => resolve.id_of(*id).unwrap_or_default(),
        };
        match item {
            WorldItem::Interface { id, .. } => {
                imports.push(Import { name, has_functions: !resolve.interfaces[*id].functions.is_empty() });
            }
            WorldItem::Function(_) => imports.push(Import { name, has_functions: true }),
            WorldItem::Type { .. } => {}
        }
    }
    Ok(imports)
}

/// Makes sure that a component needs only what Spin offers.
///
/// # Errors
/// Names the `component` and the first import that nobody would implement.
pub fn check(component: &str, bytes: &[u8]) -> Result<()> {
    for import in imports(bytes)? {
        let offered = OFFERED.iter().any(|package| import.name.starts_with(package));
        ensure!(
            offered || !import.has_functions,
            "the component `{component}` imports `{}`, which none of its dependencies exports in the same form",
            import.name
        );
    }
    Ok(())
}
