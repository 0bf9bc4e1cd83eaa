-- How many messages each person wrote per day.
select
    context_date,
    sender_id,
    max_by(sender_name, message_id) filter (where sender_name is not null)
        as sender_name,
    count(*) as messages
from messages
group by context_date, sender_id
order by context_date, messages desc, sender_id
