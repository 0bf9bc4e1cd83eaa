import { InlineKeyboard } from 'grammy'

import type { OwnData } from '../../etl/privacy/own-data.ts'
import type { Privacy } from '../../etl/privacy/privacy.ts'
import { asHtml } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { ButtonJob, CommandJob } from '../jobs/job.ts'
import { replyTo } from '../jobs/target.ts'
import type { Act } from '../jobs/turns.ts'
import type { Groups } from './groups.ts'
import type { KnownNames } from './known-names.ts'
import type { Press } from './press.ts'
import type { Sender } from './send.ts'
import { Undelivered } from './ways.ts'

export interface PersonalDeps {
  readonly sender: Sender
  readonly texts: Texts
  readonly groups: Pick<Groups, 'mayAskAbout'>
  readonly privacy: Privacy
  readonly knownNames: KnownNames
  ownData(userId: number): Promise<OwnData>
  /** An erasure was asked for: it need not wait for the night. */
  onErasureAsked(): void
  /** Unix seconds. */
  now(): number
}

export type PersonalAnswers = ReturnType<typeof createPersonalAnswers>

/** What a person may ask for about themselves, and whoever has no administrator's rights may too. */
export const personalCommands = ['mydata', 'optout', 'optin', 'forgetme', 'forget'] as const
export type PersonalCommand = (typeof personalCommands)[number]

const FORGET = 'v1|forgetme|'
const KEEP = 'v1|keepme|'

/** Whether the button asks whether to erase a person. */
export function isPersonalButton(data: string): boolean {
  return data.startsWith(FORGET) || data.startsWith(KEEP)
}

/**
 * Answers what people ask about themselves: in the group with a short sentence, and with what is stored only in private.
 * A person is who Telegram says they are; who speaks as a chat is nobody.
 */
export function createPersonalAnswers(deps: PersonalDeps) {
  const { sender, texts, privacy, groups } = deps

  const say = async (job: CommandJob, key: string, keyboard?: InlineKeyboard) => {
    const text = asHtml(texts.text(key))
    await sender.sendText(replyTo(job), { text, ...(keyboard && { keyboard }) })
  }

  /** As JSON, in private; in the group it is said where it went. */
  async function onMyData(job: CommandJob): Promise<void> {
    const { user_id, chat_type } = job
    const { updates, remembered, since } = await deps.ownData(user_id)
    const data = {
      about: texts.text('mydata-about', { since: since ?? 'all' }),
      user_id,
      is_opted_out: await privacy.isOptedOut(user_id),
      ...(since !== undefined && { since }),
      remembered,
      updates,
    }
    const file = Buffer.from(JSON.stringify(data, undefined, 2))
    const text = asHtml(texts.text('mydata-file', { count: updates.length }))
    if (chat_type === 'private') {
      await sender.sendDocument(replyTo(job), { name: 'my-data.json', bytes: file }, { text })
      return
    }
    const inPrivate = { chat_id: user_id, chat_type: 'private', update_id: job.update_id } as const
    try {
      await sender.sendDocument(inPrivate, { name: 'my-data.json', bytes: file }, { text })
    } catch (error) {
      if (!(error instanceof Undelivered)) throw error
      return say(job, 'personal-start-me')
    }
    await say(job, 'mydata-sent')
  }

  async function onOptOut(job: CommandJob): Promise<void> {
    await privacy.optOut(job.user_id, await deps.knownNames(job))
    await say(job, 'optout-done')
  }

  async function onOptIn(job: CommandJob): Promise<void> {
    await privacy.optIn(job.user_id)
    await say(job, 'optin-done')
  }

  async function onForgetMe(job: CommandJob): Promise<void> {
    const keyboard = new InlineKeyboard()
      .text(texts.text('button-forgetme'), `${FORGET}${job.user_id}`)
      .text(texts.text('button-keepme'), `${KEEP}${job.user_id}`)
    await say(job, 'forgetme-confirm', keyboard)
  }

  /** Of a message that an administrator or its author replies to. */
  async function onForget(job: CommandJob): Promise<Act> {
    const { chat_id, chat_type, reply_to_message_id: messageId, reply_to_user_id } = job
    if (chat_type === 'private' || messageId === undefined) return () => say(job, 'forget-how')
    const isOwn = job.sender_chat_id === undefined && reply_to_user_id === job.user_id
    if (!isOwn && (await groups.mayAskAbout(job, job)).length === 0) {
      return () => say(job, 'forget-refused')
    }
    return async () => {
      const askedAt = deps.now()
      await privacy.requestErasure({ kind: 'message', chatId: chat_id, messageId, askedAt })
      deps.onErasureAsked()
      await say(job, 'forget-done')
    }
  }

  /** The command's answer, to be given in its turn. */
  async function onCommand(job: CommandJob, command: PersonalCommand): Promise<Act> {
    if (command === 'forget') return onForget(job)
    if (job.sender_chat_id !== undefined) return () => say(job, 'personal-anonymous')
    const answers = { mydata: onMyData, optout: onOptOut, optin: onOptIn, forgetme: onForgetMe }
    return () => answers[command](job)
  }

  /** Only the person themselves may press: anyone can send any data. */
  async function onButton(job: ButtonJob, press: Press): Promise<Act | undefined> {
    const { data, user_id, sender_chat_id, chat_id, message_id } = job
    const isForget = data.startsWith(FORGET)
    const isTheirs = data === `${isForget ? FORGET : KEEP}${user_id}`
    if (!isTheirs || sender_chat_id !== undefined) {
      await press.answer(texts.text('forgetme-not-yours'))
      return undefined
    }
    press.hold()
    return async () => {
      if (isForget) await forget(job)
      const text = asHtml(texts.text(isForget ? 'forgetme-done' : 'forgetme-kept'))
      await sender.editText(chat_id, message_id, { text })
      await press.answer()
    }
  }

  /** From now on first: what is written while the rest is done is nobody's. */
  async function forget(job: ButtonJob): Promise<void> {
    const { user_id: userId } = job
    const known = await deps.knownNames(job)
    await privacy.optOut(userId, known)
    await privacy.requestErasure({
      kind: 'user',
      userId,
      ...known,
      askedAt: deps.now(),
      receipt: { chatId: userId },
    })
    deps.onErasureAsked()
  }

  return { onCommand, onButton }
}
