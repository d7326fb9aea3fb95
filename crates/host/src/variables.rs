//! `fermyon:spin/variables@2.0.0`: the application's variables, as each component may see them.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use crate::bindings::fermyon::spin::variables::{Error, Host};
use crate::manifest::{Component, Variable, is_variable_name, render};
use crate::state::State;

/// The value of every variable of the application: what `overrides` says, else its default. An override
/// of an unknown variable is ignored, as Spin ignores an environment variable that fits none.
///
/// # Errors
/// Names the first required variable that has no value.
pub fn resolve(
    variables: &BTreeMap<String, Variable>,
    overrides: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>> {
    let mut values = BTreeMap::new();
    for (name, variable) in variables {
        let Some(value) = overrides.get(name).or(variable.default.as_ref()) else {
            bail!("the variable `{name}` is required and has no value");
        };
        values.insert(name.clone(), value.clone());
    }
    Ok(values)
}

/// What the component called `name` sees of the application's `values`.
///
/// # Errors
/// When one of its templates is malformed or uses an unknown variable.
pub fn of_component(
    name: &str,
    component: &Component,
    values: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>> {
    let render = |(variable, template): (&String, &String)| {
        let value =
            render(template, values).with_context(|| format!("[component.{name}.variables] {variable}"))?;
        Ok((variable.clone(), value))
    };
    component.variables.iter().map(render).collect()
}

impl Host for State {
    async fn get(&mut self, name: String) -> wasmtime::Result<Result<String, Error>> {
        let component = self.component();
        Ok(match component.variables.get(&name) {
            Some(value) => Ok(value.clone()),
            None if !is_variable_name(&name) => Err(Error::InvalidName(format!("{name:?}"))),
            None => Err(Error::Undefined(format!("no variable for {:?}.{name:?}", component.name))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map<const N: usize>(entries: [(&str, &str); N]) -> BTreeMap<String, String> {
        entries.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
    }

    fn variables() -> BTreeMap<String, Variable> {
        BTreeMap::from([
            ("key".to_owned(), Variable { default: None }),
            ("host".to_owned(), Variable { default: Some("localhost".to_owned()) }),
        ])
    }

    #[test]
    fn an_override_wins_over_the_default() {
        let values = resolve(&variables(), &map([("key", "k"), ("host", "db"), ("other", "x")])).unwrap();
        assert_eq!(values, map([("key", "k"), ("host", "db")]));
        let values = resolve(&variables(), &map([("key", "")])).unwrap();
        assert_eq!(values, map([("key", ""), ("host", "localhost")]));
    }

    #[test]
    fn a_missing_variable_is_named() {
        let error = resolve(&variables(), &BTreeMap::new()).unwrap_err();
        assert_eq!(error.to_string(), "the variable `key` is required and has no value");
    }

    #[test]
    fn a_component_sees_what_it_maps() {
        let component = Component {
            source: "a".into(),
            allowed_outbound_hosts: Vec::new(),
            variables: map([("url", "pg://{{ host }}")]),
            dependencies: Vec::new(),
        };
        let values = map([("host", "db"), ("key", "k")]);
        assert_eq!(of_component("chat", &component, &values).unwrap(), map([("url", "pg://db")]));
        let error = format!("{:#}", of_component("chat", &component, &map([])).unwrap_err());
        assert!(error.starts_with("[component.chat.variables] url: "), "{error}");
    }
}
