//! What a manifest may say, case by case.

use super::*;

/// A manifest that is right, to be changed in one place per case.
const GOOD: &str = r#"
spin_manifest_version = 2

[application]
name = "todo"
version = "0.1.0"
description = "Tasks"
authors = ["Someone"]

[variables]
secret_key = { required = true, secret = true }
db_host = { default = "localhost" }

[[trigger.http]]
route = "/api/:user/chat"
component = "chat"

[[trigger.http]]
id = "page"
route = "/..."
component = "web"

[[trigger.command]]
component = "migrate"

[component.chat]
source = "target/chat.wasm"
description = "Answers"
allowed_outbound_hosts = ["postgres://{{ db_host }}:5432"]
dependencies_inherit_configuration = true
[component.chat.variables]
database_url = "postgres://{{ db_host }}/app"
[component.chat.dependencies]
"todo:add-task/tool@1.0.0" = { component = "add-task" }
[component.chat.build]
command = "cargo build"
watch = ["src"]

[component.add-task]
source = "/abs/add_task.wasm"

[component.web]
source = "web.wasm"

[component.migrate]
source = "migrate.wasm"
"#;

fn parse(text: &str) -> Result<Manifest> {
    Manifest::parse(text, Path::new("/app"))
}

#[test]
fn a_manifest_is_read() {
    let manifest = parse(GOOD).unwrap();
    assert_eq!(manifest.variables["db_host"].default.as_deref(), Some("localhost"));
    assert_eq!(manifest.variables["secret_key"].default, None);
    assert_eq!(manifest.http[0], ("/api/:user/chat".to_owned(), "chat".to_owned()));
    assert_eq!(manifest.http.len(), 2);
    assert_eq!(manifest.commands, ["migrate"]);
    assert_eq!(manifest.triggered().collect::<Vec<_>>(), ["chat", "migrate", "web"]);
    let chat = &manifest.components["chat"];
    assert_eq!(chat.source, Path::new("/app/target/chat.wasm"));
    assert_eq!(chat.allowed_outbound_hosts, ["postgres://{{ db_host }}:5432"]);
    assert_eq!(chat.variables["database_url"], "postgres://{{ db_host }}/app");
    assert_eq!(chat.dependencies, [("todo:add-task/tool@1.0.0".to_owned(), "add-task".to_owned())]);
    assert_eq!(manifest.components["add-task"].source, Path::new("/abs/add_task.wasm"));
}

/// The manifest with `from` replaced by `to` is refused with a sentence that holds `expected`.
fn check(from: &str, to: &str, expected: &str) {
    assert!(GOOD.contains(from), "{from} is not in the good manifest");
    let error = format!("{:#}", parse(&GOOD.replacen(from, to, 1)).unwrap_err());
    assert!(error.contains(expected), "{from} -> {to}: {error}");
}

#[test]
fn what_is_not_supported_is_named() {
    check("version = 2", "version = 1", "spin_manifest_version is 1, only 2 is supported");
    check("[application]", "extra = 1\n[application]", "the manifest: the key `extra` is not supported");
    check("authors =", "writers =", "[application]: the key `writers` is not supported");
    check("secret = true", "sekret = true", "[variables] secret_key: the key `sekret` is not supported");
    check("[[trigger.command]]", "[[trigger.redis]]", "[[trigger.redis]] is not supported");
    check("id = \"page\"", "executor = 1", "[[trigger.http]]: the key `executor` is not supported");
    check(
        "description = \"Answers\"",
        "files = [\"a\"]",
        "[component.chat]: the key `files` is not supported",
    );
    check(
        "description = \"Answers\"",
        "key_value_stores = []",
        "the key `key_value_stores` is not supported",
    );
    check("{ component = \"add-task\" }", "{ component = \"add-task\", export = \"x\" }", "the key `export`");
}

#[test]
fn what_contradicts_itself_is_refused() {
    check("component = \"web\"", "component = \"wep\"", "unknown component `wep`");
    check("{ component = \"add-task\" }", "{ component = \"add\" }", "unknown component `add`");
    check(
        "dependencies_inherit_configuration = true",
        "",
        "needs `dependencies_inherit_configuration = true`",
    );
    check("\"localhost\" }", "\"localhost\", required = true }", "`db_host` needs either");
    check("{ default = \"localhost\" }", "{}", "`db_host` needs either");
    check("db_host =", "Db_host =", "the name of the variable `Db_host`");
    check("database_url =", "database-url =", "`database-url` is no variable name");
    check(
        "source = \"/abs/add_task.wasm\"",
        "source = \"a\"\nvariables = { a = \"b\" }",
        "`add-task` is a dependency",
    );
    check("source = \"web.wasm\"", "", "missing field `source`");
}
