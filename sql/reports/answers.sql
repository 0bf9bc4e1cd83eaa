-- Do questions get answered: how many, how fast, and which are still open.
-- Grain: one row for the period, one per day with questions, one per open question; see section.
--
--   total   questions in the period, and how long the first answers took
--   day     questions per day
--   open    the fifty newest questions that nobody answered
--
-- An answer is a reply from another sender within seven days. Bots are counted separately: a question that only a bot
-- answered is still open.
--
-- @param chat_id bigint            the group
-- @param previous_chat_id bigint   its id before it became a supergroup, otherwise the same id
-- @param since date                first day, included
-- @param until date                last day, included
-- @param answers_until date        until + 7 days: answers may come later than the period
--
-- @column section varchar
-- @column day date                      in sections day and open
-- @column questions bigint              asked; in sections total and day
-- @column answered bigint               answered by people
-- @column answered_by_bots bigint       answered by bots, whether or not people answered too
-- @column median_seconds bigint         to the first answer from a person; in section total, like the next three
-- @column p90_seconds bigint            90% of the first answers from people came within this time
-- @column bot_median_seconds bigint     to the first answer from a bot
-- @column bot_p90_seconds bigint
-- @column chat_id bigint                in section open, like all that follow
-- @column message_thread_id bigint      the topic
-- @column message_id bigint
-- @column sender_name varchar           who asked
-- @column asked_at timestamp            in the lake's zone
-- @column question varchar
with

questions_in_period as (
    select
        context_date,
        chat_id,
        message_thread_id,
        message_id,
        sender_id,
        sender_name,
        "date" as asked,
        sent_at,
        question
    from questions
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :until
),

replies as (
    select
        chat_id,
        reply_to_message_id,
        sender_id,
        coalesce(user_is_bot, false) and sender_id = user_id as is_bot,
        "date" as replied
    from telegram
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :answers_until
        and reply_to_message_id is not null
        and service_type is null
        and not is_automatic_forward
),

first_answers as (
    select
        questions_in_period.chat_id,
        questions_in_period.message_id,
        min(replied - asked) filter (where not is_bot) as seconds,
        min(replied - asked) filter (where is_bot) as bot_seconds
    from questions_in_period
    inner join replies
        on questions_in_period.chat_id = replies.chat_id
        and questions_in_period.message_id = replies.reply_to_message_id
    where
        replies.sender_id <> questions_in_period.sender_id
        and replied between asked and asked + 7 * 86400
    group by
        questions_in_period.chat_id,
        questions_in_period.message_id
),

questions_and_answers as (
    select
        questions_in_period.context_date,
        questions_in_period.chat_id,
        questions_in_period.message_thread_id,
        questions_in_period.message_id,
        questions_in_period.sender_name,
        questions_in_period.sent_at,
        questions_in_period.question,
        first_answers.seconds,
        first_answers.bot_seconds,
        row_number() over (
            partition by first_answers.seconds is null
            order by
                questions_in_period.asked desc,
                questions_in_period.chat_id desc,
                questions_in_period.message_id desc
        ) as place
    from questions_in_period
    left join first_answers
        on questions_in_period.chat_id = first_answers.chat_id
        and questions_in_period.message_id = first_answers.message_id
),

figures as (
    select
        case grouping(context_date) when 1 then 'total' else 'day' end
            as section,
        context_date as day,
        count(*) as questions,
        count(seconds) as answered,
        count(bot_seconds) as answered_by_bots,
        approx_percentile(seconds, 0.5) as median_seconds,
        approx_percentile(seconds, 0.9) as p90_seconds,
        approx_percentile(bot_seconds, 0.5) as bot_median_seconds,
        approx_percentile(bot_seconds, 0.9) as bot_p90_seconds
    from questions_and_answers
    group by grouping sets ((context_date), ())
),

sections as (
    select
        case section when 'total' then 1 else 2 end as section_order,
        section,
        day,
        questions,
        answered,
        answered_by_bots,
        case section when 'total' then median_seconds end as median_seconds,
        case section when 'total' then p90_seconds end as p90_seconds,
        case section when 'total' then bot_median_seconds end
            as bot_median_seconds,
        case section when 'total' then bot_p90_seconds end as bot_p90_seconds,
        cast(null as bigint) as chat_id,
        cast(null as bigint) as message_thread_id,
        cast(null as bigint) as message_id,
        cast(null as varchar) as sender_name,
        cast(null as timestamp) as asked_at,
        cast(null as varchar) as question,
        1 as place
    from figures
    where questions > 0
    union all
    select
        3 as section_order,
        'open' as section,
        context_date as day,
        cast(null as bigint) as questions,
        cast(null as bigint) as answered,
        cast(null as bigint) as answered_by_bots,
        cast(null as bigint) as median_seconds,
        cast(null as bigint) as p90_seconds,
        cast(null as bigint) as bot_median_seconds,
        cast(null as bigint) as bot_p90_seconds,
        chat_id,
        message_thread_id,
        message_id,
        sender_name,
        sent_at as asked_at,
        question,
        place
    from questions_and_answers
    where
        seconds is null
        and place <= 50
)

select
    section,
    day,
    questions,
    answered,
    answered_by_bots,
    median_seconds,
    p90_seconds,
    bot_median_seconds,
    bot_p90_seconds,
    chat_id,
    message_thread_id,
    message_id,
    sender_name,
    asked_at,
    question
from sections
order by
    section_order,
    case when section = 'day' then day end,
    place
