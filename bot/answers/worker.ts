import type { Api } from 'grammy'

import type { StartAge } from '../../etl/age.ts'
import type { Log } from '../../etl/log.ts'
import { DayFault } from '../../etl/survey.ts'
import { asHtml } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type {
  AskedJob,
  AwayJob,
  ButtonJob,
  CommandJob,
  DocumentJob,
  Job,
  MemberJob,
  NoticeJob,
  ReceiptsJob,
  UnarchivedChatJob,
} from '../jobs/job.ts'
import type { JobState, Once } from '../jobs/once.ts'
import { replyTo } from '../jobs/target.ts'
import type { Act, Turns } from '../jobs/turns.ts'
import { reports } from '../reports/registry.ts'
import { UserError } from '../user-error.ts'
import type { Access } from './access.ts'
import { AnsweredElsewhere } from './begin.ts'
import { createCooldown } from './cooldown.ts'
import { isImportButton, type ImportAnswers } from './imports.ts'
import type { InfoAnswers } from './info.ts'
import type { Limits } from './limits.ts'
import type { GiveNotice } from './notice.ts'
import {
  isPersonalButton,
  personalCommands,
  type PersonalAnswers,
  type PersonalCommand,
} from './personal.ts'
import { createPress } from './press.ts'
import type { ReportAnswers } from './report-answer.ts'
import { LostAnswer } from './retry.ts'
import type { Sender } from './send.ts'
import { startTyping } from './typing.ts'
import { Undelivered } from './ways.ts'

export interface WorkerDeps {
  readonly api: Pick<Api, 'sendChatAction' | 'answerCallbackQuery'>
  readonly sender: Sender
  readonly texts: Texts
  readonly access: Pick<Access, 'forget'>
  readonly limits: Pick<Limits, 'admits'>
  readonly once: Once
  readonly turns: Turns
  /** Answers `/start`, `/help`, `/privacy` and `/status`. */
  readonly info: InfoAnswers
  /** Answers reports, their menu and their buttons. */
  readonly reports: ReportAnswers
  onUnarchivedChat(job: UnarchivedChatJob): Promise<void>
  onAway(job: AwayJob): Promise<void>
  readonly giveNotice: GiveNotice
  sendReceipts(): Promise<void>
  /** Answers what people ask about themselves. */
  readonly personal: PersonalAnswers
  /** Answers files that are sent to the bot. */
  readonly imports: ImportAnswers
  readonly log: Log
  readonly startAge: StartAge
}

/** Anybody may ask for these, so each is answered at most once per minute and group. */
const forEverybody = ['start', 'help', 'privacy']
const FOR_EVERYBODY_MILLISECONDS = 60_000

/** The verdict on a job: it is over, or another worker holds it and may still die. */
export type Outcome = Exclude<JobState, 'mine'>

export type Work = (job: Job | AwayJob) => Promise<Outcome>

/** Whether this worker gets the job. Called once, when its turn in the chat's queue is taken. */
type Claim = () => Promise<boolean>

const otherCommands = ['reports', 'status', ...forEverybody, ...personalCommands]

/** Whether anybody may give the command. */
export function isForEverybody({ command }: CommandJob): boolean {
  return forEverybody.includes(command) || isPersonal(command)
}

function isPersonal(command: string): command is PersonalCommand {
  return personalCommands.some((each) => each === command)
}

/** Whether somebody waits for what the job does. */
export function isAwaited(job: Job): boolean {
  return job.kind === 'command' ? isOurs(job) : !['member', 'notice', 'receipts'].includes(job.kind)
}

/**
 * In a group an unknown command is meant for another bot, or just talk, unless it names this one; then, and in private, the
 * person needs help.
 */
function isOurs({ chat_type, command, is_addressed }: CommandJob): boolean {
  const known = otherCommands.includes(command) || reports.some(({ name }) => name === command)
  return known || is_addressed === true || chat_type === 'private'
}

/**
 * Does the slow work: authorises, runs, answers. A redelivered job is not repeated unless the process that held it
 * died. A failed answer does not throw: the chat gets a sentence, the log the reason, both with the same reference.
 */
export function createWorker(deps: WorkerDeps): Work {
  const { api, sender, texts, once, turns, access, limits, info, log } = deps
  const isDue = createCooldown(FOR_EVERYBODY_MILLISECONDS, deps.startAge)

  async function say(job: AskedJob, text: string): Promise<void> {
    await sender.sendText(replyTo(job), { text: asHtml(text) })
  }

  async function prepare(job: CommandJob | DocumentJob): Promise<Act | undefined> {
    if (job.kind === 'document') return deps.imports.onDocument(job)
    const report = reports.find(({ name }) => name === job.command)
    if (report) return deps.reports.onReport(job, report.name)
    if (isPersonal(job.command)) return deps.personal.onCommand(job, job.command)
    switch (job.command) {
      case 'reports':
        return deps.reports.onMenu(job)
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

  /** Never throws: at worst the job is done twice. */
  async function markDone({ kind, update_id }: Job): Promise<void> {
    try {
      await once.done(update_id)
    } catch (error) {
      const reason = (error as Error).message
      log.warn({ event: 'job_not_marked', kind, update_id, reason })
    }
  }

  /** Whether it got its turn and was answered. */
  async function onMessage(job: CommandJob | DocumentJob, isNew: Claim): Promise<boolean> {
    if (job.kind === 'command' && !isItsTurn(job)) return false
    let stopTyping = () => {}
    try {
      // The turn is taken first, so that answers come in the order of the commands.
      const taken = await turns.take(job.chat_id, async () => {
        const act = (await isNew()) ? await prepare(job) : undefined
        if (act && !act.isRefusal) stopTyping = startTyping(api, job)
        return act
      })
      if (taken === 'busy') await say(job, texts.text('busy'))
      return taken === 'done'
    } catch (error) {
      if (!isSettled(job, error)) await attempt(job, () => say(job, explanation(job, error)))
      return false
    } finally {
      stopTyping()
    }
  }

  /** What anybody may ask for is answered in a group only now and then. */
  function isItsTurn({ chat_type, chat_id, command, update_id }: CommandJob): boolean {
    const isShared = chat_type !== 'private' && forEverybody.includes(command)
    return !isShared || isDue(`${chat_id}/${command}`, update_id)
  }

  function answererOf({ data }: ButtonJob) {
    if (isImportButton(data)) return deps.imports
    return isPersonalButton(data) ? deps.personal : deps.reports
  }

  /** A failure is shown to the person who pressed, and in the chat only if the press was already answered. */
  async function onButton(job: ButtonJob, isNew: Claim): Promise<boolean> {
    const press = createPress({ api, log }, job)
    try {
      const taken = await turns.take(job.chat_id, async () =>
        (await isNew()) ? answererOf(job).onButton(job, press) : undefined,
      )
      if (taken === 'busy') await press.answer(texts.text('busy'))
      return taken === 'done'
    } catch (error) {
      if (isSettled(job, error)) return false
      const text = explanation(job, error)
      if (!(await press.answer(text))) await attempt(job, () => say(job, text))
      return false
    }
  }

  /** Whether nothing more is to be said: no way leads to the asker, or they have or may have an answer. */
  function isSettled({ kind, update_id }: Job, error: unknown): boolean {
    if (error instanceof AnsweredElsewhere) {
      log.info({ event: 'job_repeated', kind, update_id })
      return true
    }
    if (!(error instanceof LostAnswer)) return error instanceof Undelivered
    log.warn({ event: 'answer_uncertain', reference: update_id, reason: error.message })
    return true
  }

  /** What the person can correct gets its sentence; anything else is logged and gets a reference. */
  function explanation(job: AskedJob, error: unknown): string {
    if (error instanceof UserError) return texts.text(error.key, error.values)
    const { message: reason, stack } = error as Error
    log.error({ event: 'answer_failed', reference: job.update_id, kind: job.kind, reason, stack })
    const failed = texts.text('failed', { reference: String(job.update_id) })
    return error instanceof DayFault ? `${texts.text(error.key, error.values)}\n${failed}` : failed
  }

  async function attempt(job: AskedJob, send: Act): Promise<void> {
    try {
      await send()
    } catch (failure) {
      if (isSettled(job, failure)) return
      const reason = (failure as Error).message
      log.error({ event: 'answer_not_sent', reference: job.update_id, reason })
    }
  }

  async function onUnarchivedChat(job: UnarchivedChatJob, isNew: Claim): Promise<void> {
    if (!(await isNew())) return
    try {
      await deps.onUnarchivedChat(job)
    } catch (error) {
      const { update_id, chat_id } = job
      const reason = (error as Error).message
      log.error({ event: 'strange_chat_failed', update_id, chat_id, reason })
    }
  }

  /** A group that the bot may stay in writes on; only a new addition is news at once. */
  function isNews({ chat_id, added_by, update_id }: UnarchivedChatJob): boolean {
    return added_by !== undefined || isDue(`${chat_id}`, update_id)
  }

  /** Whether it was answered. */
  async function act(
    job: Exclude<Job, MemberJob | NoticeJob | ReceiptsJob>,
    isNew: Claim,
  ): Promise<boolean> {
    if (job.kind === 'command' || job.kind === 'document') return onMessage(job, isNew)
    if (job.kind === 'button') return onButton(job, isNew)
    await onUnarchivedChat(job, isNew)
    return false
  }

  return async (job) => {
    if (job.kind === 'away') {
      await deps.onAway(job)
      return 'over'
    }
    const { kind, update_id } = job
    if (kind === 'member') {
      access.forget(job.chat_id, job.user_id)
      return 'over'
    }
    if (kind === 'receipts') {
      await deps.sendReceipts()
      return 'over'
    }
    if (kind === 'notice') {
      await deps.giveNotice(job.chat_id)
      return 'over'
    }
    if (kind === 'command' && !isOurs(job)) return 'over'
    if (kind === 'strange_chat' && !isNews(job)) return 'over'
    if (kind !== 'strange_chat' && !limits.admits(job)) {
      log.debug({ event: 'job_beyond_limit', kind, update_id })
      return 'over'
    }
    const started = performance.now()
    let state = 'over' as JobState
    const isAnswered = await act(job, async () => (state = await claim(job)) === 'mine')
    const milliseconds = Math.round(performance.now() - started)
    if (state === 'mine') await markDone(job)
    if (isAnswered) log.info({ event: 'job_done', kind, update_id, milliseconds })
    return state === 'taken' ? 'taken' : 'over'
  }
}
