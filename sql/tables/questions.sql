-- One row a doubt that a person told, with what became of it. A doubt is an opening question with the further messages
-- of its burst; what its asker asks on and what helpers ask back are none. The first answer is a person's: by reply
-- within seven days, or inferred (see answer_rule). Bots' answers have columns of their own.
--
-- Each message is taken once for each part that it plays, so that the table is read once. Answers come on later days:
-- a condition on context_date chooses the doubts, and does not limit what is read.
create or replace view questions as
with

parts as (
    select
        visible.*,
        part,
        case part
            when 'asked' then message_id
            when 'answer' then answers_message_id
            else confirms_message_id
        end as about_message_id,
        part = 'asked' and question_type = 'opening' as is_opening,
        case
            when coalesce(user_is_bot, false) and sender_id = user_id then 'bot'
            when answer_rule in ('reply', 'chain') then 'reply'
            else 'likely'
        end as answered_how
    from visible
    cross join (values ('asked'), ('answer'), ('confirmation')) as every (part)
    where
        case part
            when 'asked' then question_type in ('opening', 'part')
            when 'answer' then coalesce(answer_seconds, 0) <= 7 * 86400
            else true
        end
),

-- What was said about each message: question_id is null unless it is part of a doubt.
about_messages as (
    select
        chat_id,
        about_message_id,
        max(case part when 'asked' then question_id end) as question_id,
        max(context_date) filter (where is_opening) as context_date,
        max(message_thread_id) filter (where is_opening) as message_thread_id,
        max(sender_id) filter (where is_opening) as sender_id,
        max(sender_name) filter (where is_opening) as sender_name,
        max(sent_at) filter (where is_opening) as sent_at,
        max(question) filter (where is_opening) as question,
        max(question_terms) filter (where is_opening) as question_terms,
        min(message_id) filter (
            where part = 'answer' and answered_how <> 'bot'
        ) as answer_message_id,
        min_by(coalesce(answer_rule, ''), message_id) filter (
            where part = 'answer' and answered_how <> 'bot'
        ) as answer_rule,
        min_by(coalesce(answer_seconds, 0), message_id) filter (
            where part = 'answer' and answered_how <> 'bot'
        ) as answer_seconds,
        min_by(coalesce(sender_id, 0), message_id) filter (
            where part = 'answer' and answered_how <> 'bot'
        ) as answer_sender_id,
        min_by(coalesce(sender_name, ''), message_id) filter (
            where part = 'answer' and answered_how <> 'bot'
        ) as answer_sender_name,
        count(*) filter (
            where part = 'answer' and answered_how = 'reply'
        ) as replies,
        min(message_id) filter (
            where part = 'answer' and answered_how = 'bot'
        ) as bot_answer_message_id,
        min(answer_seconds) filter (
            where part = 'answer' and answered_how = 'bot'
        ) as bot_answer_seconds,
        count(*) filter (where part = 'confirmation') as confirmations
    from parts
    where about_message_id is not null
    group by
        chat_id,
        about_message_id
)

select
    max(context_date) as context_date,
    chat_id,
    max(message_thread_id) as message_thread_id,
    question_id,
    max(sender_id) as sender_id,
    max(sender_name) as sender_name,
    max(sent_at) as asked_at,
    max(question) as question,
    max(question_terms) as question_terms,
    min(answer_message_id) as answer_message_id,
    min_by(answer_rule, answer_message_id)
        filter (where answer_message_id is not null) as answer_rule,
    min_by(answer_seconds, answer_message_id)
        filter (where answer_message_id is not null) as answer_seconds,
    nullif(
        min_by(answer_sender_id, answer_message_id)
            filter (where answer_message_id is not null),
        0
    ) as answer_sender_id,
    min_by(answer_sender_name, answer_message_id)
        filter (where answer_message_id is not null) as answer_sender_name,
    sum(replies) > 0 as is_answered_by_reply,
    sum(replies) = 0 and min(answer_message_id) is not null
        as is_likely_answered,
    sum(confirmations) > 0 as is_confirmed,
    min(bot_answer_message_id) as bot_answer_message_id,
    min(bot_answer_seconds) as bot_answer_seconds
from about_messages
where question_id is not null
group by
    chat_id,
    question_id
having max(context_date) is not null
