import { describe, expect, it } from 'vitest'

import { loadLambdaSettings } from '../../../bot/lambda/settings.ts'

const env = {
  AWS_S3_BUCKET: 'raw',
  AWS_S3_ENRICHED: 'enriched',
  TELEGRAM_TOKEN_PARAMETER: '/p/bot-token',
  TELEGRAM_SECRET_PARAMETER: '/p/webhook-secret',
  TELEGRAM_BOT_INFO_PARAMETER: '/p/bot-info',
  JOBS_QUEUE_URL: 'https://sqs/jobs',
  ATHENA_DATABASE: 'lake',
  ATHENA_WORKGROUP: 'lake',
}

describe('the settings of the functions', () => {
  it('name whom people can ask about their data before a group is archived', () => {
    const group = { ...env, TELEGRAM_CHAT_ID: '-1001000000001' }
    expect(() => loadLambdaSettings(group)).toThrow(/PRIVACY_CONTACT is missing/)
    const asked = { ...group, PRIVACY_CONTACT: 'privacy@example.org' }
    expect(loadLambdaSettings(asked)).toMatchObject({ privacyContact: 'privacy@example.org' })
  })

  it('need no contact as long as no group is named', () => {
    const settings = loadLambdaSettings({ ...env, TELEGRAM_CHAT_ID: 'none' })
    expect(settings).toMatchObject({ chatIds: [], privacyContact: undefined })
  })
})
