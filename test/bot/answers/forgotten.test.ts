// Somebody whose name and words all reports have shown: gone from reports and SQL at once, and from every byte by night.
import { describe, expect, it } from 'vitest'

import { reports } from '../../../bot/reports/registry.ts'
import { erasePending } from '../../../etl/privacy/pass.ts'
import { readRows } from '../../../etl/parquet-read.ts'
import { tracesIn } from '../../helpers/traces.ts'
import { ANA, BETO, CARLA, GROUP, groupWithBot, png } from './harness.ts'

const XILA = {
  id: 70_000_050,
  first_name: 'Xilofonia',
  last_name: 'Marimbas',
  username: 'xilo_user',
}
const TRACES = ['70000050', 'xilofon', 'marimba', 'xilo_user']

const isTrace = (text: string) => TRACES.some((trace) => text.toLowerCase().includes(trace))

/** A group in which Xila asks, answers and is answered; `shown` collects what pictures say. */
async function talkingGroup() {
  const shown: string[] = []
  const group = await groupWithBot({
    language: 'en',
    deps: {
      async renderChart(spec) {
        shown.push(JSON.stringify(spec))
        return png
      },
    },
  })
  const { actor } = group
  actor.addUser(XILA)
  actor.join(GROUP, XILA.id)
  const send = (user: number, text: string, replyTo?: number) =>
    actor.send(GROUP, user, text, replyTo === undefined ? {} : { replyTo }).message_id
  for (const user of [XILA.id, CARLA, ANA]) {
    const thing = user === XILA.id ? 'xilofonator' : 'printer'
    const asked = send(user, `How do I connect the ${thing} to the card reader?`)
    send(
      user === XILA.id ? CARLA : XILA.id,
      user === XILA.id ? 'with a cable' : 'xilofonate it',
      asked,
    )
  }
  send(CARLA, '@xilo_user, did it help? Xilofonia Marimbas?')
  send(XILA.id, 'Why does the xilofon not print anything any more?')
  await group.settled()
  return { ...group, shown }
}

type Group = Awaited<ReturnType<typeof talkingGroup>>

/** All that all reports say to an administrator, in pictures and words, with details. */
async function allReports(group: Group): Promise<string[]> {
  const { actor, ask, shown, said, settled } = group
  shown.length = 0
  const words: string[] = []
  for (const { name } of reports) {
    const [answer] = await ask(BETO, `/${name} 7d`)
    expect(answer, name).toBeDefined()
    const latest = () => said().find(({ message_id }) => message_id === answer?.message_id)
    words.push(JSON.stringify(latest()))
    const buttons = latest()?.reply_markup?.inline_keyboard.flat() ?? []
    for (const { text } of buttons.filter((each) => each.text.startsWith('Details'))) {
      actor.press(GROUP, BETO, answer?.message_id ?? 0, text)
      await settled()
      words.push(JSON.stringify(latest()))
    }
  }
  return [...words, ...shown]
}

describe('somebody who presses /forgetme', () => {
  it(
    'is in no report from then on, and in no byte after the night',
    { timeout: 90_000 },
    async () => {
      const group = await talkingGroup()
      const { actor, lake } = group
      const before = await allReports(group)
      expect(before.filter(isTrace).length).toBeGreaterThan(4)

      const [question] = await group.ask(XILA.id, '/forgetme')
      actor.press(GROUP, XILA.id, question!.message_id, 'Yes, erase it')
      await group.settled()
      expect((await allReports(group)).filter(isTrace)).toEqual([])

      await erasePending({ ...lake, log: lake.log })
      await group.local.sendReceipts()
      expect(await tracesIn(lake.stores, TRACES)).toEqual([])
      expect((await allReports(group)).filter(isTrace)).toEqual([])
    },
  )

  it(
    'takes no words out of what others wrote, whatever the name',
    { timeout: 60_000 },
    async () => {
      const group = await groupWithBot({ language: 'en' })
      const { actor, lake } = group
      const prankster = { id: 70_000_060, first_name: 'preciso', last_name: 'de ajuda' }
      actor.addUser(prankster)
      actor.join(GROUP, prankster.id)
      actor.send(GROUP, prankster.id, 'a zebrita sumiu')
      for (const user of [ANA, BETO, CARLA]) {
        actor.send(GROUP, user, `Preciso de ajuda com a impressora ${user}`)
      }
      await group.settled()
      await group.ask(BETO, '/stats 7d')

      const [question] = await group.ask(prankster.id, '/forgetme')
      actor.press(GROUP, prankster.id, question!.message_id, 'Yes, erase it')
      await group.settled()
      await erasePending({ ...lake, log: lake.log })
      await group.local.sendReceipts()
      expect(await tracesIn(lake.stores, ['zebrita', '70000060'])).toEqual([])
      const texts: string[] = []
      for await (const key of lake.enriched.list('')) {
        for await (const { text } of readRows((await lake.enriched.get(key))!))
          texts.push(text ?? '')
      }
      expect(texts.filter((text) => text.startsWith('Preciso de ajuda com')).sort()).toEqual(
        [ANA, BETO, CARLA].map((user) => `Preciso de ajuda com a impressora ${user}`).sort(),
      )
    },
  )
})
