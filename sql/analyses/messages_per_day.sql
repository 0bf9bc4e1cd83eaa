-- How many messages per day.
select
    context_date,
    count(*) as messages
from messages
group by context_date
order by context_date
