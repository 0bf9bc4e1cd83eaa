import { GrammyError, type InlineKeyboard } from 'grammy'

import type { Log } from '../../etl/log.ts'
import { asHtml, joinHtml, type Html } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { Target } from '../jobs/target.ts'

export interface Answer {
  readonly text: Html
  readonly keyboard?: InlineKeyboard
}

/** No way led to the asker. It is logged and kept for `/status`, and there is nothing more to say. */
export class Undelivered extends Error {
  override name = 'Undelivered'
}

export interface WaysDeps {
  readonly texts: Texts
  readonly log: Log
  /** Keeps for `/status` that a group's answer could not be sent. */
  noteUndelivered(chatId: number, reason: string): Promise<void>
}

/** Sends an answer the first way that is open. `send` gets where to, and what. */
export type Ways = <T>(
  target: Target,
  answer: Answer,
  send: (target: Target, answer: Answer) => Promise<T>,
) => Promise<T>

/** Bounded, because anyone can add the bot to a chat and block it. */
const MAX_REMEMBERED = 1_000

/**
 * An answer goes into its topic; when that is closed or gone, beside the topics; when the bot may not write there
 * either, to the asker in private. What leads nowhere is logged once per chat until something arrives there again.
 */
export function createWays({ texts, log, noteUndelivered }: WaysDeps): Ways {
  const closed = new Set<number>()

  async function giveUp(chatId: number, obstacle: Obstacle, reason: string): Promise<never> {
    if (!closed.has(chatId)) {
      if (closed.size >= MAX_REMEMBERED) closed.clear()
      closed.add(chatId)
      // Who never talked to the bot cannot be written to in private: nothing that anybody has to mend.
      const level = obstacle === 'gone' && chatId > 0 ? 'debug' : 'warn'
      log[level]({ event: 'answer_undelivered', chat_id: chatId, reason })
    }
    // Whoever removed or blocked the bot knows.
    if (obstacle !== 'gone') await noteUndelivered(chatId, reason)
    throw new Undelivered(reason)
  }

  return async (target, answer, send) => {
    let first: { obstacle: Obstacle; reason: string } | undefined
    for (const way of waysTo(target, answer, texts)) {
      if (first && !way.avoids.includes(first.obstacle)) continue
      try {
        const sent = await send(way.target, way.answer)
        if (!first) closed.delete(target.chat_id)
        return sent
      } catch (error) {
        const obstacle = obstacleOf(error)
        if (!obstacle) throw error
        first ??= { obstacle, reason: (error as GrammyError).description }
      }
    }
    return giveUp(target.chat_id, first?.obstacle ?? 'gone', first?.reason ?? '')
  }
}

interface Way {
  readonly target: Target
  readonly answer: Answer
  /** Where the first way met one of these, this one may be open. */
  readonly avoids: readonly Obstacle[]
}

function waysTo(target: Target, answer: Answer, texts: Texts): Way[] {
  const { chat_id, chat_type, asker_id } = target
  const ways: Way[] = [{ target, answer, avoids: [] }]
  if (target.message_thread_id !== undefined) {
    // A reply would go into the topic of what it answers.
    ways.push({ target: { chat_id, chat_type }, answer, avoids: ['topic'] })
  }
  if (chat_type !== 'private' && asker_id !== undefined) {
    const text = joinHtml([asHtml(texts.text('answer-in-private')), answer.text], '\n\n')
    // Its buttons would be about the group in which they are pressed.
    ways.push({
      target: { chat_id: asker_id, chat_type: 'private' },
      answer: { text },
      avoids: ['topic', 'rights'],
    })
  }
  return ways
}

/** `topic`: it is closed or deleted; `rights`: the bot may not write; `gone`: it is not in the chat, or is blocked. */
type Obstacle = 'topic' | 'rights' | 'gone'

/** In Telegram's words, as they come from its servers and from the Bot API itself. */
const obstacles: readonly (readonly [RegExp, Obstacle])[] = [
  [/message thread not found|TOPIC_(CLOSED|DELETED|ID_INVALID)/i, 'topic'],
  [
    /rights to send (text messages|a message|messages)|need administrator rights|CHAT_(WRITE_FORBIDDEN|SEND_PLAIN_FORBIDDEN|RESTRICTED|ADMIN_REQUIRED)/i,
    'rights',
  ],
  [/chat not found|PEER_ID_INVALID/i, 'gone'],
]

function obstacleOf(error: unknown): Obstacle | undefined {
  if (!(error instanceof GrammyError)) return undefined
  const { error_code, description } = error
  if (error_code !== 400 && error_code !== 403) return undefined
  const [, obstacle] = obstacles.find(([words]) => words.test(description)) ?? []
  return obstacle ?? (error_code === 403 ? 'gone' : undefined)
}
