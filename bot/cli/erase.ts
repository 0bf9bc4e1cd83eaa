import { knownAs } from '../../etl/privacy/known-as.ts'
import { erasePending, type ErasureSummary } from '../../etl/privacy/pass.ts'
import { privacyOf, type ErasureRequest } from '../../etl/privacy/privacy.ts'
import { PRIVACY_PREFIX } from '../../etl/lake/keys.ts'
import { addDays } from '../../etl/lake/time-zone.ts'
import { ordinaryAmong } from '../answers/ordinary-names.ts'
import { unixNow } from '../clock.ts'
import type { Config } from '../config.ts'
import { openEngine } from '../engine/open.ts'
import { createChats } from '../archive/chats.ts'
import { UserError } from '../user-error.ts'
import { openWritableEnvironment, type Environment } from './environment.ts'
import { clearProgress, prompt, showProgress } from './progress.ts'
import { createQuestions } from './questions.ts'
import { printNote, printResult, terminalTexts } from './terminal.ts'
import { UsageError } from './usage.ts'

export interface EraseOptions {
  readonly user?: string
  readonly chat?: string
  readonly message?: string
  readonly yes?: boolean
  readonly json?: boolean
}

/** Days after which the buckets' rules delete earlier versions; infra/lake.ts sets them. */
const VERSIONS_KEPT_DAYS = 30

/**
 * `lake erase`: erases a person, in one chat or everywhere, or a message, or what was asked for in the chat. Asks first.
 * Stopped by Ctrl-C, it is hidden and goes on with the next run.
 */
export async function erase(options: EraseOptions): Promise<void> {
  const target = parseTarget(options)
  const environment = await openWritableEnvironment()
  const { config, stores, log } = environment
  const privacy = privacyOf(stores.raw, unixNow)
  if (target) {
    const requests = await requestsFor(environment, target)
    if (!options.yes && !(await isConfirmed(environment, requests))) {
      return printNote(terminalTexts().text('cli-erase-left'))
    }
    for (const request of requests) await privacy.requestErasure(request)
  } else if ((await privacy.pending()).length === 0) {
    return printResult(
      options.json ? JSON.stringify(inJson()) : terminalTexts().text('cli-erase-none'),
    )
  }
  const stop = new AbortController()
  const onInterrupt = () => stop.abort()
  process.once('SIGINT', onInterrupt)
  let summary: ErasureSummary
  try {
    summary = await erasePending(
      // The summary says what the log would.
      { ...stores, zone: config.zone, log: { ...log, info: log.debug } },
      {
        signal: stop.signal,
        onProgress: ({ done, total, date }) =>
          showProgress(
            terminalTexts().text('cli-erase-progress', { date, number: done + 1, total }),
          ),
      },
    )
  } finally {
    clearProgress()
    process.off('SIGINT', onInterrupt)
  }
  if (summary.isCutShort) throw new UserError('cli-erase-stopped')
  const versions = await deleteVersions(environment, summary)
  if (options.json) return printResult(JSON.stringify({ ...inJson(summary), versions }))
  printResult(describe(environment, summary, versions))
}

type Target = { user: number; chat?: number } | { chat: number; message: number }

/** Undefined: what was asked for in the chat. */
function parseTarget({ user, chat, message }: EraseOptions): Target | undefined {
  if (user !== undefined && message === undefined) {
    return {
      user: parseId('--user', user),
      ...(chat !== undefined && { chat: parseId('--chat', chat) }),
    }
  }
  if (message !== undefined && user === undefined && chat === undefined) {
    const [, inChat, id] = /^(-?\d{1,16}):(\d{1,16})$/.exec(message) ?? []
    if (inChat === undefined || id === undefined) {
      throw new UsageError('cli-erase-id', { option: '--message', value: message })
    }
    return { chat: Number(inChat), message: Number(id) }
  }
  if (user === undefined && message === undefined && chat === undefined) return undefined
  throw new UsageError('cli-erase-one')
}

function parseId(option: string, value: string): number {
  if (/^-?\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value))) return Number(value)
  throw new UsageError('cli-erase-id', { option, value })
}

/** A group that became a supergroup has had two ids, and a person or message may be in either. */
async function requestsFor(
  { config, stores }: Environment,
  target: Target,
): Promise<ErasureRequest[]> {
  const chatIds = config.chatIds.length > 0 ? config.chatIds : 'all'
  const chats = createChats({ state: stores.raw, chatIds })
  const askedAt = unixNow()
  if ('message' in target) {
    const { chat: chatId, message: messageId } = target
    return [{ kind: 'message', chatId, messageId, askedAt }]
  }
  const { user: userId, chat } = target
  if (config.chatIds.includes(userId)) throw new UsageError('cli-erase-is-chat', { user: userId })
  const within = chat === undefined ? [undefined] : await chats.idsOf(chat)
  return Promise.all(
    within.map(async (chatId): Promise<ErasureRequest> => {
      const limited = chatId === undefined ? {} : { chatId }
      const { names, usernames } = await knownAs(stores.enriched, { userId, ...limited })
      const ordinary = await ordinaryNames(config, names, userId)
      return { kind: 'user', userId, ...limited, names, usernames, ordinary, askedAt }
    }),
  )
}

async function ordinaryNames(
  config: Config,
  names: readonly string[],
  userId: number,
): Promise<string[]> {
  const engine = await openEngine(config)
  try {
    return await ordinaryAmong(engine, names, { userId, today: config.zone.date(unixNow()) })
  } finally {
    await engine.close()
  }
}

async function isConfirmed(
  { stores }: Environment,
  requests: readonly ErasureRequest[],
): Promise<boolean> {
  const texts = terminalTexts()
  if (!process.stdin.isTTY) throw new UsageError('cli-erase-needs-yes')
  const [first] = requests
  const questions = createQuestions({
    input: process.stdin,
    show: prompt,
    say: printNote,
    hint: texts.text('cli-erase-hint'),
  })
  try {
    if (first?.kind !== 'user') {
      const { chatId = 0, messageId = 0 } = first ?? {}
      const message = { chat: String(chatId), message: String(messageId) }
      return (await questions.ask(texts.text('cli-erase-ask-message', message))) ?? false
    }
    const { userId, chatId } = first
    const { messages, days } = await knownAs(stores.enriched, {
      userId,
      ...(chatId !== undefined && { chatId }),
    })
    const asked = texts.text('cli-erase-ask-user', { user: String(userId), messages, days })
    return (await questions.ask(asked)) ?? false
  } finally {
    questions.close()
  }
}

/** Undefined when these credentials may not delete them; the buckets' rules do later. */
async function deleteVersions(
  { stores, log }: Environment,
  { changed }: ErasureSummary,
): Promise<number | undefined> {
  let versions = 0
  try {
    for (const name of ['raw', 'enriched'] as const) {
      for (const key of new Set(changed[name])) {
        versions += (await stores[name].deleteVersions?.(key)) ?? 0
      }
    }
    return versions
  } catch (error) {
    log.debug({ event: 'versions_left', reason: (error as Error).message })
    return undefined
  }
}

function inJson(summary?: ErasureSummary) {
  return {
    erased: summary?.done.length ?? 0,
    days: summary?.days ?? [],
    // Without the requests themselves.
    objects: [...(summary?.changed.raw ?? []), ...(summary?.changed.enriched ?? [])].filter(
      (key) => !key.startsWith(PRIVACY_PREFIX),
    ).length,
  }
}

function describe(
  { config }: Environment,
  summary: ErasureSummary,
  versions: number | undefined,
): string {
  const texts = terminalTexts()
  const { erased, days, objects } = inJson(summary)
  const lines = [texts.text('cli-erase-done', { requests: erased, objects, days: days.length })]
  if (config.location.type === 'buckets') {
    const date = addDays(config.zone.date(unixNow()), VERSIONS_KEPT_DAYS)
    lines.push(
      versions === undefined
        ? texts.text('cli-erase-versions-left', { date })
        : texts.text('cli-erase-versions', { versions }),
      texts.text('cli-erase-elsewhere'),
    )
  }
  return lines.join('\n')
}
