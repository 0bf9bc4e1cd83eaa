import { GrammyError, HttpError, type Api } from 'grammy'

import type { Log } from '../../etl/log.ts'
import type { ChartSpec } from '../charts/spec.ts'
import { UserError } from '../user-error.ts'
import { asHtml, MAX_CAPTION, MAX_TEXT } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { ButtonJob, CommandJob } from '../jobs/job.ts'
import { hasDetails, reportText } from './report-text.ts'
import { defaultPeriod, parsePeriod, type Period } from '../reports/period.ts'
import type { ReportName } from '../reports/registry.ts'
import type { ReportChoice, ReportRun } from '../reports/run.ts'
import { replyTo } from '../jobs/target.ts'
import type { Act } from '../jobs/turns.ts'
import {
  EXPLAIN_DATA,
  groupButtons,
  menuButtons,
  parseButtonData,
  reportButtons,
  type Choice,
} from './buttons.ts'
import { AnsweredElsewhere } from './begin.ts'
import type { Groups } from './groups.ts'
import type { IsDeaf } from './hearing.ts'
import type { Press } from './press.ts'
import type { Refuse } from './refusal.ts'
import type { Sender } from './send.ts'
import { whileTyping } from './typing.ts'
import { Undelivered, type Answer } from './ways.ts'

export interface ReportAnswerDeps {
  readonly api: Api
  readonly sender: Sender
  readonly texts: Texts
  readonly groups: Groups
  readonly log: Log
  /** The current day in the lake's zone. */
  today(): string
  runReport(choice: ReportChoice): Promise<ReportRun>
  readonly isDeaf: IsDeaf
  /** What is missing in the lake as yet, in words. */
  lack(): string | undefined
  /** @throws Error when the chart cannot be drawn. */
  renderChart(spec: ChartSpec): Promise<Uint8Array>
  readonly refuse: Refuse
}

/** A report, and what else to know about its figures. */
type NotedRun = ReportRun & { readonly notes: readonly string[] }

export type ReportAnswers = ReturnType<typeof createReportAnswers>

/** Authorises report commands, `/reports` and the buttons below reports, and returns what answers them. */
export function createReportAnswers(deps: ReportAnswerDeps) {
  const { api, sender, texts, groups, log } = deps

  /** `/stats 7d`: the report; in a private chat, asks first which group if there are several. */
  async function onReport(job: CommandJob, report: ReportName): Promise<Act | undefined> {
    const chatIds = await groups.mayAskAbout(job, job)
    const [chatId] = chatIds
    if (chatId === undefined) return deps.refuse(job)
    return async () => {
      const period = askedPeriod(job, report)
      const choice = { report, period: period.name }
      if (job.chat_type !== 'private') return show(job, choice, period, chatId)
      const choices = chatIds.length > 1 ? await groups.titled(chatIds) : []
      if (choices.length < 2) {
        const chat_id = choices[0]?.id ?? chatId
        return show(job, { ...choice, chat_id }, period, chat_id)
      }
      const keyboard = groupButtons(choice, choices)
      await sender.sendText(replyTo(job), { text: asHtml(texts.text('choose-group')), keyboard })
    }
  }

  /** `/reports`: a menu; in a private chat, one per group. */
  async function onMenu(job: CommandJob): Promise<Act | undefined> {
    const chatIds = await groups.mayAskAbout(job, job)
    const isPrivate = job.chat_type === 'private'
    const menus = isPrivate
      ? await groups.titled(chatIds)
      : chatIds.map((id) => ({ id, title: '' }))
    if (menus.length === 0) return deps.refuse(job)
    return async () => {
      const { name: period } = askedPeriod(job, 'reports')
      for (const { id, title } of menus) {
        const keyboard = menuButtons({ period, ...(isPrivate ? { chat_id: id } : {}) }, texts)
        const text = texts.text(isPrivate ? 'menu-of-group' : 'menu', { group: title })
        await sender.sendText(replyTo(job), { text: asHtml(text), keyboard })
      }
    }
  }

  /** A button: rights are checked on each press, since anyone in the chat can press it and send any data. */
  async function onButton(job: ButtonJob, press: Press): Promise<Act | undefined> {
    if (job.data === EXPLAIN_DATA) {
      const isAllowed = (await groups.mayAskAbout(job, job)).length > 0
      if (isAllowed) await press.alert(texts.text('report-answers-explained'))
      else await press.answer(texts.text('refused'))
      return undefined
    }
    const asked = await readChoice(job)
    if (!asked) {
      await press.answer(texts.text('button-out-of-date'))
      return undefined
    }
    const { choice, period } = asked
    const chatId = choice.chat_id ?? job.chat_id
    if (!(await groups.mayAskAbout(job, job)).includes(chatId)) {
      await press.answer(texts.text('refused'))
      return undefined
    }
    press.hold()
    return async () => {
      await whileTyping(api, job, () => replace(job, choice, period, chatId))
      await press.answer()
    }
  }

  /** Undefined for data that none of our buttons carries in such a chat. */
  async function readChoice({
    data,
    chat_type,
  }: ButtonJob): Promise<{ choice: Choice; period: Period } | undefined> {
    const choice = parseButtonData(data)
    if (!choice || (chat_type === 'private') !== (choice.chat_id !== undefined)) return undefined
    const period = readPeriod(choice.period)
    if (!period || choice.chat_id === undefined) return period && { choice, period }
    return { choice: { ...choice, chat_id: await groups.currentId(choice.chat_id) }, period }
  }

  function askedPeriod({ argument }: CommandJob, command: string): Period {
    const options = { language: texts.language, command: `/${command}` }
    return parsePeriod(argument || defaultPeriod, deps.today(), options)
  }

  function readPeriod(name: string): Period | undefined {
    try {
      return parsePeriod(name, deps.today())
    } catch (error) {
      if (error instanceof UserError) return undefined
      throw error
    }
  }

  async function show(
    job: CommandJob,
    choice: Choice,
    period: Period,
    chatId: number,
  ): Promise<void> {
    const run = await runChoice(job, choice.report, period, chatId)
    const { caption, text } = answersOf(run, choice)
    const shown = await withPicture(run, job, (png) => sender.sendPhoto(replyTo(job), png, caption))
    if (!shown) await sender.sendText(replyTo(job), text)
  }

  async function replace(
    job: ButtonJob,
    choice: Choice,
    period: Period,
    chatId: number,
  ): Promise<void> {
    const run = await runChoice(job, choice.report, period, chatId)
    const { caption, text, captionOfOldPicture } = answersOf(run, choice)
    const { chat_id, message_id } = job
    const shown = await withPicture(run, job, (png) =>
      sender.editToPhoto(chat_id, message_id, png, caption),
    )
    if (shown) return
    // Telegram cannot turn a picture into text, so the old picture stays above the new figures.
    if (job.has_photo) await sender.editCaption(chat_id, message_id, captionOfOldPicture)
    else await sender.editText(chat_id, message_id, text)
  }

  /** A run below its picture, below a picture of something else, and without one. */
  function answersOf(run: NotedRun, { isDetailed = false, ...choice }: Choice) {
    const answer = (hasPicture: boolean, maxLength: number): Answer => ({
      text: reportText(run, { hasPicture, isDetailed, maxLength }),
      keyboard: reportButtons({ ...choice, isDetailed }, texts, {
        hasDetails: hasPicture && hasDetails(run.presentation),
      }),
    })
    return {
      caption: answer(true, MAX_CAPTION),
      captionOfOldPicture: answer(false, MAX_CAPTION),
      text: answer(false, MAX_TEXT),
    }
  }

  /** False when the chart cannot be drawn or Telegram rejects it: the report is then sent as text. */
  async function withPicture(
    run: NotedRun,
    { update_id }: CommandJob | ButtonJob,
    send: (png: Uint8Array) => Promise<unknown>,
  ): Promise<boolean> {
    try {
      await send(await deps.renderChart(run.presentation.chart))
      return true
    } catch (error) {
      // Only these are about the picture itself: no right to send it, unreadable, too large.
      if (error instanceof GrammyError && ![400, 413].includes(error.error_code)) throw error
      if (error instanceof HttpError || error instanceof Undelivered) throw error
      if (error instanceof AnsweredElsewhere) throw error
      const reason = (error as Error).message
      log.error({ event: 'picture_failed', report: run.name, update_id, reason })
      return false
    }
  }

  async function runChoice(
    { update_id }: CommandJob | ButtonJob,
    report: ReportName,
    period: Period,
    chatId: number,
  ): Promise<NotedRun> {
    const [run, isDeaf] = await Promise.all([
      deps.runReport({ name: report, period, chatId, token: String(update_id) }),
      deps.isDeaf(chatId),
    ])
    const { milliseconds, bytesScanned } = run.table.stats
    const cost = { milliseconds, bytes_scanned: bytesScanned }
    log.info({ event: 'report_run', report, period: period.name, update_id, ...cost })
    const lack = deps.lack()
    const notes = [...(isDeaf ? [texts.text('report-deaf')] : []), ...(lack ? [lack] : [])]
    return { ...run, notes }
  }

  return { onReport, onMenu, onButton }
}
