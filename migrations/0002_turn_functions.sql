-- The two decisions that need a lock first and a look after it. A function sees, in its later
-- statements, what was committed while it waited in an earlier one; a single statement does not.

-- May this call make its effect? Locks the turn, so that no later attempt takes over before the
-- calling statement has committed. `outcome` is
--   run         make the effect; record it under the key when there is one
--   recorded    the effect was made before; `output` is what came of it
--   key_reused  the key stands for another call
--   superseded  a later attempt at the turn has taken over
create function todo.check_key(
    p_user text, p_scope text, p_number bigint, p_request text, p_turn bigint, p_attempt integer,
    out outcome text, out output jsonb
) language plpgsql as $$
declare
    v_request text;
begin
    outcome := 'run';
    if p_scope is null then
        return;
    end if;
    if p_turn is null then
        -- A client's key is good for a day: no turn takes its effects along when it is done.
        delete from todo.effect e
            where e.user_id = p_user and e.scope like 'key/%' and e.created_at < now() - interval '1 day';
    else
        perform from todo.turn t
            where t.user_id = p_user and t.id = p_turn and t.attempt = p_attempt and t.state = 'running'
            for share;
        if not found then
            outcome := 'superseded';
            return;
        end if;
    end if;
    select e.request, e.output into v_request, output from todo.effect e
        where e.user_id = p_user and e.scope = p_scope and e.number = p_number;
    if found then
        outcome := case when v_request = p_request then 'recorded' else 'key_reused' end;
    end if;
end
$$;

-- What was said and done in each turn. `journal` holds what a turn that has no answer yet did besides `items`:
-- the calls whose attempt died before it could write them down. A view, because a function would be called, and
-- make its plan ready, for every turn of a history.
create view todo.transcript as
    select t.user_id, t.conversation_id, t.id as turn_id, t.state, t.lease_until, t.created_at,
        json_build_object(
            'user', t.message,
            'quoted', t.quoted,
            'items', coalesce(t.items, '[]'),
            'journal', case when t.state = 'done' then '[]' else coalesce((
                select json_agg(json_build_object('request', e.request, 'output', e.output) order by e.number)
                from todo.effect e where e.user_id = t.user_id and e.scope = 'turn/' || t.id
            ), '[]') end) as said
    from todo.turn t;

-- The transcript of one turn.
create function todo.transcript_of(p_user text, p_turn bigint) returns json language plpgsql stable as $$
begin
    return (select s.said from todo.transcript s where s.user_id = p_user and s.turn_id = p_turn);
end
$$;

-- Counts a request of a kind in the user's window of a minute. When there were more than `p_rate`, answers
-- in how many seconds the window ends. Without a rate nothing is counted.
create function todo.count_request(p_user text, p_kind text, p_rate integer) returns integer
language plpgsql as $$
declare
    v_window todo.rate_window%rowtype;
begin
    if p_rate is null then
        return null;
    end if;
    insert into todo.rate_window as w values (p_user, p_kind, now(), 1)
        on conflict (user_id, kind) do update set
            started_at = case when w.started_at > now() - interval '1 minute' then w.started_at else now() end,
            requests = case when w.started_at > now() - interval '1 minute' then w.requests + 1 else 1 end
        returning * into v_window;
    if v_window.requests > p_rate then
        return greatest(1, ceil(extract(epoch from v_window.started_at + interval '1 minute' - now())));
    end if;
    return null;
end
$$;

-- A moment as the wires write it: RFC 3339, in UTC.
create function todo.moment(p_moment timestamptz) returns text language plpgsql stable as $$
begin
    return to_char(p_moment at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
end
$$;

-- The transcripts of up to `p_turns` turns before one, oldest first. A turn that another request works on at
-- this moment is left out: the model would see a request without an answer, and do it a second time.
create function todo.history(p_turn todo.turn, p_turns integer) returns json language plpgsql stable as $$
begin
    return (
        select coalesce(json_agg(h.said order by h.turn_id), '[]') from (
            select s.turn_id, s.said from todo.transcript s
            where s.user_id = p_turn.user_id and s.conversation_id = p_turn.conversation_id
                and s.turn_id < p_turn.id and (s.state <> 'running' or s.lease_until <= now())
            order by s.turn_id desc limit p_turns
        ) h);
end
$$;

-- Begins a turn, or takes over one whose attempt has died: stores the user's message and answers with
-- all that the turn needs. Null stands for no conversation, no quotation, no idempotency key, no rate limit.
-- The answer is named by what came of it; one without members is its name alone:
--   run              with conversation_id, title, turn_id, attempt, created_at, history (transcripts, oldest
--                    first), turn (its own transcript)
--   answered         the key's turn is done: conversation_id, title, turn_id, created_at, response, turn
--   running          the key's turn is being worked on: retry_after in seconds
--   other_body       the key stands for another body
--   no_conversation  this user has no such conversation
--   limited          too many turns in this minute: retry_after in seconds
create function todo.begin_turn(
    p_user text, p_conversation bigint, p_message text, p_quoted text, p_key text, p_digest text,
    p_rate integer, p_lease_seconds integer, p_history integer
) returns json language plpgsql as $$
declare
    v_turn todo.turn%rowtype;
    v_title text;
    v_wait integer;
    v_history json := '[]';
    v_transcript json := json_build_object(
        'user', p_message, 'quoted', p_quoted, 'items', '[]'::json, 'journal', '[]'::json);
begin
    if p_key is not null then
        select * into v_turn from todo.turn t
            where t.user_id = p_user and t.idempotency_key = p_key for update;
    end if;

    if v_turn.id is not null then
        select c.title into v_title from todo.conversation c
            where c.user_id = p_user and c.id = v_turn.conversation_id;
        if v_turn.request_digest <> p_digest then
            return '"other_body"';
        elsif v_turn.state = 'done' then
            return json_build_object('answered', json_build_object(
                'conversation_id', v_turn.conversation_id,
                'title', v_title,
                'turn_id', v_turn.id,
                'created_at', todo.moment(v_turn.created_at),
                'response', v_turn.answer,
                'turn', todo.transcript_of(p_user, v_turn.id)));
        elsif v_turn.state = 'running' and v_turn.lease_until > now() then
            return json_build_object('running', json_build_object(
                'retry_after', ceil(extract(epoch from v_turn.lease_until - now()))));
        end if;
    elsif p_conversation is not null then
        select c.title into v_title from todo.conversation c
            where c.user_id = p_user and c.id = p_conversation;
        if not found then
            return '"no_conversation"';
        end if;
    end if;

    v_wait := todo.count_request(p_user, 'turn', p_rate);
    if v_wait is not null then
        return json_build_object('limited', json_build_object('retry_after', v_wait));
    end if;

    if v_turn.id is not null then
        update todo.turn t
            set attempt = t.attempt + 1, state = 'running',
                lease_until = now() + make_interval(secs => p_lease_seconds)
            where t.user_id = p_user and t.id = v_turn.id
            returning * into v_turn;
        v_transcript := todo.transcript_of(p_user, v_turn.id);
    else
        v_turn.conversation_id := p_conversation;
        if p_conversation is null then
            v_title := rtrim(left(regexp_replace(p_message, '\s+', ' ', 'g'), 80));
            insert into todo.conversation (user_id, title) values (p_user, v_title)
                returning id into v_turn.conversation_id;
        else
            -- Not before the limit has let the turn through.
            update todo.conversation c set updated_at = now()
                where c.user_id = p_user and c.id = p_conversation;
            -- It may have been deleted since it was looked for.
            if not found then
                return '"no_conversation"';
            end if;
        end if;
        insert into todo.turn
                (user_id, conversation_id, idempotency_key, request_digest, lease_until, message, quoted)
            values (p_user, v_turn.conversation_id, p_key, p_digest,
                now() + make_interval(secs => p_lease_seconds), p_message, p_quoted)
            returning * into v_turn;
    end if;

    -- A conversation that has just been made has no history.
    if v_turn.conversation_id = p_conversation or v_turn.attempt > 1 then
        v_history := todo.history(v_turn, p_history);
    end if;
    return json_build_object('run', json_build_object(
        'conversation_id', v_turn.conversation_id,
        'title', v_title,
        'turn_id', v_turn.id,
        'attempt', v_turn.attempt,
        'created_at', todo.moment(v_turn.created_at),
        'history', v_history,
        'turn', v_transcript));
end
$$;

-- Removes the turns of a conversation after one, with all that was recorded of them. A tool that records an
-- effect at this moment holds its turn until it has: it is waited for, so that nothing of it is left.
create function todo.forget_turns(p_user text, p_conversation bigint, p_after bigint) returns void
language plpgsql as $$
begin
    perform from todo.turn t
        where t.user_id = p_user and t.conversation_id = p_conversation and t.id > p_after for update;
    delete from todo.effect e using todo.turn t
        where t.user_id = p_user and t.conversation_id = p_conversation and t.id > p_after
            and e.user_id = p_user and e.scope = 'turn/' || t.id;
    delete from todo.turn t
        where t.user_id = p_user and t.conversation_id = p_conversation and t.id > p_after;
end
$$;

-- Removes a conversation with all that was said in it; false when the user has none of that id. A turn that
-- still runs finds itself gone at its next step.
create function todo.delete_conversation(p_user text, p_conversation bigint) returns boolean
language plpgsql as $$
begin
    -- No turn begins from here on.
    perform from todo.conversation c where c.user_id = p_user and c.id = p_conversation for update;
    perform todo.forget_turns(p_user, p_conversation, 0);
    delete from todo.conversation c where c.user_id = p_user and c.id = p_conversation;
    return found;
end
$$;

-- Begins another attempt at a turn that has an answer or has failed, because the user wants another answer.
-- What was said after the user's message is removed, with all later turns; what the turn's calls did stays,
-- and stays in its transcript, so that the attempt does not do it again. The answers are those of begin_turn,
-- and
--   no_turn          the conversation has no such turn
create function todo.retry_turn(
    p_user text, p_conversation bigint, p_turn bigint, p_rate integer, p_lease_seconds integer, p_history integer
) returns json language plpgsql as $$
declare
    v_turn todo.turn%rowtype;
    v_title text;
    v_wait integer;
begin
    select c.title into v_title from todo.conversation c
        where c.user_id = p_user and c.id = p_conversation for no key update;
    if not found then
        return '"no_conversation"';
    end if;
    select * into v_turn from todo.turn t
        where t.user_id = p_user and t.conversation_id = p_conversation and t.id = p_turn for update;
    if not found then
        return '"no_turn"';
    elsif v_turn.state = 'running' and v_turn.lease_until > now() then
        return json_build_object('running', json_build_object(
            'retry_after', ceil(extract(epoch from v_turn.lease_until - now()))));
    end if;
    v_wait := todo.count_request(p_user, 'turn', p_rate);
    if v_wait is not null then
        return json_build_object('limited', json_build_object('retry_after', v_wait));
    end if;

    update todo.conversation c set updated_at = now() where c.user_id = p_user and c.id = p_conversation;
    perform todo.forget_turns(p_user, p_conversation, p_turn);
    delete from todo.feedback f where f.user_id = p_user and f.turn_id = p_turn;
    update todo.turn t
        set attempt = t.attempt + 1, state = 'running',
            lease_until = now() + make_interval(secs => p_lease_seconds),
            answer = null, answered_at = null,
            items = (select json_agg(i.item order by i.place)
                from json_array_elements(t.items) with ordinality i (item, place)
                where i.item ->> 'type' <> 'message')
        where t.user_id = p_user and t.id = p_turn
        returning * into v_turn;
    return json_build_object('run', json_build_object(
        'conversation_id', p_conversation,
        'title', v_title,
        'turn_id', p_turn,
        'attempt', v_turn.attempt,
        'created_at', todo.moment(v_turn.created_at),
        'history', todo.history(v_turn, p_history),
        'turn', todo.transcript_of(p_user, p_turn)));
end
$$;
