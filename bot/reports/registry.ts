import { answers } from './answers.ts'
import { hours } from './hours.ts'
import { messageLength } from './message-length.ts'
import { messagesPerDay } from './messages-per-day.ts'
import { messagesPerUser } from './messages-per-user.ts'
import { questions } from './questions.ts'
import type { Report } from './report.ts'
import { stats } from './stats.ts'

/** The reports, in the order of menus. */
export const reports = [
  stats,
  messagesPerDay,
  messagesPerUser,
  messageLength,
  hours,
  questions,
  answers,
] as const

export type ReportName = (typeof reports)[number]['name']

/** @throws Error when the name is unknown. */
export function findReport(name: ReportName): Report {
  const report = reports.find((each) => each.name === name)
  if (!report) throw new Error(`report: unknown report ${name}`)
  return report
}
