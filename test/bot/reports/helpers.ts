import { readFileSync } from 'node:fs'

import { archive } from '../../../bot/archive/archive.ts'
import { createChats } from '../../../bot/archive/chats.ts'
import { duckdbEngine } from '../../../bot/engine/duckdb.ts'
import type { Table } from '../../../bot/engine/engine.ts'
import { textsOf } from '../../../bot/i18n.ts'
import type { Language } from '../../../bot/config.ts'
import type { Period } from '../../../bot/reports/period.ts'
import type { Line, Report, ReportView } from '../../../bot/reports/report.ts'
import { backfill } from '../../../etl/backfill.ts'
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
    const given = Object.entries({ ...values, ...changes }).filter(([name]) => names.includes(name))
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

export function viewIn(language: Language, period: Partial<Period> = {}): ReportView {
  return {
    texts: textsOf(language),
    period: {
      since: '2026-12-28',
      until: '2027-01-06',
      name: '2026-12-28..2027-01-06',
      ...period,
    },
    chatId: CHAT,
    zone: 'America/Sao_Paulo',
    isComparable: true,
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
