import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { HttpResult } from '../../bot/lambda/http-event.ts'
import { rawKey } from '../../etl/lake/keys.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import type { Update } from '../../etl/lake/update.ts'
import { ServiceError } from '../helpers/aws/json-server.ts'
import { messageUpdate } from '../helpers/updates.ts'
import { parameters, SECRET, startCloud, type Cloud } from './cloud.ts'
import type { Instance } from './function.ts'
import { httpEvent } from './gateway.ts'
import { BOT, GROUP } from './group.ts'

const HEADER = 'x-telegram-bot-api-secret-token'
const zone = timeZone('America/Sao_Paulo')

let cloud: Cloud
let webhook: Instance
beforeAll(async () => {
  cloud = await startCloud()
  const botInfo = { id: BOT, is_bot: true, first_name: 'Lake', username: 'lake_bot' }
  cloud.ssm.parameters.set(parameters.botInfo, JSON.stringify(botInfo))
  webhook = await cloud.start('webhook')
})
afterAll(() => cloud.close())

let lastId = 0
let update: Update
beforeEach(() => {
  lastId += 1
  update = messageUpdate(lastId, { chat: { id: GROUP, type: 'supergroup', title: 'Grupo' } })
})

/** Delivers `body` and returns the status. */
async function statusOf(
  body: string | undefined,
  {
    headers = { [HEADER]: SECRET } as Readonly<Record<string, string>>,
    isBase64Encoded = false,
    to = webhook,
  } = {},
): Promise<number> {
  const result = await to.invoke<HttpResult>(httpEvent({ headers, body, isBase64Encoded }))
  return result.statusCode
}

async function storedText(): Promise<string | undefined> {
  const body = await cloud.raw.get(rawKey(update, zone))
  return body && Buffer.from(body).toString()
}

describe('a delivery', () => {
  it('is stored as received and answered with an empty 200', async () => {
    const body = JSON.stringify(update).replace('{', '{ "new_field": [1.0, "\\u00e9"],')
    const result = await webhook.invoke(httpEvent({ headers: { [HEADER]: SECRET }, body }))
    expect(result).toEqual({ statusCode: 200, headers: {}, body: '' })
    expect(await storedText()).toBe(body)
  })

  it('is logged once with its lag, for the alarms', async () => {
    const date = Math.floor(Date.now() / 1000) - 100
    const fresh = messageUpdate(lastId, { ...(update.message as object), date })
    for (let times = 0; times < 2; times += 1)
      expect(await statusOf(JSON.stringify(fresh))).toBe(200)
    const lines = webhook.named('delivery_archived')
    const own = lines.filter(({ message }) => message['update_id'] === lastId)
    expect(own).toMatchObject([{ level: 'INFO' }])
    const { lag_seconds } = own[0]!.message as { lag_seconds: number }
    expect(lag_seconds).toBeGreaterThanOrEqual(100)
    expect(lag_seconds).toBeLessThan(130)
  })

  it('is accepted in base64', async () => {
    const body = Buffer.from(JSON.stringify(update)).toString('base64')
    expect(await statusOf(body, { isBase64Encoded: true })).toBe(200)
    expect(await storedText()).toBe(JSON.stringify(update))
  })

  it('is accepted with the header name in any case', async () => {
    const headers = { 'X-Telegram-Bot-Api-Secret-Token': SECRET }
    expect(await statusOf(JSON.stringify(update), { headers })).toBe(200)
    expect(await storedText()).toBeDefined()
  })

  it('is stored once, however often it is repeated', async () => {
    const before = (await cloud.keys('raw')).length
    for (let times = 0; times < 3; times += 1)
      expect(await statusOf(JSON.stringify(update))).toBe(200)
    expect(await cloud.keys('raw')).toHaveLength(before + 1)
  })

  it.each([
    ['no body', undefined],
    ['an empty body', ''],
    ['garbage', '\u0000<xml/>'],
    ['JSON that is not an update', '{"message":{}}'],
    ['half an update', '{"update_id":7,"message":{"te'],
  ])('with %s is acknowledged, since Telegram would repeat it forever', async (_, body) => {
    expect(await statusOf(body)).toBe(200)
    expect(webhook.named('not_an_update').at(-1)?.level).toBe('WARN')
  })

  it.each([
    ['a wrong secret', { [HEADER]: 'wrong' }],
    ['an empty secret', { [HEADER]: '' }],
    ['no secret', { 'content-type': 'application/json' }],
  ])('with %s is refused', async (_, headers) => {
    expect(await statusOf(JSON.stringify(update), { headers })).toBe(401)
    expect(await storedText()).toBeUndefined()
  })

  it('without headers is refused', async () => {
    const event = httpEvent({ body: JSON.stringify(update) })
    expect(event).not.toHaveProperty('headers')
    expect((await webhook.invoke<HttpResult>(event)).statusCode).toBe(401)
  })

  it('whose job cannot be queued is stored and answered with 200', async () => {
    const command = messageUpdate(lastId, { ...(update.message as object), text: '/stats' })
    const down = new ServiceError('AccessDeniedException', 'not now', 403)
    cloud.sqs.fail('SendMessage', down)
    expect(await statusOf(JSON.stringify(command))).toBe(200)
    expect(await storedText()).toBeDefined()
    expect(webhook.named('job_not_handed_over')).toHaveLength(1)
  })
})

describe('an outage of S3', () => {
  it.each(['refuse', 'hang'] as const)(
    'that makes it %s is answered with 503 in time; afterwards the same delivery is stored',
    async (how) => {
      const event = httpEvent({ headers: { [HEADER]: SECRET }, body: JSON.stringify(update) })
      cloud.s3.fail(how)
      const started = performance.now()
      const result = await webhook.invoke(event)
      cloud.s3.recover()
      expect(result).toEqual({ statusCode: 503, headers: { 'Retry-After': '5' }, body: '' })
      expect(performance.now() - started).toBeLessThan(9_500)
      expect(webhook.named('update_not_stored').at(-1)).toMatchObject({
        level: 'ERROR',
        message: { update_id: lastId },
      })
      expect(await statusOf(JSON.stringify(update))).toBe(200)
      expect(await storedText()).toBe(JSON.stringify(update))
    },
  )
})

describe('a cold start', () => {
  it('without SSM answers 503 and logs why; once SSM is back, 200', async () => {
    const fresh = await cloud.start('webhook')
    cloud.ssm.fail('GetParameters', new ServiceError('AccessDeniedException', 'not authorized'))
    const event = httpEvent({ headers: { [HEADER]: SECRET }, body: JSON.stringify(update) })
    expect(await fresh.invoke(event)).toEqual({
      statusCode: 503,
      headers: { 'Retry-After': '5' },
      body: '',
    })
    expect(await storedText()).toBeUndefined()
    expect(fresh.named('webhook_not_ready')).toMatchObject([{ level: 'ERROR' }])
    expect(await statusOf(JSON.stringify(update), { to: fresh })).toBe(200)
    expect(await storedText()).toBeDefined()
  })

  it.each([
    ['a bot that is not registered yet', parameters.botInfo, undefined, /another WEBHOOK_VERSION/],
    ['bot info that is not readable', parameters.botInfo, '{"id":', /another WEBHOOK_VERSION/],
    ['a blank secret', parameters.secret, ',', /a secret is blank/],
  ])('with %s answers 503 until that is fixed', async (_, name, value, reason) => {
    const right = cloud.ssm.parameters.get(name) ?? ''
    if (value === undefined) cloud.ssm.parameters.delete(name)
    else cloud.ssm.parameters.set(name, value)
    const fresh = await cloud.start('webhook')
    expect(await statusOf(JSON.stringify(update), { to: fresh })).toBe(503)
    expect(fresh.named('webhook_not_ready')).toMatchObject([
      { message: { reason: expect.stringMatching(reason) } },
    ])
    cloud.ssm.parameters.set(name, right)
    expect(await statusOf(JSON.stringify(update), { to: fresh })).toBe(200)
  })

  it('reads secrets once and never calls Telegram', async () => {
    const fresh = await cloud.start('webhook')
    const before = cloud.ssm.requests.length
    for (let times = 0; times < 3; times += 1) {
      await statusOf(JSON.stringify(update), { to: fresh })
    }
    expect(cloud.ssm.requests.length).toBe(before + 1)
    expect(cloud.telegram.calls).toEqual([])
  })

  it('accepts both secrets during a rotation', async () => {
    cloud.ssm.parameters.set(parameters.secret, `new-secret,${SECRET}`)
    const fresh = await cloud.start('webhook')
    const status = (secret: string) =>
      statusOf(JSON.stringify(update), { headers: { [HEADER]: secret }, to: fresh })
    expect(await status('new-secret')).toBe(200)
    expect(await status(SECRET)).toBe(200)
    expect(await status(`new-secret,${SECRET}`)).toBe(401)
    cloud.ssm.parameters.set(parameters.secret, SECRET)
  })

  it('names a variable that the stack did not set', async () => {
    await expect(cloud.start('webhook', { JOBS_QUEUE_URL: '' })).rejects.toThrow(
      'JOBS_QUEUE_URL is missing: the stack sets it',
    )
  })
})
