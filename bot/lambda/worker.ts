import { AthenaClient } from '@aws-sdk/client-athena'
import { SSMClient } from '@aws-sdk/client-ssm'
import { Bot } from 'grammy'

import { createChats } from '../chats.ts'
import { composeWorker } from '../compose-worker.ts'
import { athenaEngine } from '../engine/athena.ts'
import { createOnce } from '../once.ts'
import { jobsOfSqsEvent } from '../queue-sqs.ts'
import { ssmSecrets } from '../secrets-ssm.ts'
import { openBuckets } from '../stores-s3.ts'
import { parseBotInfo } from './bot-info.ts'
import { retried } from './retried.ts'
import { loadLambdaSettings } from './settings.ts'

/** Raw objects of a day that are read before a report: 50 of the function's 120 seconds, at 400 a second. */
const MAX_OBJECTS = 20_000

const settings = loadLambdaSettings(process.env)
const ssm = new SSMClient({})
const stores = openBuckets(settings)
const now = () => Math.floor(Date.now() / 1000)

const opened = retried(async () => {
  const { tokenParameter, botInfoParameter, zone, athena } = settings
  const secrets = ssmSecrets({ client: ssm, registered: botInfoParameter })
  const values = await secrets.read(tokenParameter, botInfoParameter)
  const botInfo = parseBotInfo(values[botInfoParameter] ?? '')
  const bot = new Bot(values[tokenParameter] ?? '', {
    botInfo,
    client: { apiRoot: settings.apiRoot, timeoutSeconds: 25 },
  })
  const engine = athenaEngine({ client: new AthenaClient({}), ...athena })
  return composeWorker({
    ...settings,
    ...stores,
    api: bot.api,
    botName: botInfo.username,
    chats: createChats({ state: stores.raw, chatIds: settings.chatIds }),
    once: createOnce({ state: stores.raw, zone, now }),
    log: console,
    engine: async () => engine,
    maxObjects: MAX_OBJECTS,
    now,
  })
})

/**
 * Lambda: does the jobs of a batch of the queue. A job that fails has told the chat so, or logged why not; it is
 * not done again. Only a worker that cannot even begin fails the batch, so that the queue delivers it again.
 */
export async function handler(event: unknown): Promise<{ batchItemFailures: [] }> {
  const { jobs, unreadable } = jobsOfSqsEvent(event)
  for (const each of unreadable) console.error({ event: 'job_unreadable', ...each })
  const work = await opened()
  for (const job of jobs) await work(job)
  return { batchItemFailures: [] }
}
