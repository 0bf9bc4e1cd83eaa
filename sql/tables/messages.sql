-- What people wrote: no service messages, no posts that Telegram forwards from a linked channel, no messages of
-- bots. Anonymous admins and channels that write as themselves are people: they send through a bot of Telegram's,
-- so their sender_id differs from user_id.
create or replace view messages as
select *
from telegram
where
    service_type is null
    and not is_automatic_forward
    and not (coalesce(user_is_bot, false) and sender_id = user_id)
