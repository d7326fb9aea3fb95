//! Under which names the server is called, from which pages, and what it tells of itself to strangers.

use serde_json::json;
use tests::{Answer, App, Database, Request, http::exchange, mcp::Era};

const WELL_KNOWN: &str = "/.well-known/oauth-protected-resource";

/// 002/FR-017: RFC 9728: the resource of each document is what its path was made from.
#[test]
fn metadata_tells_where_to_get_a_token() {
    let setup = App::on(&Database::new());
    let app =
        setup.set("authorization_servers", "https://login.example, https://other.example/tenant").start();
    for (path, resource) in [
        (WELL_KNOWN.to_owned(), "http://todo.test"),
        (format!("{WELL_KNOWN}/mcp"), "http://todo.test/mcp"),
        (format!("{WELL_KNOWN}/mcp?x=1"), "http://todo.test/mcp"),
    ] {
        let answer = app.get(&path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
        let document = answer.json();
        assert_eq!(document["resource"], resource, "{path}");
        assert_eq!(
            document["authorization_servers"],
            json!(["https://login.example", "https://other.example/tenant"])
        );
        assert_eq!(document["scopes_supported"], json!(["tasks:read", "tasks:write"]));
        assert_eq!(document["bearer_methods_supported"], json!(["header"]));
        assert!(document["resource_name"].is_string(), "{document}");
        let head = app.send(&Request::new("HEAD", &path));
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        let posted = app.send(&Request::new("POST", &path).body("{}"));
        posted.problem(405);
        assert!(posted.header("allow").is_some_and(|allow| allow.contains("GET")), "{posted}");
    }
    for path in ["/", "/api", "/mcp/", "/mcp/x", "x", "/MCP"] {
        let answer = app.get(&format!("{WELL_KNOWN}{path}"));
        assert_eq!(answer.status, 404, "{path}: {answer}");
    }
    // The challenge leads there.
    let refused = app.mcp_of(&tests::Who::Anonymous, Era::Older).ask("ping", &json!({}));
    let path =
        refused.header("www-authenticate").unwrap().split("http://todo.test").nth(1).unwrap().to_owned();
    assert_eq!(app.get(path.trim_end_matches('"')).json()["resource"], "http://todo.test/mcp");
}

/// 002/FR-017: without a setting the product issues the tokens itself; without a URL there is no document.
#[test]
fn metadata_without_settings() {
    let app = App::start(&Database::new());
    let document = app.get(WELL_KNOWN).json();
    assert_eq!(document["authorization_servers"], json!(["http://todo.test"]));
    let unset = App::on(&Database::new()).unset("public_url").start();
    for path in [WELL_KNOWN.to_owned(), format!("{WELL_KNOWN}/mcp")] {
        assert_eq!(unset.get(&path).problem(503)["missing"], json!(["public_url"]));
    }
}

/// The answer to a good `ping` under that host, as a request line has it when `target` is a whole URL.
fn under(app: &App, host: &str, target: &str) -> Answer {
    let ping = app.mcp(Era::Older).request("ping", &json!({})).path(target);
    let bytes = String::from_utf8(ping.bytes()).unwrap();
    let bytes = bytes.replacen("host: todo.test\r\n", host, 1);
    Answer::parse(&exchange(app.address, bytes.as_bytes()).unwrap(), true).unwrap()
}

/// 002/FR-018: the host is compared as a whole: name and port.
#[test]
fn a_foreign_host_is_403() {
    let setup = App::on(&Database::new());
    let app =
        setup.set("allowed_hosts", "https://todo.example, http://127.0.0.1:3000,http://[::1]:3000").start();
    for good in [
        "todo.test",
        "todo.test:80",
        "Todo.Test",
        "todo.example",
        "todo.example:443",
        "127.0.0.1:3000",
        "[::1]:3000",
    ] {
        let answer = under(&app, &format!("host: {good}\r\n"), "/mcp");
        assert_eq!(answer.status, 200, "{good}: {answer}");
    }
    for bad in [
        "evil.example",
        "todo.test.",
        "todo.test:443",
        "todo.test:8080",
        "todo.test.evil.example",
        "evil-todo.test",
        "sub.todo.test",
        "todo.tes",
        "127.0.0.1",
        "127.0.0.1:3001",
        "localhost",
        "[::1]",
        "todo.example:80",
    ] {
        under(&app, &format!("host: {bad}\r\n"), "/mcp").problem(403);
    }
    // What is no host at all may not even get so far.
    for bad in ["host: \r\n", "host: todo.test:\r\n", "host: a b\r\n", "host: user@todo.test\r\n"] {
        let answer = under(&app, bad, "/mcp");
        assert!([400, 403].contains(&answer.status), "{bad}: {answer}");
    }
    // A whole URL in the request line counts, and the header beside it does not help (RFC 9112, 3.2.2).
    under(&app, "host: todo.test\r\n", "http://evil.example/mcp").problem(403);
}

/// 002/FR-018: an origin is compared as a whole, too, and may not be there at all.
#[test]
fn a_foreign_origin_is_403() {
    let database = Database::new();
    let setup = App::on(&database);
    let app = setup.set("allowed_origins", "https://app.example, http://localhost:5173").start();
    let call = app.mcp(Era::Modern).call_request("add_task", &json!({ "title": "Milk" }));
    let from = |origins: &[&str]| {
        let add = |request: Request, origin: &&str| request.header("origin", origin);
        app.send(&origins.iter().fold(call.clone(), add))
    };
    for good in ["http://todo.test", "http://Todo.Test:80", "https://app.example", "http://localhost:5173"] {
        from(&[good]).value();
        from(&[good, good]).value();
    }
    let before = database.titles("alice").len();
    for bad in [
        "http://evil.example",
        "https://todo.test",
        "http://todo.test:8080",
        "http://todo.test.evil.example",
        "http://todo.test.",
        "http://todo.test/",
        "http://todo.test@evil.example",
        "https://app.example.evil.example",
        "http://app.example",
        "http://localhost",
        "http://localhost:51730",
        "null",
        "todo.test",
        "",
        "*",
        "file://",
        "chrome-extension://abcdef",
        "http://todo.test http://evil.example",
        "http://todo.test, http://evil.example",
    ] {
        from(&[bad]).problem(403);
    }
    from(&["http://todo.test", "http://evil.example"]).problem(403);
    from(&["http://evil.example", "http://todo.test"]).problem(403);
    let bytes = call.clone().header("origin", b"http://todo.test\xff");
    app.send(&bytes).problem(403);
    // It comes before the token, so that a page learns nothing from it.
    app.send(&call.without("authorization").header("origin", "http://evil.example")).problem(403);
    assert_eq!(database.titles("alice").len(), before);
}
