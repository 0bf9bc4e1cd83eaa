import { SQSClient } from '@aws-sdk/client-sqs'
import { SSMClient } from '@aws-sdk/client-ssm'
import type { Update, UserFromGetMe } from 'grammy/types'

import { archive } from '../archive.ts'
import { createBot } from '../bot.ts'
import { createChats } from '../chats.ts'
import { sqsQueue } from '../queue-sqs.ts'
import { secretsOf, ssmSecrets } from '../secrets-ssm.ts'
import { openBuckets } from '../stores-s3.ts'
import { webhookHandler } from '../webhook.ts'
import { requestOf, resultOf, type HttpEvent, type HttpResult } from './http-event.ts'
import { loadLambdaSettings } from './settings.ts'

const settings = loadLambdaSettings(process.env)
const secrets = ssmSecrets({ client: new SSMClient({}) })
const { raw } = openBuckets(settings)
const queue = sqsQueue({ client: new SQSClient({}), queueUrl: settings.queueUrl })
const chats = createChats({ state: raw, chatIds: settings.chatIds })

let opened: Promise<ReturnType<typeof webhookHandler>> | undefined

/** Lambda: archives a delivery, hands over what it asks for, and answers. */
export async function handler(event: HttpEvent): Promise<HttpResult> {
  opened ??= open()
  try {
    const handle = await opened
    return resultOf(await handle(requestOf(event)))
  } catch (error) {
    // The next delivery tries again: Telegram sends this one again too.
    opened = undefined
    console.error({ event: 'webhook_not_ready', reason: (error as Error).message })
    return resultOf({ status: 503, headers: { 'Retry-After': '5' } })
  }
}

/** Secrets are read once, and Telegram is never called: it is the one that waits. */
async function open() {
  const { tokenParameter, secretParameter, botInfoParameter, zone, apiRoot } = settings
  const values = await secrets.read(tokenParameter, secretParameter, botInfoParameter)
  const bot = createBot({
    token: values[tokenParameter] ?? '',
    apiRoot,
    botInfo: JSON.parse(values[botInfoParameter] ?? '') as UserFromGetMe,
    queue,
    log: console,
    archive: (update, received) => archive({ raw, zone, chats, log: console }, update, received),
  })
  return webhookHandler({
    handleUpdate: (update) => bot.handleUpdate(update as unknown as Update),
    secrets: secretsOf(values[secretParameter] ?? ''),
    log: console,
  })
}
