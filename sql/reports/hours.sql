-- When the group is active: messages per weekday and hour, week by week.
-- Grain: one row per ISO week, weekday and hour that has messages.
--
-- @param chat_id bigint            the group
-- @param previous_chat_id bigint   its id before it became a supergroup, otherwise the same id
-- @param since date                first day, included
-- @param until date                last day, included
-- @param begins_at bigint          the first moment, in unix seconds: later than the first day's beginning where only its last
--     hours are asked
--
-- @column week_year bigint   the year that the ISO week belongs to
-- @column week bigint        1 to 53
-- @column weekday bigint     1 = Monday ... 7 = Sunday
-- @column hour bigint        0 to 23, in the lake's zone
-- @column messages bigint
with

messages_in_period as (
    select
        year_of_week(sent_at) as week_year,
        week(sent_at) as week,
        day_of_week(sent_at) as weekday,
        hour(sent_at) as hour
    from messages
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :until
        and "date" >= :begins_at
)

select
    week_year,
    week,
    weekday,
    hour,
    count(*) as messages
from messages_in_period
group by
    week_year,
    week,
    weekday,
    hour
order by
    week_year,
    week,
    weekday,
    hour
