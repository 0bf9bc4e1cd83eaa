-- How fresh the lake is: last day, last message, and number of messages and days, per chat.
select
    chat_id,
    max(context_date) as last_day,
    max(sent_at) as last_message_at,
    count(*) as messages,
    count(distinct context_date) as days
from telegram
group by chat_id
order by chat_id
