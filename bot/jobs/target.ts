import type { AskedJob, Place } from './job.ts'

/** Where an answer goes: a chat, in a forum its topic, and the message that it replies to. */
export interface Target extends Place {
  readonly reply_to_message_id?: number
  /** The person who asked, who may get the answer in private; nobody knows who an anonymous one is. */
  readonly asker_id?: number
  /** The job that is answered, by its update. */
  readonly update_id?: number
}

/** The answer to a job goes below the message that asked. */
export function replyTo(job: AskedJob): Target {
  const { update_id, chat_id, chat_type, message_thread_id, message_id } = job
  const { user_id, sender_chat_id } = job
  return {
    update_id,
    chat_id,
    chat_type,
    ...(message_thread_id !== undefined && { message_thread_id }),
    reply_to_message_id: message_id,
    ...(sender_chat_id === undefined && { asker_id: user_id }),
  }
}

/** Telegram's parameters for it: in the same topic, as a reply, without a sound. */
export function replyParameters({ message_thread_id, reply_to_message_id }: Target) {
  return {
    ...(message_thread_id !== undefined && { message_thread_id }),
    ...(reply_to_message_id !== undefined && {
      reply_parameters: { message_id: reply_to_message_id, allow_sending_without_reply: true },
    }),
    disable_notification: true,
  }
}
