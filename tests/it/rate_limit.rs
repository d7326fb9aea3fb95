//! The rate limit.

use std::thread;

use tests::{App, Database};

/// 001/FR-014: so many turns a minute for each user; whoever is over the limit is told how long to wait,
/// and nothing of theirs is stored. Another replica counts on.
#[test]
fn it_counts_each_users_turns() {
    let database = Database::new();
    let app = App::on(&database).set("rate_limit", "3").start();
    let replica = app.replica();
    let key = app.alice().say_once("k", "Hello").turn();
    replica.alice().say("Hello").turn();
    app.alice().say("Hello").turn();
    for host in [&app, &replica] {
        let answer = host.alice().say("Hello");
        assert_eq!(answer.problem(429)["type"], "/problems/rate-limited");
        assert!(answer.retry_after() <= 60, "{answer}");
    }
    assert_eq!(database.number("select count(*) from todo.turn"), 3);
    app.bob().say("Hello").turn();
    // An answer that is there already costs nothing, and neither does a request that is refused.
    assert_eq!(app.alice().say_once("k", "Hello").turn(), key);
    app.bob().say_in(404, "Hello").problem(404);
    app.bob().say("").problem(422);
    app.bob().say("Hello").turn();

    let mut other = database.superuser();
    let age = |seconds: i32| {
        format!("update todo.rate_window set started_at = started_at - make_interval(secs => {seconds})")
    };
    other.batch_execute(&age(30)).unwrap();
    assert!(app.alice().say("Hello").retry_after() <= 30);
    other.batch_execute(&age(31)).unwrap();
    app.alice().say("Hello").turn();
}

/// 001/FR-014: without a setting it is 60; at once, not one more gets through.
#[test]
fn by_default_it_is_sixty() {
    let database = Database::new();
    let app = App::on(&database).unset("rate_limit").start();
    let statuses: Vec<u16> = thread::scope(|scope| {
        let asked: Vec<_> = (0..70).map(|_| scope.spawn(|| app.alice().say("Hello").status)).collect();
        asked.into_iter().map(|asked| asked.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 60);
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 10);
}

/// 001/FR-014: a failed turn's retry is a turn as well, or a retry would be a way around the limit.
#[test]
fn retries_count() {
    let database = Database::new();
    let model = tests::Model::new([fake_model::Step::status(400), fake_model::Step::status(400)]);
    let app = App::on(&database).model(&model).set("rate_limit", "2").start();
    app.alice().say_once("k", "Hello").problem(502);
    app.alice().say_once("k", "Hello").problem(502);
    app.alice().say_once("k", "Hello").problem(429);
}
