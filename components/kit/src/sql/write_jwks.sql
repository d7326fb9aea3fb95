-- $1 the key set's URL, $2 its text
insert into todo.jwks_cache (url, document, fetched_at) values ($1, $2, now())
on conflict (url) do update set document = excluded.document, fetched_at = excluded.fetched_at
