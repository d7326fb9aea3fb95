//! Readiness names what is missing.

use serde_json::json;
use tests::{App, Database, app::Setup};

/// What `/readyz` of that setup names, in order. The host serves all the same.
#[track_caller]
fn check(setup: Setup, missing: &[&str]) {
    let app = setup.start();
    assert_eq!(app.get("/healthz").status, 200);
    let document = app.get("/readyz").problem(503);
    assert_eq!(document["missing"], json!(missing), "{document}");
    for name in missing {
        assert!(document["detail"].as_str().unwrap().contains(name), "{document}");
    }
}

/// 001/FR-030, 001/FR-034: without a secret of 32 characters, and without a token's verification.
#[test]
fn the_secret() {
    let database = Database::new();
    for short in ["", "31 characters are not yet enough"[..31].into()] {
        check(App::on(&database).set("better_auth_secret", short), &["BETTER_AUTH_SECRET"]);
    }
    let app = App::on(&database).set("better_auth_secret", "").start();
    app.alice().say("Hello").problem(503);
    app.caller(tests::Who::Anonymous).say("Hello").problem(401);
    assert_eq!(database.number("select count(*) from todo.turn"), 0);
}

/// 001/FR-030: a database that cannot be reached, or does not let us in.
#[test]
fn the_database() {
    let database = Database::new();
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    check(App::on(&database).set("postgres_address", &gone.to_string()), &["database"]);
    check(App::on(&database).set("postgres_database", "no_such_database"), &["database"]);
    check(App::on(&database).set("postgres_password", "not the password"), &["database"]);
}

/// 001/FR-030, 001/FR-032: a schema that is not there, older than the build, or newer, which is fine.
#[test]
fn the_schema() {
    check(App::on(&Database::empty()), &["schema"]);
    let database = Database::new();
    let mut other = database.superuser();
    other
        .execute(
            "insert into todo.migration values ($1, 'of a later release')",
            &[&(migrations::VERSION + 1)],
        )
        .unwrap();
    let app = App::start(&database);
    assert_eq!(app.get("/readyz").status, 200, "a newer schema is fine");
    other.execute("delete from todo.migration where version >= $1", &[&migrations::VERSION]).unwrap();
    let document = app.get("/readyz").problem(503);
    assert_eq!(document["missing"], json!(["schema"]));
    assert!(document["detail"].as_str().unwrap().contains("older"), "{document}");
}

/// 001/FR-030: each setting that cannot be used.
#[test]
fn the_settings() {
    let database = Database::new();
    let openai = || App::on(&database).set("model", "openai");
    check(App::on(&database).set("model", "gpt"), &["model"]);
    check(App::on(&database).set("model", ""), &["model"]);
    check(openai().set("openai_model", ""), &["openai_model"]);
    check(openai().set("model_connect_seconds", "ten"), &["model_connect_seconds"]);
    check(openai().set("model_first_byte_seconds", "0"), &["model_first_byte_seconds"]);
    check(openai().set("model_between_bytes_seconds", "-1"), &["model_between_bytes_seconds"]);
    check(openai().set("turn_seconds", "3601"), &["turn_seconds"]);
    check(App::on(&database).set("turn_lease_seconds", "1.5"), &["turn_lease_seconds"]);
    for limit in ["0", "-1", "many", ""] {
        check(App::on(&database).set("rate_limit", limit), &["rate_limit"]);
    }
    check(App::on(&database).set("postgres_sslmode", ""), &["postgres_sslmode"]);
}

/// 001/FR-030: all that is missing is named at once, so that one look is enough.
#[test]
fn several_things() {
    let setup = App::on(&Database::empty()).set("better_auth_secret", "short").set("rate_limit", "0");
    let app = setup.set("turn_lease_seconds", "").start();
    let document = app.get("/readyz").problem(503);
    assert_eq!(
        document["missing"],
        json!(["BETTER_AUTH_SECRET", "rate_limit", "turn_lease_seconds", "schema"])
    );
    assert_eq!(document["type"], "/problems/not-ready");
}
