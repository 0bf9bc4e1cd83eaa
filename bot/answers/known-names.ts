import { GrammyError, type Api } from 'grammy'

import type { TimeZone } from '../../etl/lake/time-zone.ts'
import type { Log } from '../../etl/log.ts'
import type { KnownAs } from '../../etl/privacy/privacy.ts'
import type { QueryEngine, Row } from '../engine/engine.ts'
import type { Asker, Place } from '../jobs/job.ts'
import { ordinaryAmong } from './ordinary-names.ts'

/** How texts may name the person who asked, now and before. */
export type KnownNames = (asked: Place & Asker) => Promise<KnownAs>

export interface KnownNamesDeps {
  readonly api: Pick<Api, 'getChat' | 'getChatMember'>
  engine(): Promise<QueryEngine>
  readonly zone: TimeZone
  readonly log: Log
  /** Unix seconds. */
  now(): number
}

/** Messages that name nobody any more cannot be found by a former name that only they had. */
const SQL = `
  select distinct sender_name, user_username
  from telegram
  where user_id = ? and sender_id = user_id`

/**
 * From Telegram, and from the rows of their messages: of people who changed their name too.
 * @throws Error when Telegram is out of order.
 */
export function createKnownNames({ api, engine, zone, log, now }: KnownNamesDeps): KnownNames {
  async function fromTelegram({ chat_id, chat_type, user_id }: Place & Asker) {
    try {
      return chat_type === 'private'
        ? await api.getChat(user_id)
        : (await api.getChatMember(chat_id, user_id)).user
    } catch (error) {
      if (error instanceof GrammyError && [400, 403].includes(error.error_code)) return undefined
      throw error
    }
  }

  /** A damaged day must not keep anybody from being hidden. */
  async function fromRows({ user_id }: Asker): Promise<readonly Row[]> {
    try {
      const { query } = await engine()
      return (await query(SQL, [{ type: 'bigint', value: user_id }])).rows
    } catch (error) {
      log.warn({ event: 'former_names_not_read', reason: (error as Error).message })
      return []
    }
  }

  async function ordinary(names: readonly string[], { user_id: userId }: Asker): Promise<string[]> {
    try {
      return await ordinaryAmong(await engine(), names, { userId, today: zone.date(now()) })
    } catch (error) {
      log.warn({ event: 'ordinary_names_not_read', reason: (error as Error).message })
      return []
    }
  }

  return async (asked) => {
    const user = await fromTelegram(asked)
    const rows = await fromRows(asked)
    const full = [user?.first_name, user?.last_name].filter((part) => part !== undefined).join(' ')
    const column = (index: number) => rows.map((row) => row[index])
    const names = distinct([full, ...column(0)])
    return {
      names,
      usernames: distinct([user?.username, ...column(1)]),
      ordinary: await ordinary(names, asked),
    }
  }
}

function distinct(values: readonly unknown[]): string[] {
  const texts = values.filter((value) => typeof value === 'string' && value !== '') as string[]
  return [...new Set(texts)]
}
