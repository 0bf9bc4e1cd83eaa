import type { Message } from 'grammy/types'
import { afterAll, beforeAll, onTestFinished } from 'vitest'

import { registerCommands } from '../../../bot/answers/commands.ts'
import type { Language } from '../../../bot/config.ts'
import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import type { QueryEngine } from '../../../bot/engine/engine.ts'
import { startLocal, type LocalDeps } from '../../../bot/local.ts'
import {
  startTelegram,
  type TelegramOptions,
} from '../../../bot/sandbox/fake-telegram/fake-telegram.ts'
import { hiddenRows } from '../../../etl/privacy/requests.ts'
import { setWebhook } from '../../../bot/delivery/registration.ts'
import { tempLake } from '../../helpers/lake.ts'

export const GROUP = -1001000000001
/** Creator of the group, an administrator, a member, somebody who is not in it. */
export const ANA = 10
export const BETO = 11
export const CARLA = 12
export const DIEGO = 13
export const BOT = 900

export interface GroupOptions extends TelegramOptions {
  readonly role?: 'administrator' | 'member'
  readonly privacy?: boolean
  readonly language?: Language
  readonly chatIds?: readonly number[]
  readonly adminIds?: readonly number[]
  readonly isForum?: boolean
  readonly type?: 'group' | 'supergroup'
  readonly groupId?: number
  engine?(): Promise<QueryEngine>
  /** Draws pictures as in production, which is slow (default: one white pixel). */
  readonly hasRealCharts?: boolean
  /** Registers what closes the group (default: with the test). */
  onEnd?(close: () => Promise<void>): void
  readonly deps?: Partial<LocalDeps>
}

/** One white pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4////fwAJ+wP9BUNFygAAAABJRU5ErkJggg==',
  'base64',
)

/** Pictures that are drawn only once the gate is open, so that work waits. */
export function picturesBehindGate() {
  let open: () => void = () => {}
  const isOpen = new Promise<void>((resolve) => {
    open = resolve
  })
  const renderChart = async () => {
    await isOpen
    return png
  }
  return { renderChart, open }
}

/** A group on a fake Telegram with the bot in it, over an empty lake. Closed with the test unless `onEnd` is given. */
export async function groupWithBot(options: GroupOptions = {}) {
  const { role = 'administrator', privacy = false, language = 'pt-BR', isForum = false } = options
  const { type = 'supergroup', groupId = GROUP } = options
  const telegram = await startTelegram({ limits: false, ...options })
  const { actor, view } = telegram
  const lake = tempLake()
  actor.addUser({ id: ANA, first_name: 'Ana' })
  actor.addUser({ id: BETO, first_name: 'Beto' })
  actor.addUser({ id: CARLA, first_name: 'Carla' })
  actor.addUser({ id: DIEGO, first_name: 'Diego' })
  const { token } = actor.createBot({ id: BOT, username: 'lake_bot', privacy })
  actor.createGroup({
    id: groupId,
    title: 'Grupo',
    creator: ANA,
    members: [BETO, CARLA],
    type,
    ...(isForum ? { is_forum: true } : {}),
  })
  actor.promote(groupId, BETO)

  let engine: QueryEngine | undefined
  const local = await startLocal({
    stores: lake.stores,
    zone: lake.zone,
    log: lake.log,
    token,
    botInfo: (await getMe(telegram.apiRoot, token)) as never,
    apiRoot: telegram.apiRoot,
    chatIds: options.chatIds ?? [groupId],
    adminIds: options.adminIds ?? [],
    secrets: ['a-secret'],
    language,
    theme: 'light',
    coolDown: 1,
    host: '127.0.0.1',
    port: 0,
    engine:
      options.engine ??
      (async () =>
        (engine ??= await duckdbEngine(lake.enrichedDir, {
          hiddenRows: () => hiddenRows(lake.raw),
        }))),
    ...(options.hasRealCharts ? {} : { renderChart: async () => png }),
    ...options.deps,
  })
  const { onEnd = onTestFinished } = options
  onEnd(async () => {
    await telegram.close()
    await local.close()
    await engine?.close()
  })
  await setWebhook(local.api, { url: `${local.url}/webhook`, secret: 'a-secret' })
  await registerCommands(local.api, language)
  actor.addBot(groupId, BOT, { role })

  /** Resolves when every update is delivered and everything it asked for is answered. */
  async function settled(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await telegram.settled()
      await local.idle()
    }
  }
  await settled()

  /** What the bot said in a chat, oldest first. */
  function said(chat: number | string = groupId): Message[] {
    return view.history(chat).filter((message) => message.from?.id === BOT && !isService(message))
  }

  return {
    ...telegram,
    telegram,
    lake,
    local,
    token,
    settled,
    said,
    /** The bot's texts and captions. */
    texts: (chat?: number | string) => said(chat).map(({ text, caption }) => text ?? caption ?? ''),
    /** Writes as somebody, waits for all answers, and gives the bot's new messages of that chat. */
    async ask(
      user: number,
      text: string,
      how: Parameters<typeof actor.send>[3] & { chat?: number | string } = {},
    ): Promise<Message[]> {
      const { chat = groupId, ...rest } = how
      const before = said(chat).length
      actor.send(chat, user, text, rest)
      await settled()
      return said(chat).slice(before)
    },
  }
}

/** One group for all tests of a `describe`: they must not depend on what the others wrote. */
export function sharedGroup<T>(make: (options: Pick<GroupOptions, 'onEnd'>) => Promise<T>) {
  let made: T | undefined
  let end: (() => Promise<void>) | undefined
  beforeAll(async () => {
    made = await make({ onEnd: (close) => (end = close) })
  })
  afterAll(() => end?.())
  return () => made as T
}

async function getMe(apiRoot: string, token: string): Promise<unknown> {
  const response = await fetch(`${apiRoot}/bot${token}/getMe`)
  return ((await response.json()) as { result: unknown }).result
}

function isService(message: Message): boolean {
  return !('text' in message) && !('photo' in message)
}
