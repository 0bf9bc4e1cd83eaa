import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

import type { UserFromGetMe } from 'grammy/types'

import { addDays, type TimeZone, midnight } from '../../etl/lake/time-zone.ts'

/** The chat that the sample is of. */
export const SAMPLE_CHAT_ID = -1001234567890

/** The bot of the sample group: no real account. */
export const sampleBot: { readonly token: string; readonly botInfo: UserFromGetMe } = {
  token: '1:sample',
  botInfo: {
    id: 1,
    is_bot: true,
    first_name: 'telegram-lake',
    username: 'telegram_lake_bot',
    can_join_groups: true,
    can_read_all_group_messages: true,
    supports_inline_queries: false,
    can_connect_to_business: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
  },
}

const DAY = 86_400

interface Message {
  date: number
  reply_to_message?: Message
}

/**
 * The sample group (bot/sandbox/sample/README.md) as if it had talked until yesterday: its days follow one another,
 * the last is the day before `today`, and each message was sent at the hour at which it was written, in the
 * lake's zone. Each is the JSON of one update.
 */
export function loadSample(zone: TimeZone, today: string): string[] {
  const file = new URL('./sample/ubuntu.ndjson.gz', import.meta.url)
  const updates = gunzipSync(readFileSync(file))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { message: Message })

  const days = [...new Set(updates.map(({ message }) => Math.floor(message.date / DAY)))].sort(
    (a, b) => a - b,
  )
  const firstDay = midnight(addDays(today, -days.length)) / DAY
  const shift = new Map(days.map((day, index) => [day, (firstDay + index - day) * DAY]))

  const moved = (message: Message, seconds: number): Message => ({
    ...message,
    date: zone.instant(message.date + seconds),
    ...(message.reply_to_message && {
      reply_to_message: moved(
        message.reply_to_message,
        shift.get(Math.floor(message.reply_to_message.date / DAY)) ?? seconds,
      ),
    }),
  })
  return updates.map((update) => {
    const seconds = shift.get(Math.floor(update.message.date / DAY)) ?? 0
    return JSON.stringify({ ...update, message: moved(update.message, seconds) })
  })
}
