// npm run bench:reports [-- DAYS]: what each report takes over a million messages in a year, or in so many days: its
// SQL, its picture, all of it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { renderChart } from '../../bot/charts/render-chart.ts'
import { createChats } from '../../bot/archive/chats.ts'
import { duckdbEngine } from '../../bot/engine/duckdb.ts'
import { createFreshness } from '../../etl/freshness.ts'
import { MAX_CAPTION } from '../../bot/html.ts'
import { textsOf } from '../../bot/i18n.ts'
import { reportText } from '../../bot/answers/report-text.ts'
import { parsePeriod } from '../../bot/reports/period.ts'
import { reports } from '../../bot/reports/registry.ts'
import { runReport } from '../../bot/reports/run.ts'
import { loadSample, SAMPLE_CHAT_ID } from '../../bot/sandbox/sample.ts'
import { filesystemStore } from '../../etl/lake/filesystem.ts'
import { flatten } from '../../etl/flatten.ts'
import { enrichedKey } from '../../etl/lake/keys.ts'
import type { MessageRow } from '../../etl/lake/schema.ts'
import { addDays, timeZone, midnight } from '../../etl/lake/time-zone.ts'
import { parseUpdate } from '../../etl/lake/update.ts'
import { encodeParquet } from '../../etl/parquet.ts'
import { seal, SOURCE, unsealedEntry } from '../../etl/seal.ts'
import { understand } from '../../etl/understand/understand.ts'

const zone = timeZone('America/Sao_Paulo')
const TODAY = '2026-11-24'
const NOW = zone.instant(Date.parse(`${TODAY}T18:00:00Z`) / 1000)
const DAYS = Number(process.argv[2] ?? 365)
const MESSAGES = 1_000_000
const RUNS = 5

const dir = mkdtempSync(join(tmpdir(), 'reports-bench-'))
try {
  await writeYear()
  await measure()
} finally {
  rmSync(dir, { recursive: true, force: true })
}

async function measure(): Promise<void> {
  const stores = {
    raw: filesystemStore(join(dir, 'raw')),
    enriched: filesystemStore(join(dir, 'enriched')),
  }
  const log = { debug() {}, info() {}, warn: console.warn, error: console.error }
  const engine = await duckdbEngine(join(dir, 'enriched'))
  const now = () => NOW
  const deps = {
    engine,
    freshness: createFreshness({ etl: { ...stores, zone, log }, now }),
    chats: createChats({ state: stores.raw, chatIds: [SAMPLE_CHAT_ID] }),
    zone,
    texts: textsOf('pt-BR'),
    lakeDays: async () => ({ first: addDays(TODAY, 1 - DAYS), last: TODAY }),
    now,
  }
  console.log('| report | period | SQL | picture | in all |')
  console.log('| --- | --- | ---: | ---: | ---: |')
  for (const period of [...new Set(['30d', `${DAYS}d`])]) {
    for (const { name } of reports) {
      const runs: { sql: number; chart: number; total: number }[] = []
      for (let run = 0; run < RUNS; run += 1) {
        const started = performance.now()
        const report = await runReport(deps, {
          name,
          period: parsePeriod(period, TODAY),
          chatId: SAMPLE_CHAT_ID,
        })
        reportText({ ...report, notes: [] }, { hasPicture: true, maxLength: MAX_CAPTION })
        const drawn = performance.now()
        await renderChart(report.presentation.chart, { theme: 'light', locale: 'pt-BR' })
        const total = performance.now() - started
        runs.push({
          sql: report.table.stats.milliseconds,
          chart: performance.now() - drawn,
          total,
        })
      }
      const { sql, chart, total } = runs.sort((a, b) => a.total - b.total)[RUNS >> 1] ?? {
        sql: 0,
        chart: 0,
        total: 0,
      }
      const cells = [sql, chart, total].map((value) => `${Math.round(value)} ms`)
      console.log(`| ${name} | ${period} | ${cells.join(' | ')} |`)
    }
  }
  await engine.close()
}

/** The sample's messages over and over, as many each day, by a hundred times as many people. */
async function writeYear(): Promise<void> {
  const rows = loadSample(zone, TODAY)
    .map((line) => flatten(parseUpdate(line), zone))
    .filter((row): row is MessageRow => row !== undefined)
  let index = 0
  for (let day = 0; day < DAYS; day += 1) {
    const date = addDays(TODAY, -day)
    const start = zone.instant(midnight(date))
    const count = Math.round(((day + 1) * MESSAGES) / DAYS) - Math.round((day * MESSAGES) / DAYS)
    const messages: MessageRow[] = []
    for (let nth = 0; nth < count; nth += 1, index += 1) {
      const source = rows[index % rows.length] as MessageRow
      const round = Math.floor(index / rows.length)
      const at = start + Math.floor((nth * 86_399) / count)
      messages.push({
        ...source,
        message_id: index + 1,
        update_id: index + 1,
        // A reply goes to the message of the same round that it answered in the sample.
        reply_to_message_id:
          source.reply_to_message_id === null
            ? null
            : Math.max(1, index + 1 - (source.message_id - source.reply_to_message_id)),
        sender_id: (source.sender_id ?? 0) + (round % 100),
        user_id: (source.user_id ?? 0) + (round % 100),
        date: at,
        sent_at: zone.wallClock(at),
      })
    }
    understand(messages)
    const path = join(dir, 'enriched', enrichedKey(date))
    mkdirSync(join(path, '..'), { recursive: true })
    const entries = { [SOURCE]: unsealedEntry('0'.repeat(64)) }
    writeFileSync(path, seal(await encodeParquet(messages, entries)))
  }
}
