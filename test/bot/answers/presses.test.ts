import { describe, expect, it } from 'vitest'

import { EXPLAIN_DATA, reportButtons } from '../../../bot/answers/buttons.ts'
import { languages } from '../../../bot/config.ts'
import { QueryError } from '../../../bot/engine/engine.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { reports, type ReportName } from '../../../bot/reports/registry.ts'
import {
  BETO,
  CARLA,
  GROUP,
  groupWithBot,
  picturesBehindGate,
  type GroupOptions,
} from './harness.ts'

/** A group with a message of the bot that has one button. */
async function groupWithButton(data: string, options: GroupOptions = {}) {
  const group = await groupWithBot({ language: 'en', ...options })
  const { message_id } = await group.local.api.sendMessage(GROUP, 'x', {
    reply_markup: { inline_keyboard: [[{ text: 'press', callback_data: data }]] },
  })
  async function press() {
    const { id } = group.actor.press(GROUP, BETO, message_id, 'press')
    await group.settled()
    return group.view.callback(id)?.answer
  }
  return { group, press, message_id }
}

const broken: GroupOptions = {
  engine: async () => ({
    query: () => Promise.reject(new QueryError('out of memory')),
    close: async () => {},
  }),
}

describe('a press', () => {
  it.each(['7x', '2026-13', '2026-11-15..2026-11-01', '0d'])(
    'with the period %s is out of date',
    async (period) => {
      const { group, press } = await groupWithButton(`v1|stats|${period}`)
      expect((await press())?.text).toBe('This button is out of date. Ask again with /reports')
      expect(group.texts()).toEqual(['x'])
    },
  )

  it('that fails tells the person who pressed, not the chat', async () => {
    const { group, press } = await groupWithButton('v1|stats|7d', broken)
    const answer = await press()
    const [failure] = group.lake.log.named('answer_failed')
    expect(answer?.text).toBe(
      `Something went wrong on my side. Reference for the bot's operator: ${String(failure?.reference)}`,
    )
    expect(group.texts()).toEqual(['x'])
  })

  it('whose rights Telegram does not tell is answered too', async () => {
    const { group, press } = await groupWithButton('v1|stats|7d')
    group.telegram.failNext('getChatMember', {
      error_code: 400,
      description: 'Bad Request: something new',
    })
    expect((await press())?.text).toMatch(/^Something went wrong on my side\. Reference/)
    expect(group.texts()).toEqual(['x'])
  })

  it('that finds too much work waiting tells the person who pressed', async () => {
    const { renderChart, open } = picturesBehindGate()
    const { group, message_id } = await groupWithButton('v1|hours|7d', { deps: { renderChart } })
    const presses = Array.from({ length: 7 }, () =>
      group.actor.press(GROUP, BETO, message_id, 'press'),
    )
    await group.telegram.settled()
    open()
    await group.settled()
    const answers = presses.map(({ id }) => group.view.callback(id)?.answer?.text ?? '')
    expect(answers.filter((text) => text.startsWith("I'm still working"))).toHaveLength(3)
    expect(group.said()).toHaveLength(1)
  })

  it.each(['message to edit not found', "message can't be edited"])(
    'below a message that is gone (%s) is nothing to do',
    async (description) => {
      const { group, press } = await groupWithButton('v1|hours|7d')
      group.telegram.failNext('editMessageMedia', {
        error_code: 400,
        description: `Bad Request: ${description}`,
      })
      expect(await press()).toEqual({})
      expect(group.texts()).toEqual(['x'])
      expect(group.lake.log.named('picture_failed')).toEqual([])
      expect(group.lake.log.named('answer_failed')).toEqual([])
    },
  )
})

describe('the button that explains how answers are known', () => {
  it.each(languages)('shows an alert in %s, and the report stays', async (language) => {
    const { group, press } = await groupWithButton(EXPLAIN_DATA, { language })
    const text = textsOf(language).text('report-answers-explained')
    expect(await press()).toEqual({ text, show_alert: true })
    expect(text.length).toBeLessThanOrEqual(200)
    expect(group.texts()).toEqual(['x'])
  })

  it('refuses a member who is no administrator, and explains nothing', async () => {
    const { group, message_id } = await groupWithButton(EXPLAIN_DATA)
    const { id } = group.actor.press(GROUP, CARLA, message_id, 'press')
    await group.settled()
    expect(group.view.callback(id)?.answer).toEqual({ text: textsOf('en').text('refused') })
  })

  it('is below the answers only', () => {
    const data = (report: ReportName) =>
      reportButtons({ report, period: '30d' }, textsOf('en'), { hasDetails: true })
        .inline_keyboard.flat()
        .map((button) => ('callback_data' in button ? button.callback_data : ''))
    const explaining = reports.filter(({ name }) => data(name).includes(EXPLAIN_DATA))
    expect(explaining.map(({ name }) => name)).toEqual(['answers'])
  })
})
