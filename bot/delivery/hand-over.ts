import { Composer, type Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import {
  buttonJob,
  commandJob,
  documentJob,
  memberJob,
  unarchivedChatJob,
  type Job,
} from '../jobs/job.ts'
import { parseJob } from '../jobs/parse-job.ts'
import type { JobQueue } from '../jobs/queue.ts'
import { replyParameters, replyTo } from '../jobs/target.ts'
import type { BotContext } from './context.ts'

export interface HandOverDeps {
  readonly api: Pick<Api, 'sendMessage' | 'answerCallbackQuery'>
  readonly queue: JobQueue
  readonly log: Log
  /** Whether groups are told that they are archived (default: no). */
  readonly givesNotice?: boolean
  /**
   * What the person is told when the job could not be handed over. It takes a call to Telegram, so it is left
   * out where handling an update must not make one.
   */
  failedText?(reference: string): string
}

/**
 * Turns what an update asks for into a job and hands it to the worker, so that the delivery is acknowledged at
 * once. Rights are checked by the worker: here nothing waits for Telegram.
 */
export function handOver(deps: HandOverDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  /** Groups of which this process has heard: the worker knows whether they have been told. */
  const heard = new Set<number>()
  composer.use(async ({ update, chat, isArchived }, next) => {
    await next()
    if (!deps.givesNotice || !isArchived || !chat || chat.type === 'private') return
    if (heard.has(chat.id)) return
    await send({ kind: 'notice', update_id: update.update_id, chat_id: chat.id })
    heard.add(chat.id)
  })

  composer.on(['my_chat_member', 'chat_member'], async ({ update, isArchived }) => {
    const change = update.my_chat_member ?? update.chat_member
    if (!change) return
    if (isArchived) await send(memberJob(update.update_id, change))
    else if (update.my_chat_member) await send(unarchivedChatJob(update.update_id, change))
  })

  composer.on('message', async ({ update, message, me, isArchived }) => {
    const { update_id } = update
    if (isArchived || message.chat.type === 'private')
      await send(commandJob(update_id, message, me) ?? documentJob(update_id, message))
    // When the bot is added, the membership change says so too, and also by whom.
    else if (!message.new_chat_members?.some(({ id }) => id === me.id))
      await send(unarchivedChatJob(update_id, message))
  })

  composer.on('channel_post', async ({ update, channelPost, isArchived }) => {
    if (!isArchived) await send(unarchivedChatJob(update.update_id, channelPost))
  })

  composer.on('callback_query', async ({ update, callbackQuery, isArchived }) => {
    const isAnswered = isArchived || callbackQuery.message?.chat.type === 'private'
    if (isAnswered) await send(buttonJob(update.update_id, callbackQuery))
  })

  async function send(job: Job | undefined): Promise<void> {
    if (!job) return
    // An update may lack what its kind promises.
    const checked = parseJob(JSON.stringify(job))
    if (typeof checked === 'string') throw new Error(checked)
    try {
      await deps.queue.send(job)
    } catch (error) {
      // The delivery does not wait for it.
      void apologise(deps, job)
      throw error
    }
  }

  return composer
}

async function apologise({ api, log, failedText }: HandOverDeps, job: Job): Promise<void> {
  if (!failedText) return
  const { kind, update_id } = job
  try {
    const text = failedText(String(update_id))
    if (kind === 'button') await api.answerCallbackQuery(job.callback_query_id, { text })
    if (kind === 'command' || kind === 'document') {
      await api.sendMessage(job.chat_id, text, replyParameters(replyTo(job)))
    }
  } catch (error) {
    log.error({ event: 'answer_not_sent', reference: update_id, reason: (error as Error).message })
  }
}
