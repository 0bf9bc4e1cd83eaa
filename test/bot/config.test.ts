import { describe, expect, it } from 'vitest'

import { loadConfig, telegramSettings } from '../../bot/config.ts'
import { ConfigError } from '../../etl/lake/env.ts'

describe('loadConfig', () => {
  it('runs without any setting', () => {
    const { zone, ...config } = loadConfig({})
    expect(zone.name).toBe('America/Sao_Paulo')
    expect(config).toMatchObject({
      location: { type: 'folders', dir: '.lake' },
      token: undefined,
      chatIds: [],
      adminIds: [],
      webhookSecret: undefined,
      apiRoot: 'https://api.telegram.org',
      language: 'pt-BR',
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
    })
  })

  it('reads every setting', () => {
    const { zone, ...config } = loadConfig({
      TELEGRAM_BOT_TOKEN: '123456:ABC-def_1',
      TELEGRAM_CHAT_ID: '-1001234567890, -99,',
      TELEGRAM_ADMIN_IDS: '7,8',
      TELEGRAM_WEBHOOK_SECRET: 'a_B-9',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
      PRIVACY_CONTACT: 'Ana Souza, @ana_souza',
      PRIVACY_TEXT: 'privacy.txt',
      AWS_S3_BUCKET: 'raw',
      AWS_S3_ENRICHED: 'rich',
      TIME_ZONE: 'Asia/Kolkata',
      LANGUAGE: 'es',
      HOST: '0.0.0.0',
      PORT: '0',
      LOG_LEVEL: 'DEBUG',
    })
    expect(zone.name).toBe('Asia/Kolkata')
    expect(config).toMatchObject({
      location: { type: 'buckets', raw: 'raw', enriched: 'rich' },
      token: '123456:ABC-def_1',
      chatIds: [-1001234567890, -99],
      adminIds: [7, 8],
      webhookSecret: 'a_B-9',
      apiRoot: 'http://127.0.0.1:8081',
      privacyContact: 'Ana Souza, @ana_souza',
      privacyFile: 'privacy.txt',
      language: 'es',
      host: '0.0.0.0',
      port: 0,
      logLevel: 'debug',
    })
  })

  it('knows all the settings of Telegram that it reads', () => {
    const read: string[] = []
    loadConfig(new Proxy({}, { get: (_, name) => void read.push(String(name)) }))
    expect(read.filter((name) => name.startsWith('TELEGRAM_')).sort()).toEqual(
      [...telegramSettings].sort(),
    )
  })

  it('names all problems in one error, each with the variable', () => {
    const load = () =>
      loadConfig({
        TELEGRAM_BOT_TOKEN: 'token',
        TELEGRAM_CHAT_ID: '@meugrupo',
        TELEGRAM_ADMIN_IDS: '7;8',
        TELEGRAM_WEBHOOK_SECRET: 'com espaço',
        TELEGRAM_API_ROOT: 'api.telegram.org',
        PRIVACY_CONTACT: 'a@example.org\nb@example.org',
        AWS_S3_BUCKET: 'raw',
        TIME_ZONE: 'Brasil',
        LANGUAGE: '12!',
        PORT: '80800',
        LOG_LEVEL: 'loud',
      })
    expect(load).toThrow(ConfigError)
    let problems: readonly string[] = []
    try {
      load()
    } catch (error) {
      problems = (error as ConfigError).problems
    }
    expect(problems.map((problem) => problem.split(/[: ]/)[0])).toEqual([
      'AWS_S3_ENRICHED',
      'TIME_ZONE',
      'TELEGRAM_BOT_TOKEN',
      'TELEGRAM_CHAT_ID',
      'TELEGRAM_ADMIN_IDS',
      'TELEGRAM_WEBHOOK_SECRET',
      'TELEGRAM_API_ROOT',
      'PRIVACY_CONTACT',
      'LANGUAGE',
      'PORT',
      'LOG_LEVEL',
    ])
    expect(problems[2]).toContain('@BotFather')
    // A token or secret that is nearly right must not be shown.
    expect(problems.join()).not.toContain('com espaço')
  })

  it.each([
    ['pt-BR', 'pt-BR'],
    ['pt_BR', 'pt-BR'],
    ['pt_BR.UTF-8', 'pt-BR'],
    ['pt_PT:pt:en', 'pt-BR'],
    ['en', 'en'],
    ['en_US:en', 'en'],
    ['en_GB.UTF-8', 'en'],
    ['es_AR@latin', 'es'],
    ['de_DE:es:en', 'es'],
    ['de_DE:de', 'pt-BR'],
    ['C', 'pt-BR'],
    ['POSIX', 'pt-BR'],
    ['', 'pt-BR'],
  ])('takes the LANGUAGE %j of a desktop for %s', (value, language) => {
    expect(loadConfig({ LANGUAGE: value }).language).toBe(language)
  })

  it.each(['fr', 'fr-FR', 'português'])('refuses the LANGUAGE %j', (value) => {
    expect(() => loadConfig({ LANGUAGE: value })).toThrow(
      `LANGUAGE: must be one of: pt-BR, en, es (got "${value}")`,
    )
  })

  it('takes `none` for no chat: it stands in the settings of a deployment', () => {
    expect(loadConfig({ TELEGRAM_CHAT_ID: 'none' }).chatIds).toEqual([])
  })

  it.each([
    ['1234567890', '-1001234567890'],
    ['1001234567890', '-1001234567890'],
    ['7', '-1000000000007'],
  ])('takes %j for no group: their ids are negative', (given, group) => {
    expect(() => loadConfig({ TELEGRAM_CHAT_ID: `-99,${given}` })).toThrow(
      `TELEGRAM_CHAT_ID: "${given}" is not a group's id: those are negative, such as ${group}`,
    )
    expect(loadConfig({ TELEGRAM_ADMIN_IDS: given }).adminIds).toEqual([Number(given)])
  })

  it.each([
    ['"123456:ABC-def"', '" (U+0022)'],
    ['“123456:ABC-def”', '“ (U+201C)'],
    ['123456:ABC\u200b-def', '\u200b (U+200B)'],
    ['123456: ABC-def', '  (U+0020)'],
    ['123456:ABC…', '… (U+2026)'],
  ])('says which character of %j no token has', (token, character) => {
    expect(() => loadConfig({ TELEGRAM_BOT_TOKEN: token })).toThrow(
      `TELEGRAM_BOT_TOKEN: no token has the character ${character}: write it as @BotFather does, 123456:ABC…`,
    )
  })

  it.each(['abc', '0', '1.5', '99999999999999999999', '-100 200'])(
    'takes %j for no chat id',
    (value) => {
      expect(() => loadConfig({ TELEGRAM_CHAT_ID: value })).toThrow('TELEGRAM_CHAT_ID')
    },
  )

  it.each(['-1', '65536', 'http', '80.5'])('takes %j for no port', (value) => {
    expect(() => loadConfig({ PORT: value })).toThrow('PORT')
  })
})
