import type { ImportError, ImportErrorKey } from '../../etl/import/import-error.ts'
import type { ImportSummary } from '../../etl/import/import-export.ts'
import type { Texts } from '../i18n.ts'
import { UserError } from '../user-error.ts'

/** What is in an export and what an import does with it, in lines. `dayOf` writes a day. */
export function importLines(
  texts: Texts,
  { chatId, chatName, messages, people, days, present, withheld, tooOld, skipped }: ImportSummary,
  dayOf: (day: string) => string,
): string[] {
  const lines = [
    chatName === null ? String(chatId) : `${chatName} (${chatId})`,
    texts.text('import-summary', { messages, people }),
  ]
  const [first, last] = [days[0], days.at(-1)]
  if (first !== undefined && last !== undefined) {
    const ends = { first: dayOf(first), last: dayOf(last) }
    lines.push(texts.text('import-days', { days: days.length, ...ends }))
  }
  if (present > 0) lines.push(texts.text('import-present', { messages: present }))
  if (withheld > 0) lines.push(texts.text('import-withheld', { messages: withheld }))
  if (tooOld > 0) lines.push(texts.text('import-too-old', { messages: tooOld }))
  for (const [kind, count] of skipped) {
    lines.push(texts.text('import-skipped', { kind, count }))
  }
  return lines
}

/** Where the way out is another one in the chat than on the command line. */
const inChat: Partial<Record<ImportErrorKey, string>> = {
  'import-choose-chat': 'import-several-chats',
  'import-many-json': 'import-send-one',
  'import-chat-foreign': 'import-not-archived',
}

/** What is wrong with a file that was sent under that name. */
export function sentFileError({ importKey, values }: ImportError, file: string): UserError {
  return new UserError(inChat[importKey] ?? importKey, { ...values, file })
}
