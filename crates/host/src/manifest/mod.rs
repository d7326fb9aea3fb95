//! The Spin manifest, version 2: what is read from it and what is refused.

mod raw;
mod route;
mod template;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

pub use route::Routes;
pub use template::render;

/// An application as its manifest describes it, checked as far as the file alone allows.
#[derive(Debug)]
pub struct Manifest {
    /// `[variables]`, by name.
    pub variables: BTreeMap<String, Variable>,
    /// `[[trigger.http]]`: pairs of a route and the component that serves it.
    pub http: Vec<(String, String)>,
    /// `[[trigger.command]]`: the components to run, in the file's order.
    pub commands: Vec<String>,
    /// `[component.…]`, by name.
    pub components: BTreeMap<String, Component>,
}

/// An application variable.
#[derive(Debug)]
pub struct Variable {
    /// Its value when nothing overrides it; none means that it is required.
    pub default: Option<String>,
}

/// A component of the application.
#[derive(Debug)]
pub struct Component {
    /// Where its bytes are: an absolute path, or one relative to the working folder.
    pub source: PathBuf,
    /// Templates of the hosts that it may reach.
    pub allowed_outbound_hosts: Vec<String>,
    /// Templates of the variables that it sees, by name.
    pub variables: BTreeMap<String, String>,
    /// The components that are plugged into it: pairs of what is imported and the component that exports it.
    pub dependencies: Vec<(String, String)>,
}

impl Manifest {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read or parsed, uses a key that this runner does not support, or contradicts itself.
    pub fn read(path: &Path) -> Result<Self> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::parse(&text, folder).with_context(|| format!("{} is not usable", path.display()))
    }

    /// Reads a manifest's `text`; its sources are relative to `folder`.
    fn parse(text: &str, folder: &Path) -> Result<Self> {
        let raw: raw::Manifest = toml::from_str(text)?;
        let version = raw.spin_manifest_version;
        ensure!(version == 2, "spin_manifest_version is {version}, only 2 is supported");
        raw.check_keys()?;
        let variables = raw.variables.into_iter().map(variable).collect::<Result<_>>()?;
        let components =
            raw.component.into_iter().map(|entry| component(entry, folder)).collect::<Result<_>>()?;
        let http = raw.trigger.http.into_iter().map(|trigger| (trigger.route, trigger.component)).collect();
        let commands = raw.trigger.command.into_iter().map(|trigger| trigger.component).collect();
        let manifest = Self { variables, http, commands, components };
        manifest.check_references()?;
        Ok(manifest)
    }

    /// The components that a trigger starts, each once.
    pub fn triggered(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<_> = self.http.iter().map(|(_, name)| name).chain(&self.commands).collect();
        names.sort();
        names.dedup();
        names.into_iter().map(String::as_str)
    }

    /// The components that those depend on, each once.
    pub fn plugged(&self) -> BTreeSet<&str> {
        let plugs = |name| self.components[name].dependencies.iter().map(|(_, plug)| &**plug);
        self.triggered().flat_map(plugs).collect()
    }

    fn check_references(&self) -> Result<()> {
        for name in self.triggered() {
            ensure!(self.components.contains_key(name), "a trigger names the unknown component `{name}`");
        }
        for (name, component) in &self.components {
            for (selector, plug) in &component.dependencies {
                let Some(plug_component) = self.components.get(plug) else {
                    bail!(
                        "[component.{name}.dependencies] \"{selector}\" names the unknown component `{plug}`"
                    );
                };
                // Spin would compose these too, but neither passes a configuration on to them.
                let bare = plug_component.dependencies.is_empty()
                    && plug_component.variables.is_empty()
                    && plug_component.allowed_outbound_hosts.is_empty();
                ensure!(
                    bare,
                    "`{plug}` is a dependency of `{name}`: it may have no dependencies, variables or \
                     allowed_outbound_hosts of its own"
                );
            }
        }
        Ok(())
    }
}

fn variable((name, raw): (String, raw::Variable)) -> Result<(String, Variable)> {
    let rules =
        "must be lower-case letters, digits and single underscores, from a letter to a letter or digit";
    ensure!(is_variable_name(&name), "the name of the variable `{name}` {rules}");
    ensure!(
        raw.required != raw.default.is_some(),
        "the variable `{name}` needs either `default` or `required = true`"
    );
    Ok((name, Variable { default: raw.default }))
}

/// Whether Spin accepts `name` for a variable.
pub fn is_variable_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.ends_with('_')
        && !name.contains("__")
}

fn component((name, raw): (String, raw::Component), folder: &Path) -> Result<(String, Component)> {
    for variable in raw.variables.keys() {
        ensure!(is_variable_name(variable), "[component.{name}.variables]: `{variable}` is no variable name");
    }
    ensure!(
        raw.dependencies.is_empty() || raw.dependencies_inherit_configuration,
        "[component.{name}] needs `dependencies_inherit_configuration = true`: this runner cannot keep a \
         dependency from what its parent may do"
    );
    let component = Component {
        source: folder.join(raw.source),
        allowed_outbound_hosts: raw.allowed_outbound_hosts,
        variables: raw.variables,
        dependencies: raw
            .dependencies
            .into_iter()
            .map(|(selector, plug)| (selector, plug.component))
            .collect(),
    };
    Ok((name, component))
}

#[cfg(test)]
mod tests;
