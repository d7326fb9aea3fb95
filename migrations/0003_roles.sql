-- What the application may do: read and write rows, and nothing else. A deployment's login role is made
-- a member of todo_app; the role that migrates owns the schema.
do $$
begin
    create role todo_app nologin;
exception
    -- Roles belong to the server: another database of it, or another migration at this moment, has made it.
    when duplicate_object or unique_violation then null;
end
$$;

grant usage on schema todo to todo_app;
grant select, insert, update, delete on all tables in schema todo to todo_app;
grant usage on all sequences in schema todo to todo_app;
grant execute on all functions in schema todo to todo_app;
revoke insert, update, delete on todo.migration from todo_app;
