-- Who writes how much: the fifty people who wrote the most, per day and over the period.
-- Grain: one row per person and day with messages from that person.
--
-- @param chat_id bigint            the group
-- @param previous_chat_id bigint   its id before it became a supergroup, otherwise the same id
-- @param since date                first day, included
-- @param until date                last day, included
-- @param begins_at bigint          the first moment, in unix seconds: later than the first day's beginning where only its last
--     hours are asked
--
-- @column place bigint                1 = wrote the most in the period
-- @column sender_id bigint           null: everyone who opted out, together
-- @column sender_name varchar         the latest name in the period
-- @column day date
-- @column messages bigint             by this person on this day
-- @column messages_in_period bigint   by this person
-- @column all_messages bigint         by everyone in the period
-- @column all_people bigint           who wrote in the period, without those who opted out
with

messages_in_period as (
    select
        context_date,
        sender_id,
        sender_name,
        sent_at
    from messages
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :until
        and "date" >= :begins_at
),

days as (
    select
        sender_id,
        context_date,
        count(*) as messages,
        max_by(sender_name, sent_at) filter (where sender_name is not null)
            as sender_name
    from messages_in_period
    group by
        sender_id,
        context_date
),

days_of_people as (
    select
        sender_id,
        first_value(sender_name) over (
            partition by sender_id
            order by context_date desc
        ) as sender_name,
        context_date,
        messages,
        cast(sum(messages) over (partition by sender_id) as bigint)
            as messages_in_period,
        cast(sum(messages) over () as bigint) as all_messages
    from days
),

placed as (
    select
        dense_rank() over (
            order by messages_in_period desc, sender_id
        ) as place,
        sender_id,
        sender_name,
        context_date,
        messages,
        messages_in_period,
        all_messages
    from days_of_people
),

counted as (
    select
        place,
        sender_id,
        sender_name,
        context_date,
        messages,
        messages_in_period,
        all_messages,
        max(place) over ()
            - max(case when sender_id is null then 1 else 0 end) over ()
            as all_people
    from placed
)

select
    place,
    sender_id,
    sender_name,
    context_date as day,
    messages,
    messages_in_period,
    all_messages,
    all_people
from counted
where place <= 50
order by
    place,
    context_date
