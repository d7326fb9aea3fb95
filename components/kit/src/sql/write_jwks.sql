-- $1 the key set's URL, $2 its text
insert into todo.jwks_cache (url, document) values ($1, $2)
on conflict (url) do update set document = excluded.document, fetched_at = now(), asked_at = now()
