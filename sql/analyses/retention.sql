-- Whether people come back: of those who first wrote in one week, how many wrote in each later one.
-- One row per first week and week since, up to the last week with messages, which may not be over yet. Weeks begin on
-- Monday. In the lake's first week everyone is new; in a lake with several groups, filter both reads by chat_id.
with

weeks_of_people as (
    select distinct
        sender_id,
        date_trunc('week', context_date) as week
    from messages
    where sender_id is not null
),

newcomers as (
    select
        sender_id,
        min(week) as first_week
    from weeks_of_people
    group by sender_id
),

cohorts as (
    select
        first_week,
        count(*) as newcomers
    from newcomers
    group by first_week
),

weeks as (
    select distinct week
    from weeks_of_people
),

returns as (
    select
        newcomers.first_week,
        weeks_of_people.week,
        count(*) as people
    from newcomers
    inner join weeks_of_people
        on newcomers.sender_id = weeks_of_people.sender_id
    group by
        newcomers.first_week,
        weeks_of_people.week
)

select
    cohorts.first_week,
    date_diff('week', cohorts.first_week, weeks.week) as weeks_later,
    cohorts.newcomers,
    coalesce(returns.people, 0) as people,
    round(1e2 * coalesce(returns.people, 0) / cohorts.newcomers, 1) as percent
from cohorts
inner join weeks on cohorts.first_week <= weeks.week
left join returns
    on
        cohorts.first_week = returns.first_week
        and weeks.week = returns.week
order by
    first_week,
    weeks_later
