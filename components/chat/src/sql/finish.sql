-- $1 user, $2 turn, $3 attempt, $4 items, $5 the answer. No row: another attempt has taken over.
with won as (
    update todo.turn set state = 'done', items = $4::text::json, answer = $5, answered_at = now()
    where user_id = $1 and id = $2 and attempt = $3 and state = 'running'
    returning id
), written_down as (
    delete from todo.effect using won where user_id = $1 and scope = 'turn/' || $2::bigint
)
select 1 from won
