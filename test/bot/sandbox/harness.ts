import { request } from 'node:http'
import { join } from 'node:path'

import type { Message } from 'grammy/types'
import { onTestFinished } from 'vitest'

import { backgroundHere } from '../../../bot/background/background.ts'
import { unixNow } from '../../../bot/clock.ts'
import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import type { ChatState, Person } from '../../../bot/sandbox/chat.ts'
import type { LakeState } from '../../../bot/sandbox/lake-view.ts'
import type { SampleName } from '../../../bot/sandbox/sample.ts'
import { startSandbox } from '../../../bot/sandbox/sandbox.ts'
import { filesystemStore } from '../../../etl/lake/filesystem.ts'
import { tempLake } from '../../helpers/lake.ts'

export type State = ChatState & { lake: LakeState; texts: Record<string, string>; language: string }

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
  readonly body: Record<string, unknown>
}

/** A sandbox over a lake of its own, asked over HTTP as the page does. Ends with the test, or with `end`. */
export async function sandboxOver(lake = tempLake(), listenAt = 0, sample: SampleName = 'ubuntu') {
  const engine = await duckdbEngine(lake.enrichedDir)
  const sandbox = await startSandbox({
    stores: lake.stores,
    sample,
    zone: lake.zone,
    log: lake.log,
    adminIds: [],
    language: 'en',
    theme: 'light',
    port: listenAt,
    store: filesystemStore(lake.dir),
    background: (log) =>
      backgroundHere({ stores: lake.stores, zone: lake.zone, log, engine, now: unixNow }),
    analyst: engine,
  })
  let hasEnded = false
  async function end(): Promise<void> {
    if (hasEnded) return
    hasEnded = true
    await sandbox.close()
  }
  onTestFinished(end)

  const { port } = new URL(sandbox.url)
  const get = (path: string, headers: Record<string, string> = {}) =>
    ask({ port, method: 'GET', path, headers })
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask({ port, method: 'POST', path: `/sandbox/${path}`, body: JSON.stringify(body), headers })
  const state = async () => (await get('/sandbox/state')).body as unknown as State

  /** Resolves when every update is delivered and answered. */
  async function settled(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await sandbox.telegram.settled()
      await sandbox.idle()
    }
  }

  const { people } = await state()
  const one = (fits: (person: Person) => boolean) => people.find(fits)!.user.id
  return {
    lake,
    sandbox,
    port,
    get,
    post,
    state,
    settled,
    end,
    admin: one(({ status, isAnonymous }) => status === 'administrator' && !isAnonymous),
    anonymous: one(({ isAnonymous }) => isAnonymous),
    member: one(({ status }) => status === 'member'),
    stranger: one(({ isPresent }) => !isPresent),
    /** Writes as somebody and gives what the bot says to it. */
    async say(user_id: number, text: string): Promise<Message[]> {
      const before = (await state()).messages.length
      await post('send', { user_id, text })
      await settled()
      const { messages, bot } = await state()
      return messages.slice(before).filter(({ from }) => from?.id === bot.id)
    },
    sql: async (statement: string) => (await post('sql', { statement })).body,
    rawFile: (key: string) => join(lake.dir, 'raw', key),
  }
}

interface Question {
  readonly port: string
  readonly method: string
  readonly path: string
  readonly body?: string
  readonly headers: Record<string, string>
}

/** Not with fetch: that writes Host and Sec-Fetch-Site by itself. */
export function ask({ port, method, path, body, headers }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
    const options = { port, method, path, host: '127.0.0.1', headers: { ...type, ...headers } }
    request(options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          body: parsed(text),
        }),
      )
    })
      .on('error', reject)
      .end(body)
  })
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
