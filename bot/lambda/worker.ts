import { AthenaClient } from '@aws-sdk/client-athena'
import { SSMClient } from '@aws-sdk/client-ssm'
import { Bot } from 'grammy'

import { unixNow } from '../clock.ts'
import { holdZone } from '../../etl/lake/held-zone.ts'
import { REPORT_LIMITS } from '../../etl/lake/limits.ts'
import { createChats } from '../archive/chats.ts'
import { composeWorker } from '../answers/compose.ts'
import { athenaEngine } from '../engine/athena.ts'
import { createOnce } from '../jobs/once.ts'
import { readPrivacyWords } from '../privacy-words.ts'
import { jobsOfSqsEvent } from '../jobs/sqs-queue.ts'
import { ssmSecrets } from './ssm-secrets.ts'
import { openBuckets } from '../../etl/lake/open-buckets.ts'
import { parseBotInfo } from './bot-info.ts'
import { startOnce } from './start-once.ts'
import { loadLambdaSettings } from './settings.ts'

/**
 * For one call to Telegram. Reports, repeated calls and imports are held to the time that the function has left: the
 * usual worst case is pause after the previous answer 3, listing and reading 38, compaction 5, Athena 45, picture 2,
 * sending it 10, reporting a failure 10 of its 120 seconds.
 */
const TELEGRAM_TIMEOUT_SECONDS = 10

/** A call is repeated for no longer, and less when little time is left. */
const PATIENCE_SECONDS = 15

/** An import begins to compact no other day after that, counted from the press: the answer must fit into the rest. */
const IMPORT_MILLISECONDS = 75_000

/**
 * Longer than the function may run (120 seconds), so a worker whose lease expired is dead. Shorter than the 720
 * between two deliveries of a message, so each redelivery finds the job done or its lease expired.
 */
const LEASE_SECONDS = 150

/** Lambda deletes the other messages of the batch; SQS delivers these again. */
interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[]
}

interface LambdaContext {
  getRemainingTimeInMillis(): number
}

/** Of the invocation that runs: an instance has one at a time. */
let timeLeft = () => Infinity

const settings = loadLambdaSettings(process.env)
const ssm = new SSMClient({})
const stores = openBuckets(settings)
const now = unixNow

const opened = startOnce(async () => {
  await holdZone(stores.raw, settings.zone)
  const { tokenParameter, botInfoParameter, zone, athena } = settings
  const secrets = ssmSecrets({ client: ssm, registered: botInfoParameter })
  const values = await secrets.read(tokenParameter, botInfoParameter)
  const botInfo = parseBotInfo(values[botInfoParameter] ?? '')
  const bot = new Bot(values[tokenParameter] ?? '', {
    botInfo,
    client: { apiRoot: settings.apiRoot, timeoutSeconds: TELEGRAM_TIMEOUT_SECONDS },
  })
  const engine = athenaEngine({ client: new AthenaClient({}), ...athena })
  return composeWorker({
    stores,
    api: bot.api,
    botName: botInfo.username,
    adminIds: settings.adminIds,
    chats: createChats({ state: stores.raw, chatIds: settings.chatIds }),
    zone,
    language: settings.language,
    privacyWords: readPrivacyWords(settings),
    theme: settings.theme,
    once: createOnce({ state: stores.raw, zone, leaseSeconds: LEASE_SECONDS, now }),
    log: console,
    engine: async () => engine,
    limits: REPORT_LIMITS,
    importMilliseconds: IMPORT_MILLISECONDS,
    patienceSeconds: PATIENCE_SECONDS,
    timeLeft: () => timeLeft(),
    now,
  })
})

/**
 * Lambda: does the jobs of a batch. A job whose answer failed is over: the chat or the log says so, and another
 * delivery is only logged. SQS redelivers a message after twelve minutes in three cases: the worker cannot start (the
 * whole batch), it runs out of time or memory, or another worker holds the job and may still die. An unfinished job
 * then starts again from scratch, so an answer may arrive twice. A message that failed three times becomes a dead
 * letter.
 */
export async function handler(event: unknown, context: LambdaContext): Promise<BatchResponse> {
  timeLeft = () => context.getRemainingTimeInMillis()
  const { jobs, unreadable } = jobsOfSqsEvent(event)
  for (const each of unreadable) console.error({ event: 'job_unreadable', ...each })
  const work = await opened()
  const taken: string[] = []
  for (const { messageId, job } of jobs) {
    if ((await work(job)) === 'taken') taken.push(messageId)
  }
  return { batchItemFailures: taken.map((itemIdentifier) => ({ itemIdentifier })) }
}
