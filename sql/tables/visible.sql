-- The table telegram without what people asked to be erased: it is hidden from then on, and erased by night.
create or replace view visible as
select *
from telegram
where
    'user ' || coalesce(cast(user_id as varchar), '')
        not in (select hides from hidden)
    and 'user ' || coalesce(cast(sender_id as varchar), '')
        not in (select hides from hidden)
    and 'user ' || coalesce(cast(user_id as varchar), '') || ' '
        || cast(chat_id as varchar)
        not in (select hides from hidden)
    and 'user ' || coalesce(cast(sender_id as varchar), '') || ' '
        || cast(chat_id as varchar)
        not in (select hides from hidden)
    and 'message ' || cast(chat_id as varchar) || ' '
        || cast(message_id as varchar)
        not in (select hides from hidden)
