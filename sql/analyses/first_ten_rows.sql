-- The ten latest messages, to show what a row looks like.
select
    message_id,
    user_id,
    user_is_bot,
    user_first_name,
    chat_id,
    chat_type,
    text,
    "date"
from telegram
order by "date" desc, chat_id, message_id desc
limit 10
