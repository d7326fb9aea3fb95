-- Users' tasks and conversations. Every key starts with user_id, and every foreign key carries it, so
-- that no row of one user can point at another's.

-- Rules for values are domains: unlike the checks of a table they are not read and planned again by every
-- statement that writes a row.
create domain todo.title as text check (char_length(value) between 1 and 200);
create domain todo.description as text check (char_length(value) between 1 and 1000);
create domain todo.turn_state as text check (value in ('running', 'failed', 'done'));
create domain todo.request_kind as text check (value in ('turn', 'call'));
create domain todo.feedback_kind as text check (value in ('positive', 'negative'));

create table todo.task (
    user_id text not null,
    id bigint not null,
    title todo.title not null,
    description todo.description,
    completed boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (user_id, id)
);

-- The last id that each user's tasks had: ids are never used again, so max(id) would not do.
create table todo.task_counter (
    user_id text primary key,
    last_id bigint not null
) with (fillfactor = 70);

create table todo.conversation (
    user_id text not null,
    id bigint generated always as identity,
    title text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (user_id, id)
) with (fillfactor = 80);

-- A turn: what the user said and what came of it. `attempt` counts who works on it and fences the earlier ones
-- off; `lease_until` says until when the present one may be believed to be alive.
create table todo.turn (
    user_id text not null,
    id bigint generated always as identity,
    conversation_id bigint not null,
    idempotency_key text,
    request_digest text,
    state todo.turn_state not null default 'running',
    attempt integer not null default 1,
    lease_until timestamptz not null,
    message text not null,
    -- What of an earlier message the user's refers to.
    quoted text,
    created_at timestamptz not null default now(),
    -- Everything after the user's message, as the model is shown it again: calls, outputs, texts. It is read
    -- as a whole and passed on as it was written, so it is not taken apart as jsonb would be.
    items json,
    answer text,
    answered_at timestamptz,
    primary key (user_id, id),
    foreign key (user_id, conversation_id) references todo.conversation on delete cascade
) with (fillfactor = 70);

create unique index turn_idempotency_key on todo.turn (user_id, idempotency_key)
    where idempotency_key is not null;
create index turn_conversation on todo.turn (user_id, conversation_id, id);

-- What was said, message by message: a turn has one of the user's and, when it is done, one of the assistant's.
create view todo.message as
    select user_id, 2 * id - 1 as id, conversation_id, 'user' as role, message as content, created_at
    from todo.turn
    union all
    select user_id, 2 * id, conversation_id, 'assistant', answer, answered_at
    from todo.turn where answer is not null;

-- What a user thinks of an item of the assistant's: the one at that place of the turn.
create table todo.feedback (
    user_id text not null,
    turn_id bigint not null,
    place integer not null,
    kind todo.feedback_kind not null,
    created_at timestamptz not null default now(),
    primary key (user_id, turn_id, place),
    foreign key (user_id, turn_id) references todo.turn on delete cascade
);

-- What a call did, recorded by the statement that did it. `scope` is the turn or the client's
-- idempotency key that the call belongs to. It is kept until the turn is done, or for a day.
create table todo.effect (
    user_id text not null,
    scope text not null,
    number bigint not null,
    request text not null,
    output jsonb not null,
    created_at timestamptz not null default now(),
    primary key (user_id, scope, number)
-- Its rows live as long as a turn. Were the file cut whenever it is empty, plans made then would read all of it
-- once it has grown again.
) with (vacuum_truncate = false);

-- How many requests of a kind, turns or calls of tools, a user made in the present window of a minute.
create table todo.rate_window (
    user_id text not null,
    kind todo.request_kind not null,
    started_at timestamptz not null,
    requests integer not null,
    primary key (user_id, kind)
) with (fillfactor = 70);

-- The key set of the identity provider, kept because no memory outlives a request. It is nobody's row: the
-- one key that does not start with a user. `asked_at` is when a request last undertook to ask for it again.
create table todo.jwks_cache (
    url text primary key,
    document text not null,
    fetched_at timestamptz not null default now(),
    asked_at timestamptz not null default now()
);
