-- How many messages per day, and how many people wrote them.
-- Grain: one row per day that has messages.
--
-- @param chat_id bigint            the group
-- @param previous_chat_id bigint   its id before it became a supergroup, otherwise the same id
-- @param since date                first day, included
-- @param until date                last day, included
-- @param begins_at bigint          the first moment, in unix seconds: later than the first day's beginning where only its last
--     hours are asked
--
-- @column day date
-- @column messages bigint
-- @column people bigint   who wrote that day
with

messages_in_period as (
    select
        context_date,
        sender_id
    from messages
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :until
        and "date" >= :begins_at
)

select
    context_date as day,
    count(*) as messages,
    count(distinct sender_id) as people
from messages_in_period
group by context_date
order by context_date
