import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import type { WebhookInfo } from 'grammy/types'
import { describe, expect, it, onTestFinished } from 'vitest'

import { checkLine, ok } from '../../../bot/checks/check.ts'
import { checkDeliveries, checkSecret } from '../../../bot/checks/deliveries.ts'
import { checkMembership } from '../../../bot/checks/group.ts'
import { checkClock, checkStore, spaceCheck } from '../../../bot/checks/machine.ts'
import { languages } from '../../../bot/config.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { timeZone } from '../../../etl/lake/time-zone.ts'
import { memoryStore } from '../../helpers/memory-store.ts'
import { NOON } from '../../helpers/updates.ts'

const zone = timeZone('America/Sao_Paulo')
const found = ({ key, outcome }: { key: string; outcome: string }) => `${outcome} ${key}`

describe('checkLine', () => {
  it.each([
    ['pt-BR', '✓ Arquivo: a última mensagem é de 1 de nov. de 2026, 12:00'],
    ['en', '✓ Archive: the last message is from Nov 1, 2026, 12:00'],
    ['es', '✓ Archivo: el último mensaje es del 1 nov 2026, 12:00'],
  ] as const)('writes times as %s does', (language, line) => {
    const check = ok('check-archived-ok', { time: { at: NOON } })
    expect(checkLine(check, { texts: textsOf(language), zone }).replace('\u202f', ' ')).toBe(line)
  })

  it.each(languages)('has words in %s for every check', (language) => {
    const folder = new URL('../../../bot/checks', import.meta.url).pathname
    const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
    const keys = sources.flatMap((source) => source.match(/(?<=')check-[a-z-]+(?=')/g) ?? [])
    expect(keys.length).toBeGreaterThan(40)
    expect(keys.filter((key) => !textsOf(language).has(key))).toEqual([])
  })
})

describe('checkMembership', () => {
  const me = { username: 'lake_bot', can_read_all_group_messages: true } as never
  const sending = (chat: object, member: object) => {
    const checks = checkMembership(me, chat as never, member as never)
    return checks.filter(({ name }) => name === 'sending').map(found)
  }

  it.each([
    [{}, { status: 'member' }, 'ok check-sending-ok'],
    [{ can_send_photos: false }, { status: 'member' }, 'warning check-sending-text'],
    [{ can_send_messages: false }, { status: 'member' }, 'wrong check-sending-nothing'],
    [{ can_send_messages: false }, { status: 'administrator' }, 'ok check-sending-ok'],
    [
      {},
      { status: 'restricted', is_member: true, can_send_messages: true, can_send_photos: false },
      'warning check-sending-text',
    ],
  ])('with permissions %j and as %j: %s', (permissions, member, check) => {
    expect(sending({ permissions }, member)).toEqual([check])
  })

  it.each([{ status: 'left' }, { status: 'kicked' }, { status: 'restricted', is_member: false }])(
    'of somebody who is %j says nothing but that',
    (member) => {
      expect(checkMembership(me, {} as never, member as never).map(found)).toEqual([
        'wrong check-member-wrong',
      ])
    },
  )
})

describe('what Telegram says of its deliveries', () => {
  const info = (fields: Partial<WebhookInfo>) =>
    ({ url: 'https://my.host/webhook', pending_update_count: 0, ...fields }) as WebhookInfo
  const failure = { last_error_message: 'Connection refused', last_error_date: NOON }

  it('is a warning when one failed within a day, or when updates wait', () => {
    expect(checkDeliveries(info({}), NOON).map(found)).toEqual(['ok check-deliveries-ok'])
    expect(checkDeliveries(info(failure), NOON + 3_600).map(found)).toEqual([
      'warning check-deliveries-failed',
    ])
    expect(checkDeliveries(info(failure), NOON + 90_000).map(found)).toEqual([
      'ok check-deliveries-failed',
    ])
    expect(checkDeliveries(info({ pending_update_count: 3 }), NOON).map(found)).toEqual([
      'ok check-deliveries-ok',
      'warning check-deliveries-pending',
    ])
  })

  it.each([
    ['0123456789abcdef', {}, 'ok check-secret-ok'],
    ['short', {}, 'warning check-secret-short'],
    [undefined, { url: '' }, 'ok check-secret-none'],
    [undefined, {}, 'warning check-secret-unknown'],
    [
      '0123456789abcdef',
      { last_error_message: 'Wrong response from the webhook: 401 Unauthorized' },
      'wrong check-secret-refused',
    ],
  ])('with the secret %s and %j: %s', (secret, fields, check) => {
    expect(found(checkSecret(secret, info(fields)))).toBe(check)
  })
})

describe('checkClock', () => {
  async function serverAt(unix: number): Promise<string> {
    const server = createServer((_, response) => {
      response.writeHead(302, { Date: new Date(unix * 1000).toUTCString() })
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const words = { texts: textsOf('en'), zone }

  it.each([
    [NOON + 5, "✓ Clock: agrees with Telegram's"],
    [NOON + 90, "! Clock: 90 s ahead of Telegram's. Turn on automatic time on this machine"],
    [NOON - 600, "✗ Clock: 600 s behind Telegram's. Turn on automatic time on this machine"],
  ])('at %s', async (now, line) => {
    const check = await checkClock(await serverAt(NOON), () => now)
    expect(check && checkLine(check, words)).toBe(line)
  })

  it('says nothing when there is no answer', async () => {
    expect(await checkClock('http://127.0.0.1:9', () => NOON)).toBeUndefined()
  })
})

describe('spaceCheck', () => {
  it.each([
    [82e9, 'ok check-space-ok'],
    [0.9e9, 'warning check-space-few'],
    [0.09e9, 'wrong check-space-full'],
  ])('of %s bytes: %s', (free, check) => {
    expect(found(spaceCheck(free))).toBe(check)
  })
})

describe('checkStore', () => {
  it.each([
    ['EACCES', '✗ Store: no right to write in s3-enriched.'],
    ['EPERM', '✗ Store: no right to write in s3-enriched.'],
    ['EROFS', '✗ Store: s3-enriched is on a disk that is read-only.'],
    ['ENOSPC', '✗ Store: no space left in s3-enriched.'],
    ['EIO', '✗ Store: cannot be written (s3-enriched): EIO'],
  ])('of a store that refuses with %s', async (code, words) => {
    const put = () => Promise.reject(Object.assign(new Error(code), { code }))
    const stores = { raw: memoryStore().store, enriched: { ...memoryStore().store, put } }
    const location = { type: 'buckets', raw: 's3-raw', enriched: 's3-enriched' } as const
    const line = checkLine(await checkStore(stores, location), { texts: textsOf('en'), zone })
    expect(line.slice(0, words.length)).toBe(words)
  })
})
