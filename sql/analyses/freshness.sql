-- How fresh the lake is: last day, last message, and number of messages and days, per chat.
-- messages is what people wrote, as in every report; all_messages adds service messages, commands, forwards of a linked
-- channel and bots, and so do the last day, the last message and the days.
with

written as (
    select
        chat_id,
        count(*) as messages
    from messages
    group by chat_id
)

select
    telegram.chat_id,
    max(telegram.context_date) as last_day,
    max(telegram.sent_at) as last_message_at,
    coalesce(max(written.messages), 0) as messages,
    count(*) as all_messages,
    count(distinct telegram.context_date) as days
from telegram
left join written on telegram.chat_id = written.chat_id
group by telegram.chat_id
order by chat_id
