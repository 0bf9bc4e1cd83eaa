-- The average length of each person's texts, in characters, per day.
select
    context_date,
    sender_id,
    max_by(sender_name, message_id) filter (where sender_name is not null)
        as sender_name,
    round(avg(length(text)), 1) as average_text_length,
    count(text) as texts
from messages
where text is not null
group by context_date, sender_id
order by context_date, average_text_length desc, sender_id
