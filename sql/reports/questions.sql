-- Which doubts keep coming up: those of the period and of the period before, with what became of each.
-- Grain: one row per doubt, the latest first; at most fifty thousand; without a doubt, one row with earlier_days alone.
-- bot/reports groups them by what they are about.
--
-- A doubt is an opening question; what is asked on and what helpers ask back are none. The words of its first message
-- are kept as stems since compaction, so that no text is read but to be shown.
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
-- @column is_current boolean         asked in the period, not in the one before
-- @column chat_id bigint
-- @column message_thread_id bigint   the topic of a forum
-- @column message_id bigint
-- @column sender_id bigint           who asked
-- @column asked_at timestamp         in the lake's zone
-- @column question varchar           in the period, like all that follow but earlier_days
-- @column question_terms varchar     stems, separated by blanks; in both periods
-- @column answer_message_id bigint   the first answer of a person, by reply or likely
-- @column answer_sender_id bigint
-- @column is_reply boolean           whether that answer is a reply
-- @column answer_seconds bigint      from asking to that answer
-- @column is_confirmed boolean       solved, as the asker says
-- @column earlier_days bigint        days that have to be compacted again before their doubts are known
with

asked as (
    select
        chat_id,
        message_thread_id,
        message_id,
        sender_id,
        sent_at,
        question,
        question_terms,
        question_id,
        question_type = 'opening' as is_opening,
        is_current
    from visible
    cross join (values (true), (false)) as spans (is_current)
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

answers as (
    select
        chat_id,
        answers_message_id,
        message_id,
        sender_id,
        coalesce(answer_seconds, 0) as answer_seconds,
        answer_rule in ('reply', 'chain') as is_reply,
        -- A reply counts before what is inferred, as in the other reports.
        message_id + case
            when answer_rule in ('reply', 'chain') then 0
            else 1000000000000
        end as answer_order
    from visible
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :answers_until
        and answers_message_id is not null
        and coalesce(answer_seconds, 0) <= 7 * 86400
        and not (coalesce(user_is_bot, false) and sender_id = user_id)
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

-- What a doubt's first message says, and what was said to it and to the rest of its burst.
doubts as (
    select
        asked.chat_id,
        asked.question_id,
        max(case when is_opening then is_current end) as is_current,
        max(case when is_opening then message_thread_id end)
            as message_thread_id,
        max(case when is_opening then asked.sender_id end) as sender_id,
        max(case when is_opening then sent_at end) as sent_at,
        max(case when is_opening and is_current then question end)
            as question,
        max(case when is_opening then question_terms end) as question_terms,
        min_by(answers.message_id, answer_order)
            filter (where answers.message_id is not null)
            as answer_message_id,
        min_by(coalesce(answers.sender_id, 0), answer_order)
            filter (where answers.message_id is not null)
            as answer_sender_id,
        min_by(answer_seconds, answer_order)
            filter (where answers.message_id is not null) as answer_seconds,
        min_by(is_reply, answer_order)
            filter (where answers.message_id is not null) as is_reply,
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

earlier as (
    select count(distinct context_date) as earlier_days
    from visible
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :until
        and is_question is null
)

select
    is_current,
    chat_id,
    message_thread_id,
    question_id as message_id,
    sender_id,
    sent_at as asked_at,
    question,
    question_terms,
    answer_message_id,
    nullif(answer_sender_id, 0) as answer_sender_id,
    is_reply,
    answer_seconds,
    case when is_current then is_confirmed end as is_confirmed,
    earlier_days
from earlier
left join doubts on is_current is not null
order by
    sent_at desc,
    chat_id,
    question_id
limit 50000
