-- $1 user, $2 calls a minute. In how many seconds the next one may come, or null for now.
select todo.count_request($1, 'call', $2)
