import type { UserFromGetMe } from 'grammy/types'

import type { TimeZone } from '../../etl/lake/time-zone.ts'
import type { Language } from '../config.ts'
import { writeLojistas } from './sample/lojistas/lojistas.ts'
import { loadUbuntu } from './sample/ubuntu.ts'

/** The chat that every sample is of. */
export const SAMPLE_CHAT_ID = -1001234567890

/** The bot of the sample group: no real account. */
export const sampleBot: { readonly token: string; readonly botInfo: UserFromGetMe } = {
  token: '1:sample',
  botInfo: {
    id: 1,
    is_bot: true,
    first_name: 'telegram-lake',
    username: 'telegram_lake_bot',
    can_join_groups: true,
    can_read_all_group_messages: true,
    supports_inline_queries: false,
    can_connect_to_business: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
  },
}

/** The samples: a real channel in English, and a made-up group in Portuguese. */
export const sampleNames = ['ubuntu', 'lojistas'] as const
export type SampleName = (typeof sampleNames)[number]

/** The sample that people of this language read most easily. */
export function sampleFor(language: Language): SampleName {
  return language === 'en' ? 'ubuntu' : 'lojistas'
}

/**
 * A sample (bot/sandbox/sample/README.md) as if it had talked until yesterday: 30 days, the last of them the day
 * before `today`, in the lake's zone. Each is the JSON of one update, in the order of time.
 */
export function loadSample(zone: TimeZone, today: string, name: SampleName = 'ubuntu'): string[] {
  return name === 'ubuntu'
    ? loadUbuntu(zone, today)
    : writeLojistas({ zone, today, chatId: SAMPLE_CHAT_ID })
}
