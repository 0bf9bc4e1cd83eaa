import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'

import { describe, expect, it } from 'vitest'

import { poll } from '../../bot/delivery/polling.ts'
import { pollingApi } from '../../bot/delivery/polling-api.ts'
import type { Fact, Log } from '../../etl/log.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { runDay } from '../../etl/run.ts'
import { lake as cli } from '../helpers/cli-in-process.ts'
import { tempLake } from '../helpers/lake.ts'
import { tempFolder } from '../helpers/temp.ts'
import { makeTemplate } from '../infra/synth.ts'
import { ANA, BETO, BOT, CARLA, DIEGO, GROUP, groupWithBot, png } from './answers/harness.ts'

/** In every text, name, title and secret of these tests, and nowhere else. */
const MARK = 'Xylofon'
const TOKEN = `900:${MARK}-token-of-the-bot`
const STRANGE = -1002000000002

/** Keeps everything that is logged at any level, as it would be printed with all that hangs on it. */
function listeningLog() {
  const lines: string[] = []
  const events = new Set<string>()
  const keep = (fact: Fact) => {
    events.add(fact.event)
    lines.push(JSON.stringify(fact), inspect(fact, { depth: 9, showHidden: true }))
  }
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep }
  return { log, events, printed: () => lines.join('\n') }
}

/** The store, which fails on demand. */
function failingStore(store: ObjectStore) {
  const failure = { isOn: false }
  const guarded = new Proxy(store, {
    get(target, name) {
      const method = Reflect.get(target, name) as unknown
      if (!['put', 'putIfAbsent'].includes(String(name))) {
        return typeof method === 'function' ? method.bind(target) : method
      }
      return async (key: string, body: Uint8Array) => {
        if (failure.isOn) throw new Error(`store: could not write ${key}`)
        return (method as (key: string, body: Uint8Array) => Promise<unknown>).call(
          target,
          key,
          body,
        )
      }
    },
  })
  return { failure, guarded }
}

/** The lines that have the mark in them. */
const marked = (text: string) => text.split('\n').filter((line) => line.includes(MARK))

describe('texts, names and tokens', () => {
  it('are in no log, whatever comes in, is asked for and fails', async () => {
    const { log, events, printed } = listeningLog()
    const { raw, enriched, dir } = tempLake()
    const { failure, guarded } = failingStore(raw)
    let isChartBroken = false
    const group = await groupWithBot({
      language: 'en',
      deps: {
        log,
        stores: { raw: guarded, enriched },
        privacyWords: { contact: 'privacy@example.org', text: undefined },
        async renderChart() {
          if (isChartBroken) throw new Error('chart: no room')
          return png
        },
      },
    })
    const { actor, telegram, local } = group
    const person = { id: 50, first_name: MARK, last_name: `${MARK} <b`, username: `${MARK}_user` }
    actor.addUser(person)
    actor.join(GROUP, person.id)
    actor.promote(GROUP, person.id)
    actor.setTitle(GROUP, ANA, `${MARK} group`)

    // What arrives.
    const { message_id } = actor.send(GROUP, person.id, `How do I ${MARK} the printer? <i>`)
    actor.edit(GROUP, person.id, message_id, `${MARK} edited`)
    actor.react(GROUP, BETO, message_id, ['👍'])
    actor.send(GROUP, person.id, { photo: png, caption: `${MARK} caption` })
    actor.privateChat(person.id, BOT)
    await group.settled()
    await local.deliver({ update_id: MARK, message: { text: MARK } })
    await local.deliver({ update_id: 1.5, message: { text: MARK } })
    await local.deliver([MARK], MARK)
    await local.deliver({ update_id: 70_000_001, message: { from: MARK, chat: { id: GROUP } } })
    await local.deliver({
      update_id: 70_000_002,
      callback_query: { id: MARK, data: MARK, from: person, message: { chat: MARK } },
    })
    for (const body of [`{"${MARK}`, MARK, '{}']) {
      for (const secret of ['a-secret', MARK]) {
        const headers = { 'X-Telegram-Bot-Api-Secret-Token': secret }
        await fetch(`${local.url}/webhook?${MARK}`, { method: 'POST', headers, body })
      }
    }

    const refuse = (method: string, error_code: number, description: string) =>
      telegram.failNext(method as 'sendMessage', { error_code, description, times: 1 })

    // What is asked for, in the group and in private.
    const writesTo = async (chat: number | string, text: string) => {
      actor.send(chat, person.id, text)
      await group.settled()
    }
    for (const chat of [GROUP, `${person.id}/${BOT}`]) {
      for (const text of [`/stats ${MARK}`, '/stats all', `/${MARK}`, '/status', '/privacy']) {
        await writesTo(chat, text).catch(() => {})
      }
    }
    const privately = `${person.id}/${BOT}`
    const write = (document: string, file_name: string) =>
      actor.send(privately, person.id, { document: Buffer.from(document), file_name })
    write(MARK, `${MARK}.json`)
    write(`{"${MARK}`, `${MARK}.zip`)
    await group.settled()
    const spoken = { id: 1, type: 'message', date_unixtime: '1793545200', from: MARK, text: MARK }
    const messages = [spoken, { type: MARK }, MARK, { ...spoken, id: 2, reactions: MARK }]
    const history = { name: MARK, type: 'private_supergroup', id: 1_000_000_001, messages }
    write(JSON.stringify(history), `${MARK}.json`)
    await group.settled()
    const offer = group.said(privately).at(-1)
    if (offer) actor.press(privately, person.id, offer.message_id, 'Import')
    await group.settled()
    refuse('getFile', 500, `Internal Server Error: ${MARK}`)
    write(JSON.stringify(history), `${MARK}.json`)
    await group.settled()
    const [report] = group.said().filter(({ photo }) => photo)
    if (report) actor.press(GROUP, person.id, report.message_id, 'Hours')
    await group.settled()

    // What fails: Telegram, quoting us; the network; the picture; the store; a damaged day.
    refuse(
      'sendMessage',
      400,
      `Bad Request: can't parse entities: Unsupported start tag "${MARK}" at byte offset 3`,
    )
    await writesTo(GROUP, '/help')
    refuse(
      'sendPhoto',
      400,
      `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "${MARK}"`,
    )
    await writesTo(GROUP, '/stats all')
    refuse('sendMessage', 403, 'Forbidden: no rights to send messages')
    await writesTo(GROUP, '/privacy')
    refuse('sendMessage', 409, `Conflict: "${MARK}"`)
    await writesTo(GROUP, '/status')
    isChartBroken = true
    await writesTo(GROUP, '/stats all')
    telegram.dropNext('sendMessage')
    await writesTo(GROUP, '/status')
    failure.isOn = true
    await local
      .deliver({
        update_id: 70_000_003,
        message: { text: MARK, chat: { id: GROUP }, date: 5, from: person },
      })
      .catch(() => {})
    await writesTo(GROUP, '/stats all').catch(() => {})
    await fetch(`${local.url}/webhook`, {
      method: 'POST',
      headers: { 'X-Telegram-Bot-Api-Secret-Token': 'a-secret' },
      body: JSON.stringify({
        update_id: 70_000_004,
        message: { text: MARK, chat: { id: GROUP }, date: 6 },
      }),
    })
    const health = await (await fetch(`${local.url}/health`)).text()
    failure.isOn = false
    for await (const key of enriched.list('telegram/'))
      writeFileSync(join(dir, 'enriched', key), MARK)
    await writesTo(GROUP, '/hours all')

    // A group that is not archived.
    actor.createGroup({ id: STRANGE, title: MARK, creator: DIEGO, members: [CARLA] })
    actor.addBot(STRANGE, BOT, { by: DIEGO })
    await group.settled()

    expect([...events]).toEqual(
      expect.arrayContaining([
        ...['update_archived', 'own_message_archived', 'not_an_update', 'webhook_refused'],
        ...['report_run', 'job_done', 'html_refused', 'picture_failed', 'answer_failed'],
        ...['update_not_stored', 'chat_not_archived', 'notice_given', 'history_imported'],
      ]),
    )
    expect(marked(printed())).toEqual([])
    expect(health).not.toContain(MARK)
  }, 120_000)

  it('are in no log and no error of compaction', async () => {
    const lake = tempLake()
    const { log, events, printed } = listeningLog()
    const day = '2026-11-03'
    const prefix = `telegram/context_date=${day}/`
    const date = Date.parse(`${day}T15:00:00Z`) / 1000
    const chat = { id: GROUP, type: 'supergroup', title: MARK }
    const from = { id: 1, first_name: MARK }
    const message = { message_id: 1, date, chat, from, text: MARK }
    lake.lay(`${prefix}0000000001.json`, `{"update_id": 1, "message": {"text": "${MARK}`)
    lake.lay(`${prefix}0000000002.json`, MARK)
    lake.lay(`${prefix}0000000003.json`, JSON.stringify({ update_id: MARK }))
    lake.lay(`${prefix}0000000004.json`, JSON.stringify({ update_id: 4, message }))
    lake.lay(
      `${prefix}0000000005.json`,
      JSON.stringify({
        update_id: 5,
        message: {
          ...message,
          message_id: MARK,
          date: MARK,
          entities: MARK,
          reply_to_message: MARK,
          poll: MARK,
        },
      }),
    )
    lake.lay(
      `${prefix}import-${GROUP}-1.ndjson`,
      `${JSON.stringify({ update_id: 6, message })}\n{"${MARK}\n`,
    )
    const summary = await runDay({ ...lake, log }, day)
    expect(summary).toMatchObject({ rows: 1 })
    expect(events.size).toBeGreaterThan(0)
    expect(`${printed()}${JSON.stringify(summary)}`).not.toContain(MARK)

    const broken = { ...lake.raw, get: () => Promise.reject(new Error('store: unreachable')) }
    const failed = await runDay({ ...lake, raw: broken as never, log }, day).catch(
      (error: Error) => error,
    )
    expect(failed).toBeInstanceOf(Error)
    expect(inspect(failed, { depth: 9 })).not.toContain(MARK)
  })

  it('are in nothing that the terminal is told, tokens above all', async () => {
    const dir = tempFolder()
    const file = join(dir, 'updates.ndjson')
    writeFileSync(file, `{"update_id": 1, "message": "${MARK}\n{"update_id":"${MARK}"}\n${MARK}\n`)
    const env = {
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
      TELEGRAM_WEBHOOK_SECRET: `${MARK}-secret`,
      TELEGRAM_CHAT_ID: String(GROUP),
      PRIVACY_CONTACT: 'privacy@example.org',
      LOG_LEVEL: 'debug',
    }
    for (const args of [
      ['replay', file],
      ['etl'],
      ['doctor'],
      ['report', 'stats'],
      ['webhook', 'info'],
      ['webhook', 'set', 'https://example.org/webhook'],
    ]) {
      const { stdout, stderr } = await cli(args, { dir, env })
      expect(`${args.join(' ')}: ${stdout}${stderr}`).not.toContain(MARK)
    }
  }, 60_000)

  it('are in no log of a poll that finds no network', async () => {
    const { log, events, printed } = listeningLog()
    const stop = new AbortController()
    let failures = 0
    await poll(
      {
        api: pollingApi(TOKEN, 'http://127.0.0.1:9'),
        deliver: async () => {},
        log,
        async sleep() {
          failures += 1
          if (failures > 2) stop.abort()
        },
      },
      stop.signal,
    )
    expect([...events]).toContain('updates_not_received')
    expect(printed()).not.toContain(MARK)
  })

  it('are in no template and no metric of the stack', () => {
    const template = makeTemplate({
      TELEGRAM_CHAT_ID: String(GROUP),
      PRIVACY_CONTACT: 'privacy@example.org',
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_WEBHOOK_SECRET: MARK,
      TELEGRAM_API_ROOT: `https://example.org/${MARK}`,
    })
    expect(JSON.stringify(template.toJSON())).not.toContain(MARK)
    const filters = Object.values(template.findResources('AWS::Logs::MetricFilter')) as {
      Properties: { MetricTransformations: { MetricValue: string; Dimensions?: unknown }[] }
    }[]
    const metrics = filters.flatMap(({ Properties }) => Properties.MetricTransformations)
    expect(metrics.length).toBeGreaterThan(0)
    for (const { MetricValue, Dimensions } of metrics) {
      expect(MetricValue).toMatch(/^1$|^\$\.message\.\w+_seconds$/)
      expect(Dimensions).toBeUndefined()
    }
  })
})
