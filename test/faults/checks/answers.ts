import type { Message } from 'grammy/types'

import type { Telegram } from '../../../bot/sandbox/fake-telegram/fake-telegram.ts'
import { textsOf } from '../../../bot/i18n.ts'
import type { Command, Ledger } from '../ledger.ts'
import { BOT } from '../people.ts'

export const verdicts = [
  'answered once',
  'refused with a reason',
  /** Telegram did not take the answer. */
  'not taken by Telegram',
  /** The connection broke, or the program died, while the answer was sent: it cannot know whether it arrived. */
  'in doubt, not answered',
  /** Killed before the answer could be noted down. */
  'in doubt, answered again',
  'answered, then refused',
  'answered twice',
  'never answered',
] as const

export type Verdict = (typeof verdicts)[number]

export const wrongVerdicts: readonly Verdict[] = [
  'answered, then refused',
  'answered twice',
  'never answered',
]

/** What became of a command, by what people see in the group. */
export function verdictOn(telegram: Telegram, ledger: Ledger, command: Command): Verdict {
  const replies = repliesTo(telegram, command)
  const answers = replies.filter((reply) => !isReason(reply))
  const isInDoubt = ledger.hasFate(command, 'unknown')
  if (answers.length > 1) return isInDoubt ? 'in doubt, answered again' : 'answered twice'
  if (answers.length === 1) {
    return replies.length > 1 && !isInDoubt ? 'answered, then refused' : 'answered once'
  }
  if (replies.length > 0 || isAskedAgain(telegram, command)) return 'refused with a reason'
  if (ledger.hasFate(command, 'refused')) return 'not taken by Telegram'
  return isInDoubt ? 'in doubt, not answered' : 'never answered'
}

/** What the bot replied to a command, in order: the text, or that it is a picture. */
export function repliesSeen(telegram: Telegram, command: Command): string[] {
  return repliesTo(telegram, command).map(({ photo, text = '' }) => (photo ? '(picture)' : text))
}

/** Whether anything more may come. */
export function isOpen(telegram: Telegram, ledger: Ledger, command: Command): boolean {
  return verdictOn(telegram, ledger, command) === 'never answered'
}

function repliesTo({ view }: Telegram, { chat, message }: Command): Message[] {
  return ofBot(view.history(chat)).filter((reply) => reply.reply_to_message?.message_id === message)
}

/** One sentence for all commands of a group that an earlier process left. */
function isAskedAgain({ view }: Telegram, { chat, message, text }: Command): boolean {
  const [before = '', after = ''] = textsOf('en').text('away', { commands: '…' }).split('…')
  const [name = ''] = text.split(' ')
  return ofBot(view.history(chat)).some(
    (said) =>
      said.message_id > message &&
      said.text?.startsWith(before) &&
      said.text.endsWith(after) &&
      said.text.includes(name),
  )
}

function ofBot(messages: readonly Message[]): Message[] {
  return messages.filter(({ from }) => from?.id === BOT)
}

/** A report is a picture or has several lines, and so has a status. */
function isReason({ photo, text = '' }: Message): boolean {
  return !photo && !text.includes('\n')
}
