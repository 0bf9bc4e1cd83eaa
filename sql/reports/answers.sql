-- Do doubts get answered: how many, how fast, and which are still open.
-- Grain: one row for the period, one per day and one per hour with doubts, one per open doubt; see section.
--
--   total   doubts in the period, and how long the first answers took
--   day     doubts of each day
--   hour    doubts by the hour of asking
--   open    the fifty oldest of the last seven days that nobody answered and whose asker has not said that it is solved
--
-- A doubt is an opening question; the further messages of its burst belong to it. The three ways to be answered are
-- never added up: by a reply within seven days; likely, which is inferred (see answer_rule in README.md) where there is
-- no reply; confirmed by the asker. Answers by bots are counted apart.
--
-- @param chat_id bigint            the group
-- @param previous_chat_id bigint   its id before it became a supergroup, otherwise the same id
-- @param since date                first day, included
-- @param until date                last day, included
-- @param begins_at bigint          the first moment, in unix seconds: later than the first day's beginning where only its last
--     hours are asked
-- @param answers_until date        until + 7 days: answers may come later than the period
--
-- @column section varchar
-- @column day date                      in sections day and open
-- @column hour bigint                   0 to 23, in the lake's zone, in section hour
-- @column questions bigint              doubts; in sections total, day and hour, like the next six
-- @column by_reply bigint               answered by a person's reply
-- @column likely bigint                 likely answered, and not by reply
-- @column confirmed bigint              solved, as the asker says
-- @column by_bots bigint                answered by bots, whether or not people answered too
-- @column open bigint                   none of by_reply, likely and confirmed
-- @column within_hour bigint            by reply or likely, within an hour of asking
-- @column reply_median_seconds bigint   half of the replies came within this time; in section total, like the next four
-- @column likely_median_seconds bigint
-- @column messages bigint               of people
-- @column replies bigint                how many of those are replies
-- @column earlier_days bigint           days that have to be compacted again before their doubts are known
-- @column chat_id bigint                in section open, like all that follow
-- @column message_thread_id bigint      the topic
-- @column message_id bigint
-- @column asked_at timestamp            in the lake's zone
-- @column question varchar
with

asked as (
    select
        context_date,
        chat_id,
        message_thread_id,
        message_id,
        sent_at,
        question,
        question_id,
        question_type = 'opening' as is_opening
    from visible
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :until
        and "date" >= :begins_at
        -- Skips most rows before their other columns are read.
        and question_id is not null
        and question_type in ('opening', 'part')
),

answers as (
    select
        chat_id,
        answers_message_id,
        answer_rule in ('reply', 'chain') as is_reply,
        coalesce(user_is_bot, false) and sender_id = user_id as is_of_bot,
        answer_seconds
    from visible
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :answers_until
        and answers_message_id is not null
        and coalesce(answer_seconds, 0) <= 7 * 86400
),

confirmations as (
    select distinct
        chat_id,
        confirms_message_id
    from visible
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :answers_until
        and confirms_message_id is not null
),

about_doubts as (
    select
        asked.chat_id,
        asked.question_id,
        max(asked.context_date) filter (where is_opening) as context_date,
        max(asked.sent_at) filter (where is_opening) as sent_at,
        max(asked.message_thread_id) filter (where is_opening)
            as message_thread_id,
        max(asked.question) filter (where is_opening) as question,
        min(coalesce(answer_seconds, 0)) filter (
            where is_reply and not is_of_bot
        ) as reply_seconds,
        min(answer_seconds) filter (where not is_reply and not is_of_bot)
            as inferred_seconds,
        min(answer_seconds) filter (where is_of_bot) as bot_seconds,
        max(confirms_message_id) is not null as is_confirmed
    from asked
    left join answers
        on asked.chat_id = answers.chat_id
        and asked.message_id = answers.answers_message_id
    left join confirmations
        on asked.chat_id = confirmations.chat_id
        and asked.question_id = confirmations.confirms_message_id
    group by
        asked.chat_id,
        asked.question_id
),

doubts as (
    select
        chat_id,
        question_id,
        context_date,
        message_thread_id,
        sent_at,
        question,
        reply_seconds,
        case when reply_seconds is null then inferred_seconds end
            as likely_seconds,
        bot_seconds,
        is_confirmed
    from about_doubts
),

known_doubts as (
    select
        doubts.*,
        hour(sent_at) as hour,
        reply_seconds is not null as is_replied,
        likely_seconds is not null as is_likely,
        bot_seconds is not null as is_by_bots,
        reply_seconds is null
        and likely_seconds is null
        and not is_confirmed as is_open,
        case
            when
                reply_seconds is null
                and likely_seconds is null
                and not is_confirmed
                then question_id
        end as listed_id,
        row_number() over (
            partition by reply_seconds is null, likely_seconds is null
            order by reply_seconds, likely_seconds
        ) as place_of_kind,
        count(*) over (
            partition by reply_seconds is null, likely_seconds is null
        ) as count_of_kind
    from doubts
    where context_date is not null
),

-- The median is exact: the value in the middle of all, or before it.
figures as (
    select
        case grouping(context_date, hour, listed_id)
            when 7 then 'total'
            when 3 then 'day'
            when 5 then 'hour'
            else 'open'
        end as section,
        context_date,
        hour,
        listed_id,
        count(*) as questions,
        count(*) filter (where is_replied) as by_reply,
        count(*) filter (where is_likely) as likely,
        count(*) filter (where is_confirmed) as confirmed,
        count(*) filter (where is_by_bots) as by_bots,
        count(*) filter (where is_open) as open,
        count(*) filter (
            where coalesce(reply_seconds, likely_seconds) <= 3600
        ) as within_hour,
        max(
            case
                when place_of_kind = cast(ceil(0.5 * count_of_kind) as bigint)
                    then reply_seconds
            end
        ) as reply_median_seconds,
        max(
            case
                when place_of_kind = cast(ceil(0.5 * count_of_kind) as bigint)
                    then likely_seconds
            end
        ) as likely_median_seconds,
        max(case when listed_id is not null then chat_id end) as chat_id,
        max(case when listed_id is not null then message_thread_id end)
            as message_thread_id,
        max(case when listed_id is not null then sent_at end) as sent_at,
        max(case when listed_id is not null then question end) as question
    from known_doubts
    group by grouping sets (
        (),
        (context_date),
        (hour),
        (listed_id, chat_id)
    )
),

-- What people wrote, and how much of it are replies.
written as (
    select
        count(*) as messages,
        count(reply_to_message_id) as replies,
        count(distinct case when is_question is null then context_date end)
            as earlier_days
    from messages
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :until
        and "date" >= :begins_at
),

placed as (
    select
        figures.*,
        written.messages,
        written.replies,
        written.earlier_days,
        row_number() over (
            partition by section
            order by
                sent_at,
                listed_id
        ) as place
    from figures
    cross join written
    where
        section = 'total'
        or (section in ('day', 'hour') and questions > 0)
        or (
            section = 'open'
            and listed_id is not null
            and sent_at >= date_add('day', -6, cast(:until as timestamp))
        )
)

select
    section,
    case
        when section = 'day' then context_date
        when section = 'open' then cast(sent_at as date)
    end as day,
    hour,
    case when section <> 'open' then questions end as questions,
    case when section <> 'open' then by_reply end as by_reply,
    case when section <> 'open' then likely end as likely,
    case when section <> 'open' then confirmed end as confirmed,
    case when section <> 'open' then by_bots end as by_bots,
    case when section <> 'open' then open end as open,
    case when section <> 'open' then within_hour end as within_hour,
    case when section = 'total' then reply_median_seconds end
        as reply_median_seconds,
    case when section = 'total' then likely_median_seconds end
        as likely_median_seconds,
    case when section = 'total' then messages end as messages,
    case when section = 'total' then replies end as replies,
    case when section = 'total' then earlier_days end
        as earlier_days,
    case when section = 'open' then chat_id end as chat_id,
    case when section = 'open' then message_thread_id end as message_thread_id,
    listed_id as message_id,
    case when section = 'open' then sent_at end as asked_at,
    case when section = 'open' then question end as question
from placed
where
    section <> 'open'
    or place <= 50
order by
    case section
        when 'total' then 1
        when 'day' then 2
        when 'hour' then 3
        else 4
    end,
    day,
    hour,
    place
