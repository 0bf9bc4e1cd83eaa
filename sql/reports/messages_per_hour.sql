-- How many messages per hour, and how many people wrote them.
-- Grain: one row per hour that has messages, after one row for all of them, whose day and hour are null.
--
-- @param chat_id bigint            the group
-- @param previous_chat_id bigint   its id before it became a supergroup, otherwise the same id
-- @param since date                first day, included
-- @param until date                last day, included
-- @param begins_at bigint          the first moment, in unix seconds: later than the first day's beginning where only its last
--     hours are asked
--
-- @column day date
-- @column hour bigint       0 to 23, in the lake's zone
-- @column messages bigint
-- @column people bigint     who wrote in that hour
with

messages_in_period as (
    select
        context_date,
        hour(sent_at) as hour,
        sender_id
    from messages
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :until
        and "date" >= :begins_at
)

select
    context_date as day,
    hour,
    count(*) as messages,
    count(distinct sender_id) as people
from messages_in_period
group by grouping sets ((context_date, hour), ())
order by
    context_date nulls first,
    hour nulls first
