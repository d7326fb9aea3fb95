//! Two users, and generated attempts of each to reach what is the other's.

use fake_model::{Call, Step};
use serde_json::{Value, json};
use tests::{App, Database, Model, Who, dice::Dice};

/// Everything that is this user's, in all tables, as one text.
fn belongings(database: &Database, user: &str) -> String {
    let tables = ["task", "task_counter", "conversation", "turn", "message", "effect", "rate_window"];
    let parts = tables.map(|table| {
        format!(
            "select '{table}', string_agg(t::text, E'\\n' order by t::text) from todo.{table} t where user_id = '{user}'"
        )
    });
    database.rows(&parts.join(" union all ")).concat().join("\n")
}

/// Arguments for a tool that name ids and users, one's own and the other's.
fn arguments(dice: &mut Dice) -> Value {
    let mut arguments = json!({});
    let ids = ["1", "2", "3", "4", "5", "6", "\"1\"", "0", "-1", "1000"];
    let titles = ["Mine now", "bob", "'; delete from todo.task; --", "1' or '1'='1"];
    for (member, values) in [("task_id", &ids[..]), ("title", &["Mine now"]), ("status", &["all", "pending"])]
    {
        if dice.one_in(4) {
            continue;
        }
        let value = if member == "title" { dice.pick(&titles) } else { dice.pick(values) };
        arguments[member] = serde_json::from_str(value).unwrap_or_else(|_| value.into());
    }
    if dice.one_in(3) {
        arguments["user_id"] = (*dice.pick(&["alice", "bob", "", "%", "*"])).into();
    }
    arguments
}

/// 001/FR-035: no attempt of one user's reads or changes anything of the other's, whatever tool, id,
/// conversation, key or path it names. The rows are compared behind the product's back.
#[test]
fn nobody_crosses() {
    attempts(false);
}

/// 001/FR-035, 001/FR-041: the same where an instance answers several requests.
#[test]
fn nobody_crosses_where_instances_are_kept() {
    attempts(true);
}

fn attempts(fast: bool) {
    let (database, model) = (Database::new(), Model::new([]));
    let setup = App::on(&database).model(&model);
    let app = if fast { setup.fast() } else { setup }.start();
    let secrets = ["The cat of Alice", "The dog of Bob"];
    let mut chats = Vec::new();
    for (who, secret) in [(Who::Alice, secrets[0]), (Who::Bob, secrets[1])] {
        for number in 1..=3 {
            chats.push(app.caller(who.clone()).say(&format!("{secret} {number}")).turn().conversation_id);
        }
    }
    let mut dice = Dice::new(35);
    let tools = ["add_task", "list_tasks", "complete_task", "delete_task", "update_task"];
    for round in 0..200 {
        let (attacker, victim, secret) =
            if dice.one_in(2) { (Who::Alice, "bob", secrets[1]) } else { (Who::Bob, "alice", secrets[0]) };
        let before = belongings(&database, victim);
        let calls: Vec<Call> =
            (0..=dice.below(2)).map(|_| Call::new(dice.pick(&tools), &arguments(&mut dice))).collect();
        let mut body = json!({ "message": format!("Attempt {round}") });
        if dice.one_in(2) {
            body["conversation_id"] = chats[dice.below(chats.len())].into();
        }
        for member in ["user_id", "sub"] {
            if dice.one_in(4) {
                body[member] = victim.into();
            }
        }
        let mut request = app.caller(attacker).request(&body);
        if dice.one_in(4) {
            request = request.header("idempotency-key", format!("key {}", dice.below(3)));
        }
        if dice.one_in(8) {
            request = request.path(&format!("/api/{victim}/chat"));
        }
        let asked = model.requests().len();
        model.then([Step::words("", calls), Step::text("Done.")]);
        let answer = app.send(&request);
        // Steps of a turn that was refused are still there for the next one.
        while model.requests().len() < asked + 2 && answer.status != 200 {
            app.caller(Who::User("nobody else".into())).say("Take the steps that are left").turn();
        }
        assert!([200, 403, 404, 409, 422].contains(&answer.status), "{round}: {answer}");
        assert!(!answer.to_string().contains(secret), "{round}: {answer}");
        assert_eq!(belongings(&database, victim), before, "{round}: {request:?}");
        for request in &model.requests()[asked..] {
            assert!(
                !request.body.to_string().contains(secret),
                "{round}: the model was shown what is {victim}'s"
            );
        }
    }
    assert!(
        database.number("select count(*) from todo.task where title = 'Mine now'") > 0,
        "attempts were made"
    );
}
