//! One list for the chat and for every MCP client, and one for each user.

use serde_json::{Value, json};
use tests::{
    App, Database, Who,
    dice::Dice,
    mcp::{Era, TOOLS},
};

/// 002/FR-025: what the one does the other sees at once, on each replica.
#[test]
fn chat_and_clients_share_a_list() {
    let database = Database::new();
    let app = App::start(&database);
    let replica = app.replica();
    let chat = app.alice().say("Add a task to buy milk").turn().conversation_id;
    for era in Era::BOTH {
        assert_eq!(replica.mcp(era).titles(), ["Buy milk"]);
    }
    let added = replica.mcp(Era::Modern).call("add_task", &json!({ "title": "Call mom" })).value();
    assert_eq!(added["task_id"], 2, "ids go on where the chat left off");
    let listed = app.alice().say_in(chat, "Show me all my tasks").turn();
    assert!(listed.response.contains("Call mom") && listed.response.contains("Buy milk"), "{listed:?}");
    assert_eq!(listed.tool_calls[0]["result"], app.mcp(Era::Modern).call("list_tasks", &json!({})).value());
    app.alice().say_in(chat, "Mark task 2 as complete").turn();
    let completed = json!({ "status": "completed" });
    assert_eq!(app.mcp(Era::Older).call("list_tasks", &completed).value()[0]["id"], 2);
    app.mcp(Era::Older).call("delete_task", &json!({ "task_id": 1 })).value();
    let listed = app.alice().say_in(chat, "Show me all my tasks").turn();
    assert!(!listed.response.contains("Buy milk"), "{listed:?}");
    assert_eq!(database.titles("alice"), ["Call mom"]);
}

/// Everything that is this user's, but for how often they called.
fn belongings(database: &Database, user: &str) -> String {
    let parts = ["task", "task_counter", "effect", "turn", "message"].map(|table| {
        let rows = "string_agg(t::text, E'\\n' order by t::text)";
        format!("select '{table}', {rows} from todo.{table} t where user_id = '{user}'")
    });
    database.rows(&parts.join(" union all ")).concat().join("\n")
}

/// Arguments of a tool that name ids and users, one's own and the other's, and sometimes what it has not.
fn arguments(dice: &mut Dice, tool: &str) -> Value {
    let mut arguments = json!({});
    if !["add_task", "list_tasks"].contains(&tool) || dice.one_in(8) {
        arguments["task_id"] = json!(dice.below(6));
    }
    if ["add_task", "update_task"].contains(&tool) || dice.one_in(8) {
        let titles = ["Mine now", "'; delete from todo.task; --", "1' or '1'='1"];
        arguments["title"] = json!(dice.pick(&titles));
    }
    if tool == "list_tasks" && dice.one_in(2) {
        arguments["status"] = json!(dice.pick(&["all", "pending", "' or true --"]));
    }
    if dice.one_in(5) {
        arguments["user_id"] = json!(dice.pick(&["alice", "bob", "", "%", "*"]));
    }
    arguments
}

/// 002/FR-025: no call of one user's reads or changes anything of the other's, whatever it names. The rows
/// are compared behind the product's back.
#[test]
fn nobody_crosses() {
    let database = Database::new();
    let app = App::start(&database);
    let users = [(Who::Alice, "The cat of Alice"), (Who::Bob, "The dog of Bob")];
    for (who, secret) in &users {
        for number in 1..=3 {
            let title = json!({ "title": format!("{secret} {number}") });
            app.mcp_of(who, Era::Older).call_once(&format!("key {number}"), "add_task", &title).value();
        }
    }
    let mut dice = Dice::new(25);
    let mut done = 0;
    for round in 0..150 {
        let attacker = dice.below(2);
        let (victim, secret) = &users[1 - attacker];
        let before = belongings(&database, victim.id());
        let client = app.mcp_of(&users[attacker].0, Era::BOTH[dice.below(2)]);
        let tool = dice.pick(&TOOLS);
        let arguments = arguments(&mut dice, tool);
        let mut request = client.call_request(tool, &arguments);
        if dice.one_in(4) {
            request = request.header("idempotency-key", format!("key {}", dice.below(6)));
        }
        if dice.one_in(6) {
            request = request.path(&format!("/mcp?user_id={}", victim.id()));
        }
        if dice.one_in(6) {
            request = request.header("x-user-id", victim.id()).header("spin-path-match-user-id", victim.id());
        }
        let answer = app.send(&request);
        assert!([200, 422].contains(&answer.status), "{round}: {answer}");
        assert!(!answer.to_string().contains(secret), "{round}: {answer}");
        assert_eq!(belongings(&database, victim.id()), before, "{round}: {tool} {arguments}");
        done += usize::from(answer.status == 200 && answer.result()["isError"] != true);
    }
    assert!(done > 30, "attempts were made: {done}");
}
