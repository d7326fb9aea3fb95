-- $1 user, $2 completed (null: all), $3..$7 the call key: scope, number, request, turn, attempt
-- The first row says what became of the key; it has no task when the list is empty.
with key as (
    select * from todo.check_key($1, $3, $4, $5, $6, $7)
), listed as (
    select
        id, title, description, completed,
        created_at at time zone 'UTC' as created_at,
        updated_at at time zone 'UTC' as updated_at
    from todo.task
    where user_id = $1 and ($2::boolean is null or completed = $2)
), recorded as (
    insert into todo.effect (user_id, scope, number, request, output)
    select $1, $3, $4, $5, (select coalesce(jsonb_agg(to_jsonb(listed) order by id), '[]') from listed)
    from key where key.outcome = 'run' and $3 is not null
), shown as (
    select listed.* from listed, key where key.outcome = 'run'
    union all
    select earlier.* from key, jsonb_to_recordset(key.output) as earlier(
        id bigint, title text, description text, completed boolean, created_at timestamp, updated_at timestamp)
    where key.outcome = 'recorded'
)
select key.outcome, id, title, description, completed, created_at, updated_at
from key left join shown on true
order by id
