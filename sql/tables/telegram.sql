-- The lake's table in Athena, one row per message. Generated from etl/lake/schema.ts by: npm run ddl
-- Replace ENRICHED_BUCKET with the name of your enriched bucket, in two places.
create external table if not exists telegram (
    `message_id`           bigint comment 'Id of the message in its chat',
    `user_id`              bigint comment 'Id of the account that sent it',
    `user_is_bot`          boolean comment 'Whether that account is a bot',
    `user_first_name`      string comment 'First name of that account',
    `chat_id`              bigint comment 'Id of the chat; negative for groups',
    `chat_type`            string comment 'group, supergroup, channel or private',
    `text`                 string comment 'Text of the message; null when it has none',
    `date`                 bigint comment 'When it was sent, in unix seconds',
    `update_id`            bigint comment 'Update that this row was read from',
    `message_type`         string comment 'text, photo, video, sticker, poll, … or service',
    `caption`              string comment 'Caption of a photo, video or other media',
    `user_last_name`       string comment 'Last name of the account that sent it',
    `user_username`        string comment 'Username of the account that sent it, without @',
    `user_language_code`   string comment 'Language of the sender''s app, as an IETF tag',
    `sender_id`            bigint comment 'Who counts as the author: the chat it was sent as, or else the account',
    `sender_name`          string comment 'The name people see: chat title, or first and last name',
    `reply_to_message_id`  bigint comment 'Message in the same chat that it replies to',
    `reply_to_sender_id`   bigint comment 'sender_id of the message it replies to',
    `message_thread_id`    bigint comment 'Forum topic; null outside topics',
    `media_group_id`       string comment 'Album it belongs to',
    `forward_origin_type`  string comment 'user, hidden_user, chat or channel; null unless forwarded',
    `via_bot_id`           bigint comment 'Inline bot it was sent through',
    `edit_date`            bigint comment 'When it was last edited, in unix seconds',
    `edit_count`           bigint comment 'How many edits were received',
    `service_type`         string comment 'Kind of service message: new_chat_members, pinned_message, …',
    `is_automatic_forward` boolean comment 'Whether Telegram forwarded it from the linked channel',
    `sent_at`              timestamp comment 'date, as wall-clock time in the lake''s zone'
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
