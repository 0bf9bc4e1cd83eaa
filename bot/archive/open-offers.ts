import { OFFERS_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'

/** A group that the operator has been asked about and has not answered. */
export interface OpenOffer {
  readonly chat_id: number
  readonly title: string
  readonly is_channel?: boolean
  readonly added_by?: number
}

/** More are not kept: anybody can add the bot to a group. Each is shown at the terminal and asked of Telegram at a start. */
const MAX_OFFERS = 100

/** The open offers, kept in the lake: a program that ends before the answer asks again when it runs again. */
export interface OpenOffers {
  all(): Promise<OpenOffer[]>
  /** False when too many are open: the offer is then not kept. */
  keep(offer: OpenOffer): Promise<boolean>
  remove(chatId: number): Promise<void>
}

export function createOpenOffers(state: ObjectStore): OpenOffers {
  const keyOf = (chatId: number) => `${OFFERS_PREFIX}${chatId}`
  return {
    async all() {
      const offers: OpenOffer[] = []
      for await (const key of state.list(OFFERS_PREFIX)) {
        const body = await state.get(key)
        if (body) offers.push(JSON.parse(Buffer.from(body).toString()) as OpenOffer)
      }
      return offers
    },
    async keep({ chat_id, title, is_channel, added_by }) {
      let others = 0
      for await (const key of state.list(OFFERS_PREFIX)) {
        if (key !== keyOf(chat_id) && ++others >= MAX_OFFERS) return false
      }
      const offer = { chat_id, title, is_channel, added_by }
      await state.put(keyOf(chat_id), Buffer.from(JSON.stringify(offer)))
      return true
    },
    remove: (chatId) => state.delete(keyOf(chatId)),
  }
}
