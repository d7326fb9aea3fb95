-- $1 user, $2 task, $3..$7 the call key: scope, number, request, turn, attempt
with key as (
    select * from todo.check_key($1, $3, $4, $5, $6, $7)
), done as (
    delete from todo.task using key
    where key.outcome = 'run' and user_id = $1 and id = $2
    returning id, title
), recorded as (
    insert into todo.effect (user_id, scope, number, request, output)
    select $1, $3, $4, $5, coalesce((select to_jsonb(done) from done), 'null')
    from key where key.outcome = 'run' and $3 is not null
)
select key.outcome, coalesce(done.id, (key.output ->> 'id')::bigint), coalesce(done.title, key.output ->> 'title')
from key left join done on true
