-- The role that the application logs in as. Safe to repeat; the owner of the cluster runs it.
do $$
begin
    -- The migrations make it as well, and grant it what the application may do.
    if not exists (select from pg_roles where rolname = 'todo_app') then
        create role todo_app nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'todo') then
        create role todo;
    end if;
    execute format(
        'alter role todo login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password %L',
        current_setting('runner.password')
    );
end
$$;

grant todo_app to todo;

-- Spin does not roll back when a connection is dropped in mid-transaction: the server must.
alter role todo set idle_in_transaction_session_timeout = '10s';
alter role todo set statement_timeout = '30s';

-- By default everybody may make temporary tables, and before PostgreSQL 15 tables in `public` too.
revoke all on database todo from public;
grant connect on database todo to todo_app;
revoke create on schema public from public;
