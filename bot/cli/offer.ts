import { GrammyError, type Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import type { GiveNotice } from '../answers/notice.ts'
import type { Offer } from '../answers/unarchived-chat.ts'
import type { Chats } from '../archive/chats.ts'
import type { OpenOffer, OpenOffers } from '../archive/open-offers.ts'
import { isPresent } from '../checks/group.ts'
import type { Texts } from '../i18n.ts'
import { oneLine } from '../reports/display-text.ts'

export interface OfferDeps {
  readonly api: Pick<Api, 'getChat' | 'getChatMember' | 'leaveChat'>
  /** The bot's own id. */
  readonly botId: number
  readonly chats: Pick<Chats, 'agree' | 'current' | 'has'>
  readonly open: OpenOffers
  /** Of the terminal. */
  readonly texts: Texts
  /** Tells the group after a yes. */
  readonly giveNotice: GiveNotice
  /** Undefined where nobody can answer: what to start with is printed instead. */
  readonly ask: ((question: string) => Promise<boolean | undefined>) | undefined
  say(text: string): void
  /** A group is archived from now on. */
  onAgreed(): void
  readonly log: Log
}

export interface Offers {
  /** Once while the bot is in the group. Resolves as soon as the question is put. */
  readonly offer: Offer
  /**
   * Makes the offers again that an earlier run left without an answer, and forgets those of groups that the bot is not
   * in any more. A question that is open stays so.
   */
  remind(): Promise<void>
}

/**
 * Offers groups to whoever started the program. A yes is remembered in the lake, and the group is told; after a no
 * the bot leaves; without an answer the offer is kept for the next run.
 */
export function createOffers(deps: OfferDeps): Offers {
  const { api, chats, open, texts, ask, say, log } = deps
  const offered = new Set<number>()

  /** Whether it is offered: not when too many groups wait for an answer. */
  async function put(offer: OpenOffer): Promise<boolean> {
    const { chat_id } = offer
    if (offered.has(chat_id)) return true
    if (!(await open.keep(offer))) return false
    offered.add(chat_id)
    const group = oneLine(offer.title)
    const values = { group, id: String(chat_id), by: oneLine(await nameOf(api, offer)) }
    if (!ask) {
      const ids = [...(await chats.current()), chat_id].join()
      say(texts.text('offer-line', { ...values, ids }))
      return true
    }
    void settle(offer, ask(texts.text('offer-question', values))).catch((error: unknown) => {
      log.error({ event: 'offer_failed', chat_id, reason: (error as Error).message })
    })
    return true
  }

  async function settle(offer: OpenOffer, answer: Promise<boolean | undefined>): Promise<void> {
    const isYes = await answer
    // The program ends: it asks again when it runs again.
    if (isYes === undefined) return
    const { chat_id } = offer
    const group = oneLine(offer.title)
    const found = await find(offer)
    if (!found) say(texts.text('offer-gone', { group }))
    else if (isYes) {
      await chats.agree(found.chat_id)
      say(texts.text('offer-accepted', { group }))
      deps.onAgreed()
    } else {
      say(texts.text('offer-declined', { group }))
      await api.leaveChat(found.chat_id)
    }
    await open.remove(chat_id)
    if (!found || !isYes) offered.delete(chat_id)
    else if (!found.is_channel) await deps.giveNotice(found.chat_id)
  }

  /** The offer as the group is now; undefined when the bot is not in it any more. */
  async function find(offer: OpenOffer): Promise<OpenOffer | undefined> {
    try {
      const { title = offer.title } = await api.getChat(offer.chat_id)
      const member = await api.getChatMember(offer.chat_id, deps.botId)
      return isPresent(member) ? { ...offer, title } : undefined
    } catch (error) {
      if (!(error instanceof GrammyError)) return offer
      const { error_code, parameters } = error
      const { migrate_to_chat_id } = parameters
      if (migrate_to_chat_id !== undefined) return { ...offer, chat_id: migrate_to_chat_id }
      return error_code === 400 || error_code === 403 ? undefined : offer
    }
  }

  return {
    async offer(job) {
      return (await put(job)) && ask !== undefined
    },
    async remind() {
      for (const kept of await open.all()) {
        const isOpen = ask !== undefined && offered.has(kept.chat_id)
        if (isOpen) continue
        const found = (await chats.has(kept.chat_id)) ? undefined : await find(kept)
        if (!found) offered.delete(kept.chat_id)
        if (found?.chat_id !== kept.chat_id) await open.remove(kept.chat_id)
        if (found) await put(found)
      }
    },
  }
}

/** As people see it, with the username: `Ana Souza @ana`. */
async function nameOf(
  api: Pick<Api, 'getChatMember'>,
  { chat_id, added_by }: OpenOffer,
): Promise<string> {
  if (added_by === undefined) return 'nobody'
  try {
    const { first_name, last_name, username } = (await api.getChatMember(chat_id, added_by)).user
    return [first_name, last_name, username && `@${username}`].filter(Boolean).join(' ')
  } catch {
    return String(added_by)
  }
}
