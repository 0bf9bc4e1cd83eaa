import { addDays, midnight, type TimeZone } from '../../etl/lake/time-zone.ts'
import type { LakeDays } from '../../etl/listing.ts'
import { bindParameters } from '../../sql/queries.ts'
import type { Chats } from '../archive/chats.ts'
import type { QueryEngine, Table } from '../engine/engine.ts'
import type { Freshness } from '../../etl/freshness.ts'
import type { Texts } from '../i18n.ts'
import { firstDayOf } from './first-day.ts'
import type { Days } from './period-dates.ts'
import { mending } from './mending.ts'
import type { Period } from './period.ts'
import { findReport, type ReportName } from './registry.ts'
import type { Presentation } from './report.ts'
import { archivedPart, previousSpan, spanOf } from './spans.ts'
import { isByHour } from './time-bars.ts'

/** A later reply does not count as an answer. */
const ANSWER_DAYS = 7

const REUSE_MINUTES = 60

export interface ReportDeps {
  readonly engine: QueryEngine
  readonly freshness: Freshness
  readonly chats: Pick<Chats, 'idsOf'>
  readonly zone: TimeZone
  readonly texts: Texts
  /** The first and the last day in the lake. */
  lakeDays(): Promise<LakeDays>
  /** Unix seconds. */
  now(): number
}

export interface ReportChoice {
  readonly name: ReportName
  readonly period: Period
  readonly chatId: number
  /** Identifies the job, so that an engine that charges runs its query once. */
  readonly token?: string
}

export interface ReportRun {
  readonly name: ReportName
  readonly period: Period
  readonly texts: Texts
  /** The report's rows, for machines. */
  readonly table: Table
  /** The report in words, for people. */
  readonly presentation: Presentation
  /** The last line: how fresh the data is, and in which zone. */
  readonly footer: string
}

/**
 * Runs a report on a chat and puts it into words: for the chat, the terminal and files alike.
 * @throws QueryError when the engine fails.
 */
export async function runReport(
  { engine, freshness, chats, zone, texts, lakeDays, now }: ReportDeps,
  { name, period, chatId, token }: ReportChoice,
): Promise<ReportRun> {
  const report = findReport(name)
  const today = zone.date(now())
  const [, previousId = chatId] = await chats.idsOf(chatId)
  const answersUntil = addDays(period.until, ANSWER_DAYS)
  const isHourly = isByHour(period, period.hours)
  const query = (isHourly ? report.hourlyQuery : undefined) ?? report.query
  const names = new Set(query.parameters.map((parameter) => parameter.name))
  // A report that counts answers reads the days after its period too.
  const looksTo = names.has('answers_until') ? earlier(answersUntil, today) : period.until
  const until = looksTo > period.until ? looksTo : period.until
  const seenAt = await freshness.ensure({ since: period.since, until })
  const seen = zone.wallClock(seenAt)
  const span = spanOf(period, { now: zone.wallClock(now()), seen })
  const previous = previousSpan(period, span, seen)
  const { first: begins, last: ends } = await lakeDays()
  // An engine may look up every day of the range, whether it has data or not.
  const notBefore = (day: string) => (begins !== undefined && begins > day ? begins : day)
  const instant = (wallClock: number) => zone.instant(Math.floor(wallClock / 1000))
  const values: Record<string, string | number> = {
    chat_id: chatId,
    previous_chat_id: previousId,
    since: notBefore(span.since),
    until: period.until,
    begins_at: instant(span.from),
    previous_since: notBefore(previous.since),
    previous_until: previous.until,
    previous_begins_at: instant(previous.from),
    previous_seen_at: instant(previous.seen),
    answers_until: answersUntil,
  }
  const taken = Object.entries(values).filter(([each]) => names.has(each))
  const { text, parameters } = bindParameters(query, Object.fromEntries(taken))
  const readsSince = names.has('previous_since') ? earlier(previous.since, span.since) : span.since
  const [found, groupBegins] = await mending(freshness, () =>
    Promise.all([
      engine.query(text, parameters, {
        // A job that is redone because a worker died queries again.
        ...(token !== undefined && { token: `${token}/${seenAt}` }),
        // Closed days rarely change; yesterday still gets late deliveries.
        ...(until < addDays(today, -1) && { reuseMinutes: REUSE_MINUTES }),
        days: { since: readsSince, until },
      }),
      begins === undefined
        ? undefined
        : firstDayOf(engine, { chatIds: [chatId, previousId], begins, until: today, now: now() }),
    ]),
  )
  const table = report.refine?.(found) ?? found
  const archived = archivedPart(span, { firstDay: groupBegins, lastDay: ends })
  const { chart, ...presentation } = report.present(table, {
    texts,
    period,
    archived,
    begins: groupBegins ?? 'now',
    chatId,
    ...(isCovered(previous, groupBegins) && { previous }),
    now: zone.wallClock(now()),
  })
  const seenText = footerText()
  return {
    name,
    period,
    texts,
    table,
    presentation: { ...presentation, chart: { ...chart, footer: seenText } },
    footer: seenText,
  }

  /** Up to when the data goes, unless it is all there; where the archive begins within the period, since when. */
  function footerText(): string {
    const isOver = until < today && seen >= midnight(addDays(until, 1)) * 1000
    const isCut = archived.since > span.since
    const whole = isOver ? 'report-footer-complete' : 'report-footer'
    const cut = isOver ? 'report-footer-since-complete' : 'report-footer-since'
    return texts.text(isCut ? cut : whole, {
      since: texts.date(archived.since),
      // Where the lake ends earlier, its last day.
      time: archived.until < span.until ? texts.date(archived.until) : texts.dateTime(seen),
      zone: zone.name,
    })
  }
}

/** A group's first day is archived from some hour on: alone, it is nothing to compare with. */
function isCovered({ since, until }: Days, firstDay: string | undefined): boolean {
  if (firstDay === undefined) return false
  return firstDay < since || (firstDay === since && until > since)
}

function earlier(a: string, b: string): string {
  return a < b ? a : b
}
