import fc from 'fast-check'
import { describe, expect } from 'vitest'

import { buttonData, parseButtonData } from '../../bot/answers/buttons.ts'
import { offeredPeriods } from '../../bot/reports/period.ts'
import { reports } from '../../bot/reports/registry.ts'
import { BETO, DIEGO, GROUP } from '../bot/answers/harness.ts'
import { fuzz } from './fuzz.ts'
import { hostileText } from './hostile.ts'
import { patientGroup } from './patient-group.ts'

const choice = fc.record(
  {
    report: fc.constantFrom(...reports.map(({ name }) => name)),
    period: fc.oneof(
      fc.constantFrom(...offeredPeriods, '2026', '2026-11', '168h', '2026-11-01..2026-11-15'),
      fc.stringMatching(/^[0-9a-z.-]{1,22}$/),
    ),
    chat_id: fc.maxSafeInteger(),
    isDetailed: fc.constant(true as const),
  },
  { requiredKeys: ['report', 'period'] },
)

/** Pieces of ours put together anyhow, and anything else. */
const data = fc.oneof(
  fc
    .array(
      fc.oneof(
        fc.constantFrom('v1', 'v0', 'stats', 'stats+', 'hours', 'explain', '7d', 'all', '', '+'),
        fc.constantFrom('-1001000000001', '9007199254740993', '1e5', '-0', '0x10', '__proto__'),
        hostileText,
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('|')),
  hostileText,
)

describe('the data of a button', () => {
  fuzz('means what it was made of, in at most 64 bytes', choice, (made) => {
    const text = buttonData(made)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64)
    expect(parseButtonData(text)).toEqual(made)
  })

  fuzz('that is not ours means nothing, or a report of ours', data, (text) => {
    const found = parseButtonData(text)
    if (found) expect(reports.map(({ name }) => name)).toContain(found.report)
  })
})

describe('a press with any data', () => {
  const group = patientGroup()

  async function press(user: number, text: string) {
    const { message_id } = await group().local.api.sendMessage(GROUP, 'x', {
      reply_markup: { inline_keyboard: [[{ text: 'press', callback_data: text }]] },
    })
    const before = group().said().length
    const { id } = group().actor.press(GROUP, user, message_id, 'press')
    await group().settled()
    const { answer } = group().view.callback(id) ?? {}
    return { answer, said: group().said().slice(before) }
  }

  // Telegram takes 1 to 64 bytes.
  const sent = fc
    .oneof(data, choice.map(buttonData))
    .map((text) =>
      Buffer.from(text.toWellFormed())
        .subarray(0, 64)
        .toString()
        .replace(/\ufffd+$/, ''),
    )
    .filter((text) => text !== '' && Buffer.byteLength(text) <= 64)

  fuzz(
    'is answered once, with a report or a short text',
    sent,
    async (text) => {
      const { answer, said } = await press(BETO, text)
      expect(answer).toBeDefined()
      expect((answer?.text ?? '').length).toBeLessThanOrEqual(200)
      expect(said.length).toBeLessThanOrEqual(1)
      expect(group().lake.log.named('answer_failed')).toEqual([])
    },
    { cost: 6 },
  )

  fuzz(
    'by somebody without rights shows nothing',
    sent,
    async (text) => {
      const before = JSON.stringify(group().said())
      const { answer, said } = await press(DIEGO, text)
      expect(said).toEqual([])
      expect((answer?.text ?? '').length).toBeLessThanOrEqual(200)
      expect(JSON.stringify(group().said()).startsWith(before.slice(0, -1))).toBe(true)
    },
    { cost: 12 },
  )
})
