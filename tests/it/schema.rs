//! The schema, and who may change it.

use postgres::error::SqlState;
use tests::{App, Database, Server};

/// 001/FR-033: the application's role can neither create nor alter anything.
#[test]
fn the_application_changes_no_schema() {
    let database = Database::new();
    let mut client = database.application();
    for statement in [
        "create table todo.mine (id int)",
        "create table public.mine (id int)",
        "create temporary table mine (id int)",
        "create schema mine",
        "create view todo.mine as select 1",
        "create function todo.mine() returns int language sql as 'select 1'",
        "create or replace function todo.transcript_of(text, bigint) returns json language sql as 'select null'",
        "create index on todo.task (title)",
        "create role mine",
        "create database mine",
        "alter table todo.task add column mine int",
        "alter table todo.task disable trigger all",
        "alter schema todo rename to mine",
        "alter role current_user createdb",
        "drop table todo.task",
        "drop schema todo cascade",
        "truncate todo.task",
        "comment on table todo.task is 'mine'",
        "set role postgres",
        "insert into todo.migration values (99, 'mine')",
        "update todo.migration set version = 99",
        "delete from todo.migration",
        "copy todo.task to program 'cat'",
        "select pg_read_file('postgresql.conf')",
    ] {
        let error = client.batch_execute(statement).expect_err(statement);
        assert_eq!(error.code(), Some(&SqlState::INSUFFICIENT_PRIVILEGE), "{statement}: {error}");
    }
    // What may not be granted is a warning only.
    client.batch_execute("grant select on todo.task to public").unwrap();
    let grants = "select has_table_privilege('public', 'todo.task', 'select')";
    assert_eq!(database.column(grants), ["f"]);
    client.batch_execute("select count(*) from todo.task").unwrap();
}

const VERSIONS: &str = "select version, name from todo.migration order by version";

/// 001/FR-032: running it again changes nothing, and tasks are still there.
#[test]
fn migrations_run_twice() {
    let database = Database::new();
    App::start(&database).alice().say("Add a task to buy milk").turn();
    let before = database.rows("select version, name, applied_at from todo.migration order by version");
    assert_eq!(before.len(), migrations::ALL.len());
    let output = database.migrate();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        database.rows("select version, name, applied_at from todo.migration order by version"),
        before
    );
    assert_eq!(database.titles("alice"), ["Buy milk"]);
}

/// 001/FR-032: several at once, on two databases of a server that has neither schema nor role.
#[test]
fn migrations_run_at_once() {
    let server = Server::own();
    let databases = [Database::bare(&server), Database::bare(&server)];
    let mut running: Vec<_> = databases
        .iter()
        .chain(&databases)
        .chain(&databases)
        .map(|database| database.migration().spawn().unwrap())
        .collect();
    for migration in &mut running {
        assert!(migration.wait().unwrap().success());
    }
    let expected: Vec<[String; 2]> =
        migrations::ALL.iter().map(|known| [known.version.to_string(), known.name.to_owned()]).collect();
    for database in &databases {
        assert_eq!(database.rows(VERSIONS), expected);
    }
}

/// 001/FR-032: a migration that cannot be made says so and leaves everything as it was.
#[test]
fn a_failed_migration_leaves_nothing() {
    let database = Database::empty();
    database.superuser().batch_execute("create schema todo; create table todo.message (id int)").unwrap();
    let output = database.migrate();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("0001_chat"), "{said}");
    let tables = "select relname from pg_class where relnamespace = 'todo'::regnamespace and relkind = 'r'";
    assert_eq!(database.column(tables), ["message"]);
}

/// 001/FR-035: in the schema itself a row of one user cannot point at another's.
#[test]
fn rows_cannot_point_at_other_users() {
    let database = Database::new();
    let foreign = database.column(
        "select conrelid::regclass || ' ' || conname from pg_constraint
         where connamespace = 'todo'::regnamespace and contype in ('f', 'p') and conrelid::regclass::text not in
            ('todo.migration', 'todo.jwks_cache')
         and conkey[1] <> (select attnum from pg_attribute where attrelid = conrelid and attname = 'user_id')",
    );
    assert_eq!(foreign, [""; 0], "every key and every foreign key begins with the user");
    let app = App::start(&database);
    let chat = app.alice().say("Hello").turn().conversation_id;
    let insert = format!(
        "insert into todo.turn (user_id, conversation_id, lease_until, message) values ('bob', {chat}, now(), '')"
    );
    let error = database.superuser().batch_execute(&insert).unwrap_err();
    assert_eq!(error.code(), Some(&SqlState::FOREIGN_KEY_VIOLATION));
}
