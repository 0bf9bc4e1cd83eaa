import { describe, expect, it } from 'vitest'

import { readSettings } from '../../infra/settings.ts'

const read = (env: Record<string, string>) => readSettings((name) => env[name])

describe('readSettings', () => {
  it('has a default for every setting', () => {
    expect(read({})).toEqual({
      stage: 'prod',
      timeZone: 'America/Sao_Paulo',
      chatIds: undefined,
      adminIds: undefined,
      language: 'pt-BR',
      theme: 'light',
      logLevel: 'info',
      privacyContact: undefined,
      privacyFile: undefined,
      alarmEmail: undefined,
      ssmPrefix: '/telegram-lake/prod',
      analystExternalId: undefined,
      webhookVersion: '1',
      logDays: 30,
      etlMemoryMegabytes: 1769,
      scanLimitGigabytes: 10,
      retentionDays: undefined,
    })
  })

  it('reads the settings that are set', () => {
    expect(
      read({
        STAGE: 'dev',
        TIME_ZONE: 'Europe/Lisbon',
        TELEGRAM_CHAT_ID: '-100123, -456',
        PRIVACY_CONTACT: '@ana_souza',
        PRIVACY_TEXT: 'README.md',
        LANGUAGE: 'es',
        LOG_DAYS: '7',
        RETENTION_DAYS: '365',
        ETL_MEMORY_MB: '3538',
      }),
    ).toMatchObject({
      stage: 'dev',
      timeZone: 'Europe/Lisbon',
      chatIds: '-100123,-456',
      privacyContact: '@ana_souza',
      privacyFile: 'README.md',
      language: 'es',
      ssmPrefix: '/telegram-lake/dev',
      logDays: 7,
      retentionDays: 365,
      etlMemoryMegabytes: 3538,
    })
  })

  it('accepts `none` as the group', () => {
    expect(read({ TELEGRAM_CHAT_ID: 'none' }).chatIds).toBe('none')
  })

  it('asks whom people can ask about their data before a group is archived', () => {
    expect(() => read({ TELEGRAM_CHAT_ID: '-100123' })).toThrow(
      'PRIVACY_CONTACT is missing: before a group is archived, name whom people can ask about their data',
    )
  })

  it("ignores a desktop's list of languages", () => {
    expect(read({ LANGUAGE: 'en_US:en' }).language).toBe('pt-BR')
  })

  it('takes no positive id for a group', () => {
    expect(() => read({ TELEGRAM_CHAT_ID: '1234567890' })).toThrow(
      'TELEGRAM_CHAT_ID: "1234567890" is not a group\'s id: those are negative, such as -1001234567890',
    )
    expect(read({ TELEGRAM_ADMIN_IDS: '1234567890' }).adminIds).toBe('1234567890')
  })

  it('names every problem in one message', () => {
    const wrong = {
      STAGE: 'Prod!',
      TIME_ZONE: 'America/Sao Paulo',
      TELEGRAM_CHAT_ID: '@group',
      TELEGRAM_ADMIN_IDS: '1,,2',
      LANGUAGE: 'fr',
      PRIVACY_CONTACT: 'a\nb',
      PRIVACY_TEXT: 'no-such-file.txt',
      ALARM_EMAIL: 'nobody',
      SSM_PREFIX: 'lake',
      LOG_DAYS: '8',
      ETL_MEMORY_MB: 'much',
      ATHENA_SCAN_LIMIT_GB: '0',
    }
    let message = ''
    try {
      read(wrong)
    } catch (error) {
      message = (error as Error).message
    }
    const [first, ...problems] = message.split('\n')
    expect(first).toBe('infra: invalid settings')
    expect(problems.map((line) => line.split(':')[0])).toEqual(Object.keys(wrong))
    expect(message).toContain('TELEGRAM_CHAT_ID: "@group" is not a valid id')
    expect(message).toMatch(/^LOG_DAYS: must be one of: 1, 3, 5, 7, .* \(got "8"\)$/m)
  })
})
