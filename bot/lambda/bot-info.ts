import type { UserFromGetMe } from 'grammy/types'

/**
 * Who the bot is, as the registration kept it.
 * @throws Error with the way out when it is something else.
 */
export function parseBotInfo(text: string): UserFromGetMe {
  try {
    const info = JSON.parse(text) as UserFromGetMe
    if (Number.isSafeInteger(info.id) && typeof info.username === 'string') return info
  } catch {
    // Said below.
  }
  throw new Error(
    'ssm: who the bot is cannot be read: deploy with another WEBHOOK_VERSION to register it again',
  )
}
