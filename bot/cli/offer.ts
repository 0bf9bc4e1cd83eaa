import type { Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import type { Offer } from '../answers/unarchived-chat.ts'
import type { Chats } from '../archive/chats.ts'
import type { Texts } from '../i18n.ts'
import type { UnarchivedChatJob } from '../jobs/job.ts'
import { oneLine } from '../reports/display-text.ts'

export interface OfferDeps {
  readonly api: Pick<Api, 'getChatMember' | 'leaveChat' | 'sendMessage'>
  readonly chats: Pick<Chats, 'agree' | 'current'>
  /** Of the terminal. */
  readonly texts: Texts
  /** What the group is told after a yes, in the bot's language. */
  readonly notice: string
  /** Undefined where nobody can answer: what to start with is printed instead. */
  readonly ask: ((question: string) => Promise<boolean | undefined>) | undefined
  say(text: string): void
  /** A group is archived from now on. */
  onAgreed(): void
  readonly log: Log
}

/**
 * Offers a group to whoever started the program, once while the bot is in it. A yes is remembered in the lake, and
 * the group is told; after a no the bot leaves. Resolves as soon as the question is put.
 */
export function createOffer(deps: OfferDeps): Offer {
  const { api, chats, texts, notice, ask, say, log } = deps
  const offered = new Set<number>()

  return async (job) => {
    const { chat_id } = job
    const group = oneLine(job.title)
    if (offered.has(chat_id)) return ask !== undefined
    offered.add(chat_id)
    const values = { group, id: String(chat_id), by: oneLine(await nameOf(api, job)) }
    if (!ask) {
      const ids = [...(await chats.current()), chat_id].join()
      say(texts.text('offer-line', { ...values, ids }))
      return false
    }
    void settle({ ...job, title: group }, ask(texts.text('offer-question', values))).catch(
      (error: unknown) => {
        log.error({ event: 'offer_failed', chat_id, reason: (error as Error).message })
      },
    )
    return true
  }

  async function settle(
    { chat_id, title: group, is_channel }: UnarchivedChatJob,
    answer: Promise<boolean | undefined>,
  ): Promise<void> {
    const isYes = await answer
    // The program ends: it asks again when it runs again.
    if (isYes === undefined) return
    if (isYes) {
      await chats.agree(chat_id)
      say(texts.text('offer-accepted', { group }))
      deps.onAgreed()
      if (!is_channel) await api.sendMessage(chat_id, notice)
    } else {
      say(texts.text('offer-declined', { group }))
      await api.leaveChat(chat_id)
      offered.delete(chat_id)
    }
  }
}

/** As people see it, with the username: `Ana Souza @ana`. */
async function nameOf(
  api: Pick<Api, 'getChatMember'>,
  { chat_id, added_by }: UnarchivedChatJob,
): Promise<string> {
  if (added_by === undefined) return 'nobody'
  try {
    const { first_name, last_name, username } = (await api.getChatMember(chat_id, added_by)).user
    return [first_name, last_name, username && `@${username}`].filter(Boolean).join(' ')
  } catch {
    return String(added_by)
  }
}
