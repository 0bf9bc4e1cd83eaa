import { GrammyError, HttpError, type Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import type { ChartSpec } from '../charts/spec.ts'
import { UserError } from '../user-error.ts'
import { asHtml, MAX_CAPTION, MAX_TEXT } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { ButtonJob, CommandJob } from '../jobs/job.ts'
import { reportText } from './report-text.ts'
import { defaultPeriod, parsePeriod } from '../reports/period.ts'
import type { ReportName } from '../reports/report.ts'
import type { ReportChoice, ReportRun } from '../reports/run.ts'
import type { Act } from '../jobs/turns.ts'
import {
  groupButtons,
  menuButtons,
  parseButtonData,
  reportButtons,
  type Choice,
} from './buttons.ts'
import type { Groups } from './groups.ts'
import type { Press } from './press.ts'
import type { Sender } from './send.ts'
import { whileTyping } from './typing.ts'

export interface ReportAnswerDeps {
  readonly api: Api
  readonly sender: Sender
  readonly texts: Texts
  readonly groups: Groups
  readonly log: Log
  /** The day, in the lake's zone. */
  today(): string
  runReport(choice: ReportChoice): Promise<ReportRun>
  /** Throws when the picture cannot be made. */
  renderChart(spec: ChartSpec): Promise<Uint8Array>
  /** Says no, the first time that somebody asks who may not. */
  refuse(job: CommandJob): Promise<Act | undefined>
}

/** Authorises `/stats` and its sisters, `/reports`, and the buttons below reports, and gives what answers them. */
export function createReportAnswers(deps: ReportAnswerDeps) {
  const { api, sender, texts, groups, log } = deps

  /** `/stats 7d`: report in the chat, or first the question which group it is about. */
  async function onReport(job: CommandJob, report: ReportName): Promise<Act | undefined> {
    const chatIds = await groups.mayAskAbout(job, job)
    const [chatId] = chatIds
    if (chatId === undefined) return deps.refuse(job)
    return async () => {
      const { name: period } = parsePeriod(job.argument || defaultPeriod, deps.today())
      if (job.chat_type !== 'private') return show(job, { report, period }, chatId)
      const choices = chatIds.length > 1 ? await groups.titled(chatIds) : []
      if (choices.length < 2) {
        const chat_id = choices[0]?.id ?? chatId
        return show(job, { report, period, chat_id }, chat_id)
      }
      const keyboard = groupButtons({ report, period }, choices)
      await sender.sendText(replyTo(job), { text: asHtml(texts.text('choose-group')), keyboard })
    }
  }

  /** `/reports`: a menu. In private it is about the group that the person chooses with the first report. */
  async function onMenu(job: CommandJob): Promise<Act | undefined> {
    const chatIds = await groups.mayAskAbout(job, job)
    const isPrivate = job.chat_type === 'private'
    const menus = isPrivate
      ? await groups.titled(chatIds)
      : chatIds.map((id) => ({ id, title: '' }))
    if (menus.length === 0) return deps.refuse(job)
    return async () => {
      const { name: period } = parsePeriod(job.argument || defaultPeriod, deps.today())
      for (const { id, title } of menus) {
        const keyboard = menuButtons({ period, ...(isPrivate ? { chat_id: id } : {}) }, texts)
        const text = texts.text(isPrivate ? 'menu-of-group' : 'menu', { group: title })
        await sender.sendText(replyTo(job), { text: asHtml(text), keyboard })
      }
    }
  }

  /** A button: rights are checked at each press, since anyone in the chat can press it and send any data. */
  async function onButton(job: ButtonJob, press: Press): Promise<Act | undefined> {
    const choice = await readChoice(job)
    if (!choice) {
      await press.answer(texts.text('button-out-of-date'))
      return undefined
    }
    const chatId = choice.chat_id ?? job.chat_id
    if (!(await groups.mayAskAbout(job, job)).includes(chatId)) {
      await press.answer(texts.text('refused'))
      return undefined
    }
    press.hold()
    return async () => {
      await whileTyping(api, job, () => replace(job, choice, chatId))
      await press.answer()
    }
  }

  /** Undefined when it is none of ours, or none that a button offers in such a chat. */
  async function readChoice({ data, chat_type }: ButtonJob): Promise<Choice | undefined> {
    const choice = parseButtonData(data)
    if (!choice || (chat_type === 'private') !== (choice.chat_id !== undefined)) return undefined
    try {
      parsePeriod(choice.period, deps.today())
    } catch (error) {
      if (error instanceof UserError) return undefined
      throw error
    }
    if (choice.chat_id === undefined) return choice
    return { ...choice, chat_id: await groups.currentId(choice.chat_id) }
  }

  async function show(job: CommandJob, choice: Choice, chatId: number): Promise<void> {
    const run = await runChoice(job, choice, chatId)
    const keyboard = reportButtons(choice, texts)
    const caption = { text: reportText(run, MAX_CAPTION), keyboard }
    const shown = await withPicture(run, job, (png) => sender.sendPhoto(replyTo(job), png, caption))
    if (!shown) await sender.sendText(replyTo(job), { text: reportText(run, MAX_TEXT), keyboard })
  }

  async function replace(job: ButtonJob, choice: Choice, chatId: number): Promise<void> {
    const run = await runChoice(job, choice, chatId)
    const keyboard = reportButtons(choice, texts)
    const { chat_id, message_id } = job
    const caption = { text: reportText(run, MAX_CAPTION), keyboard }
    const shown = await withPicture(run, job, (png) =>
      sender.editToPhoto(chat_id, message_id, png, caption),
    )
    if (shown) return
    // Telegram does not turn a picture into text, so the old picture stays above the new figures.
    if (job.has_photo) await sender.editCaption(chat_id, message_id, caption)
    else await sender.editText(chat_id, message_id, { text: reportText(run, MAX_TEXT), keyboard })
  }

  /** False when the picture cannot be made or Telegram does not take it: the report is then text. */
  async function withPicture(
    run: ReportRun,
    { update_id }: CommandJob | ButtonJob,
    send: (png: Uint8Array) => Promise<unknown>,
  ): Promise<boolean> {
    try {
      await send(await deps.renderChart(run.presentation.chart))
      return true
    } catch (error) {
      // Anything else than a refusal of what was sent is no matter of the picture.
      if (error instanceof GrammyError && error.error_code !== 400) throw error
      if (error instanceof HttpError) throw error
      const reason = (error as Error).message
      log.error({ event: 'picture_failed', report: run.name, update_id, reason })
      return false
    }
  }

  async function runChoice(
    { update_id }: CommandJob | ButtonJob,
    { report, period }: Choice,
    chatId: number,
  ): Promise<ReportRun> {
    const run = await deps.runReport({ name: report, period, chatId, token: String(update_id) })
    const { milliseconds, bytesScanned } = run.table.stats
    const cost = { milliseconds, bytes_scanned: bytesScanned }
    log.info({ event: 'report_run', report, period: run.period.name, update_id, ...cost })
    return run
  }

  return { onReport, onMenu, onButton }
}

/** Where the answer to a job goes. */
export function replyTo(job: CommandJob | ButtonJob) {
  return { ...job, reply_to_message_id: job.message_id }
}
