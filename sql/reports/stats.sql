-- Overview of a period, compared with the one before.
-- Grain: one row per figure; see section.
--
--   messages         how many
--   people           who wrote
--   questions        doubts: opening questions
--   by_reply         of those, answered by a person's reply within seven days
--   likely           of those, likely answered, which is inferred, and not by reply
--   confirmed        of those, solved, as the asker says
--   by_bots          of those, answered by bots
--   replies          messages that are replies
--   earlier_days     days that have to be compacted again before their doubts are known
--   hour             messages in each hour of each weekday that has any, in the period or in the one before
--   most_active      the five people who wrote the most
--   day              messages on each day that has any
--
-- @param chat_id bigint            the group
-- @param previous_chat_id bigint   its id before it became a supergroup, otherwise the same id
-- @param since date                first day, included
-- @param until date                last day, included
-- @param begins_at bigint          the first moment, in unix seconds: later than the first day's beginning where only its last
--     hours are asked
-- @param previous_since date       first day of the previous period
-- @param previous_until date       last day of the previous period
-- @param previous_begins_at bigint   its first moment, in unix seconds
-- @param previous_seen_at bigint   the moment in which it was as old as the period is now: nothing later is counted for it
-- @param answers_until date        until + 7 days: answers may come later than the period
--
-- @column section varchar
-- @column day date                in section day
-- @column weekday bigint          1 = Monday ... 7 = Sunday, in section hour
-- @column hour bigint             0 to 23, in the lake's zone, in section hour
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
        messages.sent_at,
        messages.reply_to_message_id,
        messages.is_question
    from messages
    cross join periods
    where
        messages.chat_id in (:chat_id, :previous_chat_id)
        and messages.context_date between :previous_since and :until
        and case
            when periods.is_current
                then
                    messages.context_date between :since and :until
                    and messages."date" >= :begins_at
            else
                messages.context_date
                    between :previous_since and :previous_until
                and messages."date" >= :previous_begins_at
                and messages."date" < :previous_seen_at
        end
),

-- Grouping sets, so that the messages are read once: per day, hour of the week and person, and in total.
counted as (
    select
        case grouping(context_date, weekday, hour, sender_id)
            when 7 then 'day'
            when 9 then 'hour'
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
        count(*) filter (where not is_current) as messages_before,
        count(*) filter (where is_current and reply_to_message_id is not null)
            as replies,
        count(*) filter (
            where not is_current and reply_to_message_id is not null
        ) as replies_before,
        count(
            distinct case
                when is_current and is_question is null then context_date
            end
        ) as earlier_days
    from messages_of_both
    group by grouping sets (
        (context_date),
        (weekday, hour),
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
        replies,
        replies_before,
        earlier_days,
        row_number() over (
            partition by section
            order by
                case
                    when section = 'most_active' and sender_id is not null
                        then messages
                end desc,
                sender_id,
                weekday,
                hour
        ) as place,
        sum(
            case
                when section <> 'most_active' or sender_id is null then 0
                when messages > 0 then 1
                else 0
            end
        ) over () as people,
        sum(
            case
                when section <> 'most_active' or sender_id is null then 0
                when messages_before > 0 then 1
                else 0
            end
        ) over () as people_before
    from counted
),

asked as (
    select
        chat_id,
        message_id,
        question_id,
        question_type = 'opening' as is_opening,
        is_current
    from visible
    cross join periods
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :previous_since and :until
        -- Skips most rows before their other columns are read.
        and question_id is not null
        and question_type in ('opening', 'part')
        and case
            when is_current
                then
                    context_date between :since and :until
                    and "date" >= :begins_at
            else
                context_date between :previous_since and :previous_until
                and "date" >= :previous_begins_at
                and "date" < :previous_seen_at
        end
),

-- Doubts of the period before have had no more time for their answers than those of the period.
answers as (
    select
        is_current,
        chat_id,
        answers_message_id,
        answer_rule in ('reply', 'chain') as is_reply,
        coalesce(user_is_bot, false) and sender_id = user_id as is_of_bot
    from visible
    cross join periods
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :previous_since and :answers_until
        and answers_message_id is not null
        and coalesce(answer_seconds, 0) <= 7 * 86400
        and (is_current or "date" < :previous_seen_at)
),

confirmations as (
    select distinct
        is_current,
        chat_id,
        confirms_message_id
    from visible
    cross join periods
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :previous_since and :answers_until
        and confirms_message_id is not null
        and (is_current or "date" < :previous_seen_at)
),

doubts as (
    select
        max(case when is_opening then asked.is_current end) as is_current,
        count(*) filter (where is_reply and not is_of_bot) > 0 as is_replied,
        count(*) filter (where not is_reply and not is_of_bot) > 0
            as is_inferred,
        count(*) filter (where is_of_bot) > 0 as is_by_bots,
        max(confirms_message_id) is not null as is_confirmed
    from asked
    left join answers
        on asked.is_current = answers.is_current
        and asked.chat_id = answers.chat_id
        and asked.message_id = answers.answers_message_id
    left join confirmations
        on asked.is_current = confirmations.is_current
        and asked.chat_id = confirmations.chat_id
        and asked.question_id = confirmations.confirms_message_id
    group by
        asked.chat_id,
        asked.question_id
),

counted_doubts as (
    select
        section,
        is_current,
        case section
            when 'questions' then true
            when 'by_reply' then is_replied
            when 'likely' then is_inferred and not is_replied
            when 'confirmed' then is_confirmed
            else is_by_bots
        end as is_counted
    from doubts
    cross join (
        values
            ('questions'),
            ('by_reply'),
            ('likely'),
            ('confirmed'),
            ('by_bots')
    ) as sections (section)
),

question_figures as (
    select
        section,
        count(*) filter (where is_counted and is_current) as value,
        count(*) filter (where is_counted and not is_current) as previous_value
    from counted_doubts
    group by section
),

figures as (
    select
        case figure
            when 'people' then 2
            when 'replies' then 9
            when 'earlier_days' then 10
            else
                case section
                    when 'messages' then 1
                    when 'hour' then 11
                    when 'most_active' then 12
                    else 13
                end
        end as section_order,
        case figure when 'section' then section else figure end as section,
        context_date as day,
        weekday,
        hour,
        sender_id,
        case section when 'most_active' then sender_name end as sender_name,
        place,
        case figure
            when 'people' then people
            when 'replies' then replies
            when 'earlier_days' then earlier_days
            else messages
        end as value,
        case
            when figure = 'people' then people_before
            when figure = 'replies' then replies_before
            when figure = 'section' and section <> 'day' then messages_before
        end as previous_value
    from placed
    cross join (
        values
            ('section'),
            ('people'),
            ('replies'),
            ('earlier_days')
    ) as all_figures (figure)
    where
        case
            when figure <> 'section' then section = 'messages'
            when section = 'most_active' then messages > 0 and place <= 5
            when section = 'day' then messages > 0
            else true
        end
    union all
    select
        case section
            when 'questions' then 3
            when 'by_reply' then 4
            when 'likely' then 5
            when 'confirmed' then 6
            else 7
        end as section_order,
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
