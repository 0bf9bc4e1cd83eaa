import type { Api } from 'grammy'

import type { Log } from '../etl/log.ts'
import type { Access } from './access.ts'
import { createInfoAnswers, type InfoDeps } from './answers/info.ts'
import { createReportAnswers, replyTo, type ReportAnswerDeps } from './answers/report-answer.ts'
import { answerStrangeChat } from './answers/strange-chat.ts'
import { UserError } from './errors.ts'
import { asHtml } from './html.ts'
import type { ButtonJob, CommandJob, Job } from './jobs.ts'
import type { Once } from './once.ts'
import { reports } from './reports/registry.ts'

export interface WorkerDeps
  extends Omit<InfoDeps, 'refuse'>, Omit<ReportAnswerDeps, 'refuse' | 'api'> {
  readonly api: Api
  readonly access: Access
  readonly once: Once
  readonly log: Log
}

const otherCommands = ['reports', 'start', 'help', 'privacy', 'status']

/** In a group an unknown command is another bot's, or just talk; in private it is a person who needs help. */
function isOurs({ chat_type, command }: CommandJob): boolean {
  const known = otherCommands.includes(command) || reports.some(({ name }) => name === command)
  return known || chat_type === 'private'
}

/**
 * Does the slow work: authorises, runs, answers. A job that comes again is not done again. Never throws for
 * what went wrong with an answer: the chat gets a sentence, the log the reason, under the same reference.
 */
export function createWorker(deps: WorkerDeps): (job: Job) => Promise<void> {
  const { sender, texts, once, access, log } = deps
  const info = createInfoAnswers({ ...deps, refuse })
  const answers = createReportAnswers({ ...deps, refuse })

  async function refuse(job: CommandJob): Promise<void> {
    const who = job.sender_chat_id ?? job.user_id
    if (!(await once.ever(`refused/${job.chat_id}/${who}`))) return
    const key = job.chat_type === 'private' ? 'refused-in-private' : 'refused'
    await sender.sendText(replyTo(job), { text: asHtml(texts.text(key)) })
  }

  async function onCommand(job: CommandJob): Promise<void> {
    const report = reports.find(({ name }) => name === job.command)
    if (report) return answers.onReport(job, report.name)
    switch (job.command) {
      case 'reports':
        return answers.onMenu(job)
      case 'start':
        return info.onStart(job)
      case 'help':
        return info.onHelp(job)
      case 'privacy':
        return info.onPrivacy(job)
      case 'status':
        return info.onStatus(job)
      default:
        return info.onHelp(job)
    }
  }

  /** What the person can put right is said in a sentence; anything else gets a reference. */
  async function explain(job: CommandJob | ButtonJob, error: unknown): Promise<void> {
    const isTheirs = error instanceof UserError
    if (!isTheirs) {
      const { message: reason, stack } = error as Error
      log.error({ event: 'answer_failed', reference: job.update_id, kind: job.kind, reason, stack })
    }
    const text = isTheirs
      ? texts.text(error.key, error.values)
      : texts.text('failed', { reference: String(job.update_id) })
    try {
      await sender.sendText(replyTo(job), { text: asHtml(text) })
    } catch (failure) {
      const reason = (failure as Error).message
      log.error({ event: 'answer_not_sent', reference: job.update_id, reason })
    }
  }

  return async (job) => {
    if (job.kind === 'member') return access.forget(job.chat_id, job.user_id)
    if (job.kind === 'command' && !isOurs(job)) return
    if (!(await once.job(job.update_id))) {
      log.info({ event: 'job_repeated', kind: job.kind, update_id: job.update_id })
      return
    }
    if (job.kind === 'strange_chat') return answerStrangeChat(deps, job)
    const started = performance.now()
    try {
      await (job.kind === 'command' ? onCommand(job) : answers.onButton(job))
      const milliseconds = Math.round(performance.now() - started)
      log.info({ event: 'job_done', kind: job.kind, update_id: job.update_id, milliseconds })
    } catch (error) {
      await explain(job, error)
    }
  }
}
