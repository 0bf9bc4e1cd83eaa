import { join } from 'node:path'

import { Api } from 'grammy'
import type { WebhookInfo } from 'grammy/types'

import { createUndelivered } from '../answers/undelivered.ts'
import { configuredOrAgreed, createChats } from '../archive/chats.ts'
import { checkLine, isAnyWrong, ok, warning, wrong, type Check } from '../checks/check.ts'
import { checkDeliveries, checkSecret } from '../checks/deliveries.ts'
import { checkGaps } from '../checks/gaps.ts'
import { checkArchived, checkCompaction, checkDamage, checkQuarantine } from '../checks/lake.ts'
import {
  checkClock,
  checkEngine,
  checkReaders,
  checkSpace,
  checkStore,
  checkZoneHeld,
} from '../checks/machine.ts'
import { checkSize } from '../checks/size.ts'
import { checkTelegram, type Receiving } from '../checks/telegram.ts'
import type { LakeLocation } from '../../etl/lake/open-stores.ts'
import { unixNow } from '../clock.ts'
import type { Config } from '../config.ts'
import { openEngine } from '../engine/open.ts'
import { oneLine } from '../reports/display-text.ts'
import { openEnvironment, type Environment } from './environment.ts'
import { clearProgress, say, showProgress } from './progress.ts'
import { terminalTexts } from './terminal.ts'

/** For each call to Telegram. */
const TIMEOUT_SECONDS = 20

/** `lake doctor`: checks everything, one line each; exit code 1 when something is wrong. */
export async function doctor(): Promise<void> {
  const environment = await openEnvironment()
  const { config } = environment
  const words = { texts: terminalTexts(), zone: config.zone }
  const found: Check[] = []
  for await (const check of examine(environment)) {
    found.push(check)
    say(oneLine(checkLine(check, words)))
    showProgress('…')
  }
  clearProgress()
  if (isAnyWrong(found)) process.exitCode = 1
}

async function* examine(environment: Environment): AsyncGenerator<Check> {
  const { config, stores } = environment
  const chats = createChats({ state: stores.raw, chatIds: configuredOrAgreed(config.chatIds) })
  const store = await checkStore(stores, config.location)
  const isUsable = store.outcome === 'ok'
  // Only the lake knows which ids the groups have now.
  const chatIds = isUsable ? await chats.current() : config.chatIds
  yield* examineTelegram(config, chatIds)
  yield store
  if (config.location.type === 'folders') {
    const { dir, mode } = config.location
    yield checkSpace(dir)
    // Windows has no such bits.
    if (process.platform !== 'win32') yield checkReaders(dir, mode)
  }
  if (!isUsable) return
  const ids = (await Promise.all(chatIds.map(chats.idsOf))).flat()
  try {
    yield* examineLake(environment, ids.length > 0 ? ids : 'all')
  } catch (error) {
    yield wrong('check-store-unreadable', { reason: (error as Error).message })
  }
  yield checkEngine(() => openEngine(config))
}

async function* examineTelegram(config: Config, chatIds: readonly number[]): AsyncGenerator<Check> {
  const { token, apiRoot } = config
  if (token === undefined) {
    yield config.chatIds.length > 0 ? wrong('check-token-needed') : warning('check-token-missing')
    return
  }
  const { checks, webhook } = await checkTelegram({
    api: new Api(token, { apiRoot, timeoutSeconds: TIMEOUT_SECONDS }),
    apiRoot,
    chatIds,
    receiving: receivingOf(config),
    hasSecret: config.webhookSecret !== undefined,
  })
  yield* checks
  yield checkContact(config)
  if (webhook) yield* examineWebhook(webhook, config)
  const clock = await checkClock(apiRoot, () => Date.now() / 1000)
  if (clock) yield clock
}

/** Updates that wait are news only where Telegram delivers them: a bot that polls fetches them when it starts. */
function examineWebhook(webhook: WebhookInfo, { webhookSecret }: Config): Check[] {
  const deliveries = webhook.url ? checkDeliveries(webhook, unixNow()) : []
  return [checkSecret(webhookSecret, webhook), ...deliveries]
}

/** On AWS, and with a secret, a webhook is expected. */
function receivingOf({ location, webhookSecret }: Config): Receiving {
  return location.type === 'folders' && webhookSecret === undefined ? 'polling' : 'either'
}

async function* examineLake(
  { config, stores }: Environment,
  chatIds: readonly number[] | 'all',
): AsyncGenerator<Check> {
  const when = { zone: config.zone, now: unixNow() }
  yield checkZoneHeld(stores.raw, config.zone)
  yield checkArchived(stores.raw, chatIds)
  if (chatIds !== 'all') yield* await createUndelivered(stores.raw, unixNow).check(chatIds)
  yield checkGaps(stores.raw, when)
  yield checkQuarantine(stores.raw, rawPlace(config.location))
  yield checkCompaction(stores, when)
  yield checkDamage(stores)
  yield checkSize(stores)
}

function checkContact({ privacyContact: contact }: Config): Check {
  return contact === undefined
    ? wrong('check-contact-missing')
    : ok('check-contact-ok', { contact })
}

function rawPlace(location: LakeLocation): string {
  return location.type === 'folders' ? join(location.dir, 'raw') : `s3://${location.raw}`
}
