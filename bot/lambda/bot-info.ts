import type { UserFromGetMe } from 'grammy/types'

/**
 * The bot's identity, as stored by the registration.
 * @throws Error that says what to do when it is not readable.
 */
export function parseBotInfo(text: string): UserFromGetMe {
  try {
    const info = JSON.parse(text) as UserFromGetMe
    if (Number.isSafeInteger(info.id) && typeof info.username === 'string') return info
  } catch {
    // Reported below.
  }
  throw new Error(
    'ssm: the stored bot info is not readable: deploy with another WEBHOOK_VERSION to register it again',
  )
}
