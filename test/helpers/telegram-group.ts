import { onTestFinished } from 'vitest'

import { startTelegram } from '../../bot/sandbox/fake-telegram/fake-telegram.ts'

export const GROUP = -1001000000001
export const ANA = 10
export const BOT = 900

/** A Telegram with the group “Grupo” of Ana's and the bot @lake_bot, which is in no group yet; and the program's settings for it. */
export async function telegramGroup({ privacy = false, title = 'Grupo' } = {}) {
  const telegram = await startTelegram({ limits: false })
  onTestFinished(() => telegram.close())
  const { actor, apiRoot } = telegram
  actor.addUser({ id: ANA, first_name: 'Ana', username: 'ana' })
  const { token } = actor.createBot({ id: BOT, username: 'lake_bot', first_name: 'Lake', privacy })
  actor.createGroup({ id: GROUP, title, creator: ANA })
  const env = {
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: apiRoot,
    PRIVACY_CONTACT: 'privacy@example.org',
  }
  return { telegram, actor, token, env, groupEnv: { ...env, TELEGRAM_CHAT_ID: String(GROUP) } }
}
