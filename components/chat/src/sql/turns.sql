-- $1 user, $2 thread, $3 the first turn of the page or null, $4 newest first, $5 how many.
select s.turn_id, todo.moment(s.created_at), s.said::text from todo.transcript s
where s.user_id = $1 and s.conversation_id = $2
    and ($3::bigint is null or case when $4 then s.turn_id <= $3 else s.turn_id >= $3 end)
order by case when $4 then -s.turn_id else s.turn_id end
limit $5
