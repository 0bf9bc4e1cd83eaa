import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { Api, HttpError } from 'grammy'
import { expect, it, onTestFinished } from 'vitest'

import { networkReason } from '../../../bot/checks/network-reason.ts'
import { pollingApi } from '../../../bot/delivery/polling-api.ts'
import { freePort } from '../../helpers/free-port.ts'

const TOKEN = '123456:secret'

async function serverThat(answers: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => answers(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it.each<[string, (response: ServerResponse) => void]>([
  ['timeout', () => {}],
  ['not-telegram', (response) => response.end('<html></html>')],
  ['ECONNRESET', (response) => response.destroy()],
])('of a call that met %s', async (reason, answers) => {
  const api = new Api(TOKEN, { apiRoot: await serverThat(answers), timeoutSeconds: 1 })
  const error = await api.getMe().catch((thrown: unknown) => thrown)
  expect(networkReason(error)).toBe(reason)
})

it('of a poll that got a page', async () => {
  const root = await serverThat((response) => response.end('<html></html>'))
  const api = pollingApi(TOKEN, root)
  const error = await api.getUpdates().catch((thrown: unknown) => thrown)
  expect(networkReason(error)).toBe('not-telegram')
})

it.each([
  ['ECONNREFUSED', async () => `http://127.0.0.1:${await freePort()}`],
  ['ECONNRESET', () => serverThat((response) => response.destroy())],
])('of a poll that met %s', async (reason, rootOf) => {
  const api = pollingApi(TOKEN, await rootOf())
  const error = await api.getUpdates().catch((thrown: unknown) => thrown)
  expect(networkReason(error)).toBe(reason)
})

it('of a call whose host has no address', () => {
  const failure = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
  expect(networkReason(new HttpError('failed', failure))).toBe('no-address')
})

it.each([
  ['ENOTFOUND', 'no-address'],
  ['EAI_AGAIN', 'no-address'],
  ['CERT_HAS_EXPIRED', 'CERT_HAS_EXPIRED'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_SOCKET', 'ECONNRESET'],
  ['UND_ERR_ABORTED', 'unknown'],
])('of a poll that ended with %s: %s', (code, reason) => {
  const failure = new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })
  expect(networkReason(new HttpError('failed', failure))).toBe(reason)
})

it('of what is no error', () => {
  expect(networkReason(undefined)).toBe('unknown')
})

it('never quotes the token', () => {
  expect(networkReason(new Error(`https://api.telegram.org/bot${TOKEN}/getMe`))).toBe('unknown')
})
