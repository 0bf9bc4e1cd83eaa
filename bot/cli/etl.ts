import { unixNow } from '../clock.ts'
import { quiet } from '../../etl/log.ts'
import { backfill, runChanged } from '../../etl/backfill.ts'
import { DaysFailed } from '../../etl/days-failed.ts'
import { listDays } from '../../etl/listing.ts'
import { parseDate } from '../../etl/lake/time-zone.ts'
import type { DaySummary } from '../../etl/run.ts'
import { retentionOf } from './choose-sample.ts'
import { openWritableEnvironment } from './environment.ts'
import { clearProgress, showProgress } from './progress.ts'
import { formatTable } from './table.ts'
import { printNote, printResult, terminalTexts } from './terminal.ts'
import { parseArgument, UsageError } from './usage.ts'

export interface EtlOptions {
  readonly since?: string
  readonly until?: string
  readonly json?: boolean
}

/** `lake etl`: compacts, and prints one line per day. */
export async function etl({ since, until, json = false }: EtlOptions): Promise<void> {
  const range = {
    since: since === undefined ? undefined : parseArgument('--since', () => parseDate(since)),
    until: until === undefined ? undefined : parseArgument('--until', () => parseDate(until)),
  }
  if (range.since && range.until && range.since > range.until) {
    throw new UsageError('cli-range-reversed', { since: range.since, until: range.until })
  }
  const { config, stores, log } = await openWritableEnvironment()
  const { raw, enriched } = stores
  // The summary and the error already say what the log would say about each day.
  const { zone } = config
  const retentionDays = await retentionOf(config, raw)
  const deps = { raw, enriched, zone, retentionDays, log: { ...quiet(log), error: log.debug } }
  const onProgress = ({ done, total, date }: { done: number; total: number; date: string }) =>
    showProgress(terminalTexts().text('cli-etl-progress', { date, number: done + 1, total }))

  const run =
    range.since || range.until
      ? backfill(deps, range, onProgress)
      : runChanged(deps, unixNow(), onProgress, sayEarlier)
  let failure: DaysFailed | undefined
  const summaries = await run.catch((error: unknown) => {
    if (!(error instanceof DaysFailed)) throw error
    failure = error
    return error.done
  })
  clearProgress()
  if (json) printResult(JSON.stringify({ days: summaries }))
  if (failure) {
    // What was done, before what was not.
    if (!json && summaries.length > 0) printResult(describe(summaries))
    throw failure
  }
  if (json) return
  if (summaries.length > 0) return printResult(describe(summaries))
  const isEmpty = (await listDays(raw)).length === 0
  printResult(terminalTexts().text(isEmpty ? 'cli-lake-empty' : 'cli-etl-no-day'))
}

function sayEarlier(days: number): void {
  clearProgress()
  printNote(terminalTexts().text('cli-etl-earlier', { days }))
}

const counts = ['objects', 'updates', 'rows', 'unreadable', 'bytes', 'milliseconds'] as const

function describe(summaries: readonly DaySummary[]): string {
  const texts = terminalTexts()
  const total = (name: (typeof counts)[number]) =>
    summaries.reduce((sum, summary) => sum + summary[name], 0)
  return formatTable({
    columns: [
      { name: texts.text('cli-etl-column-date'), type: 'varchar' },
      ...counts.map((name) => ({
        name: texts.text(`cli-etl-column-${name}`),
        type: 'bigint' as const,
      })),
    ],
    rows: [
      ...summaries.map((summary) => [summary.date, ...counts.map((name) => summary[name])]),
      ...(summaries.length > 1 ? [[texts.text('cli-etl-total'), ...counts.map(total)]] : []),
    ],
  })
}
