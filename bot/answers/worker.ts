import type { Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import type { Access } from './access.ts'
import { createInfoAnswers, type InfoDeps } from './info.ts'
import { createPress } from './press.ts'
import { createReportAnswers, replyTo, type ReportAnswerDeps } from './report-answer.ts'
import { createSeldom } from './cooldown.ts'
import { answerStrangeChat } from './unarchived-chat.ts'
import { whileTyping } from './typing.ts'
import { UserError } from '../user-error.ts'
import { asHtml } from '../html.ts'
import type { ButtonJob, CommandJob, Job, MemberJob, StrangeChatJob } from '../jobs/job.ts'
import type { JobState, Once } from '../jobs/once.ts'
import { reports } from '../reports/registry.ts'
import type { Act, Turns } from '../jobs/turns.ts'

export interface WorkerDeps
  extends Omit<InfoDeps, 'refuse'>, Omit<ReportAnswerDeps, 'refuse' | 'api'> {
  readonly api: Api
  readonly access: Access
  readonly once: Once
  readonly turns: Turns
  readonly log: Log
  /** Unix seconds. */
  now(): number
}

/** Anybody may ask these, so that anybody could keep a group busy with them. */
const forEverybody = ['start', 'help', 'privacy']
const EVERYBODY_EVERY_MILLISECONDS = 60_000

/** What a worker says of a job: it is over, or somebody else has it, who may not come to its end. */
export type Outcome = Exclude<JobState, 'mine'>

export type Work = (job: Job) => Promise<Outcome>

/** Whether this worker is the one to do the job. Asked once, when the job's place in the line is taken. */
type Claim = () => Promise<boolean>

const otherCommands = ['reports', 'status', ...forEverybody]

/** In a group an unknown command is another bot's, or just talk; in private it is a person who needs help. */
function isOurs({ chat_type, command }: CommandJob): boolean {
  const known = otherCommands.includes(command) || reports.some(({ name }) => name === command)
  return known || chat_type === 'private'
}

/**
 * Does the slow work: authorises, runs, answers. A job that comes again is not done again, unless the process that
 * had it died. Never throws for what went wrong with an answer: the chat gets a sentence, the log the reason, under
 * the same reference.
 */
export function createWorker(deps: WorkerDeps): Work {
  const { api, sender, texts, once, turns, access, log } = deps
  const info = createInfoAnswers({ ...deps, refuse })
  const answers = createReportAnswers({ ...deps, refuse })
  const isDue = createSeldom(EVERYBODY_EVERY_MILLISECONDS, () => deps.now() * 1000)

  async function refuse(job: CommandJob): Promise<Act | undefined> {
    const who = job.sender_chat_id ?? job.user_id
    if (!(await once.ever(`refused/${job.chat_id}/${who}`))) return undefined
    return () =>
      say(job, texts.text(job.chat_type === 'private' ? 'refused-in-private' : 'refused'))
  }

  async function say(job: CommandJob | ButtonJob, text: string): Promise<void> {
    await sender.sendText(replyTo(job), { text: asHtml(text) })
  }

  async function prepareCommand(job: CommandJob): Promise<Act | undefined> {
    const report = reports.find(({ name }) => name === job.command)
    if (report) return answers.onReport(job, report.name)
    switch (job.command) {
      case 'reports':
        return answers.onMenu(job)
      case 'status':
        return info.onStatus(job)
      case 'start':
        return () => info.onStart(job)
      case 'privacy':
        return () => info.onPrivacy(job)
      default:
        return () => info.onHelp(job)
    }
  }

  async function claim({ kind, update_id }: Job): Promise<JobState> {
    const state = await once.job(update_id)
    if (state !== 'mine') log.info({ event: 'job_repeated', kind, update_id })
    return state
  }

  /** At worst the job is done twice, which is no reason to fail. */
  async function markDone({ kind, update_id }: Job): Promise<void> {
    try {
      await once.done(update_id)
    } catch (error) {
      const reason = (error as Error).message
      log.warn({ event: 'job_not_marked', kind, update_id, reason })
    }
  }

  /** True when it came to its turn and was answered. */
  async function onCommand(job: CommandJob, isNew: Claim): Promise<boolean> {
    const isForEverybody = job.chat_type !== 'private' && forEverybody.includes(job.command)
    if (isForEverybody && !isDue(`${job.chat_id}/${job.command}`, job.update_id)) return false
    try {
      // The place in the line comes first, so that it is that of the command in the chat.
      const taken = await whileTyping(api, job, () =>
        turns.take(job.chat_id, async () => ((await isNew()) ? prepareCommand(job) : undefined)),
      )
      if (taken === 'busy') await say(job, texts.text('busy'))
      return taken === 'done'
    } catch (error) {
      await attempt(job, () => say(job, explanation(job, error)))
      return false
    }
  }

  /** What goes wrong with a press is said to whoever pressed; in the chat only when the press cannot say it any more. */
  async function onButton(job: ButtonJob, isNew: Claim): Promise<boolean> {
    const press = createPress({ api, log }, job)
    try {
      const taken = await turns.take(job.chat_id, async () =>
        (await isNew()) ? answers.onButton(job, press) : undefined,
      )
      if (taken === 'busy') await press.answer(texts.text('busy'))
      return taken === 'done'
    } catch (error) {
      const text = explanation(job, error)
      if (!(await press.answer(text))) await attempt(job, () => say(job, text))
      return false
    }
  }

  /** What the person can put right is said in a sentence; anything else gets a reference. */
  function explanation(job: CommandJob | ButtonJob, error: unknown): string {
    if (error instanceof UserError) return texts.text(error.key, error.values)
    const { message: reason, stack } = error as Error
    log.error({ event: 'answer_failed', reference: job.update_id, kind: job.kind, reason, stack })
    return texts.text('failed', { reference: String(job.update_id) })
  }

  async function attempt(job: CommandJob | ButtonJob, send: Act): Promise<void> {
    try {
      await send()
    } catch (failure) {
      const reason = (failure as Error).message
      log.error({ event: 'answer_not_sent', reference: job.update_id, reason })
    }
  }

  async function onStrangeChat(job: StrangeChatJob, isNew: Claim): Promise<void> {
    if (!(await isNew())) return
    try {
      await answerStrangeChat(deps, job)
    } catch (error) {
      const { update_id, chat_id } = job
      const reason = (error as Error).message
      log.error({ event: 'strange_chat_failed', update_id, chat_id, reason })
    }
  }

  /** True when it was answered. */
  async function act(job: Exclude<Job, MemberJob>, isNew: Claim): Promise<boolean> {
    if (job.kind === 'command') return onCommand(job, isNew)
    if (job.kind === 'button') return onButton(job, isNew)
    await onStrangeChat(job, isNew)
    return false
  }

  return async (job) => {
    const { kind, update_id } = job
    if (kind === 'member') {
      access.forget(job.chat_id, job.user_id)
      return 'over'
    }
    if (kind === 'command' && !isOurs(job)) return 'over'
    const started = performance.now()
    let state = 'over' as JobState
    const isAnswered = await act(job, async () => (state = await claim(job)) === 'mine')
    const milliseconds = Math.round(performance.now() - started)
    if (state === 'mine') await markDone(job)
    if (isAnswered) log.info({ event: 'job_done', kind, update_id, milliseconds })
    return state === 'taken' ? 'taken' : 'over'
  }
}
