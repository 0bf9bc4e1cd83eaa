-- The average length of each person's texts, in characters: the hundred people with the longest.
-- Grain: one row per person with at least twenty texts; if nobody has that many, with five or, if nobody has, with the
-- most.
--
-- @param chat_id bigint            the group
-- @param previous_chat_id bigint   its id before it became a supergroup, otherwise the same id
-- @param since date                first day, included
-- @param until date                last day, included
-- @param begins_at bigint          the first moment, in unix seconds: later than the first day's beginning where only its last
--     hours are asked
--
-- @column sender_id bigint
-- @column sender_name varchar           the latest name in the period
-- @column texts bigint                  by this person in the period
-- @column average_length double         in characters, to one decimal
-- @column minimum_texts bigint          required to be listed
-- @column all_texts bigint              by everyone in the period
-- @column all_average_length double     over everyone's texts
-- @column listed_people bigint          with the minimum or more, including those past the hundredth
with

texts_in_period as (
    select
        sender_id,
        sender_name,
        sent_at,
        length(text) as text_length
    from messages
    where
        chat_id in (:chat_id, :previous_chat_id)
        and context_date between :since and :until
        and "date" >= :begins_at
        and text is not null
),

people as (
    select
        sender_id,
        max_by(sender_name, sent_at) filter (where sender_name is not null)
            as sender_name,
        count(*) as texts,
        cast(sum(text_length) as bigint) as characters
    from texts_in_period
    group by sender_id
),

people_and_all as (
    select
        sender_id,
        sender_name,
        texts,
        characters,
        case
            when max(texts) over () >= 20 then 20
            else least(5, max(texts) over ())
        end as minimum_texts,
        cast(sum(texts) over () as bigint) as all_texts,
        cast(sum(characters) over () as bigint) as all_characters
    from people
)

select
    sender_id,
    sender_name,
    texts,
    round(1e0 * characters / texts, 1) as average_length,
    minimum_texts,
    all_texts,
    round(1e0 * all_characters / all_texts, 1) as all_average_length,
    count(*) over () as listed_people
from people_and_all
where texts >= minimum_texts
order by
    1e0 * characters / texts desc,
    sender_id
limit 100
