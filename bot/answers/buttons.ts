import { InlineKeyboard } from 'grammy'

import type { Texts } from '../i18n.ts'
import { offeredPeriods } from '../reports/period.ts'
import { findReport, reports, type ReportName } from '../reports/registry.ts'

/** What a button asks for. In private chats, `chat_id` is the group that the report is about. */
export interface Choice {
  readonly report: ReportName
  readonly period: string
  readonly chat_id?: number
  /** Its table is shown too. */
  readonly isDetailed?: boolean
}

/** Buttons of older versions are answered as out of date instead of being misread. */
const VERSION = 'v1'

const DATA = /^v1\|([a-z_]{1,32})(\+?)\|([0-9a-z.-]{1,22})(?:\|(-?\d{1,16}))?$/

/** Of the button that explains how the figures of a report are known. */
export const EXPLAIN_DATA = `${VERSION}|explain`

/** At most 64 bytes, Telegram's limit: the longest name, a range of days and an id fit. */
export function buttonData({ report, period, chat_id, isDetailed }: Choice): string {
  const name = isDetailed ? `${report}+` : report
  return [VERSION, name, period, ...(chat_id === undefined ? [] : [chat_id])].join('|')
}

/** Undefined for data that none of our buttons carries: anyone can send any data. The period is not checked yet. */
export function parseButtonData(data: string): Choice | undefined {
  const [, name, details, period = '', chat] = DATA.exec(data) ?? []
  const report = reports.find((each) => each.name === name)
  const chat_id = chat === undefined ? undefined : Number(chat)
  if (!report || (chat_id !== undefined && !Number.isSafeInteger(chat_id))) return undefined
  return {
    report: report.name,
    period,
    ...(chat_id === undefined ? {} : { chat_id }),
    ...(details === '+' ? { isDetailed: true } : {}),
  }
}

/** Below a report: other periods (the one shown is marked), its table, how it is known, then the reports. */
export function reportButtons(
  shown: Choice,
  texts: Texts,
  { hasDetails }: { readonly hasDetails: boolean },
): InlineKeyboard {
  const keyboard = new InlineKeyboard()
  for (const period of offeredPeriods) {
    const label = texts.text(`button-period-${period}`)
    keyboard.text(period === shown.period ? marked(label) : label, buttonData({ ...shown, period }))
  }
  keyboard.row()
  const { hasExplanation } = findReport(shown.report)
  if (hasDetails) {
    const label = texts.text(shown.isDetailed ? 'button-less' : 'button-details')
    keyboard.text(label, buttonData({ ...shown, isDetailed: !shown.isDetailed }))
  }
  if (hasExplanation) keyboard.text(texts.text('button-explain'), EXPLAIN_DATA)
  if (hasDetails || hasExplanation) keyboard.row()
  return addReports(keyboard, { ...shown, isDetailed: false }, texts)
}

/** The menu of `/reports`: every report over the same period. */
export function menuButtons(choice: Omit<Choice, 'report'>, texts: Texts): InlineKeyboard {
  return addReports(new InlineKeyboard(), choice, texts)
}

/** Asks an administrator of several groups, in a private chat, which one is meant. */
export function groupButtons(
  choice: Omit<Choice, 'chat_id'>,
  groups: readonly { readonly id: number; readonly title: string }[],
): InlineKeyboard {
  const keyboard = new InlineKeyboard()
  for (const { id, title } of groups)
    keyboard.text(title, buttonData({ ...choice, chat_id: id })).row()
  return keyboard
}

/** What is shown now: short, since four buttons share a phone's width. */
function marked(label: string): string {
  return `• ${label}`
}

const REPORTS_PER_ROW = 4

function addReports(
  keyboard: InlineKeyboard,
  choice: Omit<Choice, 'report'> & { readonly report?: ReportName },
  texts: Texts,
): InlineKeyboard {
  for (const [index, { name }] of reports.entries()) {
    const label = texts.text(`button-report-${name.replaceAll('_', '-')}`)
    keyboard.text(
      name === choice.report ? marked(label) : label,
      buttonData({ ...choice, report: name }),
    )
    if (index % REPORTS_PER_ROW === REPORTS_PER_ROW - 1) keyboard.row()
  }
  return keyboard
}
