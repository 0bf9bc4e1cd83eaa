import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { WebhookInfo } from 'grammy/types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { RegistrationResult } from '../../bot/lambda/register.ts'
import { parameters, SECRET, startCloud, type Cloud } from './cloud.ts'
import type { Instance } from './function.ts'

const url = 'https://abcdef1234.execute-api.us-east-1.amazonaws.com/webhook'
const event = (RequestType: string, ResourceProperties = { url, version: '1' }) => ({
  RequestType,
  ResourceProperties,
})

let cloud: Cloud
let register: Instance
let silent: Server
beforeAll(async () => {
  cloud = await startCloud()
  register = await cloud.start('register')
  silent = createServer(() => {}).listen(0, '127.0.0.1')
})
afterAll(async () => {
  await cloud.close()
  silent.closeAllConnections()
  silent.close()
})

const webhookUrl = async () => (await cloud.call<WebhookInfo>('getWebhookInfo')).url
const secretsSet = () => {
  const calls = cloud.telegram.calls.filter(({ method }) => method === 'setWebhook')
  return calls.map(({ params }) => params.secret_token)
}

async function registered(
  event: object,
  { by = register, milliseconds = 60_000 } = {},
): Promise<string> {
  const result = await by.invoke<RegistrationResult>(event, milliseconds)
  expect(result.PhysicalResourceId).toBe('telegram-webhook')
  return result.Data.registered
}

describe('the registration', () => {
  it('keeps pending updates and uses the first of two secrets', async () => {
    cloud.ssm.parameters.set(parameters.secret, `new-secret,${SECRET}`)
    expect(await registered(event('Create'))).toBe('true')
    cloud.ssm.parameters.set(parameters.secret, SECRET)
    expect(await registered(event('Update'), { by: await cloud.start('register') })).toBe('true')
    expect(secretsSet()).toEqual(['new-secret', SECRET])
    const calls = cloud.telegram.calls.filter(({ method }) => method === 'setWebhook')
    expect(calls.map(({ params }) => params.drop_pending_updates)).toEqual([false, false])
  })

  it('leaks no secret to CloudFormation or the log', async () => {
    const result = await register.invoke(event('Update'), 60_000)
    const kept = JSON.stringify([result, register.logs])
    expect(kept).not.toContain(SECRET)
    expect(kept).not.toContain(cloud.token)
  })

  it('retries when Telegram asks it to wait', async () => {
    cloud.telegram.failNext('setMyCommands', {
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    })
    expect(await registered(event('Update'))).toBe('true')
  })

  it('deletes only its own webhook', async () => {
    expect(
      await registered(event('Delete', { url: 'https://old.test/webhook', version: '1' })),
    ).toBe('true')
    expect(await webhookUrl()).toBe(url)
    expect(await registered(event('Delete'))).toBe('true')
    expect(await webhookUrl()).toBe('')
  })
})

describe('a deployment succeeds', () => {
  it('before the secrets are set', async () => {
    const { parameters: all } = cloud.ssm
    const token = all.get(parameters.token) ?? ''
    all.delete(parameters.token)
    const fresh = await cloud.start('register')
    expect(await registered(event('Create'), { by: fresh })).toBe('false')
    expect(fresh.named('webhook_not_registered')).toMatchObject([
      {
        level: 'ERROR',
        message: { reason: expect.stringContaining(`${parameters.token} missing`) },
      },
    ])
    all.set(parameters.token, token)
    expect(await registered(event('Create'), { by: fresh })).toBe('true')
  })

  it('with a token that Telegram rejects', async () => {
    const { parameters: all } = cloud.ssm
    const token = all.get(parameters.token) ?? ''
    all.set(parameters.token, '1:wrong')
    expect(await registered(event('Create'), { by: await cloud.start('register') })).toBe('false')
    all.set(parameters.token, token)
  })

  it('when Telegram does not answer, before the function times out', async () => {
    const { port } = silent.address() as AddressInfo
    const fresh = await cloud.start('register', { TELEGRAM_API_ROOT: `http://127.0.0.1:${port}` })
    const started = performance.now()
    expect(await registered(event('Create'), { by: fresh, milliseconds: 11_000 })).toBe('false')
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
