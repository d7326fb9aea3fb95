//! `spin.toml`: only what Spin 3.6 and 4.x both accept.

use std::collections::BTreeSet;

use tests::repository::{files, name, root};
use toml::{Table, Value};

fn manifests() -> Vec<(String, Table)> {
    let files: Vec<_> = files(&["spin.toml"]).iter().map(|path| (name(path), read(path))).collect();
    assert!(files.len() >= 2, "the manifests were not found");
    files
}

fn read(path: &std::path::Path) -> Table {
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

/// The application's own.
fn application() -> Table {
    read(&root().join("spin.toml"))
}

fn table<'a>(manifest: &'a Table, key: &str) -> &'a Table {
    manifest[key].as_table().unwrap()
}

/// The keys that Spin 3.6 knows (<https://spinframework.dev/v3/manifest-reference>), by where they stand.
const KNOWN: &[(&str, &[&str])] = &[
    ("", &["spin_manifest_version", "application", "variables", "trigger", "component"]),
    ("application", &["name", "version", "description", "authors", "trigger", "tool"]),
    ("variable", &["default", "required", "secret"]),
    ("trigger", &["id", "component", "route", "executor"]),
    (
        "component",
        &[
            "source",
            "description",
            "files",
            "exclude_files",
            "environment",
            "allowed_outbound_hosts",
            "key_value_stores",
            "sqlite_databases",
            "ai_models",
            "variables",
            "build",
            "dependencies",
            "dependencies_inherit_configuration",
            "tool",
        ],
    ),
    ("build", &["command", "workdir", "watch"]),
    ("dependency", &["component", "package", "version", "registry", "export", "path", "source"]),
];

#[track_caller]
fn check(file: &str, place: &str, members: &Table) {
    let (_, known) = KNOWN.iter().find(|(known, _)| *known == place).unwrap();
    for key in members.keys() {
        assert!(known.contains(&key.as_str()), "{file}: Spin 3.6 does not know {key} in {place:?}");
    }
}

/// 001/FR-038: every key is one that Spin 3.6 knows.
#[test]
fn spin_knows_every_key() {
    for (file, manifest) in manifests() {
        check(&file, "", &manifest);
        assert_eq!(manifest["spin_manifest_version"], Value::Integer(2), "{file}");
        check(&file, "application", table(&manifest, "application"));
        for variable in table(&manifest, "variables").values() {
            check(&file, "variable", variable.as_table().unwrap());
        }
        for trigger in table(&manifest, "trigger").values().flat_map(|triggers| triggers.as_array().unwrap())
        {
            check(&file, "trigger", trigger.as_table().unwrap());
        }
        for component in table(&manifest, "component").values() {
            let component = component.as_table().unwrap();
            check(&file, "component", component);
            check(&file, "build", table(component, "build"));
            let dependencies = component.get("dependencies").and_then(Value::as_table);
            for dependency in dependencies.into_iter().flat_map(Table::values) {
                check(&file, "dependency", dependency.as_table().unwrap());
            }
        }
    }
}

/// 001/FR-038: a secret is marked as one and has an empty default; whatever sounds like one is one.
#[test]
fn no_secret_has_a_value() {
    for (file, manifest) in manifests() {
        for (variable, settings) in table(&manifest, "variables") {
            let sounds = ["secret", "password", "key", "token"].iter().any(|word| variable.contains(word));
            let is_secret = settings.get("secret").and_then(Value::as_bool) == Some(true);
            assert_eq!(sounds, is_secret, "{file}: {variable}");
            let default = settings.get("default").and_then(Value::as_str);
            assert!(!is_secret || default == Some(""), "{file}: {variable} has a default");
        }
    }
}

/// 001/FR-038: Kubernetes sets variables that end so for every service, and would override ours.
#[test]
fn no_variable_is_called_like_a_service_link() {
    for (file, manifest) in manifests() {
        for variable in table(&manifest, "variables").keys() {
            assert!(!["_host", "_port"].iter().any(|end| variable.ends_with(end)), "{file}: {variable}");
        }
    }
}

/// The names in `components/` that are asked for by these functions, or stand in the list of the database's.
fn asked_for() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in files(&[".rs"]).iter().filter(|path| name(path).starts_with("components/")) {
        let text = std::fs::read_to_string(path).unwrap();
        for call in [
            "variables::get(\"",
            "require(\"",
            "number(\"",
            "seconds(\"",
            "variable(\"",
            "rate(\"",
            "origins(\"",
            "list(\"",
        ] {
            names.extend(
                text.split(call).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned),
            );
        }
        if let Some((_, list)) = text.split_once("const VARIABLES: &[&str] = &[") {
            let list = list.split(']').next().unwrap();
            names.extend(list.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    assert!(names.len() > 15, "{names:?}");
    names
}

/// 001/FR-038: what a component asks for is declared and given to it, and nothing else is.
#[test]
fn variables_are_declared_and_passed_on() {
    let manifest = application();
    let declared: BTreeSet<String> = table(&manifest, "variables").keys().cloned().collect();
    assert_eq!(declared, asked_for());
    let mut passed = BTreeSet::new();
    for (component, settings) in table(&manifest, "component") {
        for (variable, template) in settings.get("variables").and_then(Value::as_table).into_iter().flatten()
        {
            assert_eq!(template.as_str(), Some(format!("{{{{ {variable} }}}}").as_str()), "{component}");
            passed.insert(variable.clone());
        }
    }
    assert_eq!(passed, declared);
}

/// 001/FR-012, 001/FR-014, 001/FR-015, 001/FR-028, 002/FR-020: without settings it is as the contract says.
#[test]
fn defaults_are_the_contracts() {
    let manifest = application();
    for (variable, value) in [
        ("model", "offline"),
        ("rate_limit", "60"),
        ("call_rate_limit", "600"),
        ("model_connect_seconds", "10"),
        ("model_first_byte_seconds", "60"),
        ("model_between_bytes_seconds", "30"),
        ("turn_seconds", "120"),
        ("turn_lease_seconds", "30"),
    ] {
        assert_eq!(manifest["variables"][variable]["default"].as_str(), Some(value), "{variable}");
    }
}

/// 001/FR-038: what a component may reach is written down, without a wildcard.
#[test]
fn outbound_hosts_are_named() {
    for (file, manifest) in manifests() {
        for (component, settings) in table(&manifest, "component") {
            let hosts = settings.get("allowed_outbound_hosts").and_then(Value::as_array);
            for host in hosts.into_iter().flatten().filter_map(Value::as_str) {
                assert!(!host.contains('*'), "{file}: {component} may reach {host}");
            }
        }
    }
}

/// 005/FR-007: the chart sends a path to the component that answers it here. Probes are for the cluster alone.
#[test]
fn the_chart_has_the_same_paths() {
    let manifest = application();
    let routes: BTreeSet<(String, String)> = manifest["trigger"]["http"]
        .as_array()
        .unwrap()
        .iter()
        .map(|trigger| ["route", "component"].map(|key| trigger[key].as_str().unwrap()))
        .filter(|[route, _]| !["/healthz", "/readyz"].contains(route))
        .map(|[route, component]| {
            // A chart's path is a prefix: what stands before a parameter or `...`.
            let fixed = route.split("/:").next().unwrap_or(route).trim_end_matches("/...");
            (if fixed.is_empty() { "/" } else { fixed }.to_owned(), component.to_owned())
        })
        .collect();
    let text = std::fs::read_to_string(root().join("charts/todo-chatbot/templates/_public.tpl")).unwrap();
    let entries = text.lines().filter_map(|line| line.strip_prefix("- {path: ")?.split_once('}'));
    let paths = entries.map(|(entry, _)| {
        let (path, component) = entry.split_once(", component: ").unwrap();
        (path.to_owned(), component.to_owned())
    });
    assert_eq!(paths.collect::<BTreeSet<_>>(), routes);
}
