-- $1 user, $2 completed (null: all)
select
    id, title, description, completed,
    to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
from todo.task
where user_id = $1 and ($2::boolean is null or completed = $2)
order by id
