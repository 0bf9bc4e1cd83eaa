import type { Telegram } from '../../bot/sandbox/fake-telegram/fake-telegram.ts'
import type { Dice } from './dice.ts'
import type { Command } from './ledger.ts'

export const GROUPS = [1, 2, 3, 4, 5, 6].map((nth) => -1001000000000 - nth)
export const BOT = 900

const ADMIN = 10
const MEMBERS = [11, 12, 13, 14]

const texts = [
  'bom dia, pessoal',
  'como eu emito a nota de devolução?',
  'alguém sabe por que o pedido fica pendente?',
  'tenta sair e entrar de novo',
  'funcionou, obrigado!',
  'o pix caiu de novo 😩',
  'até amanhã',
]

const reports = ['/stats 7d', '/hours', '/questions 7d', '/messages_per_day today', '/answers']

export interface People {
  /** Some of them write, edit and react; now and then somebody tells of yesterday's. */
  talk(messages: number): void
  /** An administrator types a command. */
  ask(): Command
}

/** Groups of people who talk, and the bot among them. */
export function gather(telegram: Telegram, dice: Dice) {
  const { actor } = telegram
  for (const id of [ADMIN, ...MEMBERS]) actor.addUser({ id, first_name: `Person ${id}` })
  const bot = actor.createBot({ id: BOT, username: 'lake_bot', privacy: false })
  for (const id of GROUPS) {
    actor.createGroup({ id, title: `Group ${-id % 10}`, creator: ADMIN, members: MEMBERS })
    actor.addBot(id, BOT, { role: 'administrator' })
  }
  /** The latest message of each group. */
  const latest = new Map<number, { message: number; by: number }>()

  function say(): void {
    const group = dice.one(GROUPS)
    const by = dice.one(MEMBERS)
    const last = latest.get(group)
    const act = dice.next()
    if (last && act < 0.1) return void actor.edit(group, last.by, last.message, dice.one(texts))
    if (last && act < 0.15) return actor.react(group, by, last.message, [dice.one(['👍', '🔥'])])
    const { message_id } = actor.send(group, by, `${dice.one(texts)} ${dice.between(1, 999)}`, {
      ...(last && act < 0.4 && { replyTo: last.message }),
      ...(act > 0.9 && { date: Math.floor(Date.now() / 1000) - 20 * 60 * 60 }),
    })
    latest.set(group, { message: message_id, by })
  }

  const people: People = {
    talk(messages) {
      for (let left = messages; left > 0; left -= 1) say()
    },
    ask() {
      const chat = dice.one(GROUPS)
      const text = dice.chance(0.75) ? '/status' : dice.one(reports)
      return { chat, text, message: actor.send(chat, ADMIN, text).message_id }
    },
  }
  return { people, token: bot.token }
}
