import { SQSClient } from '@aws-sdk/client-sqs'
import { SSMClient } from '@aws-sdk/client-ssm'

import { unixNow } from '../clock.ts'
import type { Update } from '../../etl/lake/update.ts'
import { archive, type Archived } from '../archive/archive.ts'
import { setAside } from '../archive/quarantine.ts'
import { createBot } from '../delivery/bot.ts'
import { createChats } from '../archive/chats.ts'
import { sqsQueue } from '../jobs/sqs-queue.ts'
import { secretsOf, ssmSecrets } from './ssm-secrets.ts'
import { openBuckets } from '../../etl/lake/open-buckets.ts'
import { createDeliver } from '../delivery/deliver.ts'
import { webhookHandler } from '../delivery/webhook.ts'
import { lagSeconds } from './archive-lag.ts'
import { parseBotInfo } from './bot-info.ts'
import { requestOf, resultOf, type HttpEvent, type HttpResult } from './http-event.ts'
import { startOnce } from './start-once.ts'
import { loadLambdaSettings } from './settings.ts'

/** Milliseconds. Three attempts fit into the function's ten seconds, so that Telegram gets an answer. */
const requestHandler = { connectionTimeout: 1_000, socketTimeout: 2_500 }

const settings = loadLambdaSettings(process.env)
const ssm = new SSMClient({ requestHandler })
const { raw } = openBuckets(settings, { requestHandler })
const queue = sqsQueue({
  client: new SQSClient({ requestHandler }),
  queueUrl: settings.queueUrl,
})
const chats = createChats({ state: raw, chatIds: settings.chatIds })

/** The archive's alarms count this log line. */
async function archiveCounted(update: Update, received: string): Promise<Archived> {
  const archived = await archive(
    { raw, zone: settings.zone, chats, log: console },
    update,
    received,
  )
  if (archived?.stored) {
    const { update_id } = update
    const lag_seconds = lagSeconds(update, unixNow())
    console.info({ event: 'delivery_archived', update_id, lag_seconds })
  }
  return archived
}

function keepAside(received: string, reason: string): Promise<void> {
  const { zone } = settings
  return setAside({ raw, zone, chats, log: console, now: unixNow }, received, reason)
}

/** Secrets are read once. Telegram is never called, since it waits for the response. */
const opened = startOnce(async () => {
  const { tokenParameter, secretParameter, botInfoParameter, apiRoot } = settings
  const secrets = ssmSecrets({ client: ssm, registered: botInfoParameter })
  const values = await secrets.read(tokenParameter, secretParameter, botInfoParameter)
  const bot = createBot({
    token: values[tokenParameter] ?? '',
    apiRoot,
    botInfo: parseBotInfo(values[botInfoParameter] ?? ''),
    chats,
    queue,
    log: console,
    givesNotice: true,
  })
  return webhookHandler({
    deliver: createDeliver({ archive: archiveCounted, setAside: keepAside, bot }),
    secrets: secretsOf(values[secretParameter] ?? ''),
    log: console,
  })
})

/** Lambda: archives a delivery, hands over what it asks for, and acknowledges it. */
export async function handler(event: HttpEvent): Promise<HttpResult> {
  let handle: ReturnType<typeof webhookHandler>
  try {
    handle = await opened()
  } catch (error) {
    // Telegram repeats this delivery, which then tries again.
    console.error({ event: 'webhook_not_ready', reason: (error as Error).message })
    return resultOf({ status: 503, headers: { 'Retry-After': '5' } })
  }
  return resultOf(await handle(requestOf(event)))
}
