-- When the group is active: messages per hour, weekday (1 = Monday) and ISO week with its year, in the lake's zone.
select
    year_of_week(sent_at) as week_year,
    week(sent_at) as week,
    day_of_week(sent_at) as weekday,
    hour(sent_at) as hour,
    count(*) as messages
from messages
group by
    year_of_week(sent_at),
    week(sent_at),
    day_of_week(sent_at),
    hour(sent_at)
order by week_year, week, weekday, hour
