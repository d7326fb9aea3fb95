-- $1 the key set's URL, $2 seconds. No row: a request asked for it less than that ago, or does at this moment.
update todo.jwks_cache set asked_at = now()
where url = $1 and asked_at < now() - make_interval(secs => $2::bigint)
returning 1
