//! The five tools, as a model may call them.

use fake_model::{Call, Step};
use serde_json::{Value, json};
use tests::{App, Database, Model};

/// An application whose model calls what a test wants.
struct Chat {
    database: Database,
    model: Model,
    app: App,
}

impl Chat {
    fn new() -> Self {
        let (database, model) = (Database::new(), Model::new([]));
        let app = App::on(&database).model(&model).start();
        Self { database, model, app }
    }

    /// Has Alice's model make one call; gives what the answer lists of it.
    fn call(&self, tool: &str, arguments: &str) -> Option<Value> {
        let call = Call { id: None, name: tool.to_owned(), arguments: arguments.to_owned() };
        self.model.then([Step::words("", vec![call]), Step::text("Done.")]);
        self.app.alice().say("Do as you like").turn().tool_calls.pop()
    }

    #[track_caller]
    fn ok(&self, tool: &str, arguments: Value) -> Value {
        let listed = self.call(tool, &arguments.to_string()).unwrap();
        assert_eq!((&listed["tool"], &listed["arguments"]), (&json!(tool), &arguments));
        assert_eq!(listed["status"], "ok", "{listed}");
        listed["result"].clone()
    }

    #[track_caller]
    fn error(&self, tool: &str, arguments: &str, part: &str) {
        let listed = self.call(tool, arguments).unwrap();
        let sent: Value = serde_json::from_str(arguments).unwrap_or_else(|_| arguments.into());
        assert_eq!((&listed["tool"], &listed["arguments"]), (&json!(tool), &sent));
        assert_eq!(listed["status"], "error", "{listed}");
        let sentence = listed["result"].as_str().unwrap();
        assert!(sentence.contains(part), "{arguments}: {sentence}");
        // The model got the same sentence.
        assert_eq!(self.model.messages().last().unwrap()["content"], sentence);
    }
}

/// 001/FR-019: results and lists in the contract's form.
#[test]
fn results_have_the_contracts_form() {
    let chat = Chat::new();
    let written = |status: &str, title: &str| json!({ "task_id": 1, "status": status, "title": title });
    assert_eq!(chat.ok("list_tasks", json!({})), json!([]));
    assert_eq!(chat.ok("add_task", json!({ "title": " Buy milk " })), written("created", "Buy milk"));
    let change = json!({ "task_id": 1, "title": "Buy oat milk", "description": "2 litres" });
    assert_eq!(chat.ok("update_task", change), written("updated", "Buy oat milk"));
    let listed = chat.ok("list_tasks", json!({ "status": "all" }));
    let task = listed[0].as_object().unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    for (member, value) in [
        ("id", json!(1)),
        ("title", json!("Buy oat milk")),
        ("description", json!("2 litres")),
        ("completed", json!(false)),
    ] {
        assert_eq!(task[member], value);
    }
    for member in ["created_at", "updated_at"] {
        let time = task[member].as_str().unwrap();
        assert!(time.len() == 27 && time.ends_with('Z') && time.as_bytes()[10] == b'T', "{time}");
    }
    assert!(task["updated_at"].as_str() > task["created_at"].as_str());
    for _ in 0..2 {
        assert_eq!(chat.ok("complete_task", json!({ "task_id": 1 })), written("completed", "Buy oat milk"));
    }
    assert_eq!(chat.ok("list_tasks", json!({ "status": "pending" })), json!([]));
    assert_eq!(chat.ok("list_tasks", json!({ "status": "completed" }))[0]["completed"], true);
    let without = json!({ "task_id": 1, "description": "" });
    assert_eq!(chat.ok("update_task", without), written("updated", "Buy oat milk"));
    assert_eq!(chat.ok("list_tasks", json!({}))[0].get("description"), None);
    assert_eq!(chat.ok("delete_task", json!({ "task_id": 1 })), written("deleted", "Buy oat milk"));
    assert_eq!(chat.database.number("select count(*) from todo.task"), 0);
}

/// 001/FR-019: limits count characters, after trimming.
#[test]
fn values_have_limits() {
    let chat = Chat::new();
    let title = |length: usize| json!({ "title": "ü".repeat(length) });
    assert_eq!(chat.ok("add_task", title(200))["task_id"], 1);
    chat.error("add_task", &title(201).to_string(), "shorten it to 200");
    chat.error("add_task", r#"{"title":" \n "}"#, "1 to 200 characters");
    chat.error("add_task", r#"{"title":"a\u0000b"}"#, "NUL");
    let described = |length: usize| json!({ "task_id": 1, "description": "ü".repeat(length) });
    chat.ok("update_task", described(1000));
    chat.error("update_task", &described(1001).to_string(), "shorten it to 1000");
    chat.error("update_task", r#"{"task_id":1,"title":""}"#, "title is empty");
    assert_eq!(chat.database.titles("alice"), ["ü".repeat(200)]);
}

/// 001/FR-019: what does not fit is a sentence that a model can act on, and nothing is changed.
#[test]
fn misfits_are_sentences() {
    let chat = Chat::new();
    chat.ok("add_task", json!({ "title": "Buy milk" }));
    for tool in ["complete_task", "delete_task"] {
        chat.error(tool, r#"{"task_id":7}"#, "Task 7 not found");
        chat.error(tool, r#"{"task_id":-1}"#, "Task -1 not found");
        chat.error(tool, r#"{"task_id":9223372036854775807}"#, "not found");
        chat.error(tool, r#"{"task_id":9223372036854775808}"#, "not found");
        chat.error(tool, r#"{"task_id":1e300}"#, "not found");
        chat.error(tool, r#"{"task_id":1.5}"#, "arguments");
        chat.error(tool, r#"{"task_id":null}"#, "arguments");
        chat.error(tool, "{}", "task_id");
        chat.error(tool, "[1]", "not a JSON object");
        chat.error(tool, "{\"task_id\":", "not a JSON object");
    }
    chat.error("update_task", r#"{"task_id":1}"#, "needs a title");
    chat.error("update_task", r#"{"task_id":2,"title":"x"}"#, "Task 2 not found");
    chat.error("list_tasks", r#"{"status":"done"}"#, "pending");
    chat.error("add_task", r#"{"title":7}"#, "title: invalid type");
    chat.error("list_tasks", r#"{"status":"\u0000"}"#, "pending");
    assert_eq!(chat.database.rows("select title, completed from todo.task"), [["Buy milk", "f"]]);
}

/// 001/FR-019, 001/FR-023: a model's arguments are read as the Agents SDK reads them.
#[test]
fn arguments_are_read_kindly() {
    let chat = Chat::new();
    chat.ok("add_task", json!({ "title": "Buy milk", "due": "tomorrow", "description": null }));
    chat.ok("complete_task", json!({ "task_id": "1" }));
    chat.ok("update_task", json!({ "task_id": 1.0, "title": "Buy bread", "priority": [1] }));
    chat.ok("list_tasks", json!({ "status": null }));
    // Some servers send nothing where there are no arguments.
    assert_eq!(chat.call("list_tasks", "").unwrap()["arguments"], json!({}));
    assert_eq!(chat.database.rows("select title, completed from todo.task"), [["Buy bread", "t"]]);
}

/// 001/FR-008: a tool that there is not is told to the model, and is none of the five in the list.
#[test]
fn an_unknown_tool_is_no_call() {
    let chat = Chat::new();
    assert_eq!(chat.call("drop_tables", "{}"), None);
    let told = chat.model.messages().last().unwrap()["content"].as_str().unwrap().to_owned();
    assert!(told.contains("no tool drop_tables") && told.contains("add_task"), "{told}");
}

/// 001/FR-021: a model never chooses whose tasks it touches.
#[test]
fn a_user_id_of_the_models_has_no_effect() {
    let chat = Chat::new();
    chat.app.bob().say("Feed the cat").turn();
    chat.ok("add_task", json!({ "title": "Buy milk", "user_id": "alice" }));
    for user in [r#""bob""#, "null", "7", r#"["alice"]"#, r#""""#, r#""ALICE""#] {
        chat.error("add_task", &format!(r#"{{"title":"Mine","user_id":{user}}}"#), "signed-in user");
        chat.error("list_tasks", &format!(r#"{{"user_id":{user}}}"#), "signed-in user");
        for tool in ["complete_task", "delete_task"] {
            chat.error(tool, &format!(r#"{{"task_id":1,"user_id":{user}}}"#), "signed-in user");
        }
        chat.error(
            "update_task",
            &format!(r#"{{"task_id":1,"title":"x","user_id":{user}}}"#),
            "signed-in user",
        );
    }
    let tasks = chat.database.rows("select user_id, id, title, completed from todo.task order by user_id");
    assert_eq!(tasks, [["alice", "1", "Buy milk", "f"], ["bob", "1", "Feed the cat", "f"]]);
}
