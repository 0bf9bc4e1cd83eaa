import type { Telegram } from '../../bot/sandbox/fake-telegram/fake-telegram.ts'

export const GROUP = -1001000000001
/** Creator of the group, an administrator, a member. */
export const ANA = 10
export const BETO = 11
export const CARLA = 12
export const BOT = 900

/** Creates the group, its people and the bot, which is not added yet. */
export function makeGroup(actor: Telegram['actor']) {
  for (const [id, first_name] of [
    [ANA, 'Ana'],
    [BETO, 'Beto'],
    [CARLA, 'Carla'],
  ] as const) {
    actor.addUser({ id, first_name })
  }
  const bot = actor.createBot({ id: BOT, username: 'lake_bot', privacy: false })
  actor.createGroup({ id: GROUP, title: 'Grupo', creator: ANA, members: [BETO, CARLA] })
  actor.promote(GROUP, BETO)
  return bot
}
