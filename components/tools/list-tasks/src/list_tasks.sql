-- $1 user, $2 completed (null: all)
select
    id, title, description, completed,
    created_at at time zone 'UTC',
    updated_at at time zone 'UTC'
from todo.task
where user_id = $1 and ($2::boolean is null or completed = $2)
order by id
