-- The table of the lake in Athena, one row a message. Made from etl/lake/schema.ts by: npm run ddl
-- Put the name of your enriched bucket in the place of ENRICHED_BUCKET, twice.
create external table if not exists telegram (
    `message_id`           bigint comment 'Id of the message in its chat',
    `user_id`              bigint comment 'Id of the account that sent it',
    `user_is_bot`          boolean comment 'Whether that account is a bot',
    `user_first_name`      string comment 'First name of that account',
    `chat_id`              bigint comment 'Id of the chat; negative for groups',
    `chat_type`            string comment 'group, supergroup, channel or private',
    `text`                 string comment 'Text of the message; null when it has none',
    `date`                 bigint comment 'When it was sent, unix seconds',
    `update_id`            bigint comment 'Update that the content of this row came from',
    `message_type`         string comment 'text, photo, video, sticker, poll, … or service',
    `caption`              string comment 'Caption of a photo, video or other media',
    `user_last_name`       string comment 'Last name of the account that sent it',
    `user_username`        string comment 'Username of the account that sent it, without @',
    `user_language_code`   string comment 'Language of the sender''s app, as IETF tag',
    `sender_id`            bigint comment 'Whom statistics count: the chat it speaks for, or the account',
    `sender_name`          string comment 'The name people see: title of the chat, or first and last name',
    `reply_to_message_id`  bigint comment 'Message of the same chat that it answers',
    `reply_to_sender_id`   bigint comment 'sender_id of the message that it answers',
    `message_thread_id`    bigint comment 'Forum topic; null outside topics',
    `media_group_id`       string comment 'Album that it belongs to',
    `forward_origin_type`  string comment 'user, hidden_user, chat or channel when forwarded',
    `via_bot_id`           bigint comment 'Inline bot that it was sent through',
    `edit_date`            bigint comment 'When it was last edited, unix seconds',
    `edit_count`           bigint comment 'How many edits arrived',
    `service_type`         string comment 'Which service message: new_chat_members, pinned_message, …',
    `is_automatic_forward` boolean comment 'Post of the linked channel, forwarded by Telegram',
    `sent_at`              timestamp comment 'date as wall-clock time in the lake''s zone'
)
partitioned by (`context_date` date comment 'Day of the message in the lake''s zone')
stored as parquet
location 's3://ENRICHED_BUCKET/telegram/'
tblproperties (
    'classification' = 'parquet',
    'projection.enabled' = 'true',
    'projection.context_date.type' = 'date',
    'projection.context_date.format' = 'yyyy-MM-dd',
    'projection.context_date.range' = '2013-08-14,NOW+1DAYS',
    'projection.context_date.interval' = '1',
    'projection.context_date.interval.unit' = 'DAYS',
    'storage.location.template' = 's3://ENRICHED_BUCKET/telegram/context_date=${context_date}/'
)
