// End to end on the bundles: registration, webhook, raw objects, compaction, queue, report, button.
import type { InlineKeyboardButton, Message, UserFromGetMe, WebhookInfo } from 'grammy/types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { allowedUpdates } from '../../bot/delivery/registration.ts'
import type { EtlResult } from '../../etl/lambda-handler.ts'
import { readWithHyparquet } from '../helpers/parquet.ts'
import { sqsEvent } from '../helpers/aws/sqs-server.ts'
import { parameters, startCloud, type Cloud } from './cloud.ts'
import type { Instance } from './function.ts'
import { startGateway, type Gateway } from './gateway.ts'
import { ANA, BETO, BOT, CARLA, GROUP } from './group.ts'

let cloud: Cloud
let gateway: Gateway
let webhook: Instance
let worker: Instance
/** How many jobs the worker has been given. */
let handedOver = 0

beforeAll(async () => {
  cloud = await startCloud()
  webhook = await cloud.start('webhook')
  worker = await cloud.start('worker')
  gateway = await startGateway((event) => webhook.invoke(event))
})
afterAll(async () => {
  await cloud.close()
  await gateway.close()
})

/** Resolves when all updates are delivered and all jobs done. */
async function settled(): Promise<void> {
  await cloud.telegram.settled()
  while (handedOver < cloud.sqs.bodies.length) {
    const body = cloud.sqs.bodies[handedOver] ?? ''
    handedOver += 1
    expect(await worker.invoke(sqsEvent(body))).toEqual({ batchItemFailures: [] })
    await cloud.telegram.settled()
  }
}

function answers() {
  const history = cloud.telegram.view.history(GROUP)
  return history.filter(({ from, photo }) => from?.id === BOT && photo)
}

const answer = () => answers().at(-1)
const labels = () =>
  (answer()?.reply_markup?.inline_keyboard ?? [])
    .flat()
    .map(({ text }: InlineKeyboardButton) => text)

describe('from the deployment to an answer in the chat', () => {
  it("runs on the template's version of Node", () => {
    expect(webhook.node).toMatch(/^(2[4-9]|[3-9]\d)\./)
  })

  it('is registered by the custom resource', async () => {
    const register = await cloud.start('register')
    const result = await register.invoke({
      RequestType: 'Create',
      ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:provider',
      ResourceType: 'Custom::TelegramWebhook',
      LogicalResourceId: 'BotRegistrationWebhook88BFBD44',
      RequestId: '9d7e0b54-0000-4000-8000-000000000000',
      ResourceProperties: { url: gateway.url, version: '1-0123456789ab' },
    })
    expect(result).toEqual({ PhysicalResourceId: 'telegram-webhook', Data: { registered: 'true' } })

    const info = await cloud.call<WebhookInfo>('getWebhookInfo')
    expect(info.url).toBe(gateway.url)
    expect(info.allowed_updates?.toSorted()).toEqual(allowedUpdates.toSorted())
    const scope = { type: 'all_chat_administrators' }
    const commands = await cloud.call<{ command: string }[]>('getMyCommands', { scope })
    expect(commands.map(({ command }) => command)).toContain('stats')
    const me = JSON.parse(cloud.ssm.parameters.get(parameters.botInfo) ?? '') as UserFromGetMe
    expect(me).toMatchObject({ id: BOT, is_bot: true, username: 'lake_bot' })
  })

  it('archives messages as delivered', async () => {
    const { actor } = cloud.telegram
    actor.addBot(GROUP, BOT, { role: 'administrator' })
    const question = actor.send(GROUP, CARLA, 'Como instalo o driver da impressora?')
    actor.send(GROUP, BETO, 'Com o gerenciador.', { replyTo: question.message_id })
    actor.send(GROUP, ANA, 'Bom dia! ☕')
    await settled()
    const keys = await cloud.keys('raw')
    const bodies = await Promise.all(keys.map((key) => cloud.raw.get(key)))
    const messages = bodies.flatMap(
      (body) =>
        (JSON.parse(Buffer.from(body ?? []).toString()) as { message?: Message }).message ?? [],
    )
    const texts = messages.flatMap(({ from, text }) => (from?.is_bot ? [] : (text ?? [])))
    // The notice that the group is archived.
    expect(messages.filter(({ from, text }) => from?.is_bot && text)).toHaveLength(1)
    expect(texts).toEqual([
      'Como instalo o driver da impressora?',
      'Com o gerenciador.',
      'Bom dia! ☕',
    ])
    expect(await cloud.keys('enriched')).toEqual([])
  })

  it('compacts the day before the scheduled time', async () => {
    const etl = await cloud.start('etl')
    const scheduledTime = new Date(Date.now() + 86_400_000).toISOString()
    const { days, remaining } = await etl.invoke<EtlResult>({ scheduledTime })
    expect(remaining).toEqual([])
    expect(days).toMatchObject([{ unreadable: 0 }])
    const key = `telegram/context_date=${days[0]?.date}/messages.parquet`
    expect(await cloud.keys('enriched')).toEqual([key])
    const rows = await readWithHyparquet((await cloud.enriched.get(key)) ?? new Uint8Array())
    expect(rows.filter(({ text, user_is_bot }) => text && !user_is_bot)).toHaveLength(3)
    expect(etl.named('day_compacted')).toHaveLength(1)
  })

  it("answers an administrator's /stats with sentence, picture and buttons", async () => {
    cloud.telegram.actor.send(GROUP, BETO, '/stats')
    await settled()
    expect(answers()).toHaveLength(1)
    expect(answer()?.caption).toContain(' wrote the most: 1 message.')
    expect(answer()?.photo?.at(-1)?.width).toBe(1080)
    expect(answer()?.reply_to_message?.text).toBe('/stats')
    expect(labels()).toEqual(expect.arrayContaining(['7 d', '• 30 d', 'Hours']))
    expect(worker.named('report_run')).toMatchObject([
      { message: { report: 'stats', bytes_scanned: 1_234_567, milliseconds: 890 } },
    ])
  })

  it('edits it in place when a button is pressed', async () => {
    const [first] = answers()
    const press = cloud.telegram.actor.press(GROUP, BETO, first?.message_id ?? 0, 'Hours')
    await settled()
    expect(answers().map(({ message_id }) => message_id)).toEqual([first?.message_id])
    expect(answer()?.caption).toContain('Peak')
    expect(labels()).toContain('• Hours')
    expect(cloud.telegram.view.callback(press.id)?.answer).toEqual({})
  })

  it('never asks Telegram who the bot is while receiving deliveries, and reads SSM once per cold start', () => {
    const getMe = cloud.telegram.calls.filter(({ method }) => method === 'getMe')
    // At registration, and by the worker, which looks whether the bot gets every message.
    expect(getMe).toHaveLength(2)
    // One each for registration, webhook and worker.
    expect(cloud.ssm.inputsOf('GetParameters')).toHaveLength(3)
  })

  it('logs no warnings or errors', () => {
    for (const { logs } of [webhook, worker]) {
      expect(logs.filter(({ level }) => level !== 'INFO')).toEqual([])
    }
  })
})
