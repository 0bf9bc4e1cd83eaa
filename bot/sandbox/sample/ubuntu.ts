import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

import { addDays, type TimeZone, midnight } from '../../../etl/lake/time-zone.ts'

const DAY = 86_400

interface Message {
  date: number
  reply_to_message?: Message
}

/**
 * The days of `ubuntu.ndjson.gz` one after the other, the last on the day before `today`, each message at the hour at
 * which it was written, in the lake's zone.
 */
export function loadUbuntu(zone: TimeZone, today: string): string[] {
  const file = new URL('./ubuntu.ndjson.gz', import.meta.url)
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
