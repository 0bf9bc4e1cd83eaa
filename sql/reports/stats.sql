-- Overview of a period, compared with the one before.
-- Grain: one row per figure; see section.
--
--   messages         how many
--   people           who wrote
--   questions        asked
--   answered         questions that another person (not a bot) replied to within seven days
--   busiest_hour     the hour with the most messages
--   busiest_weekday  the weekday with the most messages
--   most_active      the five people who wrote the most
--   day              messages on each day that has any
--
-- @param chat_id bigint            the group
-- @param previous_chat_id bigint   its id before it became a supergroup, otherwise the same id
-- @param since date                first day, included
-- @param until date                last day, included
-- @param previous_since date       first day of the previous period
-- @param previous_until date       last day of the previous period
-- @param answers_until date        until + 7 days: answers may come later than the period
--
-- @column section varchar
-- @column day date                in section day
-- @column weekday bigint          1 = Monday ... 7 = Sunday, in section busiest_weekday
-- @column hour bigint             0 to 23, in the lake's zone, in section busiest_hour
-- @column sender_id bigint        in section most_active
-- @column sender_name varchar     the latest name in the period
-- @column value bigint            in the period
-- @column previous_value bigint   in the period before; null for days
with

periods (is_current) as (
    values
        (true),
        (false)
),

messages_of_both as (
    select
        periods.is_current,
        messages.context_date,
        day_of_week(messages.sent_at) as weekday,
        hour(messages.sent_at) as hour,
        messages.sender_id,
        messages.sender_name,
        messages.sent_at
    from messages
    cross join periods
    where
        messages.chat_id in (:chat_id, :previous_chat_id)
        and messages.context_date between :previous_since and :until
        and case
            when periods.is_current
                then messages.context_date between :since and :until
            else
                messages.context_date
                    between :previous_since and :previous_until
        end
),

-- Grouping sets, so that the messages are read once: per day, weekday, hour and person, and in total.
counted as (
    select
        case grouping(context_date, weekday, hour, sender_id)
            when 7 then 'day'
            when 11 then 'busiest_weekday'
            when 13 then 'busiest_hour'
            when 14 then 'most_active'
            else 'messages'
        end as section,
        context_date,
        weekday,
        hour,
        sender_id,
        max_by(sender_name, sent_at)
            filter (where is_current and sender_name is not null)
            as sender_name,
        count(*) filter (where is_current) as messages,
        count(*) filter (where not is_current) as messages_before
    from messages_of_both
    group by grouping sets (
        (context_date),
        (weekday),
        (hour),
        (sender_id),
        ()
    )
),

placed as (
    select
        section,
        context_date,
        weekday,
        hour,
        sender_id,
        sender_name,
        messages,
        messages_before,
        row_number() over (
            partition by section
            order by messages desc, weekday, hour, sender_id, context_date
        ) as place,
        sum(case when messages > 0 then 1 else 0 end)
            over (partition by section) as current_rows,
        sum(case when messages_before > 0 then 1 else 0 end)
            over (partition by section) as previous_rows
    from counted
),

questions_of_both as (
    select
        periods.is_current,
        questions.chat_id,
        questions.message_id,
        questions.sender_id,
        questions."date" as asked_at
    from questions
    cross join periods
    where
        questions.chat_id in (:chat_id, :previous_chat_id)
        and questions.context_date between :previous_since and :until
        and case
            when periods.is_current
                then questions.context_date between :since and :until
            else
                questions.context_date
                    between :previous_since and :previous_until
        end
),

-- messages excludes bots. An answer may come after the period.
replies as (
    select
        chat_id,
        reply_to_message_id,
        sender_id,
        "date" as replied_at
    from messages
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :previous_since and :answers_until
        and reply_to_message_id is not null
),

answered_questions as (
    select distinct
        questions_of_both.is_current,
        questions_of_both.chat_id,
        questions_of_both.message_id
    from questions_of_both
    inner join replies
        on questions_of_both.chat_id = replies.chat_id
        and questions_of_both.message_id = replies.reply_to_message_id
    where
        replies.sender_id <> questions_of_both.sender_id
        and replies.replied_at between questions_of_both.asked_at
            and questions_of_both.asked_at + 7 * 86400
),

question_figures as (
    select
        'questions' as section,
        count(*) filter (where is_current) as value,
        count(*) filter (where not is_current) as previous_value
    from questions_of_both
    union all
    select
        'answered' as section,
        count(*) filter (where is_current) as value,
        count(*) filter (where not is_current) as previous_value
    from answered_questions
),

figures as (
    select
        case section
            when 'messages' then 1
            when 'busiest_hour' then 5
            when 'busiest_weekday' then 6
            when 'most_active' then 7
            else 8
        end as section_order,
        section,
        context_date as day,
        weekday,
        hour,
        sender_id,
        case section when 'most_active' then sender_name end as sender_name,
        place,
        messages as value,
        case when section <> 'day' then messages_before end as previous_value
    from placed
    where
        section = 'messages'
        or (
            messages > 0
            and (
                section = 'day'
                or place = 1
                or (section = 'most_active' and place <= 5)
            )
        )
    union all
    select
        2 as section_order,
        'people' as section,
        cast(null as date) as day,
        cast(null as bigint) as weekday,
        cast(null as bigint) as hour,
        cast(null as bigint) as sender_id,
        cast(null as varchar) as sender_name,
        1 as place,
        current_rows as value,
        previous_rows as previous_value
    from placed
    where
        section = 'most_active'
        and place = 1
    union all
    select
        case section when 'questions' then 3 else 4 end as section_order,
        section,
        cast(null as date) as day,
        cast(null as bigint) as weekday,
        cast(null as bigint) as hour,
        cast(null as bigint) as sender_id,
        cast(null as varchar) as sender_name,
        1 as place,
        value,
        previous_value
    from question_figures
)

select
    section,
    day,
    weekday,
    hour,
    sender_id,
    sender_name,
    cast(value as bigint) as value,
    cast(previous_value as bigint) as previous_value
from figures
order by
    section_order,
    day,
    place
