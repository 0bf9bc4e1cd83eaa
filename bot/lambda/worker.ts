import { AthenaClient } from '@aws-sdk/client-athena'
import { SSMClient } from '@aws-sdk/client-ssm'
import { Bot } from 'grammy'

import { holdZone } from '../../etl/lake/held-zone.ts'
import { createChats } from '../archive/chats.ts'
import { composeWorker } from '../answers/compose.ts'
import { athenaEngine } from '../engine/athena.ts'
import { createOnce } from '../jobs/once.ts'
import { jobsOfSqsEvent } from '../jobs/sqs-queue.ts'
import { ssmSecrets } from './ssm-secrets.ts'
import { openBuckets } from '../../etl/lake/open-buckets.ts'
import { parseBotInfo } from './bot-info.ts'
import { retried } from './retry.ts'
import { loadLambdaSettings } from './settings.ts'

/** Before a report: 8 seconds, at a thousand keys each 80 ms, and 30, at 400 objects a second. */
const LIMITS = { listed: 100_000, read: 12_000 }

/**
 * A call that Telegram does not answer is given up. All at its slowest fits into the function's 120 seconds: pause
 * after the answer before 3, listing and reading 38, compaction 5, Athena 45, picture 2, the call that sends it 10, the
 * one that says that it failed 10.
 */
const TELEGRAM_TIMEOUT_SECONDS = 10

/** Longer waits that Telegram asks for are failures: they would not fit unless all else were fast. */
const MAX_RETRY_DELAY_SECONDS = 15

/**
 * Longer than the function may run, which is 120 seconds: whoever has the job has ended. Shorter than the 720 between
 * two deliveries of a message: whoever has the job at one of them has done it or left it by the next.
 */
const LEASE_SECONDS = 150

/** Lambda deletes the other messages of the batch, and leaves these to the queue. */
interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[]
}

const settings = loadLambdaSettings(process.env)
const ssm = new SSMClient({})
const stores = openBuckets(settings)
const now = () => Math.floor(Date.now() / 1000)

const opened = retried(async () => {
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
    ...settings,
    ...stores,
    api: bot.api,
    botName: botInfo.username,
    chats: createChats({ state: stores.raw, chatIds: settings.chatIds }),
    once: createOnce({ state: stores.raw, zone, leaseSeconds: LEASE_SECONDS, now }),
    log: console,
    engine: async () => engine,
    limits: LIMITS,
    maxRetryDelaySeconds: MAX_RETRY_DELAY_SECONDS,
    now,
  })
})

/**
 * Lambda: does the jobs of a batch of the queue. A job that went wrong has told the chat so, or logged why not: it is
 * over, and another delivery of it is only logged. A worker that cannot begin fails the batch, and one that runs out of
 * time or memory ends in the middle of it. A job that another worker has, which may end like that, is said to have
 * failed. Of all these the queue delivers the message again, twelve minutes after the time before, and a job that nobody
 * brought to its end is done from the start, so that an answer may come twice. After three deliveries the message is a
 * dead letter.
 */
export async function handler(event: unknown): Promise<BatchResponse> {
  const { jobs, unreadable } = jobsOfSqsEvent(event)
  for (const each of unreadable) console.error({ event: 'job_unreadable', ...each })
  const work = await opened()
  const taken: string[] = []
  for (const { messageId, job } of jobs) {
    if ((await work(job)) === 'taken') taken.push(messageId)
  }
  return { batchItemFailures: taken.map((itemIdentifier) => ({ itemIdentifier })) }
}
