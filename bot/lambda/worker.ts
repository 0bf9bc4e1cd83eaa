import { AthenaClient } from '@aws-sdk/client-athena'
import { SSMClient } from '@aws-sdk/client-ssm'
import { Bot } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import { createChats } from '../chats.ts'
import { composeWorker } from '../compose-worker.ts'
import { athenaEngine } from '../engine/athena.ts'
import type { Job } from '../jobs.ts'
import { createOnce } from '../once.ts'
import { jobsOfSqsEvent } from '../queue-sqs.ts'
import { ssmSecrets } from '../secrets-ssm.ts'
import { openBuckets } from '../stores-s3.ts'
import { loadLambdaSettings } from './settings.ts'

const settings = loadLambdaSettings(process.env)
const secrets = ssmSecrets({ client: new SSMClient({}) })
const stores = openBuckets(settings)
const now = () => Math.floor(Date.now() / 1000)

let opened: Promise<(job: Job) => Promise<void>> | undefined

/**
 * Lambda: does the jobs of a batch of the queue. A job that fails has told the chat so, or logged why not; it is
 * not done again. Only a worker that cannot even begin fails the batch, so that the queue delivers it again.
 */
export async function handler(event: unknown): Promise<{ batchItemFailures: [] }> {
  const { jobs, unreadable } = jobsOfSqsEvent(event)
  for (const each of unreadable) console.error({ event: 'job_unreadable', ...each })
  opened ??= open()
  opened.catch(() => (opened = undefined))
  const work = await opened
  for (const job of jobs) await work(job)
  return { batchItemFailures: [] }
}

async function open(): Promise<(job: Job) => Promise<void>> {
  const { tokenParameter, botInfoParameter, zone, athena } = settings
  const values = await secrets.read(tokenParameter, botInfoParameter)
  const botInfo = JSON.parse(values[botInfoParameter] ?? '') as UserFromGetMe
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
    now,
  })
}
