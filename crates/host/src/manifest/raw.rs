//! The manifest as it is written, before anything is checked.
//!
//! Every table collects the keys that it does not know, so that each can be refused by name: silently
//! serving an application without what it asked for would hide a failure until production.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde::Deserialize;

type Rest = BTreeMap<String, toml::Value>;

/// The whole file.
#[derive(Deserialize)]
pub struct Manifest {
    pub spin_manifest_version: u32,
    pub application: Application,
    #[serde(default)]
    pub variables: BTreeMap<String, Variable>,
    #[serde(default)]
    pub trigger: Triggers,
    #[serde(default)]
    pub component: BTreeMap<String, Component>,
    #[serde(flatten)]
    rest: Rest,
}

/// `[application]`: for people and registries, all but the keys themselves is passed over.
#[derive(Deserialize)]
pub struct Application {
    #[expect(dead_code, reason = "a manifest without a name is refused; nothing shows it")]
    name: String,
    #[expect(dead_code, reason = "accepted, nothing shows it")]
    version: Option<String>,
    #[expect(dead_code, reason = "accepted, nothing shows it")]
    description: Option<String>,
    #[expect(dead_code, reason = "accepted, nothing shows it")]
    authors: Option<Vec<String>>,
    #[serde(flatten)]
    rest: Rest,
}

/// One entry of `[variables]`.
#[derive(Deserialize)]
pub struct Variable {
    pub default: Option<String>,
    #[serde(default)]
    pub required: bool,
    #[expect(dead_code, reason = "accepted: no value is ever shown, secret or not")]
    #[serde(default)]
    secret: bool,
    #[expect(dead_code, reason = "accepted, nothing shows it")]
    description: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

/// `[[trigger.…]]`.
#[derive(Default, Deserialize)]
pub struct Triggers {
    #[serde(default)]
    pub http: Vec<HttpTrigger>,
    #[serde(default)]
    pub command: Vec<CommandTrigger>,
    #[serde(flatten)]
    rest: Rest,
}

/// `[[trigger.http]]`.
#[derive(Deserialize)]
pub struct HttpTrigger {
    pub route: String,
    pub component: String,
    #[expect(dead_code, reason = "accepted, nothing shows it")]
    id: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

/// `[[trigger.command]]`.
#[derive(Deserialize)]
pub struct CommandTrigger {
    pub component: String,
    #[expect(dead_code, reason = "accepted, nothing shows it")]
    id: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

/// `[component.…]`.
#[derive(Deserialize)]
pub struct Component {
    pub source: String,
    #[serde(default)]
    pub allowed_outbound_hosts: Vec<String>,
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
    #[serde(default)]
    pub dependencies_inherit_configuration: bool,
    #[serde(default)]
    pub dependencies: BTreeMap<String, Dependency>,
    #[expect(dead_code, reason = "accepted, nothing shows it")]
    description: Option<String>,
    #[expect(dead_code, reason = "how a component is built is no matter of serving it")]
    build: Option<toml::Value>,
    #[serde(flatten)]
    rest: Rest,
}

/// One entry of `[component.….dependencies]`.
#[derive(Deserialize)]
pub struct Dependency {
    pub component: String,
    #[serde(flatten)]
    rest: Rest,
}

impl Manifest {
    /// Refuses every key that this runner does not support.
    ///
    /// # Errors
    /// Names the first such key and the table it stands in.
    pub fn check_keys(&self) -> Result<()> {
        refuse("the manifest", &self.rest)?;
        refuse("[application]", &self.application.rest)?;
        for (name, variable) in &self.variables {
            refuse(&format!("[variables] {name}"), &variable.rest)?;
        }
        if let Some(kind) = self.trigger.rest.keys().next() {
            bail!("[[trigger.{kind}]] is not supported by this runner, only `http` and `command` are");
        }
        for trigger in &self.trigger.http {
            refuse("[[trigger.http]]", &trigger.rest)?;
        }
        for trigger in &self.trigger.command {
            refuse("[[trigger.command]]", &trigger.rest)?;
        }
        for (name, component) in &self.component {
            refuse(&format!("[component.{name}]"), &component.rest)?;
            for (selector, dependency) in &component.dependencies {
                refuse(&format!("[component.{name}.dependencies] \"{selector}\""), &dependency.rest)?;
            }
        }
        Ok(())
    }
}

fn refuse(table: &str, rest: &Rest) -> Result<()> {
    match rest.keys().next() {
        Some(key) => bail!("{table}: the key `{key}` is not supported by this runner"),
        None => Ok(()),
    }
}
