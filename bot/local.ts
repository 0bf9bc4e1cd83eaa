import type { Log } from '../etl/log.ts'
import type { Update } from '../etl/lake/update.ts'
import type { TimeZone } from '../etl/lake/time-zone.ts'
import type { UserFromGetMe } from 'grammy/types'

import { archive } from './archive.ts'
import { createBot } from './bot.ts'
import { createChats } from './chats.ts'
import { health } from './health.ts'
import { startHttp, type HttpServer } from './http.ts'
import { countingLog } from './log.ts'
import type { Stores } from './stores.ts'
import { webhookHandler } from './webhook.ts'

export interface LocalDeps extends Stores {
  readonly token: string
  readonly botInfo: UserFromGetMe
  readonly apiRoot: string
  readonly chatIds: readonly number[]
  readonly secrets: readonly string[]
  readonly zone: TimeZone
  readonly host: string
  readonly port: number
  readonly log: Log
}

/** The bot on one machine: its webhook over HTTP, archiving to the stores. */
export async function startLocal(deps: LocalDeps): Promise<HttpServer> {
  const { raw, enriched, zone, chatIds, secrets, host, port } = deps
  const { log, events } = countingLog(deps.log)
  const chats = createChats({ state: raw, chatIds })
  const bot = createBot({
    ...deps,
    archive: (update, received) => archive({ raw, zone, chats, log }, update, received),
  })
  return startHttp({
    host,
    port,
    webhook: webhookHandler({
      handleUpdate: (update: Update) => bot.handleUpdate(update as never),
      secrets,
      log,
    }),
    health: () => health({ raw, enriched, events }),
  })
}
