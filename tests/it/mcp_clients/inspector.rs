//! The Inspector (<https://github.com/modelcontextprotocol/inspector>) on the command line.

use serde_json::{Value, json};
use tests::clients::{Node, node, said};

use super::{Served, product};

const INSPECTOR: &str = "@modelcontextprotocol/inspector/clients/launcher/build/index.js";

/// Runs it in an era with a method; what it printed as JSON.
fn run(node: &Node, served: &Served, era: &str, arguments: &[&str]) -> Value {
    let authorization = format!("Authorization: Bearer {}", served.token);
    let mut command = node.program(INSPECTOR);
    command.args([
        "--cli",
        &served.url,
        "--transport",
        "http",
        "--protocol-era",
        era,
        "--header",
        &authorization,
    ]);
    // No sign-in in a browser, and nothing but the answer on standard output.
    command.args(["--stored-auth-only", "--format", "json", "-q"]).args(arguments);
    said(&mut command)
}

/// 002/FR-027: in both eras it lists the five tools, finds nothing wrong with their schemas, and calls one.
#[test]
fn the_inspector_lists_and_calls_tools() {
    let Some(node) = node() else { return };
    let served = product();
    for (number, era) in ["modern", "legacy"].into_iter().enumerate() {
        let listed = run(&node, &served, era, &["--method", "tools/list", "--strict"]);
        assert_eq!(listed["result"]["tools"].as_array().map(Vec::len), Some(5), "{era}: {listed}");
        let call = ["--method", "tools/call", "--tool-name", "add_task", "--tool-arg", "title=Milk"];
        let called = run(&node, &served, era, &call);
        let expected = json!({ "task_id": number + 1, "status": "created", "title": "Milk" });
        assert_eq!(called["result"]["structuredContent"], expected, "{era}: {called}");
    }
}
