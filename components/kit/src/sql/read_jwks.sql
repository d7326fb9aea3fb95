-- $1 the key set's URL; gives its text and its age in seconds
select document, extract(epoch from now() - fetched_at)::bigint from todo.jwks_cache where url = $1
