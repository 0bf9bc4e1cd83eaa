-- What people asked to be erased and is not erased yet, in Athena: one row per person, member of a chat, or message.
-- Replace RAW_BUCKET with the name of your raw bucket.
create external table if not exists hidden (
    `hides` string comment 'user ID, user ID CHAT_ID or message CHAT_ID ID'
)
row format serde 'org.openx.data.jsonserde.JsonSerDe'
location 's3://RAW_BUCKET/state/privacy/hidden/'
