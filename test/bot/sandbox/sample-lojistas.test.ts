import { describe, expect, it } from 'vitest'

import { loadSample, SAMPLE_CHAT_ID } from '../../../bot/sandbox/sample.ts'
import { backfill } from '../../../etl/backfill.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { parseUpdate } from '../../../etl/lake/update.ts'
import { lake as cli } from '../../helpers/cli.ts'
import { tempLake } from '../../helpers/lake.ts'
import { sandboxOver } from './harness.ts'

interface Message {
  message_id: number
  date: number
  from: { id: number }
  chat: { id: number; title: string; is_forum?: boolean }
  reply_to_message?: Message & { forum_topic_created?: object }
}

interface Reaction {
  message_id: number
  date: number
  user: { id: number }
}

const zone = timeZone('America/Sao_Paulo')
const updates = loadSample(zone, '2026-11-29', 'lojistas').map(parseUpdate)
const messages = updates.flatMap(({ message }) => (message ? [message as Message] : []))

describe('the sample lojistas', () => {
  it('is some 1,500 messages of 30 days that end yesterday, by about a hundred people', () => {
    expect(messages.length).toBeGreaterThan(1_300)
    expect(messages.length).toBeLessThan(1_700)
    const days = [...new Set(messages.map(({ date }) => zone.date(date)))].sort()
    expect(days).toHaveLength(30)
    expect([days[0], days.at(-1)]).toEqual(['2026-10-30', '2026-11-28'])
    const people = new Set(messages.map(({ from }) => from.id)).size
    expect(people).toBeGreaterThanOrEqual(60)
    expect(people).toBeLessThanOrEqual(120)
    expect(new Set(messages.map(({ chat }) => chat.id))).toEqual(new Set([SAMPLE_CHAT_ID]))
  })

  it('says in its title that it is made up', () => {
    expect(messages[0]?.chat).toMatchObject({
      title: 'Lojistas do Balcão (grupo inventado)',
      is_forum: true,
    })
  })

  it('is the same every time', () => {
    expect(loadSample(zone, '2026-11-29', 'lojistas').map(parseUpdate)).toEqual(updates)
  })

  it('answers and reacts to what was said before, and counts up in the order of time', () => {
    const dates = new Map(messages.map(({ message_id, date }) => [message_id, date]))
    for (const { reply_to_message: answered, date } of messages) {
      if (answered) expect(dates.get(answered.message_id)).toBeLessThanOrEqual(date)
    }
    const reactions = updates.flatMap(
      ({ message_reaction }) => message_reaction ?? [],
    ) as Reaction[]
    expect(reactions.length).toBeGreaterThan(150)
    for (const { message_id, date } of reactions) {
      expect(dates.get(message_id)).toBeLessThanOrEqual(date)
    }
    expect(messages.map(({ message_id }) => message_id)).toEqual(messages.map((_, at) => at + 1))
    const ids = updates.map(({ update_id }) => update_id)
    expect(ids).toEqual(ids.map((_, at) => 800_000_000 + at))
  })

  it('is busiest on Friday evenings', () => {
    const counts = new Map<string, number>()
    for (const { date } of messages) {
      const at = new Date(zone.wallClock(date))
      const hour = `${at.getUTCDay()} ${at.getUTCHours()}`
      counts.set(hour, (counts.get(hour) ?? 0) + 1)
    }
    const [first, second] = [...counts].toSorted(([, a], [, b]) => b - a)
    expect(first?.[0]).toBe('5 19')
    expect(first?.[1]).toBeGreaterThan(second?.[1] ?? 0)
  })

  it('has questions that recur, and answers of each kind', async () => {
    const { dir, layUpdates, ...deps } = tempLake()
    layUpdates(...updates)
    await backfill(deps, {})
    const report = async (name: string) => {
      const { stdout } = await cli(['report', name, '2026-10-30..2026-11-28', '--json'], { dir })
      const { columns, rows } = JSON.parse(stdout) as {
        columns: { name: string }[]
        rows: unknown[][]
      }
      return rows.map((row) =>
        Object.fromEntries(columns.map(({ name }, at) => [name, row[at]] as const)),
      )
    }
    const topics = await report('questions')
    const labels = topics.map(({ label }) => String(label).split(' ').toSorted().join(' '))
    expect(labels).toEqual(
      expect.arrayContaining(['comanda impressora', 'chega código', 'som toca', 'pagamento pix']),
    )
    expect(topics.filter(({ people }) => Number(people) >= 8).length).toBeGreaterThanOrEqual(6)

    const [total] = await report('answers')
    for (const figure of ['by_reply', 'likely', 'confirmed', 'open']) {
      expect(total?.[figure]).toBeGreaterThan(20)
    }
  })
})

describe('the group of the sample lojistas', () => {
  it('is a forum with its topics, what was said last in them, and reactions', async () => {
    const { state } = await sandboxOver(tempLake(), 0, 'lojistas')
    const { chat, messages, reactions, people } = await state()
    expect(chat.title).toBe('Lojistas do Balcão (grupo inventado)')
    const topics = messages.flatMap(({ forum_topic_created: topic }) => topic?.name ?? [])
    expect(topics).toEqual(['Pedidos e entregas', 'Pagamentos e repasses', 'Cardápio e fotos'])
    const inTopics = messages.filter(({ is_topic_message }) => is_topic_message)
    expect(inTopics.length).toBeGreaterThan(30)
    // Some of the first may answer what was said before them, which is not shown.
    const alone = inTopics.slice(3).filter(({ reply_to_message }) => reply_to_message === undefined)
    expect(alone.length).toBeLessThanOrEqual(3)
    expect(Object.keys(reactions).length).toBeGreaterThan(5)
    expect(new Set(people.map(({ user }) => user.language_code))).toEqual(
      new Set(['en', 'es', 'pt-br']),
    )
  })
})
