import { readFileSync } from 'node:fs'

import { archive } from '../../../bot/archive/archive.ts'
import { createChats } from '../../../bot/archive/chats.ts'
import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import type { Table } from '../../../bot/engine/engine.ts'
import { textsOf } from '../../../bot/i18n.ts'
import type { Language } from '../../../bot/config.ts'
import type { Period } from '../../../bot/reports/period.ts'
import type { Line, Report, ReportView } from '../../../bot/reports/report.ts'
import { previousSpan, spanOf } from '../../../bot/reports/spans.ts'
import { backfill } from '../../../etl/backfill.ts'
import { midnight } from '../../../etl/lake/time-zone.ts'
import { parseUpdate } from '../../../etl/lake/update.ts'
import { bindParameters } from '../../../sql/queries.ts'
import { tempLake } from '../../helpers/lake.ts'

export const CHAT = -1001111111111
export const OLD_CHAT = -222333

export const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/reports/${name}`, import.meta.url), 'utf8')

/** Every value that a report of the fixture's period can ask for. */
export const values: Readonly<Record<string, string | number>> = {
  chat_id: CHAT,
  previous_chat_id: OLD_CHAT,
  since: '2026-12-28',
  until: '2027-01-06',
  answers_until: '2027-01-13',
  previous_since: '2026-12-18',
  previous_until: '2026-12-27',
  begins_at: Date.parse('2026-12-28T00:00:00-03:00') / 1000,
  previous_begins_at: Date.parse('2026-12-18T00:00:00-03:00') / 1000,
  previous_seen_at: Date.parse('2027-01-14T03:00:00Z') / 1000,
}

/** A lake with the updates of a fixture, archived and compacted as they would be, and reports over it. */
export async function reportLake(updates = fixture('updates.ndjson'), zone?: string) {
  const lake = tempLake(zone)
  const chats = createChats({ state: lake.raw, chatIds: 'all' })
  for (const line of updates.trimEnd().split('\n').filter(Boolean)) {
    await archive({ ...lake, chats }, parseUpdate(line), line)
  }
  await backfill(lake, {})
  const engine = await duckdbEngine(lake.enrichedDir)
  const asked = new Map<string, Promise<Table>>()
  async function run({ query, refine }: Report, changes: typeof values): Promise<Table> {
    const names = query.parameters.map(({ name }) => name)
    const startOf = (day: string | number) => lake.zone.instant(midnight(String(day)))
    const all = { ...values, ...changes }
    const begins = {
      begins_at: startOf(all.since ?? ''),
      previous_begins_at: startOf(all.previous_since ?? ''),
    }
    const given = Object.entries({ ...all, ...begins, ...changes }).filter(([name]) =>
      names.includes(name),
    )
    const { text, parameters } = bindParameters(query, Object.fromEntries(given))
    const table = await engine.query(text, parameters)
    return refine?.(table) ?? table
  }
  return {
    engine,
    close: () => engine.close(),
    /** Runs each query once: the lake does not change. */
    rowsOf(report: Report, changes: typeof values = {}): Promise<Table> {
      const key = JSON.stringify([report.name, changes])
      const rows = asked.get(key) ?? run(report, changes)
      asked.set(key, rows)
      return rows
    },
  }
}

/** Of a period that is over and archived from its first day on, as is the one before. */
export function viewIn(language: Language, changes: Partial<Period> = {}): ReportView {
  const period = {
    since: '2026-12-28',
    until: '2027-01-06',
    name: '2026-12-28..2027-01-06',
    ...changes,
  }
  const now = Date.parse('2027-06-01T12:00:00Z')
  const archived = spanOf(period, { now, seen: now })
  return {
    texts: textsOf(language),
    period,
    archived,
    chatId: CHAT,
    previous: {
      ...previousSpan(period, archived, now),
      since: '2026-12-18',
      until: '2026-12-27',
      from: Date.parse('2026-12-18T00:00:00Z'),
      to: Date.parse('2026-12-28T00:00:00Z'),
    },
    now: Date.parse('2026-11-24T12:00:00Z'),
  }
}

/** What a line says, without where its links lead. */
export function saidIn(line: Line | undefined): string {
  return (line ?? []).map((piece) => (typeof piece === 'string' ? piece : piece.label)).join(' ')
}

/** Where the links of a line lead. */
export function linksIn(line: Line | undefined): string[] {
  return (line ?? []).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.url]))
}

/** Of a group whose archive has not the whole period before. */
export function withoutPrevious(view: ReportView): ReportView {
  const kept: Partial<ReportView> = { ...view }
  Reflect.deleteProperty(kept, 'previous')
  return kept as ReportView
}
