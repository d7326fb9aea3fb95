-- $1 user, $2 turn, $3 attempt, $4 seconds. No row: another attempt has taken over.
update todo.turn set lease_until = now() + make_interval(secs => $4)
where user_id = $1 and id = $2 and attempt = $3 and state = 'running'
returning 1
