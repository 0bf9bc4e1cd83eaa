import type { Transformer } from 'grammy'
import type { Message } from 'grammy/types'

import { ownKey } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import type { TimeZone } from '../../etl/lake/time-zone.ts'
import type { Log } from '../../etl/log.ts'
import { currentRegistry } from '../../etl/privacy/privacy.ts'
import { redact } from '../../etl/privacy/redact.ts'
import { withoutContent } from '../../etl/privacy/someone.ts'
import { storeOnce } from './archive.ts'

export interface OwnMessagesDeps {
  readonly raw: ObjectStore
  readonly zone: TimeZone
  readonly log: Log
  isArchivedChat(chatId: number): Promise<boolean>
}

/**
 * Archives what the bot sends and edits in archived groups, since Telegram does not deliver a bot's own
 * messages to it. Reports, which have a picture or buttons, are archived without what they say: they shorten people's names
 * and words, which nobody would find again to erase them. A failure is only logged: the answer has already been sent.
 */
export function archiveOwnMessages({
  raw,
  zone,
  log,
  isArchivedChat,
}: OwnMessagesDeps): Transformer {
  return async (call, method, payload, signal) => {
    const response = await call(method, payload, signal)
    const message = response.ok ? messageOf(response.result) : undefined
    if (message && /^(send|edit)/.test(method)) {
      try {
        if (await isArchivedChat(message.chat.id)) await keep(message)
      } catch (error) {
        const { chat, message_id } = message
        const reason = (error as Error).message
        log.error({ event: 'own_message_not_stored', chat_id: chat.id, message_id, reason })
      }
    }
    return response
  }

  async function keep(message: Message & { edit_date?: number }): Promise<void> {
    const { message_id, chat, date, edit_date } = message
    const first = ownKey({ chat_id: chat.id, message_id, date, edit_date }, zone)
    const kind = edit_date === undefined ? 'message' : 'edited_message'
    const said = message.photo || message.reply_markup ? withoutContent({ ...message }) : message
    const kept = redact({ update_id: 0, [kind]: said }, await currentRegistry(raw))
    if (!kept) return
    const body = Buffer.from(JSON.stringify(kept))
    const { key } = await storeOnce(raw, first, body)
    log.debug({ event: 'own_message_archived', chat_id: chat.id, message_id, key })
  }
}

function messageOf(result: unknown): Message | undefined {
  const isMessage =
    typeof result === 'object' && result !== null && 'message_id' in result && 'chat' in result
  return isMessage ? (result as Message) : undefined
}
