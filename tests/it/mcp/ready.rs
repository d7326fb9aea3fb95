//! Health, readiness, and a database that goes away.

use std::thread;

use serde_json::json;
use tests::{App, Database, Request, Server, app::Setup, eventually, mcp::Era};

/// 002/FR-021: health and readiness are told to GET and HEAD, and to nobody else; under any host, as a probe
/// knows only an address.
#[test]
fn health_is_told_without_a_token() {
    let app = App::start(&Database::new());
    for path in ["/mcp/healthz", "/mcp/readyz", "/mcp/readyz?probe=1"] {
        assert_eq!(app.get(path).status, 200, "{path}: {}", app.get(path));
        let head = app.send(&Request::new("HEAD", path));
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        let posted = app.send(&Request::new("POST", path).body("{}"));
        posted.problem(405);
        assert!(posted.header("allow").is_some_and(|allow| allow.contains("GET")), "{posted}");
        let bytes = String::from_utf8(Request::new("GET", path).bytes()).unwrap();
        let bytes = bytes.replacen("todo.test", "10.0.0.7:8080", 1);
        let answer = tests::http::exchange(app.address, bytes.as_bytes()).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
    }
}

/// What `/mcp/readyz` of that setup names. The host serves all the same, and calls are 503.
#[track_caller]
fn check(setup: Setup, missing: &[&str]) {
    let app = setup.start();
    assert_eq!(app.get("/mcp/healthz").status, 200);
    let document = app.get("/mcp/readyz").problem(503);
    assert_eq!(document["missing"], json!(missing), "{document}");
    for name in missing {
        assert!(document["detail"].as_str().unwrap().contains(name), "{document}");
    }
    let answer = app.mcp(Era::Older).call("list_tasks", &json!({}));
    assert_eq!(answer.status, 503, "{answer}");
}

/// 002/FR-021: each setting that is missing or cannot be used is named.
#[test]
fn what_is_missing_is_named() {
    let database = Database::new();
    let on = || App::on(&database);
    check(on().unset("public_url"), &["public_url"]);
    for bad in ["todo.test", "ftp://todo.test", "http://todo.test/path", "http://todo.test:port", "http://"] {
        check(on().set("public_url", bad), &["public_url"]);
    }
    check(on().set("allowed_hosts", "todo.example"), &["allowed_hosts"]);
    check(on().set("allowed_origins", "https://a.example, *"), &["allowed_origins"]);
    for limit in ["0", "-1", "many", ""] {
        check(on().set("call_rate_limit", limit), &["call_rate_limit"]);
    }
    check(on().set("better_auth_secret", "short"), &["BETTER_AUTH_SECRET"]);
    check(on().set("postgres_sslmode", ""), &["postgres_sslmode"]);
    let several = on().unset("public_url").set("better_auth_secret", "").set("call_rate_limit", "0");
    check(several, &["BETTER_AUTH_SECRET", "public_url", "call_rate_limit"]);
}

/// 002/FR-021: a database that is away or has no schema; what only the chat needs is not asked for.
#[test]
fn the_database_and_nothing_of_the_chats() {
    let database = Database::new();
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    check(App::on(&database).set("postgres_address", &gone.to_string()), &["database"]);
    let empty = App::on(&Database::empty()).start();
    assert_eq!(empty.get("/mcp/readyz").problem(503)["missing"], json!(["schema"]));
    let app = App::on(&database).set("model", "gpt").set("rate_limit", "0").start();
    assert_eq!(app.get("/mcp/readyz").status, 200);
    assert_eq!(app.mcp(Era::Modern).call("list_tasks", &json!({})).value(), json!([]));
    app.get("/readyz").problem(503);
    // And the other way round.
    let app = App::on(&database).unset("public_url").start();
    assert_eq!(app.get("/readyz").status, 200);
    app.alice().say("Hello").turn();
}

/// 002/FR-022: without a database a call is an internal error that tells no cause, and what needs none goes
/// on; with it again all is well, without another start.
#[test]
fn away_and_back() {
    let server = Server::own();
    let database = Database::on(&server);
    let app = App::start(&database);
    app.mcp(Era::Older).call("add_task", &json!({ "title": "Milk" })).value();
    for kill in [true, false] {
        if kill {
            server.kill()
        } else {
            server.shut_down()
        }
        for era in Era::BOTH {
            for (tool, arguments) in [("list_tasks", json!({})), ("add_task", json!({ "title": "Bread" }))] {
                let answer = app.mcp(era).call(tool, &arguments);
                let document = answer.fault(503, -32603);
                assert_eq!((&document["id"], document["error"].get("data")), (&json!(1), None));
                answer.retry_after();
                let text = document.to_string().to_lowercase();
                for cause in ["postgres", "database", "connect", "refused", "127.0.0.1", "sql", "todo_"] {
                    assert!(!text.contains(cause), "{cause}: {document}");
                }
            }
            assert_eq!(app.mcp(era).listed().len(), 5);
            app.mcp(era).call("add_task", &json!({})).sentence();
        }
        assert_eq!(app.get("/mcp/readyz").problem(503)["missing"], json!(["database"]));
        assert_eq!(app.get("/mcp/healthz").status, 200);
        server.start();
        eventually("the server to be ready again", || (app.get("/mcp/readyz").status == 200).then_some(()));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(app.mcp(Era::Modern).titles(), ["Milk"]));
            }
        });
    }
}

/// 002/FR-022, 002/FR-019: a call that is cut off is 503, and its retry does it once.
#[test]
fn cut_off_in_a_call() {
    let server = Server::own();
    let database = Database::on(&server);
    let app = App::start(&database);
    let milk = json!({ "title": "Milk" });
    let mut other = database.superuser();
    other.batch_execute("begin; lock table todo.task in exclusive mode").unwrap();
    let answer = thread::scope(|scope| {
        let asked = scope.spawn(|| app.mcp(Era::Modern).call_once("k", "add_task", &milk));
        let waiting = "select count(*) from pg_locks where not granted";
        eventually("a statement that waits", || (database.number(waiting) > 0).then_some(()));
        server.shut_down();
        asked.join().unwrap()
    });
    answer.fault(503, -32603);
    server.start();
    for _ in 0..2 {
        let retry = eventually("the retry", || {
            Some(app.mcp(Era::Modern).call_once("k", "add_task", &milk)).filter(|answer| answer.status == 200)
        });
        assert_eq!(retry.value()["task_id"], 1);
    }
    assert_eq!(database.titles("alice"), ["Milk"]);
}
