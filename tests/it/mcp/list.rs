//! `tools/list`.

use serde_json::{Value, json};
use tests::{
    App, Database, Model,
    mcp::{Era, TOOLS},
};

fn tools(app: &App, era: Era) -> Vec<Value> {
    app.mcp(era).ask("tools/list", &json!({})).result()["tools"].as_array().unwrap().clone()
}

/// 002/FR-009: names, order, texts and hints, the same in both eras and at each time.
#[test]
fn five_tools_in_a_fixed_order() {
    let app = App::start(&Database::new());
    // Read-only, destructive, idempotent, open-world.
    let hints = [
        [false, false, false, false],
        [true, false, true, false],
        [false, false, true, false],
        [false, true, true, false],
        [false, true, true, false],
    ];
    for era in Era::BOTH {
        let result = app.mcp(era).ask("tools/list", &json!({})).result();
        assert!(result.get("nextCursor").is_none(), "there is one page: {result}");
        let tools = tools(&app, era);
        assert_eq!(tools.len(), 5);
        for ((tool, name), hints) in tools.iter().zip(TOOLS).zip(hints) {
            let known = ["name", "title", "description", "inputSchema", "outputSchema", "annotations"];
            let members: Vec<&String> = tool.as_object().unwrap().keys().collect();
            assert!(members.iter().all(|member| known.contains(&member.as_str())), "{members:?}");
            assert_eq!(tool["name"], name);
            for text in ["title", "description"] {
                assert!(tool[text].as_str().is_some_and(|text| text.len() > 5), "{tool}");
            }
            let [read_only, destructive, idempotent, open_world] = hints;
            let expected = json!({
                "readOnlyHint": read_only,
                "destructiveHint": destructive,
                "idempotentHint": idempotent,
                "openWorldHint": open_world,
            });
            assert_eq!(tool["annotations"], expected, "{name}");
        }
    }
    assert_eq!(tools(&app, Era::Older), tools(&app.replica(), Era::Older));
}

/// 002/FR-009: the schemas of the arguments are the contract's: `user_id` is there and is not required.
#[test]
fn input_schemas_are_the_contracts() {
    let app = App::start(&Database::new());
    assert_eq!(
        tools(&app, Era::Older).iter().map(|tool| &tool["inputSchema"]).collect::<Vec<_>>(),
        tools(&app, Era::Modern).iter().map(|tool| &tool["inputSchema"]).collect::<Vec<_>>()
    );
    let parameters: [&[&str]; 5] = [
        &["title", "description"],
        &["status"],
        &["task_id"],
        &["task_id"],
        &["task_id", "title", "description"],
    ];
    let required: [&[&str]; 5] = [&["title"], &[], &["task_id"], &["task_id"], &["task_id"]];
    for ((tool, parameters), required) in tools(&app, Era::Modern).iter().zip(parameters).zip(required) {
        let schema = &tool["inputSchema"];
        assert_eq!((&schema["type"], &schema["additionalProperties"]), (&json!("object"), &json!(false)));
        let properties = schema["properties"].as_object().unwrap();
        let mut names: Vec<&str> = properties.keys().map(String::as_str).collect();
        let mut expected = [parameters, &["user_id"]].concat();
        names.sort_unstable();
        expected.sort_unstable();
        assert_eq!(names, expected, "{tool}");
        let named: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert_eq!(named, required, "{tool}");
        for (name, property) in properties {
            assert!(property["description"].as_str().is_some_and(|text| text.len() > 5), "{name}: {tool}");
        }
        let text = |name: &str| schema["properties"][name].to_string();
        assert!(text("user_id").contains(r#""type":"string""#), "{tool}");
        if parameters.contains(&"title") {
            assert!(text("title").contains(r#""maxLength":200"#), "{tool}");
            assert!(text("title").contains(r#""minLength":1"#), "{tool}");
            assert!(text("description").contains(r#""maxLength":1000"#), "{tool}");
        }
        if parameters.contains(&"task_id") {
            assert!(text("task_id").contains(r#""type":"integer""#), "{tool}");
        }
        if parameters.contains(&"status") {
            for value in ["all", "pending", "completed"] {
                assert!(text("status").contains(&format!("{value:?}")), "{tool}");
            }
        }
    }
}

/// 002/FR-009: results are objects before 2026-07-28, so there the schema of the list is wrapped.
#[test]
fn output_schemas_have_the_form_of_the_era() {
    let app = App::start(&Database::new());
    let (older, modern) = (tools(&app, Era::Older), tools(&app, Era::Modern));
    for ((older, modern), name) in older.iter().zip(&modern).zip(TOOLS) {
        let (older, modern) = (&older["outputSchema"], &modern["outputSchema"]);
        assert_eq!(older["type"], "object", "{name}");
        if name == "list_tasks" {
            assert_eq!(modern["type"], "array");
            for member in ["id", "title", "completed", "created_at", "updated_at"] {
                assert!(modern.to_string().contains(&format!("{member:?}")), "{member}: {modern}");
            }
            assert_eq!(older["required"], json!(["result"]));
            assert_eq!(older["properties"]["result"]["type"], "array");
            assert_eq!(older["properties"]["result"]["items"], modern["items"]);
        } else {
            assert_eq!(older, modern, "{name}");
            for member in ["task_id", "status", "title"] {
                assert!(older["properties"][member].is_object(), "{member}: {older}");
            }
        }
    }
}

/// 002/FR-009: there is one page, so no cursor can be right.
#[test]
fn any_cursor_is_refused() {
    let app = App::start(&Database::new());
    for era in Era::BOTH {
        for cursor in [json!("x"), json!(""), json!("2"), json!(7), json!({})] {
            let answer = app.mcp(era).ask("tools/list", &json!({ "cursor": cursor }));
            assert_eq!(answer.fault(200, -32602)["id"], 1, "{cursor}");
        }
        app.mcp(era).ask("tools/list", &json!({ "cursor": null })).result();
    }
}

/// 002/FR-024: the chat's model is shown the same tools: names, order, descriptions and schemas, but for
/// `user_id`.
#[test]
fn the_chats_model_sees_the_same_catalogue() {
    let model = Model::new([]);
    let app = App::on(&Database::new()).model(&model).start();
    app.alice().say("Hello").turn();
    let shown = model.asked(1).body["tools"].as_array().unwrap().clone();
    for era in Era::BOTH {
        let published = tools(&app, era);
        assert_eq!(shown.len(), published.len());
        for (shown, published) in shown.iter().zip(&published) {
            let function = &shown["function"];
            assert_eq!(function["name"], published["name"]);
            assert_eq!(function["description"], published["description"]);
            let mut schema = published["inputSchema"].clone();
            assert!(schema["properties"].as_object_mut().unwrap().remove("user_id").is_some(), "{schema}");
            assert_eq!(function["parameters"], schema, "{}", published["name"]);
        }
    }
}
