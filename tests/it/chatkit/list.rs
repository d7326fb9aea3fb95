//! Lists, page by page.

use fake_model::{Call, Step};
use serde_json::{Value, json};
use tests::{App, Caller, Database, Model};

use super::ids;

/// All entries of a list, asked for page by page.
#[track_caller]
fn paged(caller: &Caller<'_>, kind: &str, params: &Value, limit: usize) -> Vec<Value> {
    let mut params = params.clone();
    params["limit"] = json!(limit);
    let mut all = Vec::new();
    loop {
        let page = caller.page(kind, &params);
        let data = page["data"].as_array().unwrap();
        all.extend(data.iter().cloned());
        if page["has_more"] == json!(false) {
            assert_eq!(page.get("after"), None, "{page}");
            return all;
        }
        assert_eq!(data.len(), limit, "a page that is not the last is full");
        assert_eq!(page["after"], data[limit - 1]["id"]);
        params["after"] = page["after"].clone();
        assert!(all.len() < 500, "the pages never end");
    }
}

/// 007/FR-011: pages of items put together are the whole list, in both orders, with every limit and so with
/// cursors anywhere in a turn.
#[test]
fn pages_of_items_make_the_whole_list() {
    let list = || Call::new("list_tasks", &json!({}));
    // Turns of 1, 2, 3, 4 and 6 items.
    let model = Model::new([
        Step::text(""),
        Step::text("Two."),
        Step::words("", vec![list()]),
        Step::text("Three."),
        Step::words("Four.", vec![list(), list()]),
        Step::text("Four."),
        Step::words("Six.", vec![list()]),
        Step::words("Six.", vec![list()]),
        Step::text("Six."),
        Step::text(""),
        Step::text("Last."),
    ]);
    let app = App::on(&Database::new()).model(&model).start();
    let alice = app.alice();
    let first = alice.create("Go");
    let thread = first.thread();
    let mut whole = first.items();
    for _ in 0..6 {
        whole.extend(alice.add(&thread, "Go on").items());
    }
    assert_eq!(whole.len(), 1 + 2 + 3 + 4 + 6 + 1 + 2);
    let mut newest = whole.clone();
    newest.reverse();
    for limit in 1..=whole.len() + 1 {
        let params = |order: &str| json!({ "thread_id": thread, "order": order });
        assert_eq!(paged(&alice, "items.list", &params("asc"), limit), whole, "{limit}");
        assert_eq!(paged(&alice, "items.list", &params("desc"), limit), newest, "{limit}");
    }
    assert_eq!(alice.page("items.list", &json!({ "thread_id": thread }))["data"], json!(newest));
    // After the last one there is a page of nothing.
    let end = json!({ "thread_id": thread, "order": "asc", "after": whole.last().unwrap()["id"] });
    assert_eq!(alice.page("items.list", &end), json!({ "data": [], "has_more": false }));
}

/// 007/FR-011: 20 by default, the first 20 with a thread, 100 at most.
#[test]
fn sizes_of_pages() {
    let database = Database::new();
    let app = App::start(&database);
    let alice = app.alice();
    let first = alice.create("Hello");
    let thread = first.thread();
    // 120 turns of two items more, in the past's own form.
    let sql = "insert into todo.turn (user_id, conversation_id, state, lease_until, message, items)
        select 'alice', c.id, 'done', now(), 'Hello', '[{\"type\":\"message\",\"role\":\"assistant\",\"text\":\"Hi\"}]'
        from todo.conversation c, generate_series(1, 120)";
    database.superuser().execute(sql, &[]).unwrap();
    let params = json!({ "thread_id": thread, "order": "asc" });
    let whole = paged(&alice, "items.list", &params, 100);
    assert_eq!(whole.len(), 242);
    let mut cut = params.clone();
    cut["limit"] = json!(1000);
    assert_eq!(alice.page("items.list", &cut)["data"], json!(whole[..100]));
    let page = alice.page("items.list", &params);
    assert_eq!((&page["data"], &page["has_more"]), (&json!(whole[..20]), &json!(true)));
    let read = alice.page("threads.get_by_id", &json!({ "thread_id": thread }));
    assert_eq!(read["items"], page);
}

/// 007/FR-011: threads, newest first by when they were made, in both orders and with every limit; none has its
/// items.
#[test]
fn pages_of_threads_make_the_whole_list() {
    let app = App::start(&Database::new());
    let alice = app.alice();
    assert_eq!(alice.page("threads.list", &json!({})), json!({ "data": [], "has_more": false }));
    let made: Vec<String> = (0..5).map(|number| alice.create(&format!("Hello {number}")).thread()).collect();
    // What is said in it later does not move a thread.
    alice.add(&made[1], "Hello again");
    app.bob().create("Hello, I am Bob");
    let newest: Vec<&str> = made.iter().rev().map(String::as_str).collect();
    for limit in 1..=6 {
        assert_eq!(ids(&paged(&alice, "threads.list", &json!({}), limit)), newest);
        assert_eq!(ids(&paged(&alice, "threads.list", &json!({ "order": "asc" }), limit)), made);
    }
    for thread in alice.page("threads.list", &json!({}))["data"].as_array().unwrap() {
        assert_eq!(thread["items"], json!({ "data": [], "has_more": false }));
    }
}
