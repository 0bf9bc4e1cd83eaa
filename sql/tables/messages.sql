-- What people wrote: telegram without service messages, commands to bots, automatic forwards of a linked channel, and
-- messages from bots. Anonymous admins and channels count as people: Telegram sends for them through a bot of its own,
-- so their sender_id differs from user_id.
create or replace view messages as
select *
from visible
where
    service_type is null
    and message_type <> 'command'
    and not is_automatic_forward
    and not (coalesce(user_is_bot, false) and sender_id = user_id)
