import { describe, expect, it } from 'vitest'

import { loadSample, SAMPLE_CHAT_ID } from '../../../bot/sandbox/sample.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { parseUpdate } from '../../../etl/lake/update.ts'

interface Message {
  message_id: number
  date: number
  chat: { id: number }
  reply_to_message?: Message
}

describe('loadSample', () => {
  const load = (zone: string, today: string) =>
    loadSample(timeZone(zone), today).map((text) => parseUpdate(text).message as Message)

  it('is 30 days of one chat that end yesterday, in the time of the lake', () => {
    for (const name of ['America/Sao_Paulo', 'Asia/Kolkata']) {
      const zone = timeZone(name)
      const messages = load(name, '2026-11-25')
      const days = [...new Set(messages.map(({ date }) => zone.date(date)))].sort()
      expect(days).toHaveLength(30)
      expect([days[0], days.at(-1)]).toEqual(['2026-10-26', '2026-11-24'])
      expect(new Set(messages.map(({ chat }) => chat.id))).toEqual(new Set([SAMPLE_CHAT_ID]))
    }
  })

  it('keeps the hours at which it was written, whatever the zone', () => {
    const hours = (name: string) => {
      const zone = timeZone(name)
      const counts = Array.from({ length: 24 }, () => 0)
      for (const { date } of load(name, '2026-11-25'))
        counts[new Date(zone.wallClock(date)).getUTCHours()]! += 1
      return counts
    }
    expect(hours('America/Sao_Paulo')).toEqual(hours('UTC'))
    expect(hours('Asia/Kolkata')).toEqual(hours('UTC'))
  })

  it('moves the messages that are answered too, so that none is answered before it was written', () => {
    const messages = load('America/Sao_Paulo', '2026-11-25')
    const dates = new Map(messages.map(({ message_id, date }) => [message_id, date]))
    const replies = messages.filter(({ reply_to_message }) => reply_to_message)
    expect(replies.length).toBeGreaterThan(1_000)
    for (const { reply_to_message: reply, date } of replies) {
      expect(reply?.date).toBeLessThanOrEqual(date)
      const known = dates.get(reply?.message_id ?? 0)
      if (known !== undefined) expect(reply?.date).toBe(known)
    }
  })
})
