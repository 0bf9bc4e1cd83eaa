import { setTimeout as sleep } from 'node:timers/promises'

import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { autoRetry } from '@grammyjs/auto-retry'
import { Api } from 'grammy'

import { registerCommands } from '../answers/commands.ts'
import { secretsOf, ssmSecrets } from './ssm-secrets.ts'
import { deleteWebhook, setWebhook } from '../delivery/registration.ts'
import { loadLambdaSettings } from './settings.ts'

/** The fields we read of CloudFormation's request to a custom resource. */
export interface RegistrationEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete'
  /** Shown in logs and consoles, so never a secret. */
  readonly ResourceProperties: { readonly url: string }
}

export interface RegistrationResult {
  /** Always the same: a new one would make CloudFormation delete the webhook after it was set. */
  readonly PhysicalResourceId: string
  readonly Data: { readonly registered: string }
}

export interface LambdaContext {
  getRemainingTimeInMillis(): number
}

/** Reserved for answering CloudFormation: a function that times out fails the deployment. */
const ANSWER_MILLISECONDS = 10_000

const settings = loadLambdaSettings(process.env)
const client = new SSMClient({})

/**
 * On deploy: tells Telegram where to deliver and which commands to offer, and stores who the bot is. If Telegram
 * cannot be reached or a parameter is not set yet, the stack is not rolled back.
 */
export async function handler(
  { RequestType, ResourceProperties: { url } }: RegistrationEvent,
  context: LambdaContext,
): Promise<RegistrationResult> {
  const milliseconds = context.getRemainingTimeInMillis() - ANSWER_MILLISECONDS
  const work = RequestType === 'Delete' ? unregister(url) : register(url)
  let registered = 'true'
  try {
    await Promise.race([work, timeout(milliseconds)])
  } catch (error) {
    registered = 'false'
    console.error({ event: 'webhook_not_registered', url, reason: (error as Error).message })
  }
  return { PhysicalResourceId: 'telegram-webhook', Data: { registered } }
}

async function timeout(milliseconds: number): Promise<never> {
  await sleep(milliseconds, undefined, { ref: false })
  throw new Error(`register: Telegram or SSM took longer than ${milliseconds} ms`)
}

async function register(url: string): Promise<void> {
  const { api, secret } = await open()
  const botInfo = await api.getMe()
  await client.send(
    new PutParameterCommand({
      Name: settings.botInfoParameter,
      Type: 'String',
      Value: JSON.stringify(botInfo),
      Overwrite: true,
    }),
  )
  await setWebhook(api, { url, secret })
  console.info({ event: 'webhook_registered', url })
  await registerCommands(api, settings.language)
}

/** Another stack may have taken over the bot: its webhook stays. */
async function unregister(url: string): Promise<void> {
  const { api } = await open()
  if ((await api.getWebhookInfo()).url === url) await deleteWebhook(api)
}

/** Of two secrets the first is the new one; the webhook accepts both during a rotation. */
async function open(): Promise<{ api: Api; secret: string }> {
  const { tokenParameter, secretParameter, apiRoot } = settings
  const values = await ssmSecrets({ client }).read(tokenParameter, secretParameter)
  const [secret = ''] = secretsOf(values[secretParameter] ?? '')
  const api = new Api(values[tokenParameter] ?? '', { apiRoot, timeoutSeconds: 20 })
  api.config.use(autoRetry({ maxRetryAttempts: 2, maxDelaySeconds: 5, rethrowHttpErrors: true }))
  return { api, secret }
}
